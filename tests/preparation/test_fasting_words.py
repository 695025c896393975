"""The fasting clock as one says it: a night is never taken for another night, and noon never for midnight."""

from datetime import datetime

import pytest

from server.clinics.protocol import Protocol
from server.preparation.fasting import fasting_clock, in_words, spoken
from tests.courses.made import TORONTO, planned


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00-05:00")


def said(session: str, now: str, food: float = 6, drink: float = 6) -> str:
    protocol = Protocol(food_hours=food, liquid_hours=drink)
    return in_words(fasting_clock(planned(1, at(session)), protocol, at(now)), at(now), TORONTO)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-25T20:00", "Food and drink until 5 in the morning"),
        ("2026-11-25T10:00", "Food and drink until 5 tomorrow morning"),
        ("2026-11-23T10:00", "Food and drink until 5 in the morning on Thursday 26 November"),
        ("2026-11-26T05:00", "No food and no drink now, until your clinic says so"),
        ("2026-11-26T13:00", "No food and no drink now, until your clinic says so"),
    ],
)
def test_p_03_one_time_for_both_is_said_as(now: str, words: str) -> None:
    assert said("2026-11-26T11:00", now) == words


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-11-25T20:00", "Food until 5 in the morning, drink until 9 in the morning"),
        ("2026-11-25T10:00", "Food until 5 tomorrow morning, drink until 9 tomorrow morning"),
        ("2026-11-26T06:00", "No food now. Drink until 9 in the morning"),
        ("2026-11-26T09:00", "No food and no drink now, until your clinic says so"),
    ],
)
def test_p_03_two_times_are_said_as(now: str, words: str) -> None:
    assert said("2026-11-26T11:00", now, food=6, drink=2) == words


def test_after_the_session_no_time_of_the_past_is_offered() -> None:
    assert said("2026-11-26T11:00", "2026-11-26T23:30") == "Ask your clinic when you may eat and drink again"


@pytest.mark.parametrize(
    ("moment", "now", "words"),
    [
        ("2026-11-26T05:30", "2026-11-25T20:00", "5:30 in the morning"),
        ("2026-11-26T11:30", "2026-11-25T20:00", "11:30 in the morning"),
        ("2026-11-26T12:00", "2026-11-25T20:00", "12 in the afternoon"),
        ("2026-11-26T18:00", "2026-11-26T02:00", "6 in the evening"),
        ("2026-11-26T23:00", "2026-11-25T20:00", "11 tomorrow night"),
        ("2026-11-26T15:00", "2026-11-25T20:00", "3 tomorrow afternoon"),
        ("2026-11-26T19:00", "2026-11-25T20:00", "7 tomorrow evening"),
    ],
)
def test_a_moment_is_said_as(moment: str, now: str, words: str) -> None:
    assert spoken(at(moment), at(now), TORONTO) == words


@pytest.mark.parametrize(
    ("moment", "now", "words"),
    [
        ("2026-11-26T00:00", "2026-11-25T20:00", "12 at night"),
        ("2026-11-26T00:00", "2026-11-25T05:00", "12 tonight"),
        ("2026-11-26T00:30", "2026-11-25T05:00", "12:30 tonight"),
        ("2026-11-26T01:00", "2026-11-25T05:00", "1 tomorrow morning"),
        ("2026-11-27T00:00", "2026-11-25T05:00", "12 in the night before Friday 27 November"),
        ("2026-11-27T03:30", "2026-11-25T05:00", "3:30 in the night before Friday 27 November"),
        ("2026-11-27T04:00", "2026-11-25T05:00", "4 in the morning on Friday 27 November"),
        ("2026-11-27T23:00", "2026-11-25T05:00", "11 at night on Friday 27 November"),
    ],
)
def test_p_03_an_hour_of_the_night_is_said_so_that_it_cannot_be_taken_for_another(
    moment: str, now: str, words: str
) -> None:
    """Noon is not "12 tomorrow morning", and "1 at night on Friday" would be heard as a day too late."""
    assert spoken(at(moment), at(now), TORONTO) == words
