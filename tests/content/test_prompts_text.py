"""The questions of clinical.md 5.5: all of them, each offered in its own stage, and none that presses."""

import re
from datetime import timedelta

import pytest

from server.clinics.protocol import Protocol
from server.courses.models import Session
from server.courses.stages import standing
from server.journal.prompts import others, prompt_stage, todays_prompt
from server.pages.content import prompt_text, prompts
from tests.courses.made import NOW, TORONTO, days, held, hours, planned

COUNTS = {"PRP": 14, "D0": 8, "D1": 10, "W1": 10, "BS": 10, "CE": 8}
ALL = [one for stage in COUNTS for one in prompts(stage)]


@pytest.mark.parametrize(("stage", "count"), COUNTS.items())
def test_a_stage_has_all_its_questions_in_order(stage: str, count: int) -> None:
    assert [one.id for one in prompts(stage)] == [f"{stage}-{number:02d}" for number in range(1, count + 1)]


def test_every_question_has_words_of_its_own() -> None:
    texts = [one.text for one in ALL]

    assert all(text.strip() == text and len(text) > 10 for text in texts)
    assert len(set(texts)) == len(texts) == sum(COUNTS.values())


def test_a_question_is_found_by_its_id_and_an_own_question_stays_as_it_is() -> None:
    assert prompt_text("D0-01") == "Three words for right now."
    assert prompt_text("What did the sea want?") == "What did the sea want?"
    assert prompt_text("") == ""


def test_i_33_no_question_speaks_of_recovered_memories_or_presses_for_detail() -> None:
    for one in ALL:
        assert not re.search(r"\b(trauma|abuse|recovered|repressed|remember what happened)\b", one.text, re.IGNORECASE)


@pytest.mark.parametrize(
    ("sessions", "stage"),
    [
        ([], "PRP"),
        ([planned(1, days(3))], "PRP"),
        ([planned(1, hours(1))], "PRP"),
        ([held(1, hours(-4))], "D0"),
        ([held(1, hours(-1), discharged=False)], "D0"),
        ([held(1, days(-1)), planned(2, days(13))], "D1"),
        ([held(1, days(-2)), planned(2, days(12))], "D1"),
        ([held(1, days(-3)), planned(2, days(11))], "W1"),
        ([held(1, days(-7)), planned(2, days(7))], "W1"),
        ([held(1, days(-8)), planned(2, days(6))], "BS"),
        ([held(1, days(-12)), planned(2, days(2))], "PRP"),
        ([held(1, days(-1)), planned(2, days(2))], "D1"),
        ([held(6, days(-40))], "CE"),
    ],
)
def test_the_questions_follow_the_course(sessions: list[Session], stage: str) -> None:
    """5.2: two minutes on the day, the first longer entry on the two days after, then the week, then in between."""
    at = standing(sessions, Protocol(), None, NOW, TORONTO)

    assert prompt_stage(at, NOW, TORONTO) == stage


def test_a_closed_course_has_the_questions_of_its_end() -> None:
    closed = standing([held(1, days(-3))], Protocol(), hours(-1), NOW, TORONTO)

    assert prompt_stage(closed, NOW, TORONTO) == "CE"


def test_one_question_a_day_the_same_all_day_and_another_tomorrow() -> None:
    at = standing([], Protocol(), None, NOW, TORONTO)
    morning, evening, tomorrow = NOW, NOW + timedelta(hours=13), NOW + timedelta(hours=14)

    assert todays_prompt(at, morning, TORONTO) == todays_prompt(at, evening, TORONTO)
    assert todays_prompt(at, morning, TORONTO) != todays_prompt(at, tomorrow, TORONTO)


def test_every_question_of_a_stage_comes_round() -> None:
    at = standing([], Protocol(), None, NOW, TORONTO)
    fortnight = {todays_prompt(at, NOW + timedelta(days=day), TORONTO).id for day in range(14)}

    assert len(fortnight) == COUNTS["PRP"]


def test_the_other_questions_are_all_but_the_one_that_is_asked() -> None:
    at = standing([], Protocol(), None, NOW, TORONTO)

    assert {one.id for one in others(at, NOW, TORONTO, "PRP-03")} == {one.id for one in prompts("PRP")} - {"PRP-03"}
