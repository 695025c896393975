"""Which version of the protocol a course goes by, and its moves from one to another, each a row.

A course keeps the version that it began with until staff move it.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from server.access.people import Person
from server.clinics.protocol import Protocol, read_protocol
from server.courses.felt import Felt, felt, ways_of
from server.courses.models import Course, Session
from server.db.connection import Reader, Transaction
from server.ids import new_id


class Moving(msgspec.Struct, frozen=True, kw_only=True):
    """Both are ids of versions."""

    course_id: str
    from_id: str
    to_id: str


class CourseVersion(msgspec.Struct, frozen=True):
    id: str
    version: int
    numbers: str

    def read(self) -> Protocol:
        return read_protocol(self.numbers)


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """One move, with the numbers of both versions."""

    id: str
    moved_at: datetime
    by_name: str
    was_version: int
    was: str
    now_version: int
    now: str

    @property
    def both(self) -> tuple[Protocol, Protocol]:
        return read_protocol(self.was), read_protocol(self.now)


class MoveFelt(msgspec.Struct, frozen=True, kw_only=True):
    """The same in words, as the patient reads it too."""

    at: datetime
    by_name: str
    version: int
    felt: list[Felt]


async def move_to_protocol(tx: Transaction, by: Person, move: Moving, now: datetime) -> bool:
    """False where the course does not go by the version that it was to be moved from: somebody was quicker."""
    changed = await tx.run(
        "update course set protocol_id = :to_id where id = :course and clinic_id = :clinic and protocol_id = :from_id",
        clinic=by.clinic_id,
        course=move.course_id,
        from_id=move.from_id,
        to_id=move.to_id,
    )
    if not changed:
        return False
    await tx.run(
        """
        insert into course_protocol_move (id, course_id, from_id, to_id, moved_by, moved_at)
        values (:id, :course, :from_id, :to_id, :by, :now)
        """,
        id=new_id(now),
        course=move.course_id,
        from_id=move.from_id,
        to_id=move.to_id,
        by=by.id,
        now=now,
    )
    return True


async def version_of(db: Reader, course: Course) -> CourseVersion:
    return await db.one(
        CourseVersion,
        """
        select protocol.id, protocol.version, protocol.numbers
        from course join protocol on protocol.id = course.protocol_id
        where course.id = :course
        """,
        course=course.id,
    )


async def list_moves(db: Reader, course: Course, most: int) -> list[Moved]:
    """Newest first."""
    return await db.all(
        Moved,
        """
        select move.id, move.moved_at, person.name as by_name, before.version as was_version, before.numbers as was,
               after.version as now_version, after.numbers as now
        from course_protocol_move as move
        join protocol as before on before.id = move.from_id
        join protocol as after on after.id = move.to_id
        join person on person.id = move.moved_by
        where move.course_id = :course
        order by move.moved_at desc, move.id desc limit :most
        """,
        course=course.id,
        most=most,
    )


async def moves_felt(db: Reader, course: Course, sessions: Iterable[Session], most: int) -> list[MoveFelt]:
    """Newest first, each with what it changed for this person."""
    ways = ways_of(sessions)
    return [
        MoveFelt(at=one.moved_at, by_name=one.by_name, version=one.now_version, felt=felt(*one.both, ways))
        for one in await list_moves(db, course, most)
    ]
