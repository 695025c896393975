"""Sending has a lane of its own: a channel that dawdles keeps no other timed job waiting."""

import asyncio

import pytest

from server import schedule
from server.access.house import House
from server.schedule import JOBS, Job, keeping_time
from tests.someone import Installation


def test_a_slow_sending_holds_up_no_other_job(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "FIRST_AFTER", 0.01)
    done: list[str] = []

    async def dawdle(house: House) -> None:
        await asyncio.sleep(0.3)
        done.append("sent")

    async def look(house: House) -> None:
        done.append("looked")

    async def serve() -> None:
        async with keeping_time(installation.house, [Job("post", 1, dawdle, lane="post"), Job("flags", 0.0005, look)]):
            await asyncio.sleep(0.25)

    installation.run(serve)
    assert done.index("sent") >= 3
    assert done[-1] in ("sent", "looked")


def test_what_calls_other_houses_is_alone_in_its_lane() -> None:
    assert [job.name for job in JOBS if job.lane != "house"] == ["reminders on their way"]
    assert {"flags that nobody has answered", "reminders that are due"} <= {
        job.name for job in JOBS if job.lane == "house"
    }
