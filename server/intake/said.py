"""Everything that was said of one intake beside the patient's own telling, in one query: how it stands is read from it.

Decisions, steps of the referral, comparisons and reviews of medicines, ticks on trials, consents.
"""

from datetime import date, datetime
from functools import cached_property
from typing import Literal

import msgspec

from server.courses.models import Course
from server.db.connection import Reader
from server.intake.board import Reviewing, Step, reviewing
from server.intake.consent import PURPOSES, ConsentState, History, TakenBack, document_now, state_of
from server.intake.consent import Told as Consented
from server.intake.decisions import Body, Decision, Outcome, counts, standing
from server.intake.said_rows import SAID, Row, What


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the referral, with what was written beside it, and the day on which the clinic asks again."""

    id: str
    step: Step
    words: str
    chase_on: date | None
    by_name: str
    by_patient: bool
    at: datetime


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """That a prescriber went through this version of the list, as the data then spoke of it."""

    list: str
    result: str
    words: str
    by_name: str
    at: datetime


class Tick(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a trial was strong and long enough, on the version of it that was read; None where nothing was ticked."""

    fact_id: str
    dose_enough: bool
    weeks_enough: bool
    by_name: str
    at: datetime


class Said:
    """Rows in the order in which they arrived. What holds locked words is opened when it is asked for."""

    def __init__(self, course: Course, rows: list[Row]) -> None:
        self._course, self._rows = course, rows

    def _of(self, what: What) -> list[Row]:
        return sorted((row for row in self._rows if row.what == what), key=lambda row: (row.received_at, row.id))

    @cached_property
    def decisions(self) -> list[Decision]:
        """Newest first."""
        return [self._decision(row) for row in reversed(self._of("decision"))]

    def _decision(self, row: Row) -> Decision:
        body = self._course.box.open("intake_decision.body", row.id, row.locked or b"")
        return Decision(
            id=row.id, outcome=msgspec.convert(row.one, Outcome), seen=tuple(row.two.split()), by_name=row.by_name,
            at=row.at, body=msgspec.json.decode(body, type=Body),
        )  # fmt: skip

    @property
    def heads(self) -> list[Decision]:
        return standing(self.decisions)

    @property
    def decided(self) -> Decision | None:
        return counts(self.decisions)

    @cached_property
    def steps(self) -> list[Taken]:
        """Oldest first: the way that it went."""
        return [
            Taken(
                id=row.id, step=msgspec.convert(row.one, Step), by_name=row.by_name, at=row.at,
                words=self._course.box.open_maybe("referral_step.words", row.id, row.locked),
                chase_on=date.fromisoformat(row.two) if row.two else None, by_patient=row.by_role == "patient",
            )
            for row in self._of("step")
        ]  # fmt: skip

    @property
    def step(self) -> Step | Literal[""]:
        return self.steps[-1].step if self.steps else ""

    @cached_property
    def review(self) -> Review | None:
        last = next(reversed(self._of("review")), None)
        if last is None:
            return None
        words = self._course.box.open_maybe("medicine_review.words", last.id, last.locked)
        return Review(list=last.one, result=last.two, words=words, by_name=last.by_name, at=last.at)

    @property
    def compared_at(self) -> datetime | None:
        """When the list was last compared with the data."""
        return next((row.at for row in reversed(self._of("check"))), None)

    @property
    def reviewing(self) -> Reviewing:
        check, review = next(reversed(self._of("check")), None), self.review
        return reviewing((check.one, check.two) if check else None, (review.list, review.result) if review else None)

    @cached_property
    def ticks(self) -> dict[str, Tick]:
        """The latest for each trial."""
        return {
            row.one: Tick(
                fact_id=row.two, dose_enough="d" in row.three, weeks_enough="w" in row.three, by_name=row.by_name,
                at=row.at,
            )
            for row in self._of("tick")
        }  # fmt: skip

    @cached_property
    def consents(self) -> list[ConsentState]:
        told = [
            Consented(
                id=row.id, purpose=row.one, version=int(row.two), agreed=row.three == "1", signed_at=row.at,
                received_at=row.received_at,
            )
            for row in self._of("consent")
        ]  # fmt: skip
        backs = [
            TakenBack(id=row.id, consent_id=row.one, at=row.at, received_at=row.received_at) for row in self._of("back")
        ]
        return [state_of(document_now(purpose), History(told, backs)) for purpose in PURPOSES]

    @property
    def signs_here(self) -> bool:
        """Some consent was signed or refused in the app, so that paper no longer speaks for it."""
        return any(one.state != "none" for one in self.consents)

    @property
    def begun(self) -> bool:
        """The patient told something, or it was decided."""
        return bool(self._of("told") or self._of("decision"))

    @property
    def handed_in(self) -> datetime | None:
        found = [row.received_at for row in self._of("told") if (row.one, row.two) == ("handed in", "intake")]
        return max(found, default=None)

    @property
    def lists_medicines(self) -> bool:
        return any(row.one == "medicine" or row.two == "medicines" for row in self._of("told"))


async def read_said(db: Reader, course: Course) -> Said:
    return Said(course, await db.all(Row, SAID, course=course.id))
