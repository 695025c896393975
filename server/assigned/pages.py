"""What is asked, as pages: for the care team with how it stands, for the patient as an offer they may let go."""

from datetime import date, datetime, time
from typing import ClassVar

import msgspec

from server.access.people import Person
from server.assigned.facts import Left, Unread, list_left, list_seen
from server.assigned.things import Thing, breath, seen_by, things
from server.courses.asked import A_PAGE, MOST_OPEN, STAYS, Ask, State, list_given, said_of, state_of
from server.courses.models import CaseloadCourse, OwnCourse
from server.db.connection import Reader
from server.pages.language import gettext as _
from server.pages.page import Page
from server.pages.times import from_local, local_day, weekday_and_date
from server.session_day.clinic_patterns import list_clinic_patterns

END_OF_TIME = ("9999", "")
ON_TODAY = 2  # Today stays short; the others are on a page of their own


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """`thing` is None where it is offered no longer: a breath withdrawn, a questionnaire switched off."""

    ask: Ask
    thing: Thing | None
    state: State
    since: datetime | None
    by: str


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What waits for this patient. `by` is left out once its day has passed: nothing depends on it."""

    id: str
    said: str
    title: str
    line: str
    by: str
    path: str
    kind: str
    subject: str
    seen: str


class AssignedPage(Page, kw_only=True):
    template: ClassVar[str] = "assigned/course.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    given: list[Given]
    older: str
    groups: list[tuple[str, list[Thing]]]
    most: int
    days_apart: int
    today: date
    entered: dict[str, str]
    errors: dict[str, str]


class AskedPage(Page, kw_only=True):
    template: ClassVar[str] = "assigned/yours.html"
    tab: ClassVar[str] = "today"
    asked: list[Asked]


class ForYou(msgspec.Struct, frozen=True, kw_only=True):
    """For Today: the first of what is asked, whether there is more, and notes that were not opened.

    `pages` are to be kept on the phone for all that is asked; `measures` are not asked for a second time by the
    clinic's own times.
    """

    asked: list[Asked] = []
    more: bool = False
    pages: tuple[str, ...] = ()
    measures: frozenset[str] = frozenset()
    note: str = ""
    note_path: str = ""


async def assigned_page(
    db: Reader, case: CaseloadCourse, me: Person, now: datetime, about: tuple[tuple[str, str] | None, dict[str, str],
                                                                             dict[str, str]]
) -> AssignedPage:  # fmt: skip
    """`about` is where an older page begins, what was typed, and the sentences beside it."""
    before, entered, errors = about
    known = things(case, await list_clinic_patterns(db, case.clinic_id))
    asks = await list_given(db, case, before or END_OF_TIME)
    shown = asks[:A_PAGE]
    span = (shown[-1].given_at, shown[0].given_at + STAYS) if shown else (now, now)
    times = await list_seen(db, case, me, span, now) if shown else {}
    groups: dict[str, list[Thing]] = {}
    for one in known.values():
        groups.setdefault(one.group, []).append(one)
    return AssignedPage(
        course_id=case.id,
        patient_name=case.patient_name,
        given=[_given(case, ask, known.get(ask.key), (times.get(ask.key, []), now)) for ask in shown],
        older=_key_of(asks),
        groups=list(groups.items()),
        most=MOST_OPEN,
        days_apart=case.protocol.measure_again_days,
        today=local_day(now, case.zone),
        entered=entered,
        errors=errors,
    )


def _given(case: CaseloadCourse, ask: Ask, thing: Thing | None, when: tuple[list[datetime], datetime]) -> Given:
    """`when` are the times that answer it, and now."""
    state, since = state_of(ask, *when)
    return Given(ask=ask, thing=thing, state=state, since=since, by=_day(ask.by_day, case.zone) if ask.by_day else "")


def _day(day: date, zone: str) -> str:
    return weekday_and_date(from_local(day, time(12), zone), zone)


async def asked_page(db: Reader, course: OwnCourse, now: datetime) -> AskedPage:
    left = await list_left(db, course, now)
    return AskedPage(asked=_waiting(course, left, now))


async def for_you(db: Reader, course: OwnCourse, now: datetime) -> ForYou:
    left = await list_left(db, course, now)
    asked = _waiting(course, left, now)
    note, path = _note_line(left.notes)
    return ForYou(
        asked=asked[:ON_TODAY],
        more=len(asked) > ON_TODAY,
        pages=tuple(one.path for one in asked if one.kind in ("lesson", "prompt")),
        measures=frozenset(one.subject for one in asked if one.kind == "measure"),
        note=note,
        note_path=path,
    )


def _waiting(course: OwnCourse, left: Left, now: datetime) -> list[Asked]:
    waiting = [one for one in left.asked if state_of(one, left.times.get(one.key, []), now)[0] == "waiting"]
    known = things(course, []) | {("breath", one): breath(one, title) for one, title in left.breaths.items()}
    today = local_day(now, course.zone)
    return [
        Asked(
            id=one.id, said=said_of(one), title=thing.title, line=one.line, path=thing.path, kind=one.kind,
            subject=one.subject, seen=seen_by(one),
            by=_day(one.by_day, course.zone) if one.by_day and one.by_day >= today else "",
        )
        for one in waiting
        if (thing := known.get(one.key))
    ]  # fmt: skip


def _note_line(notes: list[Unread]) -> tuple[str, str]:
    """What is said of notes that were not opened, and where it leads; nothing where there are none."""
    ids, names = {one.note_id for one in notes}, {one.by_name for one in notes}
    if not ids:
        return "", ""
    if len(ids) > 1:
        return _("There are notes for you that you have not opened."), "/notes"
    if len(names) > 1:
        return _("There is a note for you."), f"/notes/{notes[0].note_id}"
    return _("%(name)s wrote a note for you.", name=notes[0].by_name), f"/notes/{notes[0].note_id}"


def _key_of(asks: list[Ask]) -> str:
    if len(asks) <= A_PAGE:
        return ""
    at = asks[A_PAGE - 1].given_at
    return f"{at.strftime('%Y-%m-%dT%H:%M:%S.')}{at.microsecond // 1000:03d}Z~{asks[A_PAGE - 1].id}"
