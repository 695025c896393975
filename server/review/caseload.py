"""The caseload: each patient with the one reason they stand where they stand, in words."""

from datetime import datetime, timedelta

from litestar import Response, get

from server.access.audience import AdminController, ClinicianController
from server.access.trail import write_trail
from server.clinics.queries import current_protocol, find_clinic, list_cover, list_staff
from server.courses.own import Me, house_of
from server.pages.handlers import Now, Reads, Visitor, Writes
from server.pages.language import gettext as _
from server.pages.language import later, ngettext
from server.pages.page import show
from server.pages.times import in_words, local_day, relative_day, spoken_clock
from server.review.models import Case, CaseloadPage, CaseRow, ClinicPage
from server.review.queries import MOST_CASES, list_cases
from server.safety.duty import count_left_with
from server.safety.flag_pages import read_strip

WEEK = (
    later("Monday"), later("Tuesday"), later("Wednesday"), later("Thursday"), later("Friday"), later("Saturday"),
    later("Sunday"),
)  # fmt: skip


class CaseloadController(ClinicianController):
    @get("/caseload")
    async def open_caseload(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        key = house_of(request).keys.trail
        await write_trail(tx, key, me, "listed", course_id=None, subject_id="caseload", now=now)
        cases = [case_of(row, now) for row in await list_cases(tx, me, now - timedelta(hours=12))]
        return show(
            CaseloadPage(
                cases=sorted(cases, key=lambda case: case.rank), most=MOST_CASES, flags=await read_strip(tx, me, now)
            )
        )


class ClinicController(AdminController):
    @get("/clinic")
    async def open_clinic(self, db: Reads, me: Me) -> Response[str]:
        clinic = await find_clinic(db, me.clinic_id)
        protocol = await current_protocol(db, me.clinic_id)
        numbers = protocol.read()
        return show(
            ClinicPage(
                left=await count_left_with(db, me),
                clinic_name=me.clinic_name,
                clinic_phone=me.clinic_phone,
                zone=me.clinic_zone,
                region=clinic.region if clinic else "",
                staff=[(one.id, one.name, one.role) for one in await list_staff(db, me.clinic_id) if not one.ended_at],
                numbers=[
                    (_("No food before a session"), _("%(n)s hours", n=f"{numbers.food_hours:g}")),
                    (_("No drink before a session"), _("%(n)s hours", n=f"{numbers.liquid_hours:g}")),
                    (_("Sessions at home"), _("Allowed") if numbers.home_routes else _("Not held")),
                    (_("Sessions in a course"), str(numbers.sessions)),
                    (_("Therapists read within"), _("%(n)s days", n=numbers.reads_within_days)),
                ],
                version=protocol.version,
                signed_at=protocol.signed_at,
                hours=[
                    (_(WEEK[one.weekday]), f"{one.opens}–{one.closes}") for one in await list_cover(db, me.clinic_id)
                ],
            )
        )


def case_of(row: CaseRow, now: datetime) -> Case:
    """Nearest session first, then who waits for an answer, then who has been quiet."""
    name = row.patient_name
    if row.next_at and (local_day(row.next_at, row.zone) - local_day(now, row.zone)).days <= 1:
        when = relative_day(row.next_at, now, row.zone)
        reason = _(
            "Session %(number)s %(when)s at %(clock)s.",
            number=in_words(row.next_number or 0),
            when=when,
            clock=spoken_clock(row.next_at, row.zone),
        )
        return Case(course_id=row.course_id, patient_name=name, reason=_and_waiting(reason, row), rank=(0, name))
    if row.waiting:
        return Case(course_id=row.course_id, patient_name=name, reason=_and_waiting("", row), rank=(1, name))
    if row.last_at:
        days = (local_day(now, row.zone) - local_day(row.last_at, row.zone)).days
        reason = _(
            "Day %(days)s after session %(number)s.",
            days=in_words(days),
            number=in_words(row.last_number or 0),
        )
        if row.next_at is None:
            reason = _("%(reason)s No next session planned.", reason=reason)
        return Case(course_id=row.course_id, patient_name=name, reason=reason, rank=(2 if row.next_at else 1, name))
    reason = _("No session planned yet.") if row.next_at is None else _("Preparing for the first session.")
    return Case(course_id=row.course_id, patient_name=name, reason=reason, rank=(2, name))


def _and_waiting(reason: str, row: CaseRow) -> str:
    if not row.waiting:
        return reason
    waits = ngettext("%(count)s shared entry waits.", "%(count)s shared entries wait.", row.waiting,
                     count=in_words(row.waiting).capitalize())  # fmt: skip
    return f"{reason} {waits}".strip()
