"""Whose move it is, since when and why: every rule of the intake board by itself, and the order of its lines."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.intake.board import Move, Progress, Step, Wait, ranked, waiting_for
from tests.courses.made import days
from tests.house.words import forbidden_in

TODAY = date(2026, 11, 25)
INVITED, BEGUN, TOLD, HANDED, SENT, DECIDED, LATER = (days(-n) for n in (9, 8, 7, 6, 5, 4, 2))
STEPS: tuple[Step, ...] = ("asked", "sent", "received", "missing")


@dataclass(frozen=True)
class Case:
    found: dict[str, Any]
    move: Move
    since: datetime
    reason: str
    urgent: bool = False


HERE = {"begun": BEGUN, "told": TOLD, "handed_in": HANDED, "answered": 55}
WITH = HERE | {"step": "received", "step_at": SENT}
GO_ON = WITH | {"heads": (("proceed", DECIDED),)}
NOT_YET = WITH | {"heads": (("not yet", DECIDED),)}
NOT_HERE = WITH | {"heads": (("not here", DECIDED),)}
TWO = WITH | {"heads": (("proceed", DECIDED), ("not here", LATER))}
ONE = {"begun": BEGUN, "told": TOLD, "answered": 1}
ANSWERED = "questions are answered so far."
NOT_BEGUN = "Invited, and has not begun."
CALL = "Said that they think of ending their life. Please call them."
APART = "Two decisions were made unseen of each other. None counts until one of you decides again."
NOT_ASKED = "The referral or the records have not been asked for."
OPEN_DATE, DUE, PASSED = date(2026, 11, 26), TODAY, date(2026, 11, 1)


def on(step: Step, chase: date | None) -> dict[str, Any]:
    return HERE | {"step": step, "step_at": SENT, "chase_on": chase}


CASES = {
    "invited": Case({}, "patient", INVITED, NOT_BEGUN),
    "a paper came before a word": Case({"step": "received", "step_at": SENT}, "patient", INVITED, NOT_BEGUN),
    "one answer": Case(ONE, "patient", TOLD, "Is still telling: one question is answered so far."),
    "twelve answers": Case(ONE | {"answered": 12}, "patient", TOLD, f"Is still telling: 12 {ANSWERED}"),
    "only a medicine": Case(ONE | {"answered": 0}, "patient", TOLD, f"Is still telling: 0 {ANSWERED}"),
    "papers to be asked for again while the patient still tells": Case(
        ONE | {"step": "asked", "step_at": SENT, "chase_on": PASSED}, "clinic", SENT,
        "The referral was asked for and has not come. To ask again since 1 November 2026.",
    ),
    "papers to be asked for again before a word": Case(
        {"step": "missing", "step_at": SENT, "chase_on": DUE}, "clinic", SENT,
        "A page of the referral is missing. To ask again since 25 November 2026.",
    ),
    "papers to be asked for later while the patient still tells": Case(
        ONE | {"answered": 3, "step": "sent", "step_at": SENT, "chase_on": OPEN_DATE}, "patient", TOLD,
        f"Is still telling: 3 {ANSWERED} The referral has not come. Ask again on 26 November 2026.",
    ),
    "papers came while the patient still tells": Case(
        ONE | {"step": "received", "step_at": SENT, "chase_on": PASSED}, "patient", TOLD,
        "Is still telling: one question is answered so far.",
    ),
    "to be looked at again": Case(
        NOT_YET | {"again_on": DUE}, "prescriber", DECIDED, "Decided, and to be looked at again since 25 November 2026."
    ),
    "to be looked at again later": Case(NOT_YET | {"again_on": OPEN_DATE}, "nobody", DECIDED, "Decided."),
    "nothing asked for": Case(HERE, "clinic", HANDED, NOT_ASKED),
    "asked for": Case(on("asked", None), "other office", SENT, "The referral was asked for and has not come."),
    "on its way": Case(on("sent", None), "other office", SENT, "The referral is on its way."),
    "a page missing": Case(on("missing", None), "other office", SENT, "A page of the referral is missing."),
    "to be asked again tomorrow": Case(
        on("asked", OPEN_DATE), "other office", SENT,
        "The referral was asked for and has not come. Ask again on 26 November 2026.",
    ),
    "to be asked again today": Case(
        on("asked", DUE), "clinic", SENT,
        "The referral was asked for and has not come. To ask again since 25 November 2026.",
    ),
    "to be asked again weeks ago": Case(
        on("missing", PASSED), "clinic", SENT, "A page of the referral is missing. To ask again since 1 November 2026."
    ),
    "everything here": Case(WITH, "prescriber", SENT, "Everything is here for Pria to read and decide."),
    "the answers came last": Case(
        WITH | {"step_at": INVITED}, "prescriber", HANDED, "Everything is here for Pria to read and decide."
    ),
    "a date to ask again is past once it came": Case(
        WITH | {"chase_on": PASSED}, "prescriber", SENT, "Everything is here for Pria to read and decide."
    ),
    "decided": Case(GO_ON | {"review": "reviewed"}, "nobody", DECIDED, "Decided."),
    "decided, no medicines gone through": Case(GO_ON, "nobody", DECIDED, "Decided."),
    "not yet": Case(NOT_YET, "nobody", DECIDED, "Decided."),
    "not here": Case(NOT_HERE, "nobody", DECIDED, "Decided."),
    "decided on paper": Case({"heads": (("proceed", DECIDED),)}, "nobody", DECIDED, "Decided."),
    "one consent": Case(GO_ON | {"consents_open": 1}, "patient", DECIDED, "One consent is not signed."),
    "two consents": Case(GO_ON | {"consents_open": 2}, "patient", DECIDED, "2 consents are not signed."),
    "consents for who does not go on": Case(NOT_YET | {"consents_open": 2}, "nobody", DECIDED, "Decided."),
    "told after the decision": Case(
        GO_ON | {"handed_in": LATER, "consents_open": 1}, "prescriber", LATER, "Told something new after the decision."
    ),
    "told after a not yet": Case(
        NOT_YET | {"handed_in": LATER}, "prescriber", LATER, "Told something new after the decision."
    ),
    "M-11: the list changed": Case(
        GO_ON | {"review": "changed", "told": LATER, "handed_in": LATER, "consents_open": 1}, "prescriber", LATER,
        "The list of medicines changed after Pria went through it.",
    ),
    "M-11: the data changed": Case(
        GO_ON | {"review": "data", "told": LATER}, "prescriber", LATER,
        "More is known about a medicine on the list than when Pria went through it.",
    ),
    "the list of who does not go on": Case(NOT_HERE | {"review": "changed"}, "nobody", DECIDED, "Decided."),
    "two decisions": Case(TWO, "prescriber", LATER, APART),
    "two decisions before all else": Case(
        TWO | {"review": "changed", "handed_in": LATER, "consents_open": 2}, "prescriber", LATER, APART
    ),
    "E-47: danger": Case({"alarm": BEGUN, "begun": BEGUN, "told": TOLD}, "prescriber", BEGUN, CALL, urgent=True),
    "E-47: danger before two decisions": Case(TWO | {"alarm": LATER}, "prescriber", LATER, CALL, urgent=True),
    "E-47: danger after a decision": Case(GO_ON | {"alarm": LATER}, "prescriber", LATER, CALL, urgent=True),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_e_47_and_m_11_each_state_has_one_reason_one_move_and_its_own_since(name: str) -> None:
    case = CASES[name]

    wait = waiting_for(Progress(created=INVITED, **case.found), "Pria", TODAY)

    assert wait == Wait(move=case.move, reason=case.reason, since=case.since, urgent=case.urgent)


@st.composite
def progresses(draw: st.DrawFn) -> Progress:
    times = st.integers(-20, 0).map(days)
    outcomes = st.sampled_from(["proceed", "not yet", "not here"])
    return Progress(
        created=INVITED,
        begun=draw(st.none() | times),
        alarm=draw(st.none() | times),
        handed_in=draw(st.none() | times),
        told=draw(st.none() | times),
        answered=draw(st.integers(0, 55)),
        step=draw(st.none() | st.sampled_from(STEPS)),
        step_at=draw(st.none() | times),
        chase_on=draw(st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31))),
        consents_open=draw(st.integers(0, 2)),
        review=draw(st.sampled_from(["none", "reviewed", "changed", "data"])),
        heads=tuple(draw(st.lists(st.tuples(outcomes, times), max_size=3))),
    )


@given(progresses())
def test_e_47_nothing_makes_danger_wait_and_nothing_else_is_urgent(found: Progress) -> None:
    wait = waiting_for(found, "Pria", TODAY)

    assert wait.urgent == (found.alarm is not None)
    assert wait.urgent <= (wait.move == "prescriber")
    assert not forbidden_in(wait.reason)


@given(progresses())
def test_e_05_nothing_but_a_decision_makes_it_decided(found: Progress) -> None:
    undecided = msgspec.structs.replace(found, heads=())

    assert waiting_for(undecided, "Pria", TODAY).move != "nobody"


MOVES: dict[Move, int] = {"prescriber": 0, "clinic": 0, "other office": 1, "patient": 2, "nobody": 3}
WAITS = st.builds(
    Wait, move=st.sampled_from(list(MOVES)), reason=st.just("x"), since=st.integers(-9, 0).map(days),
    urgent=st.booleans(),
)  # fmt: skip
BOARDS = st.lists(WAITS, max_size=12).map(lambda waits: [(f"course {n:02}", one) for n, one in enumerate(waits)])


@given(BOARDS, st.randoms())
def test_the_board_is_in_the_same_order_whatever_the_database_answered_first(
    board: list[tuple[str, Wait]], chance: Any
) -> None:
    other = list(board)
    chance.shuffle(other)

    assert ranked(other) == ranked(board)


@given(BOARDS)
def test_danger_stands_first_then_the_clinics_own_moves_and_within_them_the_oldest(
    board: list[tuple[str, Wait]],
) -> None:
    order = [(not wait.urgent, MOVES[wait.move], wait.since) for _course, wait in ranked(board)]

    assert order == sorted(order)
    assert sorted(ranked(board), key=lambda one: one[0]) == board
