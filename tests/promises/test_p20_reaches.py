"""P20: an answer that frightens reaches a named person, though the server is killed at random while it climbs."""

import asyncio
import random
import threading
import time
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from server.db.connection import open_database
from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.phone import Phone, fresh_id, moment

ANSWERS, KILLS = size(40, 1000), size(3, 100)
WRITERS = ("mara", "noor", "iris")
pytestmark = pytest.mark.timeout(seconds(90, 3600))


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    source: str
    owner_id: str
    deadline: datetime | None
    answered_at: datetime
    received_at: datetime
    steps: int


class Step(msgspec.Struct, frozen=True, kw_only=True):
    flag_id: str
    number: int
    deed: str
    owner_id: str
    deadline: datetime | None


class Teller(threading.Thread):
    """Tells again and again that they are not safe; what was not acknowledged is sent again with the same id."""

    def __init__(self, phone: Phone, count: int, acked: list[str]) -> None:
        super().__init__(daemon=True)
        self.phone, self.count, self.acked, self.done = phone, count, acked, False

    def run(self) -> None:
        for number in range(self.count):
            form = {"id": fresh_id(), "safe": ("no", "unsure", "yes")[number % 3], "written_at": moment()}
            while not self.phone.kept("/not-safe", form):
                if self.done:
                    return
                time.sleep(0.02)
            self.acked.append(form["id"])


def read_all(clinic: Clinic) -> tuple[list[Kept], list[Step]]:
    async def read() -> tuple[list[Kept], list[Step]]:
        async with await open_database(clinic.url or clinic.data / "tidemark.db") as db, db.reading() as reader:
            kept = await reader.all(
                Kept, "select id, source, owner_id, deadline, answered_at, received_at, steps from flag"
            )
            taken = "select flag_id, number, deed, owner_id, deadline from flag_step order by flag_id, number"
            return kept, await reader.all(Step, taken)

    return asyncio.run(read())


def wait_until_all_climbed(clinic: Clinic) -> None:
    until = time.monotonic() + seconds(20, 300)
    while True:
        flags, steps = read_all(clinic)
        if {one.id for one in flags} == {one.flag_id for one in steps if one.deed == "escalated"}:
            return
        assert time.monotonic() < until, "a flag past its deadline was not passed on"
        time.sleep(0.2)


def broken_in(flags: list[Kept], steps: list[Step]) -> list[str]:
    """Flags whose steps are not one whole row of numbers, or whose last step is not how they stand."""
    by_flag: dict[str, list[Step]] = {}
    for step in steps:
        by_flag.setdefault(step.flag_id, []).append(step)
    return [
        flag.id
        for flag in flags
        if [one.number for one in by_flag.get(flag.id, [])] != list(range(1, flag.steps + 1))
        or (by_flag[flag.id][-1].owner_id, by_flag[flag.id][-1].deadline) != (flag.owner_id, flag.deadline)
    ]


def test_p20_every_positive_answer_is_one_flag_and_every_escalation_one_step_after_every_kill(
    tmp_path: Path, kind: str, url: str | None, figure: Figure
) -> None:
    dice = random.Random(20261123)
    clinic, acked = Clinic(tmp_path, url, fault="hasty"), list[str]()
    clinic.start()
    tellers = [Teller(clinic.phone(name), ANSWERS // len(WRITERS) + 1, acked) for name in WRITERS]
    for teller in tellers:
        teller.start()
    try:
        for kill in range(KILLS):
            while len(acked) < (kill + 1) * ANSWERS // (KILLS + 1):
                time.sleep(0.005)
            time.sleep(dice.uniform(0.0, 0.4))
            clinic.kill()
            clinic.start()
        for teller in tellers:
            teller.join(seconds(30, 600))
        wait_until_all_climbed(clinic)
    finally:
        for teller in tellers:
            teller.done = True
        for teller in tellers:
            teller.join(30)
        clinic.stop()
    flags, steps = read_all(clinic)
    lost = set(acked) - {one.source for one in flags}
    doubled = len(flags) - len({one.source for one in flags})
    broken = broken_in(flags, steps)
    climbed = sum(one.deed == "escalated" for one in steps)
    said = f"{len(acked):,} answers, {KILLS} kills, {len(lost)} lost, {doubled} doubled"
    figure(f"{kind}: {said}, {climbed:,} escalations, {len(broken)} of them in part or twice")
    assert len(acked) >= ANSWERS
    assert (lost, doubled, broken) == (set(), 0, [])
    assert climbed > KILLS
    assert all(one.answered_at <= one.received_at for one in flags)
