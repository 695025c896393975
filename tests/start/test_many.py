"""A clinic of any size (`tidemark seed --size`): the same each time, whole, and gone on with where it was cut short."""

from pathlib import Path

import pytest

from server.access.checkpoint import verify_trail
from server.courses.queries import find_own_course
from server.demo_many import ENTRIES, SESSIONS, is_begun, make_many, patient
from server.demo_people import Cast
from server.journal.queries import find_entry
from tests.someone import Installation
from tests.start.command import tidemark

NEW = "select count(*) from {} where course_id in (:first, :second)"


def make(installation: Installation, size: int) -> list[int]:
    heard: list[int] = []
    installation.run(lambda: make_many(Cast(installation.house), size, heard.append))
    return heard


def count(installation: Installation, table: str) -> int:
    sql = NEW.format(table)
    return int(str(installation.value(sql, first=patient(0).course_id, second=patient(1).course_id)))


def body(installation: Installation, number: int, index: int) -> str:
    async def read() -> str:
        async with installation.house.db.reading() as reader:
            course = await find_own_course(reader, installation.house.vault, patient(number).who)
            assert course
            entry = await find_entry(reader, course, patient(number).id_of(f"entry {index}"))
            assert entry
            return entry.latest.body

    return str(installation.run(read))


def test_each_patient_has_their_sessions_and_entries(installation: Installation) -> None:
    assert make(installation, 2) == [1, 2]

    assert count(installation, "session") == 2 * SESSIONS
    assert count(installation, "journal_entry") == 2 * ENTRIES
    waits = "select count(*) from share left join answer on answer.share_id = share.id where answer.id is null"
    assert int(str(installation.value(waits))) > 0
    pages = installation.someone("theo")
    assert patient(0).who.name in pages.open("/caseload").words
    assert pages.open(f"/courses/{patient(1).course_id}").one("h1").startswith(patient(1).who.name)


def test_it_goes_on_where_it_was_cut_short_and_is_the_same_each_time(installation: Installation) -> None:
    assert installation.run(lambda: is_begun(installation.house)) is False
    make(installation, 1)
    first = [body(installation, 0, index) for index in (0, 77, ENTRIES - 1)]
    assert installation.run(lambda: is_begun(installation.house)) is True

    make(installation, 2)
    assert [body(installation, 0, index) for index in (0, 77, ENTRIES - 1)] == first
    assert count(installation, "journal_entry") == 2 * ENTRIES
    assert len({body(installation, 1, index) for index in range(20)}) > 15


def test_nothing_of_it_breaks_the_trail(installation: Installation) -> None:
    make(installation, 1)

    async def verify() -> int:
        house = installation.house
        async with house.db.reading() as reader:
            return len(await verify_trail(reader, house.keys, house.settings.data))

    assert installation.run(verify) == 2


def test_names_of_a_thousand_patients_differ() -> None:
    assert len({patient(number).who.name for number in range(1000)}) == 1000
    assert len({patient(number).who.id for number in range(2000)}) == 2000


@pytest.mark.parametrize("size", ["0", "-1", "many", "2001", "1e3", "٣"])
def test_a_size_that_is_none_is_refused_in_a_sentence(tmp_path: Path, size: str) -> None:
    done = tidemark(tmp_path, "seed", "--size", size)
    assert done.returncode == 2
    assert "a number from 1 to 2000" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_clinic_that_is_not_the_demo_is_left_alone(tmp_path: Path) -> None:
    clinic = ("--name", "Hill Clinic", "--phone", "+14165550199", "--zone", "America/Toronto", "--admin", "Ada")
    assert tidemark(tmp_path, "create-clinic", *clinic).returncode == 0
    done = tidemark(tmp_path, "seed", "--size", "3")
    assert done.returncode == 1
    assert "There is a clinic already, and the demo never mixes with one." in done.stderr
