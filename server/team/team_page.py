"""Puts the page of one patient's care team together: who is on it, who will be, who was."""

from datetime import datetime

from server.access.people import Person
from server.clinics.queries import list_staff
from server.courses.models import CaseloadCourse
from server.courses.places import list_places
from server.db.connection import Reader
from server.pages.language import gettext as _
from server.team.models import TeamPage
from server.team.words import lines_of

ORDER = {"member": 0, "co_therapist": 1, "stand_in": 2, "emergency": 3}


async def team_page(
    db: Reader, case: CaseloadCourse, me: Person, typed: tuple[dict[str, str], dict[str, str]], now: datetime
) -> TeamPage:
    """`typed` is what was entered and the sentences beside it."""
    lines = lines_of(await list_places(db, case.id), case.box, now, me.clinic_zone)
    here = sorted((one for one in lines if one.place.living(now)), key=lambda one: ORDER[one.place.kind])
    settled = {one.place.person_id for one in here if one.place.lasting}
    staff = [one for one in await list_staff(db, case.clinic_id) if one.ended_at is None and one.id not in settled]
    return TeamPage(
        course_id=case.id,
        patient_name=case.patient_name,
        me=me.id,
        lasting=me.id in settled,
        here=here,
        planned=sorted((one for one in lines if one.place.planned(now)), key=lambda one: one.place.since),
        were=[one for one in lines if one.place.over(now) and not one.place.never_was],
        colleagues=[
            (one.id, one.name, _("Therapist") if one.role == "therapist" else _("Prescriber"))
            for one in staff
            if one.role in ("therapist", "prescriber")
        ],
        entered=typed[0],
        errors=typed[1],
    )
