"""Two people on two connections: one has begun and is not kept yet, the other comes meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from server.access.people import Person
from server.db.connection import Transaction
from tests.someone import Installation, Someone

WHILE = 0.4  # long enough for whoever waits for nobody
PERSON = "select id, clinic_id, role, name, zone, language from person where id = :id"
Deed = Callable[[Transaction], Awaitable[object]]
Sent = tuple[Someone, str, dict[str, str]]


async def person_of(tx: Transaction, person_id: str) -> Person:
    return await tx.one(Person, PERSON, id=person_id)


def kept_after(installation: Installation, deed: Deed, sent: Sent) -> int:
    """The deed is kept only once the form has had its time; answers the form's status."""

    async def both() -> int:
        async with installation.house.db.writing() as tx:
            await deed(tx)
            coming = _send(sent)
            await asyncio.wait({coming}, timeout=WHILE)
        return await coming

    return int(str(installation.run(both)))


def held_after(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, where: str, first: Sent, second: Sent
) -> list[int]:
    """The first form is held up behind the function named by `where`, not kept yet, while the second has its time."""
    reached, go_on = asyncio.Event(), asyncio.Event()
    module, _dot, name = where.rpartition(".")
    itself: Callable[..., Awaitable[Any]] = getattr(__import__(module, fromlist=[name]), name)

    async def held_up(*args: Any, **more: Any) -> Any:
        done = await itself(*args, **more)
        if not reached.is_set():
            reached.set()
            await go_on.wait()
        return done

    async def both() -> list[int]:
        going = _send(first)
        await asyncio.wait_for(reached.wait(), 10)
        coming = _send(second)
        await asyncio.wait({coming}, timeout=WHILE)
        go_on.set()
        return [await going, await coming]

    monkeypatch.setattr(where, held_up)
    return installation.loop.run_until_complete(both())


def _send(sent: Sent) -> asyncio.Task[int]:
    person, path, form = sent

    async def status() -> int:
        return (await person.client.post(path, data=form)).status_code

    return asyncio.get_running_loop().create_task(status())
