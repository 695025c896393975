"""One person of the patient's own care team: when they read, and what the clinic has confirmed of them."""

from typing import ClassVar
from uuid import UUID

from litestar import Response, get
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.clinics.credential_words import confirmed, issued, validity
from server.clinics.credentials import list_credentials
from server.clinics.reading_words import reading_said
from server.clinics.sharing import find_pledge
from server.courses.own import Me, OwnCourse, rest_first
from server.courses.queries import list_care_team
from server.pages.handlers import InPath, Now, Reads
from server.pages.page import Page, show
from server.pages.times import local_day


class TeamMemberPage(Page, kw_only=True):
    """`credentials` are title, by whom and under which number, until when, and by whom confirmed."""

    template: ClassVar[str] = "today/team.html"
    tab: ClassVar[str] = "course"
    name: str
    role: str
    reads: str
    credentials: list[tuple[str, str, str, str]]


class TeamMemberController(PatientController):
    path = "/team"
    before_request = staticmethod(rest_first)

    @get("/{person_id:uuid}")
    async def open_member(
        self, db: Reads, course: OwnCourse, me: Me, person_id: InPath[UUID], now: Now
    ) -> Response[str]:
        team = await list_care_team(db, course.id, now)
        member = next((one for one in team if one.id == str(person_id)), None)
        if member is None:
            raise NotFoundException
        pledge = await find_pledge(db, course.clinic_id)
        zone = me.clinic_zone
        return show(
            TeamMemberPage(
                name=member.name,
                role=member.role,
                reads=reading_said(member.name, pledge.days.get(member.id, ()), pledge.within_days),
                credentials=[
                    (one.title, issued(one), validity(one, local_day(now, zone)), confirmed(one, zone))
                    for one in await list_credentials(db, course.clinic_id, member.id)
                ],
            )
        )
