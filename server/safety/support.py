"""The person whom somebody named in their safety plan as the first to ask; theirs alone to see."""

import msgspec

from server.access.people import Person
from server.access.vault import Vault
from server.courses.models import Course
from server.courses.queries import find_own_course
from server.db.connection import Reader
from server.safety.plan import dialled
from server.safety.plan_queries import list_versions, standing


class Support(msgspec.Struct, frozen=True, kw_only=True):
    """`dial` as a telephone takes it."""

    name: str
    number: str
    dial: str


async def support_of(db: Reader, course: Course) -> Support | None:
    """Of the newest text that stands and names one with a number; nobody where what is kept does not open."""
    for one in reversed(standing(await list_versions(db, course))):
        if one.plan.person and (dial := dialled(one.plan.phone)):
            return Support(name=one.plan.person, number=one.plan.phone, dial=dial)
    return None


async def own_support(db: Reader, vault: Vault, me: Person) -> Support | None:
    """For Help, which everybody may open: nobody for whoever is no patient."""
    course = await find_own_course(db, vault, me) if me.role == "patient" else None
    return await support_of(db, course) if course else None
