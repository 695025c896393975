"""E-04, E-05, E-51, E-60, E-61: three calm outcomes, by age and by the clinic's own tiers; none of them decides."""

from datetime import date

import pytest

from server.intake.content import Tier, asked
from server.intake.outcomes import ALARM, BIRTH, Answer, alarming, outcome_of, raised
from tests.intake.test_conditions import CASES, TODAY, found_in, told


def test_the_surer_answer_counts_whichever_came_first() -> None:
    both = told("head-stroke:unsure", "head-injury:yes")

    assert (found_in(both)["E-27"].tier, found_in(both)["E-27"].sure) == ("D", True)
    assert found_in(both)["E-27"].question == "head-injury"
    assert found_in(told("head-injury:mild", "head-stroke:stroke"))["E-27"].question == "head-stroke"


def test_what_waits_for_a_decision_stands_before_what_is_to_be_discussed() -> None:
    found = raised(told("head-eyes:glaucoma", "day-elsewhere:yes", "heart-avm:yes", "body-porphyria:yes"), {}, TODAY)

    assert [one.condition.id for one in found] == ["E-21", "E-48", "E-41", "E-43"]


@pytest.mark.parametrize(
    ("born", "today", "raises"),
    [
        ("2008-11-26", TODAY, {"E-04"}), ("2008-11-25", TODAY, set()), ("2008-11-24", TODAY, set()),
        ("1961-11-26", TODAY, set()), ("1961-11-25", TODAY, {"E-51"}), ("1961-11-24", TODAY, {"E-51"}),
        ("2008-02-29", date(2026, 2, 28), {"E-04"}), ("2008-02-29", date(2026, 3, 1), set()),
        ("1960-02-29", date(2025, 2, 28), set()), ("1960-02-29", date(2025, 3, 1), {"E-51"}),
        ("2010-02-28", date(2028, 2, 28), set()), ("2026-11-25", TODAY, {"E-04"}), ("1906-01-01", TODAY, {"E-51"}),
    ],
)  # fmt: skip
def test_e_04_and_e_51_go_by_the_birthday(born: str, today: date, raises: set[str]) -> None:
    found = raised({BIRTH: Answer(values=(born,))}, {}, today)

    assert {one.condition.id for one in found} == raises
    assert {one.tier for one in found} == {"D" if one == "E-04" else "T" for one in raises}


def test_e_51_no_birth_date_raises_nothing_even_on_29_february() -> None:
    assert raised({BIRTH: Answer()}, {}, date(2028, 2, 29)) == []


@pytest.mark.parametrize(
    ("answer", "condition", "tiers", "tier"),
    [
        ("head-seizures:past", "E-44", {"E-44": "D"}, "D"), ("heart-avm:yes", "E-21", {"E-21": "T"}, "T"),
        ("head-eyes:glaucoma", "E-41", {"E-44": "D"}, "T"), ("head-eyes:unsure", "E-41", {"E-41": "D"}, "T"),
    ],
)  # fmt: skip
def test_e_60_a_clinic_sets_the_tier_of_a_row(answer: str, condition: str, tiers: dict[str, Tier], tier: Tier) -> None:
    assert found_in(told(answer), tiers)[condition].tier == tier


def test_e_60_no_clinic_can_take_a_condition_away() -> None:
    for condition, _tier, answer in CASES:
        assert condition in found_in(told(answer), {condition: "T"})


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ((), "nothing"), (("heart-avm:no", "head-eyes:none"), "nothing"), (("head-eyes:glaucoma",), "discuss"),
        (("heart-avm:unsure",), "discuss"), (("heart-avm:yes",), "decide"),
        (("head-eyes:glaucoma", "heart-avm:yes"), "decide"),
    ],
)  # fmt: skip
def test_e_05_there_are_three_outcomes_and_none_is_a_yes(answers: tuple[str, ...], outcome: str) -> None:
    assert outcome_of(raised(told(*answers), {}, TODAY)) == outcome


def test_e_61_one_answer_of_tier_d_is_enough_to_wait_for_a_decision() -> None:
    for condition, tier, answer in CASES:
        if tier == "D":
            assert outcome_of(raised(told(answer), {}, TODAY)) == "decide", condition


@pytest.mark.parametrize("answer", [Answer(values=(one,)) for one in ("thoughts", "plan", "unsure", "person")])
def test_e_47_every_answer_but_no_calls_for_a_person(answer: Answer) -> None:
    assert alarming(answer)


def test_e_47_words_alone_call_for_a_person_and_a_plain_no_does_not() -> None:
    assert alarming(Answer(words="I cannot say."))
    assert not alarming(Answer(values=("no",)))
    assert {one.value for one in asked().questions[ALARM].options} == {"no", "thoughts", "plan", "unsure", "person"}
