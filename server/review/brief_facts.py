"""The rows of the brief, opened: each kind as a list in an order of its own, in whatever order the rows came."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.models import CaseloadCourse, Session
from server.courses.places import Kind
from server.courses.queries import CareMember
from server.db.connection import Reader
from server.intake.medicines import Medicine
from server.journal.actions import Became
from server.journal.actions import Body as StepBody
from server.measures.answers import Answered
from server.measures.answers import Body as MeasureBody
from server.preparation.models import Intention
from server.review.brief_rows import ROWS, Row, What
from server.safety.check_in_rounds import Answer, CheckIn, Told, check_ins_of


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A small step that the patient shares, and what became of it."""

    id: str
    action: str
    became: Became
    words: str
    received_at: datetime


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the list of medicines; None for one that was taken out. `first_at` is when it was first told."""

    id: str
    medicine: Medicine | None
    first_at: datetime
    received_at: datetime


class FlagFact(msgspec.Struct, frozen=True, kw_only=True):
    """`deadline` is None once it is closed; `moved_at` is when it was closed, else when it came."""

    id: str
    rule: str
    owner_name: str
    closed_by: str
    received_at: datetime
    moved_at: datetime
    deadline: datetime | None


class Waits(msgspec.Struct, frozen=True, kw_only=True):
    """Shared entries without an answer: how many, and the oldest."""

    count: int = 0
    oldest: str = ""
    since: datetime | None = None


class Lately(msgspec.Struct, frozen=True, kw_only=True):
    """Opened. Every list in an order of its own, whatever order the rows came in."""

    steps: list[Step]
    measures: list[Answered]
    check_ins: list[CheckIn]
    medicines: list[Listed]
    flags: list[FlagFact]
    intention: Intention | None
    team: list[CareMember]
    waits: Waits


async def read_lately(
    db: Reader, reader: Person, course: CaseloadCourse, coming: Session | None, now: datetime
) -> Lately:
    rows = await db.all(
        Row, ROWS, course=course.id, reader=reader.id, clinic=reader.clinic_id, role=reader.role, now=now,
        session=coming.id if coming else "",
    )  # fmt: skip
    return opened(course, rows, coming)


def opened(course: CaseloadCourse, rows: list[Row], coming: Session | None) -> Lately:
    by_kind: dict[str, dict[str, Row]] = {}
    for row in sorted(rows, key=lambda row: (row.received_at, row.id)):
        by_kind.setdefault(row.what, {})[row.id] = row

    def of(what: What) -> list[Row]:
        return list(by_kind.get(what, {}).values())

    waits = next(iter(of("waits")), None)
    return Lately(
        steps=[_step(course, row) for row in of("step")],
        measures=sorted((_answered(course, row) for row in of("measure")), key=lambda one: (one.answered_at, one.id)),
        check_ins=check_ins_of(_told(course, row) for row in of("check-in")),
        medicines=sorted((_listed(course, row) for row in of("medicine")), key=lambda one: one.id),
        flags=[_flag(row) for row in of("flag")],
        intention=_intention(course, of("intention"), coming),
        team=_team(of("team")),
        waits=Waits(count=int(waits.one), oldest=waits.id, since=waits.at) if waits else Waits(),
    )


def _intention(course: CaseloadCourse, rows: list[Row], coming: Session | None) -> Intention | None:
    if not rows or coming is None:
        return None
    body = course.box.open("intention.body", rows[-1].id, rows[-1].locked or b"")
    return Intention(
        id=rows[-1].id, session_id=coming.id, session_number=coming.number, written_at=rows[-1].at, body=body
    )


def _team(rows: list[Row]) -> list[CareMember]:
    """Therapists first, then by name."""
    found = sorted(
        (CareMember(row.id, row.one, row.two, msgspec.convert(row.three, Kind)) for row in rows),
        key=lambda one: one.name,
    )
    return sorted(found, key=lambda one: one.role, reverse=True)


def _flag(row: Row) -> FlagFact:
    return FlagFact(
        id=row.id, rule=row.one, closed_by=row.two, owner_name=row.three, received_at=row.at,
        moved_at=row.received_at, deadline=row.until,
    )  # fmt: skip


def _step(course: CaseloadCourse, row: Row) -> Step:
    body = msgspec.json.decode(course.box.open("small_action.body", row.two, row.locked or b""), type=StepBody)
    return Step(
        id=row.id, action=body.action, became=msgspec.convert(row.one, Became), received_at=row.received_at,
        words=course.box.open_maybe("small_action_mark.words", row.id, row.also),
    )  # fmt: skip


def _answered(course: CaseloadCourse, row: Row) -> Answered:
    body = course.box.open("measure_answer.body", row.id, row.locked or b"")
    return Answered(
        id=row.id, instrument=row.one, answered_at=row.at, received_at=row.received_at,
        body=msgspec.json.decode(body, type=MeasureBody),
    )  # fmt: skip


def _told(course: CaseloadCourse, row: Row) -> Told:
    body = course.box.open("check_in_answer.body", row.id, row.locked or b"")
    return Told(
        id=row.id, question=row.one, answer=msgspec.json.decode(body, type=Answer), written_at=row.at,
        received_at=row.received_at,
    )  # fmt: skip


def _listed(course: CaseloadCourse, row: Row) -> Listed:
    body = course.box.open_maybe("intake_fact.body", row.id, row.locked)
    return Listed(
        id=row.one, medicine=msgspec.json.decode(body, type=Medicine) if body else None, received_at=row.received_at,
        first_at=row.until or row.received_at,
    )  # fmt: skip
