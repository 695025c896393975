"""A clinic as open files: all of its tables and no other clinic's, what is private closed, the trail written first."""

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from server.access.vault import Damaged
from server.db.errors import CannotStart
from server.demo_people import HARBOUR
from server.records import exporting
from server.records.export_files import LIVE_IN_A_CELL, calm
from server.records.export_private import PRIVATE
from server.records.export_tables import LEFT_OUT, TABLES
from server.records.exporting import Export, export_clinic, find_administrator
from tests.factories import entry_form
from tests.house.source import tables_made
from tests.promises.clinic import Clinic
from tests.someone import Installation, Someone

PRIVATE_WORDS = "The sea came back, for me alone."
SHARED_WORDS = "The sea came back, and Theo may know."


def export(installation: Installation, folder: Path, *, private: bool = False, stop_at: int = 999) -> int:
    house = installation.house

    def say(_what: str, done: int, _of: int) -> None:
        if done == stop_at:
            raise KeyboardInterrupt

    async def take() -> int:
        async with house.db.reading() as db:
            by = await find_administrator(db, HARBOUR, "Ada")
        wanted = Export(clinic_id=HARBOUR, by=by, folder=folder, private=private, now=house.clock())
        return await export_clinic(house, wanted, say)

    return int(installation.loop.run_until_complete(take()))


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "tables" / f"{table}.jsonl").read_text().splitlines()]


def everything(folder: Path) -> str:
    return "".join(path.read_text("utf-8", "replace") for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def written(installation: Installation, mara: Someone) -> Installation:
    mara.send("/journal/entries", entry_form(body=PRIVATE_WORDS))
    shared = entry_form(body=SHARED_WORDS)
    mara.send("/journal/entries", shared)
    mara.send(f"/journal/entries/{shared['id']}/sharing", {"share": "1"})
    return installation


def test_every_table_is_handed_out_or_left_out_with_a_reason() -> None:
    assert TABLES.keys() | LEFT_OUT.keys() == set(tables_made())
    assert not TABLES.keys() & LEFT_OUT.keys()
    assert PRIVATE.keys() <= TABLES.keys()


def test_children_come_before_those_they_point_at() -> None:
    order = [table for table in reversed(tables_made()) if table in TABLES]
    assert list(TABLES) == order


def test_what_was_shared_is_in_it_and_what_was_not_is_marked(written: Installation, apart: Path) -> None:
    folder = apart / "out"
    export(written, folder)
    said = everything(folder)

    assert SHARED_WORDS in said
    assert PRIVATE_WORDS not in said
    closed = [row for row in rows(folder, "entry_version") if row.get("private")]
    assert closed
    assert {row["body"] for row in closed} | {row["prompt"] for row in closed} == {None}
    assert not [row for row in rows(folder, "entry_version") if row.get("private") and row["mood"] is not None]


def test_what_was_not_shared_is_in_it_only_by_name_and_the_patient_reads_of_it(
    written: Installation, mara: Someone, apart: Path
) -> None:
    export(written, apart / "one")
    assert "with what you shared" in mara.open("/course/access").words
    export(written, apart / "two", private=True)
    assert "also of what you never shared" in mara.open("/course/access").words
    assert PRIVATE_WORDS in everything(apart / "two")


def test_another_clinics_rows_and_ways_in_are_not_in_it(written: Installation, apart: Path) -> None:
    export(written, apart / "out", private=True)
    said = everything(apart / "out")

    assert "Cedar" not in said
    assert {row["clinic_id"] for row in rows(apart / "out", "person")} == {HARBOUR}
    assert not [name for name in ("hash", "wrapped", "locked") if f'"{name}' in said or f'_{name}"' in said]
    assert len(rows(apart / "out", "course")) == len({row["course_id"] for row in rows(apart / "out", "care_team")})


def test_the_files_are_for_their_owner_alone_and_their_sums_are_right(written: Installation, apart: Path) -> None:
    folder = apart / "out"
    count = export(written, folder)
    sums = [line.split("  ") for line in (folder / "SHA256SUMS").read_text().splitlines()]

    assert len(sums) == count
    assert all(hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for digest, name in sums)
    assert {path.stat().st_mode & 0o077 for path in [folder, *folder.rglob("*")]} == {0}
    assert not list(folder.rglob("*.part"))
    with (folder / "people.csv").open(newline="") as file:
        assert "Mara" in {row["name"] for row in csv.DictReader(file)}


def test_it_goes_on_where_it_was_stopped_and_never_over_anything_else(written: Installation, apart: Path) -> None:
    folder = apart / "out"
    with pytest.raises(KeyboardInterrupt):
        export(written, folder, stop_at=10)
    assert not (folder / "SHA256SUMS").exists()
    first = next(folder.glob("tables/*.jsonl"))
    marked = first.stat().st_mtime_ns
    with pytest.raises(CannotStart, match="not empty"):
        export(written, folder, private=True)
    export(written, folder)
    assert first.stat().st_mtime_ns == marked
    assert len(list(folder.glob("tables/*.jsonl"))) == len(TABLES)
    with pytest.raises(CannotStart, match="not empty"):
        export(written, folder)
    (apart / "other").mkdir()
    (apart / "other" / "letter.txt").write_text("mine")
    with pytest.raises(CannotStart, match="not empty"):
        export(written, apart / "other")
    assert (apart / "other" / "letter.txt").read_text() == "mine"


def test_only_an_administrator_of_the_clinic_answers_for_it(installation: Installation) -> None:
    async def ask(name: str) -> None:
        async with installation.house.db.reading() as db:
            await find_administrator(db, HARBOUR, name)

    for name in ("Theo", "Mara", "Otto", ""):
        with pytest.raises(CannotStart, match="no administrator"):
            installation.loop.run_until_complete(ask(name))


def test_what_does_not_open_is_marked_and_the_rest_goes_on(
    written: Installation, apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = exporting.Box.open

    def broken(self: object, place: str, row_id: str, locked: bytes) -> str:
        if place == "message.body":
            raise Damaged
        return whole(self, place, row_id, locked)  # type: ignore[arg-type]

    monkeypatch.setattr(exporting.Box, "open", broken)
    export(written, apart / "out")
    assert {row["damaged"] for row in rows(apart / "out", "message")} == {True}
    assert SHARED_WORDS in everything(apart / "out")


def test_nothing_in_a_cell_is_calculated() -> None:
    assert [calm(f"{sign}1+1")[0] for sign in LIVE_IN_A_CELL] == ["'"] * len(LIVE_IN_A_CELL)
    assert [calm(None), calm(3), calm("Mara")] == ["", "3", "Mara"]


def test_the_command_takes_one_clinic_while_it_serves(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    with clinic:
        said = clinic.command("export-clinic", str(tmp_path / "out"), "--clinic", "Harbour Clinic", "--by", "Ada")
        assert said.returncode == 0, said.stderr
        assert clinic.command("verify-trail").returncode == 0
    assert "What was never shared with the clinic is left out" in said.stdout
    assert clinic.command("export-clinic", str(tmp_path / "b"), "--by", "Ada").returncode == 1
