"""How each kind of field is read: what passes, what does not, and in which words."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.pages.forms import Choice, Clock, Day, Email, Id, Moment, Rule, Tick, Whole, Words, Wrong

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
UUID = "0199c000-0000-7000-8000-000000000003"
EVERY: tuple[Rule, ...] = (
    Words(20), Words(20, one_line=True), Words(20, least=5), Whole(0, 10), Moment(), Id(), Choice("a", "b"), Tick(),
    Day(), Clock(), Email(),
)  # fmt: skip

TAKEN: list[tuple[Rule, str, Any]] = [
    (Words(5), "12345", "12345"),
    (Words(5), "a\r\nb\rc", "a\nb\nc"),
    (Words(5), "\U0001f30a" * 5, "\U0001f30a" * 5),
    (Words(9), "  kept  ", "  kept  "),
    (Words(9, least=0), "   ", ""),
    (Words(9, least=0), "", ""),
    (Words(9, one_line=True), " a \n\t b ", "a b"),
    (Words(9, least=3), "abc", "abc"),
    (Whole(0, 10), "0", 0),
    (Whole(0, 10), "10", 10),
    (Whole(0, 10), "007", 7),
    (Whole(-5, 5), "-5", -5),
    (Moment(), "2026-11-25T14:58:00.123Z", datetime(2026, 11, 25, 14, 58, 0, 123000, UTC)),
    (Moment(), "2026-11-25T09:58:00-05:00", datetime(2026, 11, 25, 14, 58, tzinfo=UTC)),
    (Moment(), "2020-01-01T00:00:00Z", datetime(2020, 1, 1, tzinfo=UTC)),
    (Moment(), "2026-11-27T15:00:00Z", NOW + timedelta(days=2)),
    (Day(), "2026-11-25", date(2026, 11, 25)),
    (Day(), "2028-11-25", date(2028, 11, 25)),
    (Day(), "2024-11-24", date(2024, 11, 24)),
    (Clock(), "9:05", time(9, 5)),
    (Clock(), "09:05", time(9, 5)),
    (Clock(), "00:00", time(0, 0)),
    (Clock(), "23:59", time(23, 59)),
    (Clock(), "14:30:59", time(14, 30)),
    (Email(), " wren@example.org ", "wren@example.org"),
    (Email(), "w+r.e_n@ex-ample.co.uk", "w+r.e_n@ex-ample.co.uk"),
    (Email(), "ü@bücher.example", "ü@bücher.example"),
    (Email(), "a" * 242 + "@example.org", "a" * 242 + "@example.org"),
    (Id(), UUID, UUID),
    (Id(), UUID.upper(), UUID),
    (Id(), f" {{{UUID}}} ", UUID),
    (Id(), f"urn:uuid:{UUID}", UUID),
    (Id(), UUID.replace("-", ""), UUID),
    (Choice("a", "b"), "b", "b"),
    (Tick(), "1", True),
    (Tick(), "on", True),
    (Tick(), "0", False),
    (Tick(), "", False),
]

SHORTER = "This is 6 characters, and 5 fit. Please shorten it by 1."
NUMBER = "Please choose a whole number from 0 to 10."
UNREADABLE = "This time could not be read. Leave it out, or write it like 2026-05-03T14:00:00Z."
ZONELESS = "This time lacks its zone. Write it like 2026-05-03T14:00:00Z."
NO_ID = "This id is not one that Tidemark can use. Please open the page again and send it from there."
NO_MAIL = "This does not look like an e-mail address. Leave it empty if there is none."
NO_DAY = "Please write the day as year-month-day, like 2026-05-03."
FAR = "Please choose a day within two years of today."
NO_CLOCK = "Please write the time as hours and minutes, like 9:30 or 14:00."
NO_TIME = "There is no such time of day."
NUL = "There is a character here that cannot be kept. Please take it out."


def clock_is(day: str) -> str:
    return f"The clock of this phone seems to be wrong: the date is {day}. Please set it, then send again."


REFUSED: list[tuple[Rule, str, str]] = [
    (Words(5), "123456", SHORTER),
    (Words(5), "\U0001f30a" * 6, SHORTER),
    (Words(20_000), "x" * 20_001, "This is 20,001 characters, and 20,000 fit. Please shorten it by 1."),
    (Words(5), "", "There are no words yet."),
    (Words(5), " \n\t\u2003", "There are no words yet."),
    (Words(5, missing="Say something."), "", "Say something."),
    (Words(9, least=3), " ab ", "Please use at least 3 characters."),
    (Words(9), "a\0b", NUL),
    *[(Whole(0, 10), text, NUMBER) for text in ("11", "-1", "1.0", "1e1", " 1", "١", "+1", "", "x", "9" * 5000, "1\n")],
    *[(Moment(), text, UNREADABLE) for text in ("", "x", "yesterday", "2026-13-01T00:00Z", "2026-02-30T00:00Z", "\0",
                                                "1764082680", "2026-11-25T25:00Z", "2026-11-25T14:58:00+99:00")],
    *[(Moment(), text, ZONELESS) for text in ("2026-11-25T14:58:00", "2026-11-25", "2199-01-01")],
    (Moment(), "2199-01-01T00:00:00Z", clock_is("2199-01-01")),
    (Moment(), "1970-01-01T00:00:00Z", clock_is("1970-01-01")),
    (Moment(), "2019-12-31T23:59:59.999Z", clock_is("2019-12-31")),
    (Moment(), "2026-11-27T15:00:00.001Z", clock_is("2026-11-27")),
    (Moment(), "0001-01-01T00:00:00+14:00", clock_is("0001-01-01")),
    (Moment(), "9999-12-31T23:59:59-14:00", clock_is("9999-12-31")),
    *[(Day(), text, NO_DAY) for text in ("", "x", "2026-02-30", "25.11.2026", "2026-11-25T00:00", "0000-01-01", "\0")],
    *[(Day(), text, FAR) for text in ("2028-11-26", "2024-11-23", "0001-01-01", "9999-12-31")],
    *[(Clock(), text, NO_CLOCK) for text in ("", "x", "9:5", "9", "9.30", "9:30 pm", "-1:00", "123:00", "１:00",
                                             "9:30\n", "9:30:", "9:30:0")],
    *[(Clock(), text, NO_TIME) for text in ("24:00", "9:60", "99:99", "23:59:60")],
    *[(Email(), text, NO_MAIL) for text in ("x", "a@b", "@b.c", "a@.c", "a@b.", "a b@c.d", "a@b@c.d", "a\0@b.c",
                                            "a\n@b.c", "a" * 243 + "@example.org")],
    *[(Id(), text, NO_ID) for text in ("x", UUID[:-1], UUID + "0", "0" * 31, "{}", "../" + UUID, "\0" * 32, "g" * 32)],
    *[(Choice("a", "b"), text, "Please choose one of the answers shown.") for text in ("c", "A", "a ", "a\0", "\0")],
]  # fmt: skip


def name_of(case: Any) -> str:
    return type(case).__name__ if isinstance(case, Rule) else ascii(case)[:24]


@pytest.mark.parametrize(("rule", "text", "value"), TAKEN, ids=name_of)
def test_a_right_value_is_read(rule: Rule, text: str, value: object) -> None:
    assert rule.read(text, NOW) == value


@pytest.mark.parametrize(("rule", "text", "said"), REFUSED, ids=name_of)
def test_a_wrong_value_is_refused_in_words(rule: Rule, text: str, said: str) -> None:
    with pytest.raises(Wrong) as refused:
        rule.read(text, NOW)

    assert str(refused.value) == said


@settings(deadline=None)
@given(st.sampled_from(EVERY), st.text(max_size=60))
def test_no_text_at_all_breaks_a_rule(rule: Rule, text: str) -> None:
    """It is read, or it is Wrong: nothing else."""
    said = "read"
    try:
        rule.read(text, NOW)
    except Wrong as wrong:
        said = str(wrong)
    assert said


@settings(deadline=None)
@given(st.datetimes(timezones=st.timezones()))
def test_every_moment_that_passes_is_in_utc_and_within_bounds(moment: datetime) -> None:
    try:
        read = Moment().read(moment.isoformat(), NOW)
    except Wrong:
        return
    assert read.tzinfo is UTC
    assert datetime(2020, 1, 1, tzinfo=UTC) <= read <= NOW + timedelta(days=2)


def test_a_moment_that_passed_once_passes_again_later() -> None:
    """The phone may send it next month."""
    for later in range(0, 400, 7):
        assert Moment().read("2026-11-25T14:58:00Z", NOW + timedelta(days=later))
