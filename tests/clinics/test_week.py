"""Hours as an administrator types them: read, refused with what is wrong, and written back as they are read."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clinics.hours import Cover, CoverNow, cover_now
from server.clinics.week import read_day, read_week, said_of_day, week_changes, write_week
from server.pages.forms import Wrong
from tests.safety.test_hours import TORONTO, WEEKDAYS, at

READ: list[tuple[str, list[tuple[str, str]]]] = [
    ("", []),
    ("   ", []),
    ("9:00–17:00", [("09:00", "17:00")]),
    ("9-17", [("09:00", "17:00")]),
    ("0900 to 1700", [("09:00", "17:00")]),
    ("9 am – 5 pm", [("09:00", "17:00")]),
    ("12 am-12 pm", [("00:00", "12:00")]),
    ("9:00 a.m. to 5:30 p.m.", [("09:00", "17:30")]),
    ("13:00–17:00, 9:00–12:30", [("09:00", "12:30"), ("13:00", "17:00")]),
    ("9–12 and 13–17", [("09:00", "12:00"), ("13:00", "17:00")]),
    ("9–12; 12–17", [("09:00", "12:00"), ("12:00", "17:00")]),
    ("20:00–24:00", [("20:00", "23:59")]),
]
REFUSED: list[tuple[str, str]] = [
    ("closed", "Please write hours like"),
    ("9:00", "Please write hours like"),
    ("9-12-17", "Please write hours like"),
    ("17:00–9:00", "17:00–9:00 ends before it begins."),
    ("9:00–9:00", "9:00–9:00 ends before it begins."),
    ("22:00–06:00", "Hours over midnight belong to two days."),
    ("25:00–26:00", "“25:00” is no time of day."),
    ("9:61–10:00", "“9:61” is no time of day."),
    ("13 pm – 14 pm", "“13 pm” is no time of day."),
    ("9:00–12:30, 12:00–17:00", "These hours overlap: 9:00–12:30 and 12:00–17:00."),
    ("9–10, 10–11, 11–12, 12–13, 13–14, 14–15, 15–16", "At most 6 fit here."),
]


@pytest.mark.parametrize(("text", "spans"), READ)
def test_hours_are_read_as_people_write_them(text: str, spans: list[tuple[str, str]]) -> None:
    assert read_day(text, 3) == [Cover(3, *span) for span in spans]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_what_cannot_be_hours_is_refused_and_says_why(text: str, said: str) -> None:
    with pytest.raises(Wrong, match=said.replace("?", r"\?")):
        read_day(text, 0)


@given(st.lists(st.integers(0, 1439), min_size=2, max_size=8, unique=True))
def test_hours_that_were_read_are_written_so_that_they_are_read_the_same(minutes: list[int]) -> None:
    marks = [time(*divmod(one, 60)) for one in sorted(minutes)]
    week = [Cover(2, f"{a:%H:%M}", f"{b:%H:%M}") for a, b in zip(marks[::2], marks[1::2], strict=False)]
    assert read_day(said_of_day(week, 2), 2) == week
    assert read_week(write_week(week)) == week


def test_what_became_of_a_day_is_said_of_that_day_alone() -> None:
    after = [*WEEKDAYS[1:], Cover(5, "10:00", "14:00"), Cover(5, "15:00", "16:30")]
    assert week_changes(WEEKDAYS, after) == [
        "Monday: 9:00–17:00 became closed.",
        "Saturday: closed became 10:00–14:00, 15:00–16:30.",
    ]
    assert week_changes(WEEKDAYS, WEEKDAYS[::-1]) == []


def test_a_closed_day_has_no_hours_whatever_its_weekday() -> None:
    closed = [*WEEKDAYS, *(Cover(0, "", "", day) for day in ("2026-12-25", "2026-12-28"))]
    assert cover_now(WEEKDAYS, at("2026-12-25T10:00"), TORONTO).until == at("2026-12-25T17:00")
    assert cover_now(closed, at("2026-12-25T10:00"), TORONTO) == CoverNow(None, at("2026-12-29T09:00"))
    assert cover_now(closed, at("2026-12-24T18:00"), TORONTO) == CoverNow(None, at("2026-12-29T09:00"))


def test_the_next_hour_is_found_behind_weeks_of_closed_days() -> None:
    days = [date.fromordinal(date(2026, 12, 1).toordinal() + ahead).isoformat() for ahead in range(31)]
    closed = [*WEEKDAYS, *(Cover(0, "", "", day) for day in days)]
    assert cover_now(closed, at("2026-11-30T18:00"), TORONTO).next_opens == at("2027-01-01T09:00")
