"""However much a patient shares, a patient's page asks twelve times at most and opens sixty entries at most."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.access.vault import Box
from server.demo_people import Cast
from server.ids import new_id
from server.journal.shown import MOST_OPENED
from tests.conftest import MORNING
from tests.journal.shown import write
from tests.session_day.days import course_of
from tests.someone import MOST_QUERIES, Installation, Someone

MANY = 300


def share_many(installation: Installation, name: str, count: int) -> None:
    """Entries of some lines, each shared with the therapist a minute after the one before."""

    async def fill() -> None:
        house = installation.house
        async with house.db.writing() as tx:
            course, me = await Cast(house).course(tx, name), Cast(house).people[name]
            for number in range(count):
                at = MORNING - timedelta(days=20) + timedelta(minutes=number)
                entry = new_id(at)
                body = course.box.lock("entry_version.body", entry, f"Wave {number}. " + "The gulls went out. " * 12)
                given = {"id": entry, "course": course.id, "at": at}
                await tx.run(
                    """
                    insert into journal_entry (id, course_id, kind, written_at, received_at)
                    values (:id, :course, 'entry', :at, :at)
                    """,
                    **given,
                )
                await tx.run(
                    """
                    insert into entry_version
                        (id, entry_id, course_id, number, body_locked, written_at, received_at, parents)
                    values (:id, :id, :course, 1, :body, :at, :at, '')
                    """,
                    body=body, **given,
                )  # fmt: skip
                await tx.run(
                    """
                    insert into share (id, entry_id, course_id, audience, version_id, through_version, with_mood,
                                       granted_by, granted_at)
                    values (:share, :id, :course, 'therapist', :id, 1, 0, :by, :at)
                    """,
                    share=new_id(at), by=me.id, **given,
                )  # fmt: skip

    installation.run(fill)


def test_with_hundreds_of_shared_entries_sixty_are_opened(
    installation: Installation, iris: Someone, theo: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    share_many(installation, "iris", MANY)
    opened: list[str] = []
    open_ = Box.open

    def counted(self: Box, place: str, *given: object) -> str:
        opened.append(place)
        return open_(self, place, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Box, "open", counted)
    page = theo.open(f"/courses/{course_of(installation, 'iris')}")

    assert opened.count("entry_version.body") == MOST_OPENED
    assert page.queries.count <= MOST_QUERIES
    assert "Three hundred" not in page.words
    assert "300 shared entries wait for an answer, the oldest for 20 days." in page.words


def test_what_is_pinned_is_among_them_however_old(installation: Installation, iris: Someone, theo: Someone) -> None:
    entry = write(iris, "The oldest of all.", share="1")
    iris.send(f"/journal/entries/{entry}/pin", {"id": str(uuid4()), "pin": "1"})
    installation.run(lambda: _make_old(installation, entry))
    share_many(installation, "iris", MOST_OPENED)

    page = theo.open(f"/courses/{course_of(installation, 'iris')}")
    assert page.values(".brief-pin a", "href") == [f"/review/{entry}"]


async def _make_old(installation: Installation, entry: str) -> None:
    async with installation.house.db.writing() as tx:
        await tx.run(
            "update share set granted_at = :at where entry_id = :id", id=entry, at=MORNING - timedelta(days=40)
        )
