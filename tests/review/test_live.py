"""The stream of an open desk: for whom there is one, what it says, and when it ends."""

import re
from datetime import timedelta

import pytest

from server.access.people import Person
from server.db.news import MOST_OF_ONE
from server.demo_cast import CAST_IDS
from server.review.listening import Ear as Listening
from server.review.listening import events
from tests.journal.shown import share, write
from tests.review.meanwhile import PERSON
from tests.review.streams import NEVER, Ear
from tests.session_day.days import change
from tests.someone import Installation, Someone


def test_after_signing_out_nothing_arrives_and_the_stream_ends(desk: Ear, theo: Someone, mara: Someone) -> None:
    theo.send("/sign-out")
    share(mara, write(mara, "The sea came back."))
    assert desk.ends()
    assert not desk.heard(0)


def test_an_old_login_is_noticed_when_nothing_happens_too(
    quick_beats: None, installation: Installation, theo: Someone
) -> None:
    with Ear(theo) as ear:
        assert ear.heard(names=("beat",))
        assert ear.heard(names=("beat",))
        installation.clock.move(timedelta(days=91))
        assert ear.ends()


def test_what_it_says_is_that_and_nothing_else(desk: Ear, mara: Someone) -> None:
    share(mara, write(mara, "The sea came back."))
    desk.heard()
    assert desk.status == 200
    assert desk.headers["content-type"].startswith("text/event-stream")
    assert desk.headers["cache-control"] == "no-store"
    assert "content-encoding" not in desk.headers
    assert re.fullmatch(rb"retry: 1000\n(event: (desk|beat)\ndata: 1\n\n)+", desk.bytes)


def test_listening_does_not_count_as_being_here(
    quick_beats: None, installation: Installation, theo: Someone, mara: Someone
) -> None:
    seen = "select max(seen_at) from login where person_id = :person"
    with Ear(theo) as ear:
        ear.settle()
        before = installation.value(seen, person=CAST_IDS["theo"])
        installation.clock.move(timedelta(minutes=20))
        assert ear.heard(names=("beat",))
        assert installation.value(seen, person=CAST_IDS["theo"]) == before


def test_one_too_many_of_a_person_ends_the_oldest_which_is_told_to_wait(theo: Someone, pria: Someone) -> None:
    with Ear(pria) as other, Ear(theo) as oldest:
        oldest.settle()
        more = [Ear(theo) for _ in range(MOST_OF_ONE)]
        for one in more[:-1]:
            one.__enter__()
        assert not oldest.ends(NEVER)
        more[-1].__enter__()
        assert oldest.ends()
        assert oldest.bytes.endswith(b"retry: 60000\n\n")
        assert not other.over
        assert not any(one.over for one in more)
        for one in more:
            one.__exit__()


def test_a_server_that_stops_ends_every_stream(installation: Installation, desk: Ear, theo: Someone) -> None:
    installation.house.db.news.close()
    assert desk.ends()
    with Ear(theo) as late:
        assert late.ends()
        assert late.bytes == b""


@pytest.mark.parametrize(("who", "status"), [("mara", 403), ("ada", 403), (None, 303)])
def test_there_is_no_stream_for_anybody_else(installation: Installation, who: str | None, status: int) -> None:
    with Ear(installation.someone(who)) as ear:
        assert ear.ends()
        assert ear.status == status


def test_whoever_asks_for_no_stream_gets_an_answer_that_ends(theo: Someone) -> None:
    assert theo.get("/live").status_code == 204


def test_who_treats_nobody_any_more_hears_nothing_and_the_stream_ends(
    installation: Installation, desk: Ear, mara: Someone
) -> None:
    change(installation, "update person set role = 'admin' where id = :theo", theo=CAST_IDS["theo"])
    share(mara, write(mara, "The sea came back."))
    assert desk.ends()
    assert not desk.heard(0)


def test_a_login_that_has_ended_before_the_stream_begins_hears_nothing_at_all(installation: Installation) -> None:
    async def heard() -> list[bytes]:
        async with installation.house.db.reading() as db:
            theo = await db.one(Person, PERSON, id=CAST_IDS["theo"])
        return [told async for told in events(Listening(installation.house, theo, "a login that has ended"))]

    assert installation.run(heard) == []


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_desk_goes_on_hearing_after_the_line_to_the_database_was_cut(
    installation: Installation, desk: Ear, mara: Someone
) -> None:
    """Its stream stays; what was said meanwhile is looked for, and what comes afterwards is heard."""
    listening = "from pg_stat_activity where datname = current_database() and query like 'LISTEN%'"
    cut = f"select count(pg_terminate_backend(pid)) {listening}"

    async def as_owner() -> int:
        """Of another's connection the role that pages work as sees nothing."""
        async with installation.house.db.migrating() as tx:
            return int(await tx.value(cut))

    assert installation.run(as_owner) == 1
    assert desk.heard(), "nothing was looked for"
    while desk.heard(NEVER):
        pass

    share(mara, write(mara, "The sea came back."))

    assert desk.heard()
