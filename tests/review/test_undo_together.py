"""What is taken back while somebody else does something: nothing waits that is done with, and nothing waits for nobody.

Each pair goes over two connections, one not yet kept while the other comes: on PostgreSQL that is truly at once.
"""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.courses.desk import STANDS_AFTER
from server.courses.queries import find_own_course
from server.db.connection import Transaction
from server.demo_cast import CAST_IDS
from server.journal.granting import stop
from server.journal.queries import find_entry
from tests.journal.shown import elements, share, write
from tests.messages.written import answer as answer_message
from tests.messages.written import message, thread_of
from tests.review.meanwhile import held_after, kept_after, person_of
from tests.someone import Installation, Opened, Someone

HIS, HERS = "From Theo.", "From Pria."
STOPPED = {"share": "0", "event": ""}


@pytest.fixture
def entry(iris: Someone) -> str:
    """Shared with the whole care team."""
    written = write(iris, "The sea came back.")
    share(iris, written, **{"with": "team"})
    return written


def answer_form(reply: str) -> dict[str, str]:
    return {"id": str(uuid4()), "reply": reply}


def answer(staff: Someone, entry: str, reply: str) -> Opened:
    return staff.send(f"/review/{entry}/answer", answer_form(reply))


def back(entry: str, kind: str = "entry") -> str:
    return f"/review/item/{kind}/{entry}/undo"


def waiting(installation: Installation, entry: str, kind: str = "entry") -> object:
    return installation.value(
        "select count(*) from desk_item where kind = :kind and subject_id = :entry and done_at is null",
        kind=kind,
        entry=entry,
    )


def done_by(installation: Installation, entry: str) -> object:
    found = "select done_by from desk_item where kind = 'entry' and subject_id = :entry"
    return installation.value(found, entry=entry)


def replies(iris: Someone, entry: str) -> list[str]:
    iris.installation.clock.move(STANDS_AFTER)
    return elements(iris.open(f"/journal/entries/{entry}"), "reply")


def test_what_a_colleague_answered_too_goes_on_being_done(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone, entry: str
) -> None:
    answer(theo, entry, HIS)
    installation.clock.move(timedelta(seconds=2))
    answer(pria, entry, HERS)

    page = theo.send(back(entry))

    assert "Taken back. This waits no longer: Pria has seen it." in page.words
    assert page.values("input#reply") == [HIS]
    assert (waiting(installation, entry), done_by(installation, entry)) == (0, CAST_IDS["pria"])
    assert replies(iris, entry) == ["Pria: “From Pria.”"]


def test_who_answered_second_takes_it_back_too_and_the_first_answer_stands(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone, entry: str
) -> None:
    answer(pria, entry, HERS)
    page = answer(theo, entry, HIS)
    assert page.tree.cssselect("button.undo")

    assert theo.send(back(entry)).values("input#reply") == [HIS]
    assert (waiting(installation, entry), done_by(installation, entry)) == (0, CAST_IDS["pria"])
    assert replies(iris, entry) == ["Pria: “From Pria.”"]


def test_once_both_have_taken_it_back_it_waits(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone, entry: str
) -> None:
    answer(theo, entry, HIS)
    answer(pria, entry, HERS)
    theo.send(back(entry))
    pria.send(back(entry))

    assert waiting(installation, entry) == 1
    assert replies(iris, entry) == []


def test_pressed_twice_it_takes_back_one_answer_and_gives_its_words_both_times(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    answer(theo, entry, "The first line.")
    installation.clock.move(timedelta(seconds=2))
    answer(theo, entry, "The second line.")

    for _time in range(2):
        page = theo.send(back(entry))
        assert page.values("input#reply") == ["The second line."]
        assert "Taken back. This waits no longer: you have answered it before." in page.words
    assert waiting(installation, entry) == 0
    assert replies(iris, entry) == ["Theo: “The first line.”"]


def test_what_a_colleague_said_to_an_earlier_share_leaves_the_new_one_waiting(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone, entry: str
) -> None:
    answer(pria, entry, HERS)
    share(iris, entry, **{"with": "therapist"})
    answer(theo, entry, HIS)
    theo.send(back(entry))

    assert waiting(installation, entry) == 1


def test_an_end_that_was_seen_does_not_come_back_once_it_is_shared_again(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    theo.open(f"/review/{entry}")
    share(iris, entry, "0")
    theo.send(f"/review/item/withdrawn/{entry}/seen")
    share(iris, entry)

    assert theo.send(back(entry, "withdrawn")).path == f"/review/{entry}"
    assert (waiting(installation, entry, "withdrawn"), waiting(installation, entry)) == (0, 1)


def test_a_message_is_never_put_back_from_the_desk(installation: Installation, iris: Someone, theo: Someone) -> None:
    asked = message()
    iris.send("/messages", asked)
    answer_message(theo, thread_of(installation, "iris"), "Yes.")
    assert waiting(installation, asked["id"], "message") == 0

    assert theo.send(back(asked["id"], "message")).status_code == 404
    assert not theo.open(f"/review?done=message%20{asked['id']}").tree.cssselect("button.undo")
    assert waiting(installation, asked["id"], "message") == 0


@pytest.fixture
def stops(installation: Installation, entry: str) -> object:
    """Iris stops the sharing, within a transaction that is given."""

    async def deed(tx: Transaction) -> None:
        iris = await person_of(tx, CAST_IDS["iris"])
        course = await find_own_course(tx, installation.house.vault, iris)
        assert course is not None
        found = await find_entry(tx, course, entry)
        assert found is not None
        await stop(tx, course, found, iris, installation.clock())

    return deed


def test_taken_back_while_the_sharing_is_being_stopped_nothing_waits(
    installation: Installation, theo: Someone, entry: str, stops: object
) -> None:
    answer(theo, entry, HIS)

    assert kept_after(installation, stops, (theo, back(entry), {})) == 200  # type: ignore[arg-type]
    assert waiting(installation, entry) == 0
    assert "A shared entry waits" not in theo.open("/caseload").words


def test_stopped_while_an_answer_is_being_taken_back_nothing_waits(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, iris: Someone, theo: Someone, entry: str
) -> None:
    answer(theo, entry, HIS)
    stopping = (iris, f"/journal/entries/{entry}/sharing", STOPPED)

    both = held_after(installation, monkeypatch, "server.review.seen.undo", (theo, back(entry), {}), stopping)

    assert both == [200, 303]
    assert waiting(installation, entry) == 0
