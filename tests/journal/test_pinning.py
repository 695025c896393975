"""Pinning a shared entry for the next talk: three at most, each until it is taken off, its share ends, or the session
that it waited for is over."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.journal.pinning import last_talk
from tests.courses.made import NOW, days, held, hours, planned
from tests.journal.shown import share, write
from tests.session_day.days import change, course_of, under_way
from tests.someone import Installation, Opened, Someone


def pin(person: Someone, entry: str, on: str = "1", pin_id: str = "") -> Opened:
    form = {"id": pin_id or str(uuid4()), "pin": on}
    return person.send(f"/journal/entries/{entry}/pin", form, follow=False)


def seen(installation: Installation, reader: Someone, patient: str = "iris") -> list[str]:
    """The entries that stand pinned in the brief."""
    page = reader.open(f"/courses/{course_of(installation, patient)}")
    return [href.rpartition("/")[2] for href in page.values(".brief-pin a", "href")]


@pytest.fixture
def entry(iris: Someone) -> str:
    return write(iris, "The sea came back.", share="1")


def test_a_pinned_entry_stands_in_the_brief_of_whom_it_is_shared_with(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone, entry: str
) -> None:
    assert "Pin for our next talk" in iris.open(f"/journal/entries/{entry}").words
    assert pin(iris, entry).status_code == 303

    assert "Pinned for your next talk. Theo sees it first." in iris.open(f"/journal/entries/{entry}").words
    assert seen(installation, theo) == [entry]
    assert seen(installation, pria) == []  # it was shared with the therapist alone


def test_taken_off_it_is_gone_and_a_late_replay_does_not_bring_it_back(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    first = str(uuid4())
    for _time in range(2):
        pin(iris, entry, pin_id=first)
    for _time in range(2):
        assert pin(iris, entry, "0").status_code == 303
    assert pin(iris, entry, pin_id=first).status_code == 303

    assert seen(installation, theo) == []
    assert installation.value("select count(*) from entry_pin where entry_id = :id", id=entry) == 1
    pin(iris, entry)
    assert seen(installation, theo) == [entry]


def test_pinned_from_two_phones_it_is_pinned_once(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    for _phone in range(2):
        assert pin(iris, entry).status_code == 303
    assert seen(installation, theo) == [entry]
    pin(iris, entry, "0")
    assert seen(installation, theo) == []


def test_three_at_most_and_a_fourth_is_refused_with_why(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    entries = [write(iris, f"Entry {number}.", share="1") for number in range(4)]
    for one in entries[:3]:
        pin(iris, one)
    answer = pin(iris, entries[3])

    assert answer.status_code == 409
    assert "Three are pinned already" in answer.words
    assert sorted(seen(installation, theo)) == sorted(entries[:3])

    share(iris, entries[0], "0")  # what nobody may read any more leaves room
    assert pin(iris, entries[3]).status_code == 303
    assert sorted(seen(installation, theo)) == sorted(entries[1:])


def test_it_ends_with_the_share_that_it_stood_on(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    pin(iris, entry)
    share(iris, entry, "0")
    assert seen(installation, theo) == []

    share(iris, entry, event=str(uuid4()))
    assert seen(installation, theo) == [], "shared anew, it was not pinned anew"
    assert "Pin for our next talk" in iris.open(f"/journal/entries/{entry}").words


def test_what_is_not_shared_can_be_pinned_for_nobody(iris: Someone) -> None:
    entry = write(iris, "Mine alone.")
    assert "Pin for our next talk" not in iris.open(f"/journal/entries/{entry}").words

    answer = pin(iris, entry)
    assert answer.status_code == 409
    assert "not shared just now" in answer.words


def test_after_the_session_it_has_served_and_can_be_pinned_anew(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    entry = write(noor, "For the talk.", share="1")
    pin(noor, entry)
    session = under_way(installation, theo)
    assert seen(installation, theo, "noor") == [entry], "while the session goes on it is needed"

    now = installation.clock().strftime("%Y-%m-%dT%H:%M:%S.000Z")
    change(installation, "update session set started_at = :now, ended_at = :now where id = :id", now=now, id=session)
    installation.clock.move(timedelta(days=1))
    assert seen(installation, theo, "noor") == []
    pin(noor, entry)
    assert seen(installation, theo, "noor") == [entry]


@pytest.mark.parametrize("who", ["mara", "sol"])
def test_nobody_pins_what_is_not_theirs(installation: Installation, theo: Someone, entry: str, who: str) -> None:
    assert pin(installation.someone(who), entry).status_code == 404
    assert seen(installation, theo) == []


@pytest.mark.parametrize("who", ["theo", "pria", "ada"])
def test_staff_have_no_pins(installation: Installation, entry: str, who: str) -> None:
    assert pin(installation.someone(who), entry).status_code == 403


def test_the_id_of_anothers_pin_is_nobodys(iris: Someone, mara: Someone, entry: str) -> None:
    theirs = str(uuid4())
    pin(mara, write(mara, "Hers.", share="1"), pin_id=theirs)
    assert pin(iris, entry, pin_id=theirs).status_code == 404


def test_a_form_that_says_nothing_is_refused(iris: Someone, entry: str) -> None:
    assert iris.send(f"/journal/entries/{entry}/pin", {"id": "?"}, follow=False).status_code == 422


@pytest.mark.parametrize(
    ("sessions", "at"),
    [
        ([], None),
        ([planned(1, hours(2))], None),
        ([held(1, days(-3))], days(-3) + timedelta(hours=3)),
        ([held(1, days(-3)), held(2, hours(-1), discharged=False)], days(-3) + timedelta(hours=3)),
        ([held(1, days(-3), discharged=False)], days(-2) + timedelta(minutes=20)),
    ],
)
def test_the_last_talk_is_the_end_of_the_latest_session_that_has_one(sessions: list, at: object) -> None:
    assert last_talk(sessions, NOW) == at
