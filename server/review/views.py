"""Views of the caseload that a clinician keeps: a reason, a piece of a name, or both, under a name of their own."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.db.connection import Reader, Transaction

MOST_VIEWS = 12


class View(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    reason: str
    asked: str


async def list_views(db: Reader, me: Person) -> list[View]:
    return await db.all(
        View,
        """
        select id, name, reason, asked from caseload_view
        where person_id = :me and removed_at is null order by made_at, id limit :most
        """,
        me=me.id,
        most=MOST_VIEWS + 8,  # two that were kept at the same moment are both shown
    )


async def find_view(db: Reader, me: Person, view_id: str) -> View | None:
    return await db.find(
        View,
        "select id, name, reason, asked from caseload_view where person_id = :me and id = :id and removed_at is null",
        me=me.id,
        id=view_id,
    )


async def keep_view(tx: Transaction, me: Person, view: View, now: datetime) -> bool:
    """Repeatable by its id. False when MOST_VIEWS are kept already."""
    if await find_view(tx, me, view.id) is not None:
        return True
    if len(await list_views(tx, me)) >= MOST_VIEWS:
        return False
    await tx.run(
        """
        insert into caseload_view (id, person_id, name, reason, asked, made_at)
        values (:id, :me, :name, :reason, :asked, :now) on conflict (id) do nothing
        """,
        id=view.id,
        me=me.id,
        name=view.name,
        reason=view.reason,
        asked=view.asked,
        now=now,
    )
    return True


async def remove_view(tx: Transaction, me: Person, view_id: str, now: datetime) -> bool:
    """False when it never was this clinician's."""
    removed = await tx.run(
        "update caseload_view set removed_at = coalesce(removed_at, :now) where person_id = :me and id = :id",
        me=me.id,
        id=view_id,
        now=now,
    )
    return removed > 0
