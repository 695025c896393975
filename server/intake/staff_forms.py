"""What clinicians write on an intake: ticks on trials, steps of the referral, a review of the medicines."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from server.intake.board import Step
from server.pages.forms import Choice, Day, Id, Words


class TickForm(msgspec.Struct, frozen=True, kw_only=True):
    """On the version of the trial that was read (`fact`): E-01, E-02."""

    id: Annotated[str, Id()]
    fact: Annotated[str, Id()]
    dose_enough: Annotated[Literal["1", "0"] | None, Choice("1", "0", optional=True)]
    weeks_enough: Annotated[Literal["1", "0"] | None, Choice("1", "0", optional=True)]


class StepForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    step: Annotated[Step, Choice("asked", "sent", "received", "missing")]
    words: Annotated[str, Words(300, least=0, one_line=True)]
    chase_on: Annotated[date | None, Day(optional=True)]


class ReviewForm(msgspec.Struct, frozen=True, kw_only=True):
    """`list` is the version that was on the page: another one is not signed unseen."""

    id: Annotated[str, Id()]
    list: Annotated[str, Words(64)]
    words: Annotated[str, Words(600, least=0)]
