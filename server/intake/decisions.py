"""A prescriber's decision: superseded, never written over. Two that were made unseen of each other both stand.

Where two stand none of them counts: until a prescriber decides having read both, the patient is told to wait.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from server.access.people import Person
from server.courses.models import CaseloadCourse
from server.db.connection import Transaction
from server.intake.standing import stir
from server.pages.forms import Choice, Day, Id, Ids, Words
from server.pages.language import later

Outcome = Literal["proceed", "not yet", "not here"]
OUTCOMES: tuple[Outcome, ...] = ("proceed", "not yet", "not here")
MOST_DECISIONS = 50
OUTCOME_WORDS: dict[Outcome, str] = {
    "proceed": later("Go on with planning"),
    "not yet": later("Not yet"),
    "not here": later("Not at this clinic"),
}


class DecisionForm(msgspec.Struct, frozen=True, kw_only=True):
    """`seen` names the decisions that stood on the page; `again_on` is when to look again, where that was agreed."""

    id: Annotated[str, Id()]
    seen: Annotated[tuple[str, ...], Ids(MOST_DECISIONS)]
    outcome: Annotated[Outcome, Choice(*OUTCOMES)]
    reason: Annotated[str, Words(1000, missing=later("Please write the reason. The care team reads it."))]
    conditions: Annotated[str, Words(600, least=0)]
    message: Annotated[str, Words(1000, missing=later("Please write what the patient will read."))]
    again_on: Annotated[date | None, Day(optional=True)]


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What is locked: the reason for the team, conditions and message for the patient."""

    reason: str
    conditions: str
    message: str
    again_on: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    outcome: Outcome
    body: Body
    seen: tuple[str, ...]
    by_name: str
    at: datetime


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that no later one was made in the knowledge of. One: it counts. More: none does yet."""
    named = {one for decision in decisions for one in decision.seen}
    return [decision for decision in decisions if decision.id not in named]


def counts(decisions: Sequence[Decision]) -> Decision | None:
    """The decision that holds now; None before the first, and while two stand."""
    heads = standing(decisions)
    return heads[0] if len(heads) == 1 else None


class Held(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    outcome: Outcome
    seen: str
    body_locked: bytes


def _settles(held: list[Held], seen: Sequence[str]) -> bool:
    """Of two that disagree one more has to be possible, however many there are: until then none counts."""
    named = {one for row in held for one in row.seen.split()}
    heads = {row.id for row in held} - named
    return len(heads) > 1 and heads <= set(seen)


async def keep_decision(
    tx: Transaction, course: CaseloadCourse, by: Person, form: DecisionForm, now: datetime
) -> Literal["kept", "strange", "full"]:
    """Safe to repeat by its id; other words under it take the place of the first. Only a prescriber's route calls it.

    Of the ids that it has seen those are kept that this course holds: none names itself, nor what is still to come.
    """
    again = form.again_on.isoformat() if form.again_on else ""
    parts = Body(reason=form.reason, conditions=form.conditions, message=form.message, again_on=again)
    body = msgspec.json.encode(parts).decode()
    rows = await tx.all(
        Held, "select id, outcome, seen, body_locked from intake_decision where course_id = :course", course=course.id
    )
    held, made, seen = {row.id: row for row in rows}, form.id, form.seen
    if same := held.get(form.id):
        if (same.outcome, course.box.open("intake_decision.body", same.id, same.body_locked)) == (form.outcome, body):
            return "kept"
        made, seen = course.box.mark("intake_decision", form.id, form.outcome, body), (*form.seen, form.id)
    elif await tx.value("select course_id from intake_decision where id = :id", id=form.id) is not None:
        return "strange"
    if made not in held and len(held) >= MOST_DECISIONS and not _settles(rows, seen):
        return "full"
    await tx.run(
        """
        insert into intake_decision (id, course_id, outcome, body_locked, seen, by_id, at)
        values (:id, :course, :outcome, :body, :seen, :by, :now)
        on conflict (id) do nothing
        """,
        id=made,
        course=course.id,
        outcome=form.outcome,
        body=course.box.lock("intake_decision.body", made, body),
        seen=" ".join(one for one in seen if one in held),
        by=by.id,
        now=now,
    )
    await stir(tx, course, now)
    return "kept"
