"""What a whole database holds, for holding a copy against it. Asked by commands alone, never for a page."""

import msgspec

from server.access.vault import Vault, Wrapped
from server.db.connection import Reader
from server.records.newest import NEWEST


class Counts(msgspec.Struct, frozen=True):
    clinics: int
    people: int
    entries: int
    versions: int
    shares: int
    stops: int
    answers: int
    record_lines: int
    trail_rows: int


class Piece(msgspec.Struct, frozen=True):
    """Something that somebody wrote, as it lies there; `place` is what the vault binds it to."""

    row_id: str
    course_id: str
    locked: bytes


async def count_all(db: Reader) -> Counts:
    return await db.one(
        Counts,
        """
        select (select count(*) from clinic) as clinics, (select count(*) from person) as people,
               (select count(*) from journal_entry) as entries, (select count(*) from entry_version) as versions,
               (select count(*) from share) as shares, (select count(*) from share_stop) as stops,
               (select count(*) from answer) as answers, (select count(*) from record_line) as record_lines,
               (select count(*) from trail) as trail_rows
        """,
    )


async def open_newest(db: Reader, vault: Vault, most: int) -> int:
    """Opens the newest words of every kind and answers how many; raises Damaged for one that does not open."""
    opened = 0
    for place, sql in NEWEST.items():
        for piece in await db.all(Piece, sql, most=most):
            keys = await keys_of(db, piece.course_id)
            vault.box(keys).open_bytes(place, piece.row_id, piece.locked)
            opened += 1
    return opened


async def keys_of(db: Reader, course_id: str) -> Wrapped:
    return await db.one(
        Wrapped,
        """
        select course.clinic_id, course.id as course_id, clinic_key.wrapped as clinic_wrapped,
               course_key.wrapped as course_wrapped
        from course
        join clinic_key on clinic_key.clinic_id = course.clinic_id
        join course_key on course_key.course_id = course.id
        where course.id = :course
        """,
        course=course_id,
    )


async def fact(db: Reader, name: str) -> str:
    return str(await db.value("select value from installation where name = :name", name=name) or "")
