"""Y-11 as a table: which answer leads to a call today, to a clinician's look, and to words for a person at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from server.safety.check_in_content import asked
from server.safety.check_in_rounds import Answer, check_ins_of
from server.safety.check_in_rules import (
    BLADDER,
    Outcome,
    calls_for_today,
    causes_of,
    in_words,
    outcome_of,
    positive,
)
from tests.safety.told import check_in, told

NOTHING = Outcome(thoughts=False, call=(), review=())


@pytest.mark.parametrize(
    ("question", "values", "call"),
    [
        ("bladder", ("blood",), True), ("bladder", ("often", "blood"), True), ("bladder", ("often",), False),
        ("bladder", ("pain", "burning", "sudden"), False), ("bladder", ("none",), False), ("bladder", (), False),
        ("energy", ("yes",), True), ("energy", ("unsure",), True), ("energy", ("no",), False), ("energy", (), False),
        ("unreal", ("yes",), True), ("unreal", ("unsure",), True), ("unreal", ("no",), False), ("unreal", (), False),
        ("outside-plan", ("more",), False), ("body", ("fall", "accident", "headache"), False),
        ("new", ("pregnancy",), False), ("memory", ("much",), False), ("substances", ("much",), False),
        ("longing", ("10",), False), ("thoughts", ("how",), False),
    ],
)  # fmt: skip
def test_y_11_blood_y_06_and_y_07_alone_ask_for_a_call_today(
    question: str, values: tuple[str, ...], call: bool
) -> None:
    assert calls_for_today(question, Answer(values=values)) is call
    assert outcome_of(check_in(told(question, *values)), []).call == ((question,) if call else ())


def test_y_06_and_y_07_in_words_alone_take_a_person_to_read_them() -> None:
    assert outcome_of(check_in(told("energy", words="Three hours of sleep.")), []).call == ("energy",)
    assert outcome_of(check_in(told("unreal", words="The walls, again.")), []).call == ("unreal",)


@pytest.mark.parametrize("value", ["more", "sooner", "other", "private"])
def test_y_01_positive_once_is_looked_at_before_the_next_session(value: str) -> None:
    assert outcome_of(check_in(told("outside-plan", value)), []).review == ("outside-plan",)


def test_y_01_a_count_of_doses_alone_is_no_yes() -> None:
    assert outcome_of(check_in(told("outside-plan", words="Four left.")), []) == NOTHING
    assert outcome_of(check_in(told("outside-plan", "no", words="Four left.")), []) == NOTHING


def test_y_04_is_looked_at_when_two_check_ins_tell_of_it_and_not_for_one() -> None:
    first, second = check_in(told("bladder", "often")), check_in(told("bladder", "pain", days=7))
    calm = check_in(told("bladder", "none", days=7))
    assert outcome_of(first, []).review == ()
    assert outcome_of(second, [first]).review == ("bladder",)
    assert outcome_of(first, [second]).review == ("bladder",), "an earlier one may arrive later"
    assert outcome_of(calm, [first]) == NOTHING


@pytest.mark.parametrize(("value", "thoughts"), [("no", False), ("passing", True), ("often", True), ("how", True),
                                                 ("private", True)])  # fmt: skip
def test_y_08_anything_but_a_plain_no_is_answered_at_once(value: str, thoughts: bool) -> None:
    assert outcome_of(check_in(told("thoughts", value)), []).thoughts is thoughts
    assert outcome_of(check_in(told("thoughts", words="Sometimes.")), []).thoughts is True


def test_what_is_left_empty_leads_to_nothing_and_counts_as_no_answer() -> None:
    one = check_in(*(told(question.id) for question in asked().questions))
    assert outcome_of(one, [one]) == NOTHING
    assert [one.answer(question.id) for question in asked().questions] == [None] * 10


def rules(question: str, *values: str, earlier: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    now = told(question, *values, days=7)
    before = [told(question, *earlier)] if earlier else []
    return [(one.rule, one.level) for one in causes_of(now, check_ins_of([*before, now]))]


def test_causes_name_the_rule_the_answer_and_when_it_was_given() -> None:
    """Y-08 higher answers are urgent; Y-11 and Y-04 twice are for the same day."""
    assert rules("thoughts", "no") == rules("thoughts") == rules("energy", "no") == rules("body", "fall") == []
    assert rules("thoughts", "passing") == [("check-in-thoughts", "same_day")]
    for value in ("often", "how", "private"):
        assert rules("thoughts", value) == [("check-in-thoughts", "urgent")]
    assert rules("bladder", "often", "blood") == [("check-in-blood", "same_day")]
    assert rules("energy", "unsure") == [("check-in-mania", "same_day")]
    assert rules("unreal", "yes") == [("check-in-unreal", "same_day")]
    assert rules("outside-plan", "sooner") == [("check-in-outside-plan", "same_day")]
    assert rules("bladder", "often") == []
    twice = [("check-in-blood", "same_day"), ("check-in-bladder-twice", "same_day")]
    assert rules("bladder", "blood", earlier=("pain",)) == twice
    one = told("thoughts", "how", words="On Sunday.", days=1)
    (cause,) = causes_of(one, [])
    assert (cause.source, cause.answered_at) == (one.id, one.written_at)
    said = "Thoughts of death or of hurting yourself: Yes, and I have thought about how · “On Sunday.”"
    assert cause.answer == said


def test_y_04_told_twice_within_one_check_in_is_told_once() -> None:
    first, again = told("bladder", "often"), told("bladder", "often", "pain", days=1)
    assert causes_of(again, check_ins_of([first, again])) == []


@given(some.sampled_from(asked().questions), some.data())
def test_y_11_no_answer_is_positive_without_a_choice_other_than_no_or_words(question, data) -> None:  # type: ignore[no-untyped-def]
    offered = [one.value for one in question.options] or [str(n) for n in range(11)]
    values = tuple(data.draw(some.lists(some.sampled_from(offered), unique=True, max_size=3)))
    words = data.draw(some.sampled_from(["", "Some words."]))
    given_answer = Answer(values=values, words=words)
    if not positive(question.id, given_answer):
        assert set(values) <= {"no", "none"}
        assert calls_for_today(question.id, given_answer) is False
        assert causes_of(told(question.id, *values, words=words), []) == []
    if question.id != BLADDER and calls_for_today(question.id, given_answer):
        assert positive(question.id, given_answer)


def test_an_answer_reads_back_as_it_was_chosen() -> None:
    by_id = {one.id: one for one in asked().questions}
    assert in_words(by_id["longing"], Answer(values=("0",))) == "0 of 10"
    assert in_words(by_id["bladder"], Answer(values=("often", "pain"), words="At night.")) == (
        "Going more often; Pain low in the belly · “At night.”"
    )
    assert in_words(by_id["body"], Answer()) == ""
