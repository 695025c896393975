"""What the intake board reads of a clinician's courses. Of a patient's words one answer is opened, danger (E-47).

Of a decision that stands the day to look again is.
"""

from collections import defaultdict
from datetime import date, datetime

import msgspec

from server.access.people import Person
from server.access.vault import Vault
from server.courses.models import CaseloadCourse
from server.courses.queries import list_caseload_courses
from server.db.connection import Reader
from server.intake.board import Progress, Reviewing, reviewing
from server.intake.board_rows import (
    ALARMS,
    CHECKS,
    CONSENTS,
    DECISIONS,
    STEPS,
    TOLD,
    AlarmRow,
    CheckRow,
    ConsentRow,
    DecisionRow,
    StepRow,
    T,
    ToldRow,
)  # fmt: skip
from server.intake.consent import PURPOSES, History, TakenBack, Told, document_now, state_of
from server.intake.decisions import Body
from server.intake.outcomes import ALARM, Answer, alarming

MOST_COURSES = 200


async def list_progress(db: Reader, vault: Vault, me: Person, now: datetime) -> list[tuple[CaseloadCourse, Progress]]:
    """Of every open course of this clinician, at most MOST_COURSES; seven queries, however many there are.

    Left out is who has had a session and told nothing here: their intake was made on paper.
    """
    courses = await list_caseload_courses(db, vault, me, MOST_COURSES, now)
    told = _one(await db.all(ToldRow, TOLD, me=me.id, now=now))
    alarms = _many(await db.all(AlarmRow, ALARMS, me=me.id, now=now, alarm=ALARM))
    decisions = _many(await db.all(DecisionRow, DECISIONS, me=me.id, now=now))
    steps = _one(await db.all(StepRow, STEPS, me=me.id, now=now))
    checks = _many(await db.all(CheckRow, CHECKS, me=me.id, now=now))
    consents = _many(await db.all(ConsentRow, CONSENTS, me=me.id, now=now))
    found = []
    for course in courses:
        row, step = told.get(course.id), steps.get(course.id)
        made = decisions[course.id]
        if row and row.held and row.begun is None and not made:
            continue
        named = {one for decision in made for one in decision.seen.split()}
        heads = [one for one in made if one.id not in named]
        progress = Progress(
            created=course.created_at,
            begun=row.begun if row else None,
            told=row.told if row else None,
            handed_in=row.handed_in if row else None,
            answered=row.answered if row else 0,
            answered_at=row.answered_at if row else None,
            alarm=_alarm(course, alarms[course.id], made),
            step=step.step if step else None,
            step_at=step.at if step else None,
            chase_on=step.chase_on if step else None,
            consents_open=_unsigned(consents[course.id]),
            review=_reviewing(checks[course.id]),
            heads=tuple((one.outcome, one.at) for one in heads),
            again_on=_again_on(course, heads),
        )
        found.append((course, progress))
    return found


def _again_on(course: CaseloadCourse, heads: list[DecisionRow]) -> date | None:
    if len(heads) != 1:
        return None
    body = msgspec.json.decode(course.box.open("intake_decision.body", heads[0].id, heads[0].body_locked), type=Body)
    return date.fromisoformat(body.again_on) if body.again_on else None


def _alarm(course: CaseloadCourse, rows: list[AlarmRow], made: list[DecisionRow]) -> datetime | None:
    """The latest that nobody has decided after: an answer taken back does not clear it, a person does (Y-35)."""
    said = [
        row.received_at
        for row in rows
        if alarming(msgspec.json.decode(course.box.open("intake_fact.body", row.id, row.body_locked), type=Answer))
    ]
    last = max(said, default=None)
    return None if last is None or any(one.at > last for one in made) else last


def _unsigned(rows: list[ConsentRow]) -> int:
    told = [
        Told(
            id=row.id, purpose=row.purpose, version=row.version, agreed=row.agreed, signed_at=row.at,
            received_at=row.received_at,
        )
        for row in rows
        if not row.about
    ]  # fmt: skip
    backs = [
        TakenBack(id=row.id, consent_id=row.about, at=row.at, received_at=row.received_at) for row in rows if row.about
    ]
    states = [state_of(document_now(purpose), History(told, backs)) for purpose in PURPOSES]
    return sum(1 for one in states if one.required and one.state != "signed")


def _reviewing(rows: list[CheckRow]) -> Reviewing:
    check = next((row for row in reversed(rows) if row.what == "check"), None)
    review = next((row for row in reversed(rows) if row.what == "review"), None)
    return reviewing((check.list, check.result) if check else None, (review.list, review.result) if review else None)


def _one(rows: list[T]) -> dict[str, T]:
    return {row.course_id: row for row in rows}


def _many(rows: list[T]) -> defaultdict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[row.course_id].append(row)
    return found
