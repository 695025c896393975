"""The command `tidemark`: run, migrate, seed, create-clinic, routes, schema, and those of keeping.py.

What only one of them needs is imported by it alone: a backup does not wait for the pages.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from server.access.house import House
from server.access.people import Role
from server.clinics.hours import Cover
from server.clinics.people import NewPerson, add_person
from server.clinics.protocol import Protocol
from server.clinics.queries import Clinic, create_clinic, set_cover
from server.db.errors import CannotStart, Unavailable
from server.db.migrate import schema_of
from server.ids import new_id
from server.keeping import add_commands
from server.pages.content import read_json
from server.settings import Settings, read_settings
from server.start import open_house


def main() -> None:
    arguments = _parser().parse_args()
    try:
        settings = read_settings()
        _run(arguments.act(settings, arguments))
    except (CannotStart, Unavailable) as reason:
        sys.exit(f"tidemark: {reason}")
    except KeyboardInterrupt:
        sys.exit(0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tidemark", description="A clinic's own Tidemark.")
    commands = parser.add_subparsers(required=True, metavar="command")
    commands.add_parser("run", help="serve the clinic").set_defaults(act=_serve)
    commands.add_parser("migrate", help="bring the database to this version").set_defaults(act=_migrate)
    seed = commands.add_parser("seed", help="make the demo clinic in an empty database")
    seed.add_argument("--size", type=_size, default=0, metavar="N", help="with N further patients, for measuring")
    seed.set_defaults(act=_seed)
    commands.add_parser("routes", help="list every route with who may call it").set_defaults(act=_routes)
    commands.add_parser("schema", help="print the database's schema").set_defaults(act=_schema)
    clinic = commands.add_parser("create-clinic", help="make a clinic and invite its administrator")
    clinic.add_argument("--name", required=True)
    clinic.add_argument("--phone", required=True, help="as it is dialled, like +14165550142")
    clinic.add_argument("--zone", required=True, help="like America/Toronto")
    clinic.add_argument("--region", default="CA-ON", help="of the crisis lines: CA-ON, CA, US-NY or US")
    clinic.add_argument("--admin", required=True, help="the administrator's name")
    clinic.set_defaults(act=_create_clinic)
    add_commands(commands)
    return parser


def _run(work: Coroutine[Any, Any, None]) -> None:
    """On uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        asyncio.run(work)
    else:
        uvloop.run(work)


async def _serve(settings: Settings, _arguments: argparse.Namespace) -> None:
    from server.serving import serve

    await serve(settings)


async def _migrate(settings: Settings, _arguments: argparse.Namespace) -> None:
    house = await open_house(settings)
    await house.db.close()
    print("The database is up to date.")


def _size(text: str) -> int:
    from server.demo_many import MOST_PATIENTS

    if text.isascii() and text.isdecimal() and len(text) < 6 and 1 <= int(text) <= MOST_PATIENTS:
        return int(text)
    raise argparse.ArgumentTypeError(f"a number from 1 to {MOST_PATIENTS}")


async def _seed(settings: Settings, arguments: argparse.Namespace) -> None:
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


async def _create_clinic(settings: Settings, arguments: argparse.Namespace) -> None:
    from server.accounts.invitations import LASTS

    _check_phone(arguments.phone)
    _check_zone(arguments.zone)
    _check_region(arguments.region)
    house = await open_house(settings)
    try:
        link, code = await _make_clinic(house, arguments)
    finally:
        await house.db.close()
    print(f"{arguments.name} is ready. Invite its administrator, {arguments.admin}, within {LASTS.days} days:")
    print(f"  open {link}")
    print(f"  or type the code {code} at {settings.base_url}/join")


async def _make_clinic(house: House, arguments: argparse.Namespace) -> tuple[str, str]:
    from server.accounts.invitations import invite

    now = house.clock()
    clinic = Clinic(
        id=new_id(now), name=arguments.name, phone=arguments.phone, region=arguments.region, zone=arguments.zone,
        language="en",
    )  # fmt: skip
    role: Role = "admin"
    admin = NewPerson(
        id=new_id(now), clinic_id=clinic.id, role=role, name=arguments.admin, email=None, zone=clinic.zone,
        language="en",
    )  # fmt: skip
    async with house.db.writing() as tx:
        await create_clinic(tx, house.vault, clinic, Protocol(), now)
        await set_cover(tx, clinic.id, [Cover(day, "09:00", "17:00") for day in range(5)])
        await add_person(tx, admin, now)
        token, code, _expires = await invite(tx, house.keys, (clinic.id, admin.id), None, now)
    return f"{house.settings.base_url}/join/{token}", code


def _check_phone(phone: str) -> None:
    """Patients call it with one press."""
    from server.clinics.facts import E164

    if not E164.fullmatch(phone):
        raise CannotStart(f"{phone} is not a number as it is dialled from abroad. Use one like +14165550142.")


def _check_zone(zone: str) -> None:
    from zoneinfo import available_timezones

    if zone not in available_timezones():
        raise CannotStart(f"{zone} is not a time zone that is known. Use one like America/Toronto.")


def _check_region(region: str) -> None:
    """Or the help page would show the crisis lines of somewhere else."""
    known = [one["region"] for one in read_json("help/index.json")["regions"]]
    if region not in known:
        raise CannotStart(f"{region} is not a region that is known. Use one of {', '.join(known)}.")


if __name__ == "__main__":
    main()
