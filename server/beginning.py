"""The commands that let people in: create-clinic and add-staff. Both print a one-time way in, as a page does."""

import argparse
from typing import Any

import msgspec

from server.access.house import House
from server.access.people import STAFF, Role
from server.clinics.facts import E164
from server.clinics.hours import Cover
from server.clinics.people import NewPerson, add_person
from server.clinics.protocol import Protocol
from server.clinics.queries import Clinic, create_clinic, set_cover
from server.db.connection import Reader, Transaction
from server.db.errors import CannotStart
from server.ids import new_id
from server.pages.content import read_json
from server.settings import Settings
from server.start import hold_key, open_house

MOST_LETTERS = 200


class OfClinic(msgspec.Struct, frozen=True):
    id: str
    name: str
    zone: str
    language: str


def add_commands(commands: Any) -> None:
    clinic = commands.add_parser("create-clinic", help="make a clinic and invite its administrator")
    clinic.add_argument("--name", required=True)
    clinic.add_argument("--phone", required=True, help="as it is dialled, like +14165550142")
    clinic.add_argument("--zone", required=True, help="like America/Toronto")
    clinic.add_argument("--region", default="CA-ON", help="of the crisis lines: CA-ON, CA, US-NY or US")
    clinic.add_argument("--admin", required=True, help="the administrator's name")
    clinic.set_defaults(act=_create_clinic)
    staff = commands.add_parser("add-staff", help="invite somebody who works at the clinic")
    staff.add_argument("--name", required=True)
    staff.add_argument("--role", required=True, choices=sorted(STAFF))
    staff.add_argument("--clinic", default="", help="its name, where there are several")
    staff.set_defaults(act=_add_staff)


async def _create_clinic(settings: Settings, arguments: argparse.Namespace) -> None:
    for name in (arguments.name, arguments.admin):
        _check_name(name)
    _check_phone(arguments.phone)
    _check_zone(arguments.zone)
    _check_region(arguments.region)
    house = await open_house(settings)
    try:
        link, code = await make_clinic(house, arguments)
    finally:
        await house.db.close()
    print(f"{arguments.name} is ready. Invite its administrator, {arguments.admin}, within {_days()} days:")
    _tell(settings, link, code)


async def _add_staff(settings: Settings, arguments: argparse.Namespace) -> None:
    _check_name(arguments.name)
    house = await open_house(settings)
    try:
        clinic, link, code = await add_staff(house, arguments)
    finally:
        await house.db.close()
    print(f"{arguments.name} can join {clinic} as {arguments.role} within {_days()} days:")
    _tell(settings, link, code)


def _days() -> int:
    from server.accounts.invitations import LASTS

    return LASTS.days


def _tell(settings: Settings, link: str, code: str) -> None:
    print(f"  open {link}")
    print(f"  or type the code {code} at {settings.base_url}/join")
    print("Give them one of the two in person, or by a way that only they read. It works once.")


async def make_clinic(house: House, arguments: argparse.Namespace) -> tuple[str, str]:
    now = house.clock()
    clinic = Clinic(
        id=new_id(now), name=arguments.name, phone=arguments.phone, region=arguments.region, zone=arguments.zone,
        language="en",
    )  # fmt: skip
    async with house.db.writing() as tx:
        await hold_key(tx, house.vault)
        await create_clinic(tx, house.vault, clinic, Protocol(), now)
        await set_cover(tx, clinic.id, [Cover(day, "09:00", "17:00") for day in range(5)])
        return await _invite_new(
            tx, house, OfClinic(clinic.id, clinic.name, clinic.zone, "en"), ("admin", arguments.admin)
        )


async def add_staff(house: House, arguments: argparse.Namespace) -> tuple[str, str, str]:
    """The clinic's name, and the link and the code; the same person invited twice is two people, as on the page."""
    async with house.db.writing() as tx:
        clinic = await find_clinic(tx, arguments.clinic)
        return clinic.name, *await _invite_new(tx, house, clinic, (arguments.role, arguments.name))


async def _invite_new(tx: Transaction, house: House, clinic: OfClinic, who: tuple[Role, str]) -> tuple[str, str]:
    from server.accounts.invitations import invite  # the pages come with it: no other command waits for them

    now = house.clock()
    person = NewPerson(
        id=new_id(now), clinic_id=clinic.id, role=who[0], name=who[1], email=None, zone=clinic.zone,
        language=clinic.language,
    )  # fmt: skip
    await add_person(tx, person, now)
    token, code, _expires = await invite(tx, house.keys, (clinic.id, person.id), None, now)
    return f"{house.settings.base_url}/join/{token}", code


async def find_clinic(db: Reader, name: str) -> OfClinic:
    """The one that is meant: by name or id, or the only one there is. Raises CannotStart."""
    clinics = await db.all(OfClinic, "select id, name, zone, language from clinic order by name")
    meant = [one for one in clinics if not name or name.casefold() in (one.name.casefold(), one.id)]
    if len(meant) == 1:
        return meant[0]
    if not clinics:
        raise CannotStart("There is no clinic yet. Make one first: tidemark create-clinic.")
    which = "Several clinics are meant" if meant else f"There is no clinic {name}"
    raise CannotStart(f"{which}. Name one with --clinic: {', '.join(one.name for one in clinics)}.")


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > MOST_LETTERS or not name.isprintable():
        raise CannotStart(f"A name has 1 to {MOST_LETTERS} letters, on one line. Write it between quotation marks.")


def _check_phone(phone: str) -> None:
    """Patients call it with one press."""
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
