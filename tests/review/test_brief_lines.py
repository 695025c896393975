"""The brief's sentences: each fact by itself, the order, what is quiet, and what never appears. Pure."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from server.review.brief import MOST_LINES, BriefFacts, Line, Ready
from server.review.brief_facts import Waits
from server.review.brief_told import brief_lines
from server.review.brief_words import Words
from tests.courses.made import days, held, hours, planned
from tests.review.brief_cases import CASES
from tests.review.briefed import SINCE, answered, check_in, facts, flag, medicine, reviewed, shown, step

BEFORE, LATELY = days(-9), days(-2)


def said(given: BriefFacts) -> list[str]:
    return [line.text for line in brief_lines(given)]


def kinds(given: BriefFacts) -> list[str]:
    return [line.kind for line in brief_lines(given)]


@pytest.mark.parametrize("case", CASES)
def test_a_fact_is_said_in_its_sentence(case: str) -> None:
    given, sentence = CASES[case]
    assert sentence in said(facts(**given))


@pytest.mark.parametrize("case", CASES)
def test_each_line_leads_to_where_it_comes_from(case: str) -> None:
    for line in brief_lines(facts(**CASES[case][0])):
        assert (line.link.startswith(("/courses/c", "/review/", "/sessions/", "/flags/")) and line.source) or (
            line.kind == "quiet"
        )


def test_a_pin_comes_before_all_but_a_flag() -> None:
    pinned = shown("door", BEFORE, pinned_at=days(-1))
    given = facts(shared=(pinned,), flags=(flag("f", LATELY, hours(2)),), sessions=(held(2, LATELY),))

    lines = brief_lines(given)
    assert [line.kind for line in lines][:3] == ["flag", "pin", "session"]
    assert lines[1].text == "Mara pinned this for your talk: “Words of door.”"
    assert (lines[1].link, lines[1].source) == ("/review/door", "Day one after session two")


@pytest.mark.parametrize(
    ("since", "when"), [(hours(-3), "7:00 am"), (days(-2), "Monday"), (days(-7), "18 November"), (days(-1), "Tuesday")]
)
def test_with_nothing_new_it_says_since_when(since: Any, when: str) -> None:
    given = facts(since=since, ready=Ready(session=planned(3, days(9)), open=("Ride",)))
    assert said(given)[0] == f"Nothing new since {when}."
    assert kinds(given) == ["quiet", "ready"]


def test_what_stands_is_no_news_and_what_happened_is() -> None:
    assert kinds(facts(shared=(shown("a", BEFORE, pinned_at=BEFORE),)))[0] == "quiet"
    assert "quiet" not in kinds(facts(shared=(shown("a", BEFORE, pinned_at=LATELY),)))


def test_a_gap_is_not_said_where_something_came_this_week() -> None:
    assert "gap" not in kinds(facts(shared=(shown("a", days(-16)),), check_ins=(check_in(days(-3), longing=("1",)),)))


# Everything at once: more than fits.
FULL = facts(
    flags=(flag("f", LATELY, hours(2)), flag("g", LATELY, hours(1))),
    shared=(*(shown(f"p{n}", BEFORE, pinned_at=LATELY) for n in range(3)), shown("s", LATELY), shown("t", days(-1))),
    waits=Waits(count=5, oldest="p0", since=BEFORE),
    sessions=(held(2, days(-5)),),
    measures=(
        answered(19, days(-30)), answered(12, LATELY), answered(9, days(-30), "gad7"), answered(9, LATELY, "gad7"),
    ),
    check_ins=(check_in(LATELY, longing=("4",)),),
    steps=(step("Walk", "done", LATELY),),
    medicines=(medicine("iron", LATELY), medicine("zinc", BEFORE)),
    review=reviewed(days(-10)),
    ready=Ready(session=planned(3, days(9)), open=("Ride",)),
    words=Words(new=("tide",)),
)  # fmt: skip


def test_it_is_never_longer_than_one_reads_and_words_go_first() -> None:
    lines = kinds(FULL)
    assert len(lines) == MOST_LINES
    assert "words" not in lines
    assert {"flag", "session", "shared", "check-in", "medicine", "ready"} <= set(lines)


@given(some.randoms())
def test_the_order_of_what_was_read_does_not_matter(random: Any) -> None:
    rows = {
        name: tuple(random.sample(value, len(value)))
        for name in FULL.__struct_fields__
        if isinstance(value := getattr(FULL, name), tuple) and name != "instruments"
    }
    assert brief_lines(facts(**{name: getattr(FULL, name) for name in FULL.__struct_fields__} | rows)) == brief_lines(
        FULL
    )


HAPPENED = {"session", "measure", "shared", "check-in", "step"}
moments = some.integers(1, 40).map(lambda n: SINCE - (days(n) - days(0)) / 2)


@given(some.lists(moments, min_size=5, max_size=5), moments)
def test_what_happened_before_never_appears(at: list[Any], closed: Any) -> None:
    given = facts(
        sessions=(held(2, at[0], discharged=False),),
        measures=(answered(19, at[1]),),
        shared=(shown("a", at[2], answered_at=at[2]),),
        check_ins=(check_in(at[3], longing=("4",)),),
        steps=(step("Walk", "done", at[4]),),
        flags=(flag("f", closed, None, closed),),
        medicines=(medicine("iron", closed),),
        review=reviewed(days(-1)),
    )
    lines: list[Line] = brief_lines(given)
    assert {line.kind for line in lines} <= {"quiet", "gap"}
    assert lines[0].kind == "quiet"
