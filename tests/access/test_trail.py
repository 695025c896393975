"""The trail: every look of staff is in it before they see anything, and it is kept by nobody's leave."""

import logging
from collections.abc import Callable

import pytest

from server.access.trail import first_break, write_trail
from server.demo_cast import CAST_IDS
from server.demo_people import CEDAR, HARBOUR, Cast
from tests.someone import Installation, Someone

PAGES = ("/review", "/caseload")


def holds(installation: Installation, clinic: str = HARBOUR) -> bool:
    async def look() -> bool:
        async with installation.house.db.reading() as reader:
            return await first_break(reader, installation.house.keys.trail, clinic) is None

    return bool(installation.run(look))


def run(installation: Installation, *statements: str) -> None:
    async def change() -> None:
        async with installation.house.db.migrating() as tx:
            for statement in statements:
                await tx.run(statement)

    installation.run(change)


def test_the_whole_trail_of_the_demo_holds(installation: Installation) -> None:
    assert holds(installation, HARBOUR)
    assert holds(installation, CEDAR)
    assert installation.value("select count(*) from trail where clinic_id = :id", id=HARBOUR) > 0


def test_it_holds_after_a_day_of_work(installation: Installation, theo: Someone, pria: Someone) -> None:
    before = int(str(installation.value("select count(*) from trail")))
    for person in (theo, pria, theo):
        for path in _staff_pages(person):
            assert person.get(path).status_code == 200
    assert holds(installation)
    assert int(str(installation.value("select count(*) from trail"))) >= before + 6


def test_another_key_finds_the_first_row_broken(installation: Installation) -> None:
    async def look() -> int | None:
        async with installation.house.db.reading() as reader:
            return await first_break(reader, b"x" * 32, HARBOUR)

    assert installation.run(look) == 1


def test_each_look_says_who_at_whose_what_and_when(installation: Installation, theo: Someone) -> None:
    paths = [path for path in _staff_pages(theo) if path.startswith("/courses/") and path.count("/") == 2]
    assert paths
    theo.get(paths[0])

    last = "from trail where clinic_id = :id order by number desc limit 1"
    assert installation.value(f"select actor_id {last}", id=HARBOUR) == CAST_IDS["theo"]
    assert installation.value(f"select deed {last}", id=HARBOUR) == "opened course"
    assert installation.value(f"select at {last}", id=HARBOUR) == "2026-11-25T15:00:00.000Z"
    assert installation.value(f"select course_id {last}", id=HARBOUR) is not None


def test_a_look_that_was_refused_leaves_no_row(installation: Installation, theo: Someone, otto: Someone) -> None:
    paths = [path for path in _staff_pages(theo) if path.startswith("/courses/")]
    before = installation.value("select count(*) from trail")

    for path in paths:
        assert otto.get(path).status_code == 404
    assert installation.value("select count(*) from trail") == before


@pytest.mark.parametrize("fault", ["table", "head", "trigger"])
def test_while_the_trail_cannot_be_written_staff_see_nothing(
    installation: Installation, theo: Someone, pria: Someone, kind: str, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    pages = {person: _staff_pages(person) for person in (theo, pria)}
    name = {"table": "alter table trail rename to trail_gone", "head": "alter table trail_head rename to head_gone"}
    run(installation, *([name[fault]] if fault in name else _refuse_inserts(kind)))

    asked = 0
    for person, paths in pages.items():
        for path in paths:
            answer = person.get(path)
            assert answer.status_code in (500, 503), path
            for words in ("Mara", "Noor", "Iris", "Maybe", "entry-body"):
                assert words not in answer.text, path
            asked += 1
    assert asked >= 6
    assert "Mara" not in caplog.text


def test_patients_go_on_while_the_trail_cannot_be_written(installation: Installation, noor: Someone) -> None:
    run(installation, "alter table trail_head rename to head_gone")

    for path in ("/today", "/journal", "/help", "/breathe"):
        assert noor.open(path).status_code == 200


def test_two_who_look_in_the_same_moment_both_leave_their_row(installation: Installation) -> None:
    import asyncio

    people = [installation.someone(name) for name in ("theo", "pria", "theo", "pria")]
    before = int(str(installation.value("select count(*) from trail where clinic_id = :id", id=HARBOUR)))

    async def look() -> list[int]:
        answers = await asyncio.gather(*(person.client.get("/caseload") for person in people for _ in range(5)))
        return [answer.status_code for answer in answers]

    assert installation.run(look) == [200] * 20
    after = int(str(installation.value("select count(*) from trail where clinic_id = :id", id=HARBOUR)))
    assert after == before + 20
    assert holds(installation)


def _staff_pages(person: Someone) -> list[str]:
    """What a clinician opens: the two lists, and whatever of patients they lead to."""
    found = list(PAGES)
    wanted: Callable[[str], bool] = lambda path: path.startswith(("/courses/", "/sessions/", "/review/"))  # noqa: E731
    for page in PAGES:
        found += [path for path in person.open(page).values("a[href]", "href") if wanted(path) and path not in found]
    return found[:12]


def _refuse_inserts(kind: str) -> list[str]:
    if kind == "sqlite":
        return ["create trigger no_trail before insert on trail begin select raise(abort, 'Mara'); end"]
    return [
        "create function no_trail() returns trigger language plpgsql as $$ begin raise exception 'Mara'; end $$",
        "create trigger no_trail before insert on trail for each row execute function no_trail()",
    ]


def test_a_long_trail_is_read_to_its_end(installation: Installation) -> None:
    """Longer than what is read at once."""
    house = installation.house
    actor = Cast(house).people["theo"]

    async def look(edit: str) -> int | None:
        async with house.db.writing() as tx:
            for _ in range(1100 if not edit else 0):
                about = {"course_id": None, "subject_id": "review", "now": house.clock()}
                await write_trail(tx, house.keys.trail, actor, "listed", **about)  # type: ignore[arg-type]
            if edit:
                await tx.run(edit)
            return await first_break(tx, house.keys.trail, HARBOUR)

    assert installation.run(lambda: look("")) is None
    changed = f"update trail set subject_id = 'x' where clinic_id = '{HARBOUR}' and number = 1003"
    assert installation.run(lambda: look(changed)) == 1003
