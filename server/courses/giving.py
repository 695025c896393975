"""Rows of a care team: looked at, written and ended. Only `courses.team` does so, with the course held."""

from datetime import datetime
from typing import Literal

import msgspec

from server.courses.places import PLACE, Kind, Place
from server.db.connection import Reader, Transaction

Outcome = Literal["done", "repeated", "there", "last", "refused", "strange"]


class Given(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    course_id: str
    person_id: str
    kind: Kind
    since: datetime
    by_id: str
    until: datetime | None = None
    for_id: str | None = None
    hand_over_id: str | None = None
    reason_locked: bytes | None = None


async def open_places(db: Reader, course_id: str, person_id: str, now: datetime) -> list[Place]:
    """Living or planned, in the order in which they begin."""
    return await db.all(
        Place,
        PLACE
        + " where care_team.person_id = :person and care_team.course_id = :course"
        + " and (care_team.until is null or (care_team.until > :now and care_team.until > care_team.since))"
        + " order by care_team.since",
        person=person_id,
        course=course_id,
        now=now,
    )


async def count_therapists(db: Reader, course_id: str) -> int:
    """Who belong to the course for good: by places without an end, whatever the clock says."""
    return int(
        await db.value(
            """
            select count(*) from care_team join person on person.id = care_team.person_id
            where care_team.course_id = :course and care_team.until is null and care_team.kind <> 'emergency'
              and person.role = 'therapist' and person.ended_at is null
            """,
            course=course_id,
        )
    )


async def was_given(db: Reader, place_id: str, course_id: str, person_id: str) -> Outcome | None:
    held = await db.find(Place, PLACE + " where care_team.id = :id", id=place_id)
    if held is None:
        return None
    return "repeated" if (held.course_id, held.person_id) == (course_id, person_id) else "strange"


async def end(tx: Transaction, place: Place, by_id: str, at: datetime) -> None:
    """What has not begun never was. Whose place it is looks again at once: with it goes what it opened."""
    tx.announce("team", place.person_id)
    await tx.run(
        "update care_team set until = :at, ended_by = :by where id = :id",
        id=place.id,
        at=max(at, place.since),
        by=by_id,
    )


async def give(tx: Transaction, new: Given) -> None:
    tx.announce("team", new.person_id)
    await tx.run(
        """
        insert into care_team
            (id, course_id, person_id, kind, since, until, by_id, for_id, hand_over_id, reason_locked)
        values (:id, :course_id, :person_id, :kind, :since, :until, :by_id, :for_id, :hand_over_id, :reason_locked)
        """,
        **msgspec.structs.asdict(new),
    )
