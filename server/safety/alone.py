"""Shown at once to whoever has thoughts of death or of self-harm: people to call, and one question (Y-31, Y-32).

It promises nothing that this app does: nobody is told by it, so it says whom to call (Y-33).
"""

from typing import ClassVar

from server.clinics.queries import Clinic, find_clinic
from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.pages.page import Page
from server.safety.help import Region, region_of
from server.safety.support import Support, support_of


class AlonePage(Page, kw_only=True):
    template: ClassVar[str] = "safety/alone.html"
    region: Region
    clinic: Clinic | None
    support: Support | None


async def alone_page(db: Reader, course: OwnCourse) -> AlonePage:
    clinic = await find_clinic(db, course.clinic_id)
    return AlonePage(region=region_of(clinic), clinic=clinic, support=await support_of(db, course))
