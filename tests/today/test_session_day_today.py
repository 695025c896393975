"""Today on the day of a session: arriving, the session, coming back; and the day after, the first longer question."""

import pytest

from tests.session_day.days import at, change, session_of, take
from tests.someone import Installation, Opened, Someone


@pytest.fixture(autouse=True)
def _morning(installation: Installation) -> None:
    at(installation, "2026-11-26T08:00")


@pytest.fixture
def session(installation: Installation) -> str:
    return session_of(installation, "noor", 3)


def dock(page: Opened) -> tuple[str, str]:
    (link,) = page.tree.cssselect(".dock a.button")
    return link.text_content(), link.get("href", "")


def arrive(noor: Someone, session: str) -> None:
    noor.send(f"/sessions/{session}/arrival", {"fasting": "kept", "ride": "yes", "feeling": "5", "words": ""})


def test_on_the_morning_the_next_thing_is_to_say_that_one_is_here(noor: Someone, session: str) -> None:
    page = noor.open("/today")

    assert page.one("h1") == "Today at 11, your third session."
    assert dock(page) == ("Say that I am here", f"/sessions/{session}/arrival")
    assert page.one("#fast") == "No food and no drink now, until your clinic says so"
    assert page.one("#board") == "Three things are still open"


def test_the_day_is_told_in_its_order_with_a_way_to_each_screen(noor: Someone, session: str) -> None:
    links = noor.open("/today").values("section[aria-labelledby=day] a", "href")

    day = f"/sessions/{session}"
    assert links == [f"{day}/arrival", f"{day}/sitter", day, f"{day}/usual", f"{day}/aftercare"]


def test_the_screens_of_the_day_are_put_in_the_pocket(noor: Someone, session: str) -> None:
    """They must open in flight mode after Today was opened once."""
    (pocket,) = noor.open("/today").values("meta[name=pocket]", "content")

    for path in (f"/sessions/{session}", f"/sessions/{session}/arrival", f"/sessions/{session}/aftercare",
                 "/breathe", "/hard", "/help", "/journal/write"):  # fmt: skip
        assert path in pocket.split()


def test_after_arriving_the_next_thing_is_the_session_screen(noor: Someone, session: str) -> None:
    arrive(noor, session)

    page = noor.open("/today")

    assert dock(page) == ("Open the session screen", f"/sessions/{session}")
    assert "Arriving Done" in page.words


def test_while_it_is_under_way_today_asks_for_nothing(installation: Installation, noor: Someone, session: str) -> None:
    arrive(noor, session)
    take(installation.someone("theo"), session, "opened", "started")

    page = noor.open("/today")

    assert page.one("h1") == "Your third session is under way."
    assert dock(page) == ("Open the session screen", f"/sessions/{session}")
    assert page.tree.cssselect("#board, #fast, blockquote.prompt") == []


def test_s_10_after_the_discharge_there_is_nothing_one_has_to_do(
    installation: Installation, noor: Someone, session: str
) -> None:
    take(installation.someone("pria"), session)

    page = noor.open("/today")

    assert page.one("h1") == "Welcome back. There is nothing you have to do."
    assert dock(page) == ("Rest, and one line if you like", f"/sessions/{session}/aftercare")
    assert "No driving before tomorrow, after a night’s sleep, and not within 24 hours of the medicine." in page.words
    assert page.tree.cssselect("#board, #fast, blockquote.prompt") == []


def test_past_midnight_an_open_session_is_still_the_day(
    installation: Installation, noor: Someone, session: str
) -> None:
    take(installation.someone("theo"), session, "opened", "started")
    at(installation, "2026-11-27T00:40")

    assert noor.open("/today").one("h1") == "Your third session is under way."


def test_a_record_that_was_forgotten_lets_the_patient_go_on(
    installation: Installation, noor: Someone, session: str
) -> None:
    take(installation.someone("theo"), session, "opened", "started")
    at(installation, "2026-11-27T21:00")

    assert noor.open("/today").one("h1") == "Day one after your third session."


def test_i_11_the_day_after_the_first_longer_question_is_offered(
    installation: Installation, noor: Someone, session: str
) -> None:
    take(installation.someone("pria"), session)
    at(installation, "2026-11-27T09:00")

    page = noor.open("/today")

    assert page.one("h1") == "Day one after your third session."
    assert dock(page) == ("Write", "/journal/write")
    (link,) = page.values("section[aria-labelledby=prompt] a[href*='D1-']", "href")
    assert noor.open(link).one("h1") == page.one("blockquote.prompt")


def test_what_is_written_the_day_after_belongs_to_day_one(
    installation: Installation, noor: Someone, session: str
) -> None:
    take(installation.someone("pria"), session)
    at(installation, "2026-11-27T09:00")

    assert noor.open("/journal/write").all("when") == ["Day one after session three"]
    noor.send("/journal/entries", {"id": "0199c000-0000-7000-8000-00000000e002", "body": "Moss.", "written_at": ""})

    entry = noor.open("/journal/entries/0199c000-0000-7000-8000-00000000e002")
    assert entry.all("when") == ["Day one after session three"]


def test_at_home_today_speaks_of_the_sitter(installation: Installation, noor: Someone, session: str) -> None:
    change(installation, "update session set route = 'SLh' where id = :id", id=session)

    page = noor.open("/today")

    assert page.all("lead") == ["At home, with your sitter beside you."]
    assert dock(page)[0] == "Say how you are before you begin"
    assert "Sitter" in page.words


def test_a_session_never_opened_is_over_with_its_day(installation: Installation, noor: Someone) -> None:
    at(installation, "2026-11-27T00:30")

    page = noor.open("/today")

    assert page.one("h1") == "Day 18 after your second session."
    assert page.tree.cssselect("#fast") == []
