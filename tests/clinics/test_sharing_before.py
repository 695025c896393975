"""A clinic that was in use before there was a set-up goes on sharing; one that was only just made does not begin to."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.clinics.sharing import find_sharing
from server.db.connection import open_database
from server.db.migrate import migrate
from tests.house.test_old_data import place, up_to

pytestmark = pytest.mark.anyio
BEFORE = 17  # the migration after it made the table
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
CLINIC = """
    insert into clinic (id, name, phone, region, zone, language, created_at)
    values (:id, :id, '+14165550142', 'CA', 'America/Toronto', 'en', :now)
"""
PERSON = """
    insert into person (id, clinic_id, role, name, zone, language, created_at, ended_at)
    values (:id, :clinic, :role, :id, 'America/Toronto', 'en', :now, :ended)
"""
COVER = "insert into cover_hours (clinic_id, weekday, opens, closes) values (:clinic, 0, '09:00', '17:00')"
__all__ = ["place"]
# Clinic: role of its one person, whether they have left, whether there are hours; and whether sharing goes on.
CLINICS = {
    "in use": ("therapist", False, True, True),
    "just made": ("admin", False, True, False),
    "without hours": ("therapist", False, False, False),
    "left by its therapist": ("therapist", True, True, False),
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_sharing_goes_on_where_it_was_and_is_switched_on_nowhere(place: str, tmp_path: Path) -> None:
    async with await open_database(place) as db:
        await migrate(db, up_to(BEFORE, tmp_path / "migrations"))
        async with db.writing() as tx:
            for name, (role, left, hours, _shares) in CLINICS.items():
                await tx.run(CLINIC, id=name, now=NOW)
                ended = NOW if left else None
                await tx.run(PERSON, id=f"person {name}", clinic=name, role=role, now=NOW, ended=ended)
                if hours:
                    await tx.run(COVER, clinic=name)
        await migrate(db)
        async with db.reading() as reader:
            found = {name: await find_sharing(reader, name) for name in CLINICS}
    assert {name: one is not None for name, one in found.items()} == {name: one[3] for name, one in CLINICS.items()}
    went_on = found["in use"]
    assert went_on
    assert (went_on.at, went_on.by_name) == (NOW, None)
