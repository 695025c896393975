"""The server with a fault planted in it, for tests alone: `python -m tests.promises.wrapped NAME COMMAND…`.

The product has no switch for any of these.
"""

import os
import signal
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


def brisk() -> None:
    """No fault: what waits to be sent is looked at twice a second."""
    from server import schedule

    schedule.FIRST_AFTER = 0.2
    schedule.JOBS[:] = [
        schedule.Job(one.name, 0.5 / 60 if one.lane == "post" else one.every_minutes, one.work, one.at_stop, one.lane)
        for one in schedule.JOBS
    ]


def settles() -> None:
    """No fault: a rotation of keys waits for shorter, as requests of tests are short."""
    from server.records import rotating

    wait = float(os.environ["TIDEMARK_TEST_SETTLES"])
    rotating.rotate_data.__kwdefaults__["wait"] = wait


def deaf() -> None:
    """A process that serves never reads the master key again."""
    from server.access import keys

    keys.wraps_of = lambda settings: []


def hurried() -> None:
    """Words are not looked through: the keys before go while words are still locked with them."""
    from server.records import rotating

    async def none(db, vault, say):  # type: ignore[no-untyped-def]
        return 0

    settles()
    rotating.lock_anew = none


def slowly() -> None:
    """No fault: a database is copied in small steps with a rest after each, so that there is time to stop it."""
    import time

    from server.db import copies

    whole = copies._copy_sqlite

    def rested(source, target, step):  # type: ignore[no-untyped-def]
        def slow(*far):  # type: ignore[no-untyped-def]
            time.sleep(0.05)
            step(*far)

        whole(source, target, slow)

    copies.PAGES = 4
    copies._copy_sqlite = rested


def dies(*, halves: bool = False) -> None:
    """No fault: the process is killed before one statement of one migration: its number, and which."""
    from server.db import migrate
    from server.db.connection import Transaction

    number, at = map(int, os.environ["TIDEMARK_TEST_DIES"].split())
    whole, run, here = migrate._apply, Transaction.run, {"number": 0, "count": 0}

    async def applied(db, migration, known):  # type: ignore[no-untyped-def]
        here.update(number=migration.number, count=0)
        return await whole(db, migration, known)

    async def counted(self, sql, /, **params):  # type: ignore[no-untyped-def]
        if here["number"] != number or sql == "begin immediate":
            return await run(self, sql, **params)
        if here["count"] == at:
            os.kill(os.getpid(), signal.SIGKILL)
        here["count"] += 1
        done = await run(self, sql, **params)
        if halves:
            await run(self, "commit")
            await run(self, "begin immediate")
        return done

    migrate._apply, Transaction.run = applied, counted  # type: ignore[method-assign]


def in_halves() -> None:
    """Each statement of a migration is kept by itself."""
    dies(halves=True)


FAULTS = {
    "brisk": brisk,
    "deaf": deaf,
    "dies": dies,
    "halves": in_halves,
    "normal": synchronous_normal,
    "early": acknowledged_too_soon,
    "clock": shifted_clock,
    "hasty": hasty,
    "settles": settles,
    "slowly": slowly,
    "hurried": hurried,
}

if __name__ == "__main__":
    name = sys.argv.pop(1)
    FAULTS[name]()
    from server.__main__ import main

    main()
