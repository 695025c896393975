"""The command end-account: for when somebody has left, or is not who they seemed, and no administrator can sign in."""

import argparse
from typing import Any

from server.access.house import House
from server.access.people import CLINICIANS
from server.accounts.ending import Wanted, change_account
from server.accounts.standing import Account
from server.beginning import OfClinic, find_clinic
from server.clinics.people import fold_name
from server.courses.leaving import list_alone
from server.db.connection import Reader, Transaction
from server.db.errors import CannotStart
from server.ids import new_id, read_id
from server.records.exporting import find_administrator
from server.settings import Settings
from server.start import open_house

SHOWN = 10


def add_commands(commands: Any) -> None:
    end = commands.add_parser("end-account", help="end the account of somebody who works at the clinic")
    end.add_argument("who", help="their name, e-mail address, name to sign in with, or id")
    end.add_argument("--by", required=True, help="the administrator who answers for it")
    end.add_argument("--to", default="", help="who takes over patients who would have nobody")
    end.add_argument("--clinic", default="", help="its name, where there are several")
    end.set_defaults(act=_end)


async def _end(settings: Settings, arguments: argparse.Namespace) -> None:
    house = await open_house(settings)
    try:
        clinic, name = await end_account(house, arguments)
    finally:
        await house.db.close()
    print(f"The account of {name} at {clinic} has ended: every login, and every place on a care team.")
    print("An administrator can take it up again, under Clinic, Staff.")


async def end_account(house: House, arguments: argparse.Namespace) -> tuple[str, str]:
    """The clinic's name and the person's. As the page does it, with the same limits. Raises CannotStart."""
    async with house.db.writing() as tx:
        clinic = await find_clinic(tx, arguments.clinic)
        by = await find_administrator(tx, clinic.id, arguments.by)
        account = await _meant(tx, clinic, arguments.who)
        if account.ended_at is not None:
            raise CannotStart(f"The account of {account.name} has ended already.")
        to = (await _meant(tx, clinic, arguments.to)).id if arguments.to else ""
        now = house.clock()
        wanted = Wanted(
            id=new_id(now), person_id=account.id, what="ended", was=account.role, role=account.role, to=to
        )  # fmt: skip
        outcome = await change_account(tx, house, by, wanted, now)
        if outcome != "done":
            raise CannotStart(await _why(tx, outcome, account))
    return clinic.name, account.name


async def _meant(db: Reader, clinic: OfClinic, who: str) -> Account:
    found = await db.all(
        Account,
        """
        select id, clinic_id, name, role, ended_at, 1 as joined from person
        where clinic_id = :clinic and role in ('therapist', 'prescriber', 'admin')
          and (lower(name) = :lower or lower(email) = :lower or sign_in_name = :folded or id = :id)
        order by name, id limit 200
        """,
        clinic=clinic.id,
        lower=who.lower(),
        folded=fold_name(who),
        id=read_id(who) or "",
    )
    here = [one for one in found if one.ended_at is None] or found
    if len(here) == 1:
        return here[0]
    if not here:
        raise CannotStart(f"Nobody who works at {clinic.name} is called {who}.")
    raise CannotStart(f"Several are called {who}. Name one by id: {', '.join(one.id for one in here)}.")


async def _why(tx: Transaction, outcome: str, account: Account) -> str:
    if outcome == "last":
        return (
            f"{account.name} is the only administrator who has come in. Invite another (tidemark add-staff"
            " --role admin), and end this account once they have come in."
        )
    if outcome == "alone" and account.role in CLINICIANS:
        names = [one.patient_name for one in await list_alone(tx, account.clinic_id, account.id, account.role)]
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        left = f"nobody else is there for {', '.join(names[:SHOWN])}{more}"
        return f"Name with --to another {account.role} who takes over: {left}."
    return "Somebody changed it meanwhile. Look, and try again."
