"""The morning after: slept and clear-headed (P-43), no driving for a whole day besides (P-44), then the first words."""

import pytest

from server.clinics.protocol import Protocol
from tests.session_day.days import at, kept, line_form, session_of, take, under_way, use_numbers
from tests.someone import Installation, Opened, Someone

ASKS = "Have you slept, and is your head clear?"


@pytest.fixture
def session(installation: Installation, theo: Someone) -> str:
    """The dose was at 11:10 on the day before; it is eight in the morning."""
    session = under_way(installation, theo)
    at(installation, "2026-11-26T13:40")
    take(theo, session, "ended", "discharged")
    at(installation, "2026-11-27T08:00")
    return session


def say(noor: Someone, session: str, clear: str, **more: str) -> Opened:
    return noor.send(f"/sessions/{session}/morning", line_form(clear=clear) | more)


def asks(noor: Someone) -> bool:
    return ASKS in noor.open("/today").words


def test_p_43_the_next_morning_it_asks_and_until_then_nothing_is_driven_or_signed(noor: Someone, session: str) -> None:
    page = noor.open("/today")

    assert page.one("h2#morning") == ASKS
    assert "Until both are true: no driving, no machines, nothing to sign." in page.words
    assert page.values("form[action$=morning] button", "value") == ["1", "0"]
    assert page.values("form[action$=morning]", "action") == [f"/sessions/{session}/morning"]


def test_p_43_on_the_evening_itself_it_does_not_ask(installation: Installation, noor: Someone, session: str) -> None:
    at(installation, "2026-11-26T23:50")

    assert not asks(noor)


def test_p_43_not_yet_stays_and_yes_removes_it(installation: Installation, noor: Someone, session: str) -> None:
    assert say(noor, session, "0").path == "/today"
    assert asks(noor)
    at(installation, "2026-11-27T09:30")

    say(noor, session, "1")

    assert not asks(noor)
    assert kept(installation, "morning") == 2


def test_p_43_not_yet_after_a_yes_pressed_by_mistake_asks_again(
    installation: Installation, noor: Someone, session: str
) -> None:
    say(noor, session, "1")
    at(installation, "2026-11-27T08:05")

    say(noor, session, "0")

    assert asks(noor)


def test_p_43_a_yes_on_the_evening_itself_does_not_count_for_the_night(
    installation: Installation, noor: Someone, session: str
) -> None:
    """From a page of an earlier session that the phone still held."""
    at(installation, "2026-11-26T20:00")
    say(noor, session_of(installation, "noor", 2), "1")
    say(noor, session, "1")
    at(installation, "2026-11-27T08:00")

    assert asks(noor)


@pytest.mark.parametrize(("moment", "said"), [("11:09", True), ("11:10", False), ("18:00", False)])
def test_p_44_a_whole_day_after_the_dose_is_the_longer_of_the_two(
    installation: Installation, noor: Someone, session: str, moment: str, said: bool
) -> None:
    say(noor, session, "1")
    at(installation, f"2026-11-27T{moment}")

    assert ("No driving before 27 November, 11:10 am" in noor.open("/today").words) is said


@pytest.mark.parametrize(("hours", "said"), [(12, ""), (30, "No driving before 27 November, 5:10 pm")])
def test_p_44_the_clinics_own_hours_count(
    installation: Installation, noor: Someone, session: str, hours: int, said: str
) -> None:
    use_numbers(installation, Protocol(no_driving_hours=hours))
    say(noor, session, "1")

    words = noor.open("/today").words

    assert said in words
    assert ("No driving" in words) is bool(said)


def test_p_44_before_the_question_is_answered_there_is_no_hour_from_which_one_might_drive(
    noor: Someone, session: str
) -> None:
    assert "No driving before" not in noor.open("/today").words


def test_i_11_beside_it_the_first_longer_question_waits(noor: Someone, session: str) -> None:
    page = noor.open("/today")

    assert page.one("h1") == "Day one after your third session."
    assert page.values("section[aria-labelledby=prompt] a[href*='D1-']", "href")


def test_sent_again_an_answer_is_kept_once(installation: Installation, noor: Someone, session: str) -> None:
    form = line_form(clear="1")
    for _try in range(2):
        assert noor.outbox(f"/sessions/{session}/morning", form).status_code == 200

    assert kept(installation, "morning") == 1


def test_after_three_days_it_asks_no_more(installation: Installation, noor: Someone, session: str) -> None:
    at(installation, "2026-11-29T11:00")
    assert asks(noor)
    at(installation, "2026-11-29T11:11")

    assert not asks(noor)


@pytest.mark.parametrize(("who", "status"), [("mara", 404), ("sol", 404), ("theo", 403)])
def test_nobody_answers_for_another(installation: Installation, session: str, who: str, status: int) -> None:
    assert say(installation.someone(who), session, "1").status_code == status
    assert kept(installation, "morning") == 0


@pytest.mark.parametrize("clear", ["", "yes", "2"])
def test_an_answer_that_is_neither_is_not_taken(
    installation: Installation, noor: Someone, session: str, clear: str
) -> None:
    assert say(noor, session, clear).status_code in (404, 422)
    assert kept(installation, "morning") == 0
