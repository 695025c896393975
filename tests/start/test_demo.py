"""The demo clinic: made once, whole or not at all, and always as if it were today."""

from datetime import timedelta

import pytest

from server import demo_deeds
from server.demo import keep_current, make_demo
from server.demo_cast import CAST_IDS
from tests.someone import Installation

TABLES = ("clinic", "person", "course", "session", "journal_entry", "share", "trail", "care_team")


def counts(installation: Installation) -> dict[str, object]:
    return {table: installation.value(f"select count(*) from {table}") for table in TABLES}


def test_it_is_made_once(installation: Installation) -> None:
    before = counts(installation)

    assert installation.run(lambda: make_demo(installation.house)) is False
    assert counts(installation) == before


def test_it_has_the_cast_in_its_two_clinics(installation: Installation) -> None:
    assert counts(installation)["clinic"] == 2
    assert counts(installation)["person"] == len(CAST_IDS) == 9
    for name, person_id in CAST_IDS.items():
        assert str(installation.value("select name from person where id = :id", id=person_id)).lower() == name


def test_broken_off_in_the_middle_nothing_of_it_is_kept(
    empty_installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(demo_deeds, "take_step", fail)
    with pytest.raises(RuntimeError, match="planted"):
        empty_installation.run(lambda: make_demo(empty_installation.house))
    assert set(counts(empty_installation).values()) == {0}

    monkeypatch.undo()
    assert empty_installation.run(lambda: make_demo(empty_installation.house)) is True


def test_nothing_in_it_has_happened_in_the_future(installation: Installation) -> None:
    now = installation.clock()
    moments = {"journal_entry": "received_at", "trail": "at", "share": "granted_at", "session": "opened_at"}
    for table, column in moments.items():
        latest = f"select count(*) from {table} where {column} > :now"
        assert installation.value(latest, now=now) == 0, table


def test_opened_again_after_the_session_it_is_tomorrow_once_more(installation: Installation) -> None:
    for hours in (26, 72, 24 * 30):
        installation.clock.move(timedelta(hours=hours))
        installation.run(lambda: keep_current(installation.house))
        noor = installation.someone("noor")
        assert "tomorrow" in noor.open("/today").words.lower()
        assert noor.open("/prepare").status_code == 200


def test_opened_again_the_same_day_nothing_moves(installation: Installation) -> None:
    planned = "select string_agg(planned_at, ' ' order by planned_at) from session"
    before = installation.value(planned)
    for _ in range(2):
        installation.run(lambda: keep_current(installation.house))
    assert installation.value(planned) == before


def test_everybody_opens_every_page_of_their_own(installation: Installation) -> None:
    pages = {
        "mara": ("/today", "/prepare", "/journal", "/course"), "iris": ("/today", "/prepare", "/journal", "/course"),
        "noor": ("/today", "/prepare", "/journal", "/course"), "sol": ("/today", "/prepare", "/journal", "/course"),
        "theo": ("/review", "/caseload"), "pria": ("/review", "/caseload"), "otto": ("/review", "/caseload"),
        "ada": ("/clinic", "/invitations"),
    }  # fmt: skip
    for name, paths in pages.items():
        person = installation.someone(name)
        for path in paths:
            assert person.open(path).status_code == 200, (name, path)
