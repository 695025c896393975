"""A clinic's name, phone, clock and crisis region: changed by an administrator, each change a row with who and when."""

import re
from datetime import datetime
from typing import Literal
from zoneinfo import available_timezones

import msgspec

from server.access.people import Person
from server.clinics.cover import Outcome, hold_clinic
from server.clinics.queries import Clinic, find_clinic
from server.db.connection import Reader, Transaction
from server.pages.forms import Rule, Wrong
from server.pages.language import gettext as _

E164 = re.compile(r"\+[1-9][0-9]{7,14}")
BETWEEN = re.compile(r"[\s().\-/]")
About = Literal["facts", "region"]


class PhoneRule(Rule):
    """As it is dialled from anywhere (E.164); spaces, brackets and dashes are taken out."""

    def read(self, text: str, now: datetime) -> str:
        number = BETWEEN.sub("", text)
        if not E164.fullmatch(number):
            raise Wrong(
                _("Please write the number as it is dialled from abroad: a plus sign and the country first, like "
                  "+14165550142.")
            )  # fmt: skip
        return number


class ZoneRule(Rule):
    def read(self, text: str, now: datetime) -> str:
        zone = text.strip()
        if zone not in available_timezones():
            raise Wrong(_("This is no time zone that is known. Please write one like America/Toronto."))
        return zone


class ClinicChange(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    about: About
    name: str
    phone: str
    zone: str
    region: str
    by_name: str
    at: datetime


class NewFacts(msgspec.Struct, frozen=True, kw_only=True):
    """`after` is the number of the change that was the latest on the page; what is None stays as it is."""

    id: str
    after: int
    about: About
    name: str | None = None
    phone: str | None = None
    zone: str | None = None
    region: str | None = None


class Held(msgspec.Struct, frozen=True):
    clinic_id: str
    about: str
    name: str
    phone: str
    zone: str
    region: str


async def list_clinic_changes(db: Reader, clinic_id: str) -> list[ClinicChange]:
    """Newest first, at most twelve."""
    return await db.all(
        ClinicChange,
        """
        select clinic_change.number, clinic_change.about, clinic_change.name, clinic_change.phone, clinic_change.zone,
               clinic_change.region, person.name as by_name, clinic_change.at
        from clinic_change join person on person.id = clinic_change.by_id
        where clinic_change.clinic_id = :clinic order by clinic_change.number desc limit 12
        """,
        clinic=clinic_id,
    )


async def change_clinic(tx: Transaction, by: Person, new: NewFacts, now: datetime) -> Outcome:
    """Safe to repeat. "behind": somebody else changed something after this page was opened. "taken": a known id."""
    await hold_clinic(tx, by.clinic_id)
    clinic = await find_clinic(tx, by.clinic_id)
    if clinic is None:
        return "taken"
    values = _values(clinic, new)
    held = await tx.find(
        Held, "select clinic_id, about, name, phone, zone, region from clinic_change where id = :id", id=new.id
    )
    if held is not None:
        given = {name: value for name in values if (value := getattr(new, name)) is not None}
        same = held.clinic_id == by.clinic_id and held.about == new.about
        return "kept" if same and all(getattr(held, name) == value for name, value in given.items()) else "taken"
    changes = await list_clinic_changes(tx, by.clinic_id)
    number = changes[0].number if changes else 0
    if number != new.after:
        return "behind"
    await tx.run(
        """
        insert into clinic_change (id, clinic_id, number, about, name, phone, zone, region, by_id, at)
        values (:id, :clinic, :number, :about, :name, :phone, :zone, :region, :by, :now)
        """,
        id=new.id,
        clinic=by.clinic_id,
        number=number + 1,
        about=new.about,
        by=by.id,
        now=now,
        **values,
    )
    await tx.run(
        "update clinic set name = :name, phone = :phone, zone = :zone, region = :region where id = :clinic",
        clinic=by.clinic_id,
        **values,
    )
    return "kept"


def _values(clinic: Clinic, new: NewFacts) -> dict[str, str]:
    return {name: getattr(new, name) or getattr(clinic, name) for name in ("name", "phone", "zone", "region")}
