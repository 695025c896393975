"""Puts the pages of a thread together: what each side may see of a message, and how far it has come."""

from collections.abc import Sequence
from datetime import datetime

from server.access.people import Person
from server.clinics.hours import Cover
from server.clinics.queries import list_cover
from server.courses.models import CaseloadCourse, Course, OwnCourse
from server.courses.queries import list_care_team
from server.db.connection import Transaction
from server.journal.prompts import when_words
from server.messages import hours
from server.messages.keeping import mark_opened
from server.messages.models import (
    MESSAGES_A_PAGE,
    CourseMessagesPage,
    Message,
    MessagesPage,
    Promise,
    WriteMessagePage,
)
from server.messages.queries import find_about, find_done, list_messages, list_readings
from server.messages.showing import Facts, shown_to_patient, shown_to_staff
from server.pages.language import gettext as _
from server.pages.times import weekday_and_date

Typed = tuple[dict[str, str], dict[str, str]]
NOTHING_TYPED: Typed = ({}, {})


async def messages_page(
    tx: Transaction, course: OwnCourse, me: Person, before: int | None, when: tuple[datetime, bool]
) -> MessagesPage:
    """`when` is now, and whether it is looked at: a copy for the pocket has opened nothing."""
    now, looked = when
    found, older = await _read_page(tx, course, me, before, when)
    week = await list_cover(tx, course.clinic_id)
    done = await find_done(tx, course)
    ended, readings = _ended(course, now), await list_readings(tx, course, found)
    facts = Facts(now=now, zone=me.zone, done=done, ended=ended, readings=readings)
    waiting = [one for one in found if one.by_id == me.id and one.number > done.through and not one.taken_back_at]
    return MessagesPage(
        promise=await _promise(tx, course, me, week, (now, looked)),
        ended=ended,
        clinic_phone=me.clinic_phone,
        older=older,
        messages=[shown_to_patient(one, me, facts) for one in found],
        late=_late(course, me, week, waiting, now) if looked and before is None and not ended else "",
    )


async def write_page(
    tx: Transaction, course: OwnCourse, me: Person, typed: Typed, when: tuple[datetime, bool], said: str = ""
) -> WriteMessagePage:
    """With the entry that it is about where that is there; a link that names another is a link to write."""
    now, looked = when
    wanted = typed[0].get("about", "")
    about = await find_about(tx, course, wanted) if wanted else None
    return WriteMessagePage(
        promise=await _promise(tx, course, me, await list_cover(tx, course.clinic_id), (now, looked)),
        ended=_ended(course, now),
        clinic_phone=me.clinic_phone,
        about=when_words(about.session_number, about.day_offset, about.written_at, me.zone) if about else "",
        about_id=about.entry_id if about else "",
        entered=typed[0],
        errors=typed[1],
        said=said,
    )


async def course_page(
    tx: Transaction, case: CaseloadCourse, me: Person, before: int | None, now: datetime
) -> CourseMessagesPage:
    """For the care team. What is shown has been opened."""
    found, older = await _read_page(tx, case, me, before, (now, True))
    week = await list_cover(tx, case.clinic_id)
    done = await find_done(tx, case)
    facts = Facts(now=now, zone=me.zone, done=done)
    open_ones = [one for one in reversed(found) if one.by_id == case.patient_id and one.number > done.through]
    days = case.protocol.reads_within_days
    by = hours.answer_by(week, open_ones[0].received_at, days, me.clinic_zone) if open_ones else None
    return CourseMessagesPage(
        promise=await _promise(tx, case, me, week, (now, True)),
        ended=_ended(case, now),
        older=older,
        course_id=case.id,
        patient_name=case.patient_name,
        waiting=[shown_to_staff(one, case, me, facts) for one in open_ones],
        earlier=[shown_to_staff(one, case, me, facts) for one in found if one not in open_ones],
        waits=done.on_desk > 0,
        answer_by=weekday_and_date(by, me.clinic_zone) if by else "",
        newest=before is None,
        seen=found[0].number if found and before is None else 0,
        entered={},
        errors={},
    )


async def _read_page(
    tx: Transaction, course: Course, me: Person, before: int | None, when: tuple[datetime, bool]
) -> tuple[list[Message], int]:
    """One page, and the number before which the next one goes on, 0 where there is none.

    What is shown has been opened by who looks, and what was taken back until then is not shown.
    """
    now, looked = when
    found = await list_messages(tx, course, me, before, now)
    unread = {one.id for one in found[:MESSAGES_A_PAGE] if _is_theirs(one, course, me) and not one.opened_by_me}
    if looked and unread:
        span = found[:MESSAGES_A_PAGE][-1].number, found[0].number
        if await mark_opened(tx, course, me, span, now) != unread:
            found = await list_messages(tx, course, me, before, now)
    shown = found[:MESSAGES_A_PAGE]
    return shown, shown[-1].number if len(found) > len(shown) else 0


def _is_theirs(message: Message, course: Course, me: Person) -> bool:
    """Of the other side of the thread."""
    return (message.by_id == course.patient_id) != (me.id == course.patient_id)


def _ended(course: Course, now: datetime) -> bool:
    return course.closed_at is not None and course.closed_at <= now


async def _promise(
    tx: Transaction, course: Course, me: Person, week: list[Cover], read: tuple[datetime, bool]
) -> Promise:
    """`read` is when, and whether it is looked at then; a copy may be read at any hour."""
    names = [member.name for member in await list_care_team(tx, course.id, read[0])]
    now = read[0] if read[1] else None
    zones = (me.clinic_zone, me.zone)
    return Promise(
        said=hours.promise_words(names, course.protocol.reads_within_days),
        week=hours.week_words(week, now or course.created_at, *zones),
        now=hours.now_words(week, now, *zones) if now else "",
        closed=hours.closed_words(week, now, *zones) if now else "",
    )


def _late(course: Course, me: Person, week: list[Cover], waiting: Sequence[Message], now: datetime) -> str:
    """By when an answer was stated to what has waited longest, or that this day has passed."""
    if not waiting:
        return ""
    by = hours.answer_by(week, waiting[-1].received_at, course.protocol.reads_within_days, me.clinic_zone)
    if by is None:
        return ""
    if by < now:
        return _("An answer was stated by %(day)s, and none has come. Please call the clinic.",
                 day=weekday_and_date(by, me.clinic_zone))  # fmt: skip
    return _("An answer by the end of %(day)s.", day=weekday_and_date(by, me.clinic_zone))
