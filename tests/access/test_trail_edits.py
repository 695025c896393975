"""Whatever is done to the trail's rows behind the application's back is found, given its head (P9)."""

import random
from collections.abc import Awaitable, Callable
from typing import Any

from server.access.trail import START, TrailRow, chain, first_break
from server.db.connection import Transaction
from server.demo_cast import CAST_IDS
from server.demo_people import CEDAR, HARBOUR
from tests.someone import Installation

TRIALS = 60
Edit = Callable[[Transaction, random.Random, list[TrailRow]], Awaitable[int]]


class Undo(Exception):
    """Ends a trial: nothing of it is kept."""


async def rows_of(tx: Transaction) -> list[TrailRow]:
    return await tx.all(
        TrailRow,
        """
        select number, at, actor_id, course_id, deed, subject_id, mac from trail
        where clinic_id = :id order by number
        """,
        id=HARBOUR,
    )


async def change_a_field(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
    row = dice.choice(rows)
    name = dice.choice(["at", "actor_id", "deed", "subject_id", "mac", "course_id"])
    courses = {one.course_id for one in rows if one.course_id} - {row.course_id}
    values: dict[str, Any] = {
        "at": row.at.replace("Z", "1Z") if dice.random() < 0.5 else "2026-01-01T00:00:00.000Z",
        "actor_id": dice.choice([one for one in CAST_IDS.values() if one != row.actor_id]),
        "deed": "listed" if row.deed != "listed" else "opened entry",
        "subject_id": row.subject_id[:-1],
        "mac": row.mac[:-1] + ("0" if row.mac[-1] != "0" else "1"),
        "course_id": dice.choice(sorted(courses)) if row.course_id is None or dice.random() < 0.5 else None,
    }
    sql = f"update trail set {name} = :value where clinic_id = :clinic and number = :number"
    await tx.run(sql, value=values[name], clinic=HARBOUR, number=row.number)
    return row.number


async def move_a_letter_between_fields(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
    row = dice.choice(rows)
    await tx.run(
        "update trail set deed = :deed, subject_id = :subject where clinic_id = :clinic and number = :number",
        deed=row.deed + row.subject_id[0],
        subject=row.subject_id[1:],
        clinic=HARBOUR,
        number=row.number,
    )
    return row.number


async def delete_one(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
    row = dice.choice(rows)
    await tx.run("delete from trail where clinic_id = :id and number = :number", id=HARBOUR, number=row.number)
    return row.number


async def delete_one_and_close_the_gap(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
    number = await delete_one(tx, dice, rows)
    await renumber(tx, number, -1)
    return number


async def truncate(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
    keep = dice.randrange(len(rows))
    await tx.run("delete from trail where clinic_id = :id and number > :keep", id=HARBOUR, keep=keep)
    return keep + 1


async def insert_a_copy_in_between(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
    row = dice.choice(rows)
    await renumber(tx, row.number, 1)
    await put(tx, row)
    return row.number + 1


async def insert_outside_the_numbers(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
    row = dice.choice(rows)
    outside = dice.choice([0, -1, -7, rows[-1].number + 1, rows[-1].number + 40])
    await put(tx, TrailRow(outside, row.at, row.actor_id, row.course_id, row.deed, row.subject_id, row.mac))
    return len(rows) + 1


async def swap_two(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
    one, other = sorted(dice.sample([row.number for row in rows], 2))
    for before, after in ((one, 10_000), (other, one), (10_000, other)):
        await tx.run(
            "update trail set number = :after where clinic_id = :id and number = :before",
            id=HARBOUR,
            before=before,
            after=after,
        )
    return one


async def give_to_another_clinic(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
    row = dice.choice(rows)
    await tx.run(
        "update trail set clinic_id = :other, number = 9000 where clinic_id = :id and number = :number",
        other=CEDAR,
        id=HARBOUR,
        number=row.number,
    )
    return row.number


async def stamp_it_all_anew(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
    """By somebody who has the database and the program, and not the key."""
    before = START
    for row in rows[dice.randrange(1, len(rows)) :]:
        before = chain(b"not the key", before, HARBOUR, row)
        await tx.run(
            "update trail set mac = :mac where clinic_id = :id and number = :number",
            mac=before,
            id=HARBOUR,
            number=row.number,
        )
    await tx.run("update trail_head set mac = :mac where clinic_id = :id", mac=before, id=HARBOUR)
    return 0


async def change_the_head(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
    if dice.random() < 0.3:
        await tx.run("delete from trail_head where clinic_id = :id", id=HARBOUR)
    else:
        await tx.run(
            "update trail_head set number = number + :n where clinic_id = :id", n=dice.choice([-1, 1]), id=HARBOUR
        )
    return 0


EDITS: tuple[Edit, ...] = (
    change_a_field, move_a_letter_between_fields, delete_one, delete_one_and_close_the_gap, truncate, swap_two,
    insert_a_copy_in_between, insert_outside_the_numbers, give_to_another_clinic, stamp_it_all_anew, change_the_head,
)  # fmt: skip


def test_every_edit_of_a_copy_is_found(installation: Installation) -> None:
    dice = random.Random(20261125)
    missed: list[str] = []
    for edit in EDITS:
        for _ in range(TRIALS):
            found, at = _try(installation, edit, dice)
            if found is None or (at and found > at):
                missed.append(f"{edit.__name__}: found {found}, done at {at}")
    assert not missed, f"{len(missed)} of {TRIALS * len(EDITS)}: {missed[:5]}"


def _try(installation: Installation, edit: Edit, dice: random.Random) -> tuple[int | None, int]:
    outcome: list[tuple[int | None, int]] = []

    async def trial() -> None:
        async with installation.house.db.writing() as tx:
            rows = await rows_of(tx)
            assert len(rows) > 5
            at = await edit(tx, dice, rows)
            outcome.append((await first_break(tx, installation.house.keys.trail, HARBOUR), at))
            raise Undo

    async def undone() -> None:
        try:
            await trial()
        except Undo:
            return

    installation.run(undone)
    return outcome[0]


async def put(tx: Transaction, row: TrailRow) -> None:
    await tx.run(
        """
        insert into trail (clinic_id, number, at, actor_id, course_id, deed, subject_id, mac)
        values (:clinic, :number, :at, :actor, :course, :deed, :subject, :mac)
        """,
        clinic=HARBOUR, number=row.number, at=row.at, actor=row.actor_id, course=row.course_id, deed=row.deed,
        subject=row.subject_id, mac=row.mac,
    )  # fmt: skip


async def renumber(tx: Transaction, start: int, by: int) -> None:
    """In two steps, so that no number is there twice on the way."""
    for add, least in ((100_000, start), (by - 100_000, 100_000)):
        await tx.run(
            "update trail set number = number + :add where clinic_id = :id and number >= :least",
            add=add,
            id=HARBOUR,
            least=least,
        )
