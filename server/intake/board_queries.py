"""What the intake board reads of a clinician's courses. Of a patient's words one answer is opened, danger (E-47).

Of a decision that stands the day to look again is.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from server.access.people import Person
from server.access.vault import Vault
from server.courses.models import CaseloadCourse
from server.courses.queries import list_caseload_courses
from server.db.connection import Reader, Transaction
from server.intake.board import Progress, Reviewing, Wait, reviewing, waiting_for
from server.intake.board_rows import SaidRow, StepRow, T, ToldRow, said_sql, steps_sql, told_sql
from server.intake.consent import PURPOSES, History, TakenBack, Told, document_now, state_of
from server.intake.decisions import Body
from server.intake.outcomes import ALARM, Answer, alarming
from server.intake.standing import MAY_WAIT, MOST_READ, Standing, content_now, keep_standing, take_stirs
from server.pages.language import gettext as _
from server.pages.times import local_day

Progresses = list[tuple[CaseloadCourse, Progress | None]]


async def list_waits(tx: Transaction, vault: Vault, me: Person, now: datetime) -> list[tuple[CaseloadCourse, Wait]]:
    """Of all that may wait for somebody, at most MOST_READ; those that do not are not read again before they may.

    Left out is who has had a session and told nothing here: their intake was made on paper.
    """
    today = local_day(now, me.clinic_zone)
    courses = await list_caseload_courses(
        tx, vault, me, MOST_READ, now, MAY_WAIT, today=today.isoformat(), content=content_now()
    )
    await take_stirs(tx, courses)
    found, kept = [], []
    for course, progress in await list_progress(tx, courses):
        if progress is None:
            kept.append(Standing(course_id=course.id, waits=False))
            continue
        wait = waiting_for(progress, _("the prescriber"), today)
        if wait.move == "nobody":
            kept.append(Standing(course_id=course.id, waits=False, since=wait.since, again_on=progress.again_on))
            continue
        kept.append(Standing(course_id=course.id, waits=True))
        found.append((course, wait))
    await keep_standing(tx, me.clinic_id, kept)
    return found


async def list_progress(db: Reader, courses: Sequence[CaseloadCourse]) -> Progresses:
    """Three queries, however many there are. None: no intake was made here."""
    if not courses:
        return []
    given = {f"c{at}": course.id for at, course in enumerate(courses)}
    these = ", ".join(f":{name}" for name in given)
    told = {row.course_id: row for row in await db.all(ToldRow, told_sql(these), **given)}
    said = _many(await db.all(SaidRow, said_sql(these), alarm=ALARM, **given))
    steps = _many(await db.all(StepRow, steps_sql(these), **given))
    return [(course, _progress(course, told[course.id], said[course.id], steps[course.id])) for course in courses]


def _progress(course: CaseloadCourse, row: ToldRow, said: list[SaidRow], steps: list[StepRow]) -> Progress | None:
    made = [one for one in said if one.what == "decision"]
    if row.held and row.begun is None and not made:
        return None
    named = {one for decision in made for one in decision.seen.split()}
    heads = [one for one in made if one.id not in named]
    step = next((one for one in reversed(steps) if one.what == "step"), None)
    return Progress(
        created=course.created_at,
        begun=row.begun,
        told=row.told,
        handed_in=row.handed_in,
        answered=row.answered,
        answered_at=row.answered_at,
        alarm=_alarm(course, [one for one in said if one.what == "alarm"], made),
        step=step.main if step else None,  # type: ignore[arg-type]
        step_at=step.at if step else None,
        chase_on=date.fromisoformat(step.other) if step and step.other else None,
        consents_open=_unsigned(steps),
        review=_reviewing(steps),
        heads=tuple((one.outcome, one.at) for one in heads if one.outcome),
        again_on=_again_on(course, heads),
    )


def _again_on(course: CaseloadCourse, heads: list[SaidRow]) -> date | None:
    if len(heads) != 1:
        return None
    body = msgspec.json.decode(course.box.open("intake_decision.body", heads[0].id, heads[0].body_locked), type=Body)
    return date.fromisoformat(body.again_on) if body.again_on else None


def _alarm(course: CaseloadCourse, rows: list[SaidRow], made: list[SaidRow]) -> datetime | None:
    """The latest that nobody has decided after: an answer taken back does not clear it, a person does (Y-35)."""
    said = [
        row.at
        for row in rows
        if alarming(msgspec.json.decode(course.box.open("intake_fact.body", row.id, row.body_locked), type=Answer))
    ]
    last = max(said, default=None)
    return None if last is None or any(one.at > last for one in made) else last


def _unsigned(rows: list[StepRow]) -> int:
    told = [_told(row) for row in rows if row.what == "consent"]
    backs = [
        TakenBack(id=row.id, consent_id=row.main, at=row.at, received_at=row.received_at)
        for row in rows
        if row.what == "taken back"
    ]
    states = [state_of(document_now(purpose), History(told, backs)) for purpose in PURPOSES]
    return sum(1 for one in states if one.required and one.state != "signed")


def _told(row: StepRow) -> Told:
    version, _space, agreed = row.other.partition(" ")
    return Told(
        id=row.id, purpose=row.main, version=int(version), agreed=agreed == "1", signed_at=row.at,
        received_at=row.received_at,
    )  # fmt: skip


def _reviewing(rows: list[StepRow]) -> Reviewing:
    check = next((row for row in reversed(rows) if row.what == "check"), None)
    review = next((row for row in reversed(rows) if row.what == "review"), None)
    return reviewing((check.main, check.other) if check else None, (review.main, review.other) if review else None)


def _many(rows: list[T]) -> defaultdict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for row in rows:
        found[row.course_id].append(row)
    return found
