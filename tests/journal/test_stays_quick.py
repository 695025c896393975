"""With 5,000 entries on one course the journal opens within one and a half times of what it takes with 50."""

import statistics
import time
from datetime import timedelta

from server.courses.models import OwnCourse
from server.demo_people import Cast
from server.ids import new_id
from tests.conftest import MORNING
from tests.someone import Installation, Someone

FEW, MANY, ROUNDS, MOST = 50, 5_000, 15, 1.5


def fill(installation: Installation, name: str, count: int) -> None:
    """Entries of a few lines, a minute apart, each a version of its own; the newest is an hour old."""

    async def write() -> None:
        house = installation.house
        async with house.db.writing() as tx:
            course = await Cast(house).course(tx, name)
            rows = [row_of(course, number, count) for number in range(count)]
            await tx.run_many(
                """
                insert into journal_entry (id, course_id, kind, written_at, received_at)
                values (:id, :course, 'entry', :at, :at)
                """,
                [{"id": row["id"], "course": course.id, "at": row["at"]} for row in rows],
            )
            await tx.run_many(
                """
                insert into entry_version
                    (id, entry_id, course_id, number, body_locked, written_at, received_at, parents)
                values (:id, :id, :course, 1, :body, :at, :at, '')
                """,
                [row | {"course": course.id} for row in rows],
            )

    async def know_it() -> None:
        """As a database learns by itself within minutes of so many rows."""
        async with installation.house.db.migrating() as tx:
            await tx.run("analyze")

    installation.run(write)
    installation.run(know_it)


def row_of(course: OwnCourse, number: int, count: int) -> dict[str, object]:
    at = MORNING - timedelta(hours=1, minutes=count - number)
    entry_id = new_id(at)
    body = course.box.lock("entry_version.body", entry_id, f"Wave {number}. " + "The sea came back and went. " * 8)
    return {"id": entry_id, "at": at, "body": body}


def seconds(person: Someone, path: str = "/journal") -> float:
    began = time.perf_counter()
    assert person.get(path).status_code == 200
    return time.perf_counter() - began


def test_the_journal_opens_as_quickly_with_thousands_of_entries(installation: Installation) -> None:
    fill(installation, "iris", FEW)
    fill(installation, "mara", MANY)
    few, many = installation.someone("iris"), installation.someone("mara")
    for person in (few, many):
        seconds(person)

    pairs = [(seconds(few), seconds(many)) for _round in range(ROUNDS)]
    ratio = statistics.median(later for _first, later in pairs) / statistics.median(first for first, _later in pairs)

    print(f"/journal with {MANY} entries takes {ratio:.2f} times of what it takes with {FEW}")
    assert ratio <= MOST


def test_far_back_it_opens_as_quickly_as_at_its_beginning(installation: Installation) -> None:
    fill(installation, "mara", MANY)
    mara = installation.someone("mara")
    deep = f"/journal?before={(MORNING - timedelta(minutes=MANY - 200)).strftime('%Y-%m-%dT%H:%M:%S.000Z')}~{'f' * 36}"
    for path in ("/journal", deep):
        seconds(mara, path)

    pairs = [(seconds(mara), seconds(mara, deep)) for _round in range(ROUNDS)]
    ratio = statistics.median(later for _first, later in pairs) / statistics.median(first for first, _later in pairs)

    assert ratio <= MOST


def test_among_thousands_words_are_found_in_a_moment(installation: Installation) -> None:
    fill(installation, "mara", MANY)
    mara = installation.someone("mara")

    began = time.perf_counter()
    page = mara.send("/journal/search", {"q": "wave 17."})

    assert "Wave 17." in page.words
    assert time.perf_counter() - began < 5
