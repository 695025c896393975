"""Whose move it is in an intake, since when and why, in words: one reason a person, and it decides nothing. Pure."""

from datetime import date, datetime
from typing import Literal

import msgspec

from server.intake.decisions import Outcome
from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.pages.times import full_date

Move = Literal["patient", "prescriber", "clinic", "other office", "nobody"]
Step = Literal["asked", "sent", "received", "missing"]
Reviewing = Literal["none", "reviewed", "changed", "data"]


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What an intake stands on. `heads` are the decisions that stand; `begun` when the patient first told something.

    `chase_on` is when the clinic asks again for papers, `again_on` when a prescriber wanted to look again.
    """

    created: datetime
    begun: datetime | None = None
    alarm: datetime | None = None
    handed_in: datetime | None = None
    told: datetime | None = None
    answered: int = 0
    answered_at: datetime | None = None
    step: Step | None = None
    step_at: datetime | None = None
    chase_on: date | None = None
    consents_open: int = 0
    again_on: date | None = None
    review: Reviewing = "none"
    heads: tuple[tuple[Outcome, datetime], ...] = ()


def reviewing(check: tuple[str, str] | None, review: tuple[str, str] | None) -> Reviewing:
    """Each is the list's version and the result's, of the latest comparison and the latest review.

    A list that changes is compared at once, and all lists when the data change: so the last comparison tells.
    """
    if review is None:
        return "none"
    if check is not None and check[0] != review[0]:
        return "changed"
    return "reviewed" if check is None or check[1] == review[1] else "data"


class Wait(msgspec.Struct, frozen=True, kw_only=True):
    """`urgent` stands first, whatever its age."""

    move: Move
    reason: str
    since: datetime
    urgent: bool = False


def waiting_for(found: Progress, prescriber: str, today: date) -> Wait:
    """The first that applies: danger, a disagreement, what changed after a decision, then the steps in their order."""
    if found.alarm:
        return Wait(
            move="prescriber", since=found.alarm, urgent=True,
            reason=_("Said that they think of ending their life. Please call them."),
        )  # fmt: skip
    if len(found.heads) > 1:
        return Wait(
            move="prescriber", since=max(at for _outcome, at in found.heads),
            reason=_("Two decisions were made unseen of each other. None counts until one of you decides again."),
        )  # fmt: skip
    return _after_decision(found, prescriber, today) if found.heads else _before_decision(found, prescriber, today)


def _after_decision(found: Progress, prescriber: str, today: date) -> Wait:
    outcome, decided = found.heads[0]
    if found.review in ("changed", "data") and outcome == "proceed":
        return Wait(
            move="prescriber", since=found.told or decided,
            reason=_("The list of medicines changed after %(name)s went through it.", name=prescriber)
            if found.review == "changed"
            else _("More is known about a medicine on the list than when %(name)s went through it.", name=prescriber),
        )  # fmt: skip
    since = max((at for at in (found.handed_in, found.answered_at) if at), default=decided)
    if since > decided:
        return Wait(move="prescriber", since=since, reason=_("Told something new after the decision."))
    if found.again_on and found.again_on <= today:
        said = _("Decided, and to be looked at again since %(day)s.", day=full_date(found.again_on))
        return Wait(move="prescriber", since=decided, reason=said)
    if outcome == "proceed" and found.consents_open:
        return Wait(
            move="patient", since=decided,
            reason=ngettext("One consent is not signed.", "%(num)s consents are not signed.", found.consents_open),
        )  # fmt: skip
    return Wait(move="nobody", since=decided, reason=_("Decided."))


def _before_decision(found: Progress, prescriber: str, today: date) -> Wait:
    if found.handed_in is None:
        return _still_telling(found, today)
    if found.step in (None, "asked", "sent", "missing"):
        return _referral(found, today)
    return Wait(
        move="prescriber", since=max(found.handed_in, found.step_at or found.handed_in),
        reason=_("Everything is here for %(name)s to read and decide.", name=prescriber),
    )  # fmt: skip


def _still_telling(found: Progress, today: date) -> Wait:
    """Papers do not wait for the patient: a day on which to ask again that has come is the clinic's move."""
    chased = found.step in ("asked", "sent", "missing") and found.chase_on is not None
    if chased and found.chase_on and found.chase_on <= today:
        return _referral(found, today)
    if found.begun is None:
        said, since = _("Invited, and has not begun."), found.created
    else:
        since = found.told or found.begun
        said = ngettext(
            "Is still telling: one question is answered so far.",
            "Is still telling: %(num)s questions are answered so far.",
            found.answered,
        )
    if chased and found.chase_on:
        day = full_date(found.chase_on)
        said = _("%(said)s The referral has not come. Ask again on %(day)s.", said=said, day=day)
    return Wait(move="patient", since=since, reason=said)


def _referral(found: Progress, today: date) -> Wait:
    since = found.step_at or found.handed_in or found.created
    if found.step is None:
        return Wait(move="clinic", since=since, reason=_("The referral or the records have not been asked for."))
    said = {
        "asked": _("The referral was asked for and has not come."),
        "sent": _("The referral is on its way."),
        "missing": _("A page of the referral is missing."),
    }[found.step]
    if found.chase_on is None:
        return Wait(move="other office", since=since, reason=said)
    if found.chase_on <= today:
        day = full_date(found.chase_on)
        return Wait(move="clinic", since=since, reason=_("%(said)s To ask again since %(day)s.", said=said, day=day))
    day = full_date(found.chase_on)
    return Wait(move="other office", since=since, reason=_("%(said)s Ask again on %(day)s.", said=said, day=day))


def ranked(waits: list[tuple[str, Wait]]) -> list[tuple[str, Wait]]:
    """Danger first, then what waits for the clinic, then for others; within each the oldest first. By course id."""
    order: dict[Move, int] = {"prescriber": 0, "clinic": 0, "other office": 1, "patient": 2, "nobody": 3}
    return sorted(waits, key=lambda one: (not one[1].urgent, order[one[1].move], one[1].since, one[0]))
