"""The rooms of a clinic: added, given another name, retired. One that a session was held in is never taken away."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.db.connection import Reader, Transaction

MOST_ROOMS = 50


class Room(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    retired_at: datetime | None


async def list_rooms(db: Reader, clinic_id: str) -> list[Room]:
    """Those in use first, by name; of those retired the latest, so that old sessions still say where they were."""
    return await db.all(
        Room,
        """
        select id, name, retired_at from room where clinic_id = :clinic
        order by case when retired_at is null then 0 else 1 end, retired_at desc, name, id limit 200
        """,
        clinic=clinic_id,
    )


async def hold_clinic(tx: Transaction, clinic_id: str) -> None:
    """Whoever looks whether a room is free before taking it waits for whoever is doing the same."""
    await tx.run("update clinic set created_at = created_at where id = :clinic", clinic=clinic_id)


async def add_room(tx: Transaction, me: Person, room_id: str, name: str, now: datetime) -> None:
    """Sent twice, it is kept once."""
    await tx.run(
        """
        insert into room (id, clinic_id, name, made_by, made_at) values (:id, :clinic, :name, :by, :now)
        on conflict (id) do nothing
        """,
        id=room_id,
        clinic=me.clinic_id,
        name=name,
        by=me.id,
        now=now,
    )


async def rename_room(tx: Transaction, me: Person, room_id: str, name: str) -> None:
    await tx.run(
        "update room set name = :name where id = :id and clinic_id = :clinic and retired_at is null",
        id=room_id,
        clinic=me.clinic_id,
        name=name,
    )


async def retire_room(tx: Transaction, me: Person, room_id: str, now: datetime) -> None:
    """One retired before stays as it was."""
    await tx.run(
        """
        update room set retired_at = :now, retired_by = :by
        where id = :id and clinic_id = :clinic and retired_at is null
        """,
        id=room_id,
        clinic=me.clinic_id,
        by=me.id,
        now=now,
    )
