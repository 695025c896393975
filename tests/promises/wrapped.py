"""The server with a fault planted in it, for tests alone: `python -m tests.promises.wrapped NAME COMMAND…`.

The product has no switch for any of these.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path


def synchronous_normal() -> None:
    """SQLite as it is by default: a commit is not on the disk when it is acknowledged."""
    from server.db import sqlite_connection

    whole = sqlite_connection._Connection.executescript

    def weaker(self, script):  # type: ignore[no-untyped-def]
        return whole(self, script.replace("synchronous = full", "synchronous = normal"))

    sqlite_connection._Connection.executescript = weaker  # type: ignore[method-assign]


def acknowledged_too_soon() -> None:
    """A block returns before the commit that holds it."""
    from server.db.sqlite_turn import Turn

    async def committed(self) -> None:  # type: ignore[no-untyped-def]
        return None

    Turn.committed = committed  # type: ignore[method-assign]


def shifted_clock() -> None:
    """The clock of the house goes wrong by as many seconds as a file says, while it runs."""
    from server.access import house

    right, place = house.utc_now, Path(os.environ["TIDEMARK_TEST_CLOCK"])

    def wrong():  # type: ignore[no-untyped-def]
        return right() + timedelta(seconds=float(place.read_text() or 0))

    house.utc_now = wrong
    from server import start

    start.open_house.__kwdefaults__["clock"] = wrong


def hasty() -> None:
    """No fault of the product: minutes to answer a flag are parts of a second, so that many climb while it dies."""
    from server import schedule
    from server.safety.policy import Duty

    def soon(self, level, at):  # type: ignore[no-untyped-def]
        return timedelta(seconds=0.4)

    Duty.minutes_to_answer = soon  # type: ignore[method-assign]
    schedule.FIRST_AFTER = 0.0
    schedule.JOBS[:] = [schedule.Job(one.name, 0.001, one.work) for one in schedule.JOBS if "flags" in one.name]


def settles() -> None:
    """No fault: a rotation of keys waits for shorter, as requests of tests are short."""
    from server.records import rotating

    wait = float(os.environ["TIDEMARK_TEST_SETTLES"])
    rotating.rotate_data.__kwdefaults__["wait"] = wait


def hurried() -> None:
    """Words are not looked through: the keys before go while words are still locked with them."""
    from server.records import rotating

    async def none(db, vault, say):  # type: ignore[no-untyped-def]
        return 0

    settles()
    rotating.lock_anew = none


FAULTS = {
    "normal": synchronous_normal,
    "early": acknowledged_too_soon,
    "clock": shifted_clock,
    "hasty": hasty,
    "settles": settles,
    "hurried": hurried,
}

if __name__ == "__main__":
    name = sys.argv.pop(1)
    FAULTS[name]()
    from server.__main__ import main

    main()
