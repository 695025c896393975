"""What the sitter writes reaches the record: once, also late when it was written in time, and never after the end."""

import pytest

from tests.session_day.days import at, change, keep, kept, line_form, newest, take, under_way
from tests.session_day.test_sitter import make
from tests.session_day.test_sitter import session as session
from tests.someone import Installation, Opened, Someone

STEADY = dict.fromkeys(("awake", "talks", "walks", "drinks", "company"), "1")
HOME = "update session set route = 'SLh' where id = :id"


@pytest.fixture
def card(noor: Someone, session: str) -> str:
    """Made at ten in the morning."""
    return make(noor, session)


def look(sitter: Someone, card: str, well: str = "1", **more: str) -> Opened:
    return sitter.send(f"{card}/check", line_form(well=well) | more)


def lines(theo: Someone, session: str) -> list[str]:
    page = theo.open(f"/sessions/{session}/record")
    return [" ".join(" ".join(line.itertext()).split()) for line in page.tree.cssselect("#lines ~ ul > li")]


def test_a_look_reaches_the_record_as_the_sitters_with_its_time(
    installation: Installation, anyone: Someone, theo: Someone, session: str, card: str
) -> None:
    at(installation, "2026-11-26T11:30")
    assert look(anyone, card).path == card
    at(installation, "2026-11-26T11:45")
    look(anyone, card, "0")

    assert lines(theo, session) == [
        "11:30 am Looked: well the sitter",
        "11:45 am Looked: something is not right the sitter",
    ]
    assert "11:45 am, Looked: something is not right" in anyone.open(card).one("ol.looks")


@pytest.mark.parametrize("line", ["check", "handover"])
@pytest.mark.parametrize("outbox", [False, True])
def test_sent_again_it_is_kept_once(
    installation: Installation, anyone: Someone, card: str, line: str, outbox: bool
) -> None:
    form = line_form(well="1", words="") | STEADY
    for _try in range(3):
        if outbox:
            sent = anyone.send(f"{card}/{line}", form, follow=False, tidemark_write=form["id"])
            assert (sent.status_code, sent.headers["tidemark-kept"]) == (200, form["id"])
        else:
            anyone.send(f"{card}/{line}", form)

    assert kept(installation, line) == 1


def test_at_home_taken_starts_the_clock_and_the_handover_ends_the_session(
    installation: Installation, anyone: Someone, noor: Someone, session: str, card: str
) -> None:
    change(installation, HOME, id=session)
    at(installation, "2026-11-26T11:05")
    page = anyone.send(f"{card}/taken", line_form(written_at="2026-11-26T16:00:00.000Z"))
    assert "5 min since the medicine" in page.words
    assert noor.open("/today").one("h1") == "Your third session is under way."
    at(installation, "2026-11-26T15:30")

    page = anyone.send(f"{card}/handover", line_form(words="Had some soup.") | STEADY)

    assert "You have said that Noor is steady again." in page.one("[data-when=handed]")
    assert noor.open("/today").one("h1") == "Welcome back. There is nothing you have to do."
    times = installation.value("select started_at || ended_at from session where id = :id", id=session)
    assert times == "2026-11-26T16:00:00.000Z2026-11-26T20:30:00.000Z"


def test_in_a_clinic_the_sitters_word_takes_no_step_of_the_record(
    installation: Installation, anyone: Someone, theo: Someone, session: str, card: str
) -> None:
    anyone.send(f"{card}/taken", line_form())
    anyone.send(f"{card}/handover", line_form(words="") | STEADY)

    assert installation.value("select opened_at from session where id = :id", id=session) is None
    assert "Steady again: five of the list said yes to" in " ".join(lines(theo, session))


@pytest.mark.parametrize("left", [*STEADY, ""])
def test_a_handover_needs_the_whole_list_and_what_was_ticked_stays(
    installation: Installation, anyone: Someone, card: str, left: str
) -> None:
    ticked = {name: value for name, value in STEADY.items() if name != left} if left else {}

    refused = anyone.send(f"{card}/handover", line_form(words="Soup.") | ticked)

    assert refused.status_code == 422
    assert "Some of it is not ticked yet." in refused.one("#steady-error")
    assert refused.values("[type=checkbox][checked]", "name") == list(ticked)
    assert refused.one("textarea#words") == "Soup."
    assert kept(installation, "handover") == 0


@pytest.mark.parametrize(
    ("arrives", "status"),
    [("2026-11-27T08:00", 200), ("2026-12-03T23:59", 200), ("2026-12-04T00:01", 410)],
)
def test_what_was_written_in_time_is_taken_up_to_a_week_later(
    installation: Installation, anyone: Someone, card: str, arrives: str, status: int
) -> None:
    at(installation, arrives)
    form = line_form(well="1", written_at="2026-11-26T17:00:00.000Z")

    sent = [anyone.send(f"{card}/check", form, follow=False, tidemark_write="w1").status_code for _try in range(2)]

    assert sent == [status, status]
    assert kept(installation, "check") == (1 if status == 200 else 0)
    if status == 200:
        assert newest(installation, "at") == "2026-11-26T17:00:00.000Z"


@pytest.mark.parametrize("written", ["2026-11-27T05:00:01.000Z", "2026-11-27T12:00:00.000Z", ""])
def test_what_was_written_after_the_end_is_refused(
    installation: Installation, anyone: Someone, card: str, written: str
) -> None:
    at(installation, "2026-11-27T08:00")

    assert look(anyone, card, written_at=written).status_code == 410
    assert kept(installation, "check") == 0


@pytest.mark.parametrize(("written", "status"), [("16:29", 200), ("16:30", 410), ("16:40", 410)])
def test_taken_back_the_card_takes_only_what_was_written_before(
    installation: Installation, anyone: Someone, noor: Someone, session: str, card: str, written: str, status: int
) -> None:
    at(installation, "2026-11-26T11:30")
    noor.send(f"/sessions/{session}/sitter/end")
    at(installation, "2026-11-26T12:00")

    form = line_form(well="1", written_at=f"2026-11-26T{written}:00.000Z")

    assert anyone.send(f"{card}/check", form, follow=False, tidemark_write="w1").status_code == status


@pytest.mark.parametrize("line", ["reading", "note", "dose", "decision", "discharge", "seen", "hard", "morning", "x"])
def test_a_sitter_writes_nothing_else(installation: Installation, anyone: Someone, card: str, line: str) -> None:
    form = line_form(words="x", choice="go on", amount="1", systolic="1", clear="1", step="opened")

    assert anyone.send(f"{card}/{line}", form).status_code == 404
    assert kept(installation, line) == 0


def test_an_id_of_another_line_is_not_overwritten(
    installation: Installation, anyone: Someone, theo: Someone, session: str, card: str
) -> None:
    under_way(installation, theo)
    keep(theo, session, "note", words="Moss.")

    look(anyone, card, id=newest(installation))

    assert kept(installation, "check") == 0
    assert "Moss." in " ".join(lines(theo, session))


def test_after_the_session_has_ended_a_look_of_the_evening_still_counts(
    installation: Installation, anyone: Someone, theo: Someone, session: str, card: str
) -> None:
    take(theo, session)
    at(installation, "2026-11-26T20:00")

    assert look(anyone, card).status_code == 200
    assert kept(installation, "check") == 1
