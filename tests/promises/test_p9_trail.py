"""P9: the trail cannot be altered unseen: every edit, cut and restamp of a copy shows against its checkpoint."""

import random

import pytest

from server.access.checkpoint import BrokenTrail, verify_trail, write_checkpoints
from server.access.trail import START, TrailRow, chain, first_break
from server.db.connection import Transaction
from server.demo_people import HARBOUR
from tests.access.test_trail_edits import EDITS, Undo, rows_of
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.someone import Installation, Someone

TRIALS = size(60, 1000)
pytestmark = pytest.mark.timeout(seconds(120, 1800))


async def set_head(tx: Transaction, number: int, mac: str) -> None:
    sql = "update trail_head set number = :number, mac = :mac where clinic_id = :id"
    await tx.run(sql, number=number, mac=mac, id=HARBOUR)


async def cut_it_cleanly(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
    """As if the last rows had never been: the head is put back too, so that the bare chain holds."""
    keep = dice.randrange(len(rows))
    await tx.run("delete from trail where clinic_id = :id and number > :keep", id=HARBOUR, keep=keep)
    await set_head(tx, keep, rows[keep - 1].mac if keep else START)
    return keep + 1


def restamp_with(key: bytes):  # type: ignore[no-untyped-def]
    async def restamp_it_all(tx: Transaction, dice: random.Random, rows: list[TrailRow]) -> int:
        """By somebody who has even the trail's key: one row is another's doing, and all after it are stamped anew."""
        changed = dice.randrange(len(rows))
        before = rows[changed - 1].mac if changed else START
        for index, row in enumerate(rows[changed:]):
            other = TrailRow(
                row.number, row.at, row.actor_id, row.course_id, row.deed if index else "listed",
                row.subject_id if index else "nothing", "",
            )  # fmt: skip
            before = chain(key, before, HARBOUR, other)
            await tx.run(
                """
                update trail set deed = :deed, subject_id = :subject, mac = :mac
                where clinic_id = :id and number = :number
                """,
                deed=other.deed, subject=other.subject_id, mac=before, id=HARBOUR, number=row.number,
            )  # fmt: skip
        await set_head(tx, len(rows), before)
        return 0

    return restamp_it_all


def test_p9_every_edit_cut_and_restamp_is_found(installation: Installation, theo: Someone, figure: Figure) -> None:
    house = installation.house
    for path in ("/review", "/caseload") * 15:
        assert theo.get(path).status_code == 200
    installation.run(lambda: write_checkpoints(house))
    dice = random.Random(9)
    edits = [*EDITS, cut_it_cleanly, restamp_with(house.keys.trail)]
    missed: list[str] = []
    bare = 0

    async def trial(edit) -> None:  # type: ignore[no-untyped-def]
        nonlocal bare
        async with house.db.writing() as tx:
            await edit(tx, dice, await rows_of(tx))
            bare += await first_break(tx, house.keys.trail, HARBOUR) is not None
            try:
                await verify_trail(tx, house.keys, house.settings.data)
                missed.append(edit.__name__)
            except BrokenTrail:
                pass
            raise Undo

    for number in range(TRIALS):
        with pytest.raises(Undo):
            installation.run(lambda number=number: trial(edits[number % len(edits)]))

    figure(f"{house.db.kind}: {TRIALS - len(missed)}/{TRIALS} detected (bare chain {bare})")
    assert not missed
    assert bare < TRIALS, "the checkpoint was never needed"
    assert installation.run(lambda: holds(installation))


async def holds(installation: Installation) -> bool:
    async with installation.house.db.reading() as reader:
        return len(await verify_trail(reader, installation.house.keys, installation.house.settings.data)) == 2
