"""The command `tidemark`: run, work, migrate, seed, routes, schema, and those of beginning, keeping,
handing_out and parting.

What only one of them needs is imported by it alone: a backup does not wait for the pages.
"""

import argparse
import asyncio
import gc
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from server import beginning, handing_out, keeping, parting
from server.db.errors import CannotStart, Unavailable
from server.db.migrate import schema_of
from server.logs import name_of, set_up_logs
from server.settings import MOST_WORKERS, Settings, read_settings
from server.start import open_house


def main() -> None:
    arguments = _parser().parse_args()
    try:
        settings = read_settings()
        set_up_logs(settings.log)
        _run(arguments.act(settings, arguments))
    except (CannotStart, Unavailable) as reason:
        sys.exit(f"tidemark: {reason}")
    except Exception as error:
        sys.exit(f"tidemark: {name_of(error)}. What it says is kept back, as it may be somebody's words.")
    except KeyboardInterrupt:
        print("tidemark: stopped. What was begun can be begun again.", file=sys.stderr)
        sys.exit(130)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tidemark", description="A clinic's own Tidemark.")
    commands = parser.add_subparsers(required=True, metavar="command")
    run = commands.add_parser("run", help="serve the clinic")
    run.add_argument("--without-jobs", action="store_true", help="leave the timed jobs to tidemark work")
    run.add_argument("--workers", type=_workers, metavar="N", help="so many processes at one address, on PostgreSQL")
    run.add_argument("--place", help=argparse.SUPPRESS)  # of one of several workers
    run.set_defaults(act=_serve)
    commands.add_parser("work", help="do the timed jobs in a process of their own").set_defaults(act=_work)
    commands.add_parser("migrate", help="bring the database to this version").set_defaults(act=_migrate)
    seed = commands.add_parser("seed", help="make the demo clinic in an empty database")
    seed.add_argument("--size", type=_size, default=0, metavar="N", help="with N further patients, for measuring")
    seed.set_defaults(act=_seed)
    commands.add_parser("routes", help="list every route with who may call it").set_defaults(act=_routes)
    commands.add_parser("schema", help="print the database's schema").set_defaults(act=_schema)
    beginning.add_commands(commands)
    keeping.add_commands(commands)
    handing_out.add_commands(commands)
    parting.add_commands(commands)
    return parser


def _run(work: Coroutine[Any, Any, None]) -> None:
    """On uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(work)
    else:
        uvloop.run(work)


async def _serve(settings: Settings, arguments: argparse.Namespace) -> None:
    count = arguments.workers or settings.workers
    if count > 1 and not arguments.place:
        from server.workers import keep_workers

        sys.exit(await keep_workers(settings, count))
    gc.disable()  # what is read in now stays: looking through it for what can go is a sixth of the start
    from server.serving import read_place, serve

    place = read_place(arguments.place) if arguments.place else None
    await serve(settings, jobs=not arguments.without_jobs and (place is None or place.number == 1), place=place)


async def _work(settings: Settings, _arguments: argparse.Namespace) -> None:
    from server.working import work

    await work(settings)


async def _migrate(settings: Settings, _arguments: argparse.Namespace) -> None:
    house = await open_house(settings)
    await house.db.close()
    print("The database is up to date.")


def _workers(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) < 3 and 1 <= int(text) <= MOST_WORKERS:
        return int(text)
    raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_WORKERS}")


def _size(text: str) -> int:
    from server.demo_many import MOST_PATIENTS

    if text.isascii() and text.isdecimal() and len(text) < 6 and 1 <= int(text) <= MOST_PATIENTS:
        return int(text)
    raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_PATIENTS}")


async def _seed(settings: Settings, arguments: argparse.Namespace) -> None:
    from server.access.checkpoint import write_checkpoints
    from server.demo import make_demo
    from server.demo_many import is_begun, make_many
    from server.demo_people import Cast

    house = await open_house(settings)
    try:
        made = await make_demo(house)
        if not made and not (arguments.size and await is_begun(house)):
            raise CannotStart(
                "There is a clinic already, and the demo never mixes with one. Use an empty TIDEMARK_DATA."
            )
        if arguments.size:
            await make_many(Cast(house), arguments.size, _say_every(20, arguments.size))
        await write_checkpoints(house)
    finally:
        await house.db.close()
    print("The demo clinic is ready.")


def _say_every(each: int, size: int) -> Callable[[int], None]:
    def say(done: int) -> None:
        if done % each == 0 or done == size:
            print(f"{done} of {size} patients", flush=True)

    return say


async def _routes(settings: Settings, _arguments: argparse.Namespace) -> None:
    from server.access.audience import access_map
    from server.app import build

    house = await open_house(settings)
    await house.db.close()
    for method, path, audience in access_map(build(demo=settings.demo)):
        print(f"{method:6} {path:50} {audience}")


async def _schema(settings: Settings, _arguments: argparse.Namespace) -> None:
    house = await open_house(settings)
    try:
        print(await schema_of(house.db), end="")
    finally:
        await house.db.close()


if __name__ == "__main__":
    main()
