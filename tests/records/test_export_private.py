"""What is a patient's or a clinician's alone stays closed in what a clinic hands out; nothing new can be forgotten."""

import json
from datetime import timedelta
from itertools import chain
from pathlib import Path

import msgspec
import pytest

from server.db.values import utc_text
from server.demo_people import HARBOUR
from server.ids import new_id
from server.records.export_files import STATE, SUMS, State, was_begun_long_ago
from server.records.export_open import OPEN, OPEN_WORDS
from server.records.export_private import PRIVATE
from server.records.export_tables import LEFT_OUT, TABLES
from server.records.newest import NEWEST
from tests.factories import entry_form
from tests.records.places import export_to
from tests.someone import Installation, Someone


def private_words() -> set[str]:
    return {f"{table}.{name}" for table, rules in PRIVATE.items() for columns, _sql in rules for name in columns}


def test_every_table_that_is_handed_out_is_named_open_or_private() -> None:
    named = list(chain(*OPEN.values(), PRIVATE))
    assert len(named) == len(set(named))
    assert set(named) == TABLES.keys()


def test_every_locked_column_that_is_handed_out_is_named_open_or_private() -> None:
    """NEWEST names every locked column there is (tests/promises/test_p11_damaged.py)."""
    given = {place for place in NEWEST if place.partition(".")[0] not in LEFT_OUT}
    named = list(chain(*OPEN_WORDS.values()))
    assert len(named) == len(set(named))
    assert not private_words() & set(named)
    assert given - private_words() == set(named)


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "tables" / f"{table}.jsonl").read_text().splitlines()]


@pytest.fixture
def kept(installation: Installation, mara: Someone) -> Installation:
    """What Mara marked, chose and breathed for herself, and where her mail goes."""
    now = installation.clock()
    course, person = (
        "select id from course where patient_id = :mara",
        installation.value("select id from person where name = 'Mara'"),
    )
    course_id = str(installation.value(course, mara=person))
    made = {"id": new_id(now), "course": course_id, "now": now}

    async def write() -> None:
        house = installation.house
        async with house.db.writing() as tx:
            await tx.run(
                "insert into reminder_choice (course_id, off, quiet_since, quiet_until, changed_at)"
                " values (:course, 'sitter', '20:17', '09:43', :now)"
                " on conflict (course_id) do update set quiet_since = '20:17', quiet_until = '09:43'",
                **{name: made[name] for name in ("course", "now")},
            )
            await tx.run(
                "insert into practice (id, course_id, pattern, seconds, feeling_before, feeling_after, began_at,"
                " received_at) values (:id, :course, 'slow-breath-17', 61, 1, 2, :now, :now)",
                **made,
            )

    installation.run(write)
    return installation


def test_a_marked_day_a_chosen_quiet_and_a_breath_stay_closed(kept: Installation, mara: Someone, apart: Path) -> None:
    now = kept.clock() - timedelta(hours=1)
    mara.send("/measures/day", {"id": new_id(now), "mood": "7", "sleep": "3", "written_at": now.isoformat()})
    kept.run(lambda: export_to(kept, apart / "out"))
    answers = rows(apart / "out", "measure_answer")
    days = [row for row in answers if row["instrument"] == "day"]
    assert days
    assert {(row["body"], row["private"]) for row in days} == {(None, True)}
    assert [row for row in answers if row["instrument"] != "day" and row["body"]]
    said = "".join(path.read_text() for path in (apart / "out" / "tables").iterdir())
    for word in ("slow-breath-17", "20:17", "09:43"):
        assert word not in said
    assert not {"reading_week", "reminder_sending"} & {path.stem for path in (apart / "out" / "tables").iterdir()}


def test_no_address_for_mail_is_handed_out_unless_by_name(
    installation: Installation, mara: Someone, apart: Path
) -> None:
    mara.send("/reminders/mail", {"id": new_id(installation.clock()), "address": "mara@post.example"})
    installation.run(lambda: export_to(installation, apart / "out"))
    installation.run(lambda: export_to(installation, apart / "all", private=True))
    closed, opened = (rows(apart / name, "reminder_address") for name in ("out", "all"))
    assert {row["address"] for row in closed} == {None}
    assert "mara@post.example" in {row["address"] for row in opened}


def test_an_export_that_was_stopped_is_begun_anew_after_an_hour(
    installation: Installation, mara: Someone, apart: Path
) -> None:
    """What was shared then, and is no more, is in none of its tables."""
    shared, folder = entry_form(body="The sea, for a day."), apart / "out"
    mara.send("/journal/entries", shared)
    mara.send(f"/journal/entries/{shared['id']}/sharing", {"share": "1"})
    installation.run(lambda: export_to(installation, folder))
    as_if_stopped(installation, folder)
    (folder / "letter.txt").write_text("mine")
    mara.send(f"/journal/entries/{shared['id']}/sharing", {"share": "0"})
    for minutes, still in ((59, True), (2, False)):
        installation.clock.move(timedelta(minutes=minutes))
        assert was_begun_long_ago(folder, installation.clock()) != still
        installation.run(lambda: export_to(installation, folder))
        assert ("The sea, for a day." in (folder / "tables" / "entry_version.jsonl").read_text()) == still
        if still:
            as_if_stopped(installation, folder, timedelta(minutes=minutes))
    assert (folder / "letter.txt").read_text() == "mine"


def as_if_stopped(installation: Installation, folder: Path, ago: timedelta = timedelta(0)) -> None:
    """Before its end, which is the list of sums."""
    (folder / SUMS).unlink()
    began = utc_text(installation.clock() - ago)
    (folder / STATE).write_bytes(msgspec.json.encode(State(clinic_id=HARBOUR, began_at=began, private=False)))
