"""E-10 to E-13: what is asked, why, and that its words are short and never a verdict."""

import re
from collections import Counter

import pytest

from server.intake.answers import ALONE
from server.intake.content import Question, asked
from server.intake.outcomes import ALARM, BIRTH

ALL = list(asked().questions.values())
NAMED = [one.id for one in ALL]
NEVER = re.compile(
    r"\b(eligible|approved|cleared|safe to take|stop taking|covered by OHIP|failed|overdue|must not)\b|!", re.IGNORECASE
)
LONGEST = {"ask": 120, "hint": 160, "why": 220, "short": 45}
# Each item of clinical.md 1.2 with the questions that serve it; trials and medicines have pages of their own.
SERVED = {
    "E-10": "you-diagnosis you-diagnosed-by you-how-long mind-psychosis-now mind-mania-past mind-suicide-past "
    "mind-suicide-now mind-trauma mind-personality head-memory mind-family",
    "E-11": "heart-pressure heart-reading heart-aneurysm heart-avm head-stroke heart-illness heart-chest-pain "
    "heart-rhythm head-seizures head-injury head-pressure head-eyes body-thyroid body-liver body-kidney body-bladder "
    "body-porphyria body-breathing body-sleep body-ketamine-allergy body-pregnancy body-contraception body-reactions",
    "E-12": "substances-alcohol substances-cannabis substances-other substances-ketamine substances-treatment",
    "E-13": "body-allergies body-ketamine-allergy",
}


@pytest.mark.parametrize("item", SERVED)
def test_an_item_of_the_medical_intake_is_served_by_its_questions(item: str) -> None:
    served = {one.id for one in ALL if item in one.items}

    assert set(SERVED[item].split()) <= served


@pytest.mark.parametrize("one", ALL, ids=NAMED)
def test_every_question_says_what_it_asks_and_why_in_few_words(one: Question) -> None:
    assert one.ask.endswith("?")
    assert one.why
    assert one.short
    for name, most in LONGEST.items():
        assert len(getattr(one, name)) <= most, (name, len(getattr(one, name)))


@pytest.mark.parametrize("one", ALL, ids=NAMED)
def test_no_question_holds_a_word_that_decides_or_advises(one: Question) -> None:
    words = " ".join([one.ask, one.hint, one.why, one.short, one.more, *(option.label for option in one.options)])

    assert not NEVER.search(words)


@pytest.mark.parametrize("one", ALL, ids=NAMED)
def test_choices_are_different_and_raise_only_what_the_question_is_about(one: Question) -> None:
    values, labels = [option.value for option in one.options], [option.label for option in one.options]
    conditions = asked().conditions

    assert bool(values) == (one.kind in ("choice", "many"))
    assert not [text for counted in (values, labels) for text, times in Counter(counted).items() if times > 1]
    for option in one.options:
        assert set(option.flags) | set(option.unsure) <= set(one.items) & set(conditions)
        assert not set(option.flags) & set(option.unsure)


@pytest.mark.parametrize("one", ALL, ids=NAMED)
def test_what_stands_alone_raises_nothing_for_sure(one: Question) -> None:
    assert not [option.value for option in one.options if option.value in ALONE and option.flags]


def test_every_part_has_questions_and_every_question_a_part() -> None:
    parts = [one.id for one in asked().parts]

    assert {one.part for one in ALL} == set(parts)
    assert len(set(parts)) == len(parts)
    assert all(asked().of_part(part) for part in parts)
    assert all(one.title and one.lead and not NEVER.search(f"{one.title} {one.lead}") for one in asked().parts)


def test_every_condition_is_asked_about() -> None:
    raised = {flag for one in ALL for option in one.options for flag in (*option.flags, *option.unsure)}

    assert raised | {"E-04", "E-51"} == set(asked().conditions)
    assert set(asked().questions[BIRTH].items) == {"E-04", "E-51"}


def test_one_can_be_unsure_where_that_is_true() -> None:
    sure = {one.id for one in ALL if one.options and "unsure" not in {option.value for option in one.options}}

    assert sure == set()


def test_e_47_the_question_about_danger_now_can_always_be_answered_with_no() -> None:
    one = asked().questions[ALARM]

    assert (one.kind, one.optional, one.options[0].value) == ("choice", False, "no")
    assert "E-47" in one.items
