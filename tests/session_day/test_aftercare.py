"""S-10: after a session everything but rest, help and one line waits; what a phone sends is still taken."""

import pytest

from server.clinics.protocol import Protocol
from tests.journal.shown import write
from tests.session_day.days import at, change, line_form, take, under_way, use_numbers
from tests.someone import Installation, Opened, Someone

WAITS = (
    "/journal", "/journal/write", "/course", "/course/access", "/prepare", "/prepare/checklist", "/prepare/fasting",
    "/prepare/intention",
)  # fmt: skip
OPEN = ("/today", "/help", "/breathe", "/account", "/hard")


@pytest.fixture
def session(installation: Installation, theo: Someone) -> str:
    """Ended at half past twelve; not discharged yet."""
    session = under_way(installation, theo)
    at(installation, "2026-11-26T12:30")
    take(theo, session, "ended")
    return session


def leads_to(noor: Someone, path: str) -> str:
    opened = noor.get(path)
    return opened.headers.get("location", "") if opened.status_code == 303 else ""


@pytest.mark.parametrize("path", WAITS)
def test_s_10_the_rest_of_the_app_leads_to_aftercare(noor: Someone, session: str, path: str) -> None:
    assert leads_to(noor, path) == f"/sessions/{session}/aftercare"


@pytest.mark.parametrize("path", OPEN)
def test_s_10_rest_help_and_breath_stay_open(noor: Someone, session: str, path: str) -> None:
    assert noor.get(path).status_code == 200


@pytest.mark.parametrize("page", ["", "/aftercare", "/hard", "/arrival", "/sitter"])
def test_s_10_the_screens_of_the_session_stay_open(noor: Someone, session: str, page: str) -> None:
    assert noor.get(f"/sessions/{session}{page}").status_code == 200


def test_s_10_today_is_rest_alone_without_the_bar_of_tabs(noor: Someone, session: str) -> None:
    page = noor.open("/today")

    assert page.one("h1") == "Welcome back. There is nothing you have to do."
    assert "No driving before tomorrow, after a night’s sleep, and not within 24 hours of the medicine." in page.words
    assert page.tree.cssselect("nav.tabs, #board, #fast, blockquote.prompt, #ahead, #also, form") == []
    assert page.values("main .shore a", "href") == [f"/sessions/{session}/aftercare", "/account"]
    assert noor.open(f"/sessions/{session}/aftercare").tree.cssselect("nav.tabs") == []


def test_s_10_what_a_phone_sends_is_still_taken(installation: Installation, noor: Someone, session: str) -> None:
    entry = write(noor, "Moss on a wet roof.", kind="line", written_at="2026-11-26T17:29:00.000Z")
    marked = noor.send("/prepare/checklist/P-15", {"session": session, "done": "1", "words": ""}, follow=False)

    assert marked.status_code == 303
    at(installation, "2026-11-27T08:00")
    assert "Moss on a wet roof." in noor.open(f"/journal/entries/{entry}").words


def test_s_10_copies_for_the_pocket_are_still_made(noor: Someone, session: str) -> None:
    """They are read tomorrow, perhaps without a network."""
    assert noor.get("/journal", tidemark_pocket="1").status_code == 200
    assert noor.get("/journal").status_code == 303


@pytest.mark.parametrize(("moment", "rests"), [("2026-11-26T23:59", True), ("2026-11-27T00:00", False)])
def test_s_10_it_lasts_until_midnight(
    installation: Installation, noor: Someone, session: str, moment: str, rests: bool
) -> None:
    at(installation, moment)

    assert bool(leads_to(noor, "/journal")) is rests
    assert ("Welcome back." in noor.open("/today").words) is rests


def test_s_10_later_than_that_only_while_the_stay_time_goes_on(
    installation: Installation, noor: Someone, session: str
) -> None:
    use_numbers(installation, Protocol(stay_minutes={"IV": 14 * 60}))
    at(installation, "2026-11-27T01:09")
    assert leads_to(noor, "/journal")
    at(installation, "2026-11-27T01:10")

    assert not leads_to(noor, "/journal")


def test_s_10_before_it_has_ended_nothing_waits(installation: Installation, noor: Someone, theo: Someone) -> None:
    under_way(installation, theo)

    for path in WAITS:
        assert not leads_to(noor, path)


def test_nobody_else_is_held_back(installation: Installation, mara: Someone, theo: Someone, session: str) -> None:
    for path in WAITS:
        assert not leads_to(mara, path)
    for path in ("/review", "/caseload", f"/sessions/{session}/record"):
        assert theo.get(path).status_code == 200


def test_a_session_that_ended_days_ago_holds_nobody(
    installation: Installation, noor: Someone, theo: Someone, session: str
) -> None:
    at(installation, "2026-11-29T12:00")

    assert not leads_to(noor, "/journal")


def facts(page: Opened) -> str:
    return page.one("ul.rows")


def test_the_page_speaks_of_the_clinic_or_of_the_sitter_by_name(
    installation: Installation, noor: Someone, session: str
) -> None:
    assert "Staff decide with you when it is time to go" in facts(noor.open(f"/sessions/{session}/aftercare"))

    change(installation, "update session set route = 'SLh' where id = :id", id=session)
    noor.send("/prepare/checklist/P-14", {"session": session, "done": "1", "words": "Leyla"}, follow=False)

    assert "Leyla stays until you are steady on your feet." in facts(noor.open(f"/sessions/{session}/aftercare"))


def test_i_10_a_minute_of_words_is_kept_and_no_more_is_asked(noor: Someone, session: str) -> None:
    page = noor.open(f"/sessions/{session}/aftercare")
    assert set(page.values("form", "action")) == {"/journal/entries"}

    assert (
        noor.send("/journal/entries", line_form(body="Far away.\nAnd near.")).path == f"/sessions/{session}/aftercare"
    )
