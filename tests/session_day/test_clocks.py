"""A phone whose clock is wrong: what it wrote is put right by ours, and what its own clock read is kept beside it."""

from datetime import UTC, datetime, timedelta
from typing import Annotated
from urllib.parse import urlencode

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.pages.forms import CLOCKS_AGREE, Form, Moment, parse_urlencoded, read_form
from server.session_day.lines import moment_of
from tests.session_day.days import at, kept, line_form, newest, session_of, take, under_way
from tests.someone import Installation, Opened, Someone

NOW = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
YEARS = timedelta(days=3653)
DAWN = "1970-01-01T00:00:12.000Z"


class Written(msgspec.Struct, frozen=True):
    written_at: Annotated[datetime | None, Moment()]


def read(written_at: str, sent: str, now: datetime = NOW) -> Form[Written]:
    return read_form(Written, parse_urlencoded(urlencode({"written_at": written_at}).encode(), now, sent))


@given(st.timedeltas(-3 * YEARS, 3 * YEARS), st.timedeltas(timedelta(0), timedelta(days=20)))
def test_whatever_a_clock_reads_the_moment_is_the_right_one_to_the_second(off: timedelta, ago: timedelta) -> None:
    """`off` is by how much the phone is wrong, `ago` how long it kept the line before it could send it."""
    theirs = (NOW - ago + off).isoformat()
    found = read(theirs, (NOW + off).isoformat())

    assert found.value is not None or abs(off) <= CLOCKS_AGREE, found.errors
    assert found.value is not None
    assert found.value.written_at is not None
    wrong_by = abs(found.value.written_at - (NOW - ago))
    assert wrong_by <= (timedelta(seconds=2) if abs(off) > CLOCKS_AGREE else CLOCKS_AGREE)
    moment, device_at = moment_of(found.value.written_at, found.ahead, NOW)
    assert moment <= NOW
    assert device_at == NOW - ago + off


@given(st.datetimes(timezones=st.timezones()), st.datetimes(timezones=st.timezones()))
def test_no_clock_whatever_it_reads_breaks_anything(theirs: datetime, sent: datetime) -> None:
    found = read(theirs.isoformat(), sent.isoformat())

    if found.value is None:
        assert set(found.errors) == {"written_at"}
    elif found.value.written_at is not None:
        moment, device_at = moment_of(found.value.written_at, found.ahead, NOW)
        assert moment <= NOW
        assert device_at is not None
        assert 1900 <= device_at.astimezone(UTC).year <= 2200


@given(st.text(), st.text())
def test_nonsense_for_a_time_is_a_sentence_beside_the_field(theirs: str, sent: str) -> None:
    found = read(theirs, sent)

    assert found.value is not None or set(found.errors) == {"written_at"}


@pytest.mark.parametrize("sent", ["", "2026-11-26T16:00:00", "yesterday", NOW.isoformat(), "2026-11-26T16:01:59Z"])
def test_a_clock_that_agrees_or_says_nothing_changes_nothing(sent: str) -> None:
    found = read("2026-11-26T15:30:00Z", sent)

    assert found.value is not None
    assert found.value.written_at == NOW - timedelta(minutes=30)
    assert found.ahead == timedelta(0)


def shown(page: Opened) -> str:
    return " ".join(page.one(".so-far").split())


@pytest.mark.parametrize(
    ("theirs", "sent", "device_at"),
    [
        (DAWN, "1970-01-01T00:10:12.000Z", DAWN),
        ("2038-01-19T03:04:07.000Z", "2038-01-19T03:14:07.000Z", "2038-01-19T03:04:07.000Z"),
        ("2026-11-26T10:00:00.000Z", "2026-11-26T10:10:00.000Z", "2026-11-26T10:00:00.000Z"),
    ],
)
def test_a_reading_of_a_wrong_clock_is_kept_at_the_right_time_and_the_record_shows_both(
    installation: Installation, theo: Someone, theirs: str, sent: str, device_at: str
) -> None:
    session = under_way(installation, theo)
    at(installation, "2026-11-26T11:40")
    form = line_form(systolic="128", diastolic="82", checkpoint="20") | {"written_at": theirs}

    answered = theo.send(f"/sessions/{session}/record/reading", form, tidemark_sent=sent, tidemark_write=form["id"])

    assert (answered.status_code, answered.headers["tidemark-kept"]) == (200, form["id"])
    assert newest(installation, "at") == "2026-11-26T16:30:00.000Z"
    assert newest(installation, "device_at") == device_at
    said = shown(theo.open(f"/sessions/{session}/record"))
    assert f"That device’s clock read {device_at[:10]}" in said or "That device’s clock read 19" in said
    assert "By the clinic’s clock it was 11:30 am." in said


def test_a_clock_that_is_right_is_not_mentioned(installation: Installation, theo: Someone) -> None:
    session = under_way(installation, theo)
    form = line_form(pulse="76") | {"written_at": "2026-11-26T16:09:00.000Z"}

    theo.send(f"/sessions/{session}/record/reading", form, tidemark_sent="2026-11-26T16:10:01.000Z")

    assert "clock read" not in shown(theo.open(f"/sessions/{session}/record"))


def test_s_05_on_arriving_and_in_the_journal_a_phone_that_is_years_behind_is_believed(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    at(installation, "2026-11-26T10:40")
    session = session_of(installation, "noor", 3)
    answers = {"fasting": "kept", "ride": "yes", "feeling": "", "words": "", "written_at": DAWN}
    entry = {"id": line_form()["id"], "body": "Moss.", "written_at": DAWN}

    for path, form in ((f"/sessions/{session}/arrival", answers), ("/journal/entries", entry)):
        assert noor.send(path, form, follow=False).status_code == 422
        sent = noor.send(path, form, follow=False, tidemark_sent="1970-01-01T00:01:12.000Z", tidemark_write="w1")
        assert (sent.status_code, sent.headers["tidemark-kept"]) == (200, "w1")

    assert "26 November, 10:39 am" in shown(theo.open(f"/sessions/{session}/record"))
    assert "26 November, 10:39 am" in noor.open(f"/journal/entries/{entry['id']}").words


def test_the_steps_of_a_record_are_put_right_too(installation: Installation, theo: Someone) -> None:
    at(installation, "2026-11-26T10:50")
    session = session_of(installation, "noor", 3)

    theo.send(
        f"/sessions/{session}/record",
        {"step": "opened", "written_at": "2001-01-01T00:00:00Z"},
        tidemark_sent="2001-01-01T00:05:00Z",
    )

    assert installation.value("select opened_at from session where id = :id", id=session) == "2026-11-26T15:45:00.000Z"


@pytest.mark.parametrize("theirs", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00"])
def test_a_clock_beyond_any_calendar_breaks_no_page(installation: Installation, theo: Someone, theirs: str) -> None:
    session = under_way(installation, theo)
    form = line_form(pulse="76") | {"written_at": theirs}

    answered = theo.send(f"/sessions/{session}/record/reading", form, tidemark_sent=theirs)

    assert answered.status_code == 422
    assert kept(installation, "reading") == 0
    assert take(theo, session, "ended").status_code == 200
