"""Puts the page of an arc together: its sessions, two weeks of the clinic, and the form that is shown again."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec

from server.access.people import Person
from server.clinics.protocol import AT_HOME, ROUTES
from server.courses.booked import Part, list_by_day
from server.courses.closing import find_ending
from server.courses.conflicts import Slot, conflicts
from server.courses.drawing import ARC, draw
from server.courses.models import CaseloadCourse, Session
from server.courses.placing import Placed
from server.db.connection import Reader
from server.ids import new_id
from server.pages.language import gettext as _
from server.pages.times import local, local_day, long_date
from server.review.arc_calendar import SHOWN, WEEKS, Around, days_of, monday_of, span_of_day, weeks_of, whole_day
from server.review.arc_check import LONGEST, Clinic, read_clinic, slots_of
from server.review.arc_models import ArcPage, ArcRow, Typed
from server.review.arc_words import Said, day_and_time, say
from server.review.patient_page import route_names

Asked = tuple[date | None, date | None]  # the day from which the calendar is shown, and the day that is shown whole


async def arc_page(
    db: Reader, case: CaseloadCourse, me: Person, now: datetime, typed: Typed, asked: Asked = (None, None)
) -> ArcPage:
    clinic = await read_clinic(db, case, me, now)
    zone = me.clinic_zone
    monday = monday_of(asked[1] or asked[0] or typed.day or local_day(now, zone))
    days = days_of(monday, zone)
    whole = _near(clinic, days) + ([span_of_day(asked[1], zone)] if asked[1] else [])
    booked = await list_by_day(db, me, case.id, days, Part(each=SHOWN + 2, whole=whole), now)
    around = _around(clinic, case, zone, now)
    ours = any(one.course_id == case.id for one in booked)
    others = await slots_of(db, case, booked) if ours else []
    sessions = [_session(one) for one in clinic.placed if one.taken_out_at is None]
    allowed = [route for route in ROUTES if case.protocol.home_routes or route not in AT_HOME]
    return ArcPage(
        course_id=case.id,
        patient_name=case.patient_name,
        headline=_("Arc of %(name)s", name=case.patient_name),
        line=draw(ARC, sessions, now),
        sessions=sessions,
        next_id=next((one.id for one in sessions if not one.held and one.planned_at > now), ""),
        rows=_rows(clinic, case, others, now),
        weeks=weeks_of(monday, booked, around),
        whole=whole_day(asked[1], booked, around) if asked[1] else None,
        earlier=(monday - timedelta(weeks=WEEKS)).isoformat(),
        later=(monday + timedelta(weeks=WEEKS)).isoformat(),
        pause=clinic.pause,
        paused=_paused(clinic, zone),
        ending=await find_ending(db, case) if case.closed_at else None,
        ended_at=case.closed_at,
        rooms=[(one.id, one.name) for one in clinic.in_use],
        team=[(one.id, one.name) for one in clinic.team],
        route_names=[(route, route_names()[route]) for route in allowed],
        proposal_id=typed.entered.get("id") or new_id(now),
        entered=typed.entered if typed.form == "arc" else _defaults(clinic, case, asked[1], zone),
        typed=typed,
        errors=_by_element(typed, clinic.placed),
    )


def _near(clinic: Clinic, days: Sequence[datetime]) -> list[tuple[datetime, datetime]]:
    """When something may meet a session of this course."""
    ours = [
        one.planned_at for one in clinic.placed if one.taken_out_at is None and days[0] <= one.planned_at < days[-1]
    ]
    return [(at - LONGEST, at + LONGEST) for at in ours]


def _around(clinic: Clinic, case: CaseloadCourse, zone: str, now: datetime) -> Around:
    away = {one.name: one.away_until for one in clinic.people if one.away_until and one.away_until > now}
    return Around(course_id=case.id, names=clinic.names, away=away, week=clinic.week, zone=zone, now=now)


def _by_element(typed: Typed, placed: Sequence[Placed]) -> dict[str, str]:
    """The summary's links lead to the fields of the form that was wrong: many forms of the page have the same names."""
    numbers = {one.id: one.number for one in placed}
    whose, _sep, deed = typed.form.partition(" ")
    if typed.form == "arc":
        return {f"new-{name}" if "-" in name else name: said for name, said in typed.errors.items()}
    before = f"{deed}-{numbers[whose]}" if whose in numbers else whose
    errors = dict(typed.errors)
    if typed.stands:
        errors["day" if deed == "move" else "room"] = not_yet()
    return {f"{before}-{name}": said for name, said in errors.items()}


def not_yet() -> str:
    return _("This is not done yet: something stands against it.")


def _session(one: Placed) -> Session:
    """As the drawing takes it."""
    return Session(
        id=one.id, number=one.number, route=one.route, planned_at=one.planned_at, opened_at=one.opened_at,
        started_at=one.started_at,
    )  # fmt: skip


def _defaults(clinic: Clinic, case: CaseloadCourse, day: date | None, zone: str) -> dict[str, str]:
    """For the first plan what the protocol has; afterwards one more, so long after the last as the protocol has it."""
    standing = [one for one in clinic.placed if one.taken_out_at is None]
    last = max((one.day for one in standing), default=None)
    first = day or (local_day(last, zone) + timedelta(days=case.protocol.days_between) if last else None)
    return {
        "day": first.isoformat() if first else "",
        "at": f"{local(last, zone):%H:%M}" if last else "11:00",
        "route": standing[-1].route if standing else "IV",
        "count": "1" if standing else str(case.protocol.sessions),
        "days_between": str(case.protocol.days_between),
        "purpose": "arc",
        "room": "",
    }


def _rows(clinic: Clinic, case: CaseloadCourse, others: list[Slot], now: datetime) -> list[ArcRow]:
    """Of the clinic's other sessions those count that the calendar shows; the rest is said of every date."""
    against = msgspec.structs.replace(clinic.around(case, now), others=others)
    found = []
    for one in clinic.placed:
        ahead = one.coming and case.closed_at is None and one.planned_at > now
        stands = conflicts(one.slot(case), against) if ahead else []
        found.append(_row(one, clinic, case, [say(what, clinic.names, clinic.zones[0]) for what in stands]))
    return found


def _row(one: Placed, clinic: Clinic, case: CaseloadCourse, stands: list[Said]) -> ArcRow:
    zone = clinic.zones[0]
    here = local(one.planned_at, zone)
    reason = case.box.open_maybe("session.out_reason", one.id, one.out_reason_locked) if one.taken_out_at else ""
    return ArcRow(
        id=one.id,
        number=one.number,
        booster=one.purpose == "booster",
        said=day_and_time(one.day, zone),
        place=clinic.where(one),
        coming=one.coming and case.closed_at is None,
        held=one.opened_at is not None,
        out=_out(one, reason, zone),
        seen=one.planned_at.isoformat(),
        seen_place=one.place,
        day=here.date().isoformat(),
        at=f"{here:%H:%M}",
        room_id=one.room_id,
        staff=one.staff.split(),
        stands=stands,
    )


def _out(one: Placed, reason: str, zone: str) -> str:
    if one.taken_out_at is None:
        return ""
    said = _("Taken out by %(name)s, %(day)s.", name=one.taken_out_by_name, day=long_date(one.taken_out_at, zone))
    return f"{said} {reason}".strip()


def _paused(clinic: Clinic, zone: str) -> str:
    if clinic.pause is None:
        return ""
    since, until = long_date(clinic.pause.from_at, zone), clinic.pause.until_at
    if until:
        return _("Paused from %(since)s to %(day)s.", since=since, day=long_date(until, zone))
    return _("Paused from %(since)s, until somebody resumes it.", since=since)
