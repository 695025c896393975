"""What a clinic has confirmed of its staff: a licence, a registration, a training, and until when."""

from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from server.access.people import Person
from server.clinics.cover import Outcome, hold_clinic
from server.db.connection import Reader, Transaction

Kind = Literal["licence", "registration", "training"]
KINDS: tuple[Kind, ...] = ("licence", "registration", "training")
SOON = timedelta(days=60)
MOST = 20  # of one person
OF_CLINIC = 200
CREDENTIAL = """
    select credential.id, credential.person_id, holder.name as person_name, credential.kind, credential.title,
           credential.issuer, credential.number, credential.valid_until, confirmer.name as confirmed_by_name,
           credential.confirmed_at
    from credential
    join person as holder on holder.id = credential.person_id
    join person as confirmer on confirmer.id = credential.confirmed_by
"""


class Credential(msgspec.Struct, frozen=True, kw_only=True):
    """Valid until and with the day `valid_until`, by the clinic's clock; None where it does not run out."""

    id: str
    person_id: str
    person_name: str
    kind: Kind
    title: str
    issuer: str
    number: str
    valid_until: date | None
    confirmed_by_name: str
    confirmed_at: datetime

    def over(self, today: date) -> bool:
        return self.valid_until is not None and self.valid_until < today

    def soon(self, today: date) -> bool:
        """It has run out, or does within SOON."""
        return self.valid_until is not None and self.valid_until - today <= SOON


class NewCredential(msgspec.Struct, frozen=True, kw_only=True):
    """`replaces` is the id of what it renews, or empty."""

    id: str
    person_id: str
    kind: Kind
    title: str
    issuer: str
    number: str
    valid_until: date | None
    replaces: str = ""


class Held(msgspec.Struct, frozen=True):
    clinic_id: str
    person_id: str
    kind: str
    title: str
    issuer: str
    number: str
    valid_until: date | None


async def list_credentials(db: Reader, clinic_id: str, person_id: str) -> list[Credential]:
    """Of one person, in the order in which they were confirmed."""
    return await db.all(
        Credential,
        f"""
        {CREDENTIAL}
        where credential.clinic_id = :clinic and credential.person_id = :person and credential.ended_at is null
        order by credential.confirmed_at, credential.id limit :most
        """,
        clinic=clinic_id,
        person=person_id,
        most=MOST,
    )


async def list_running_out(db: Reader, clinic_id: str, today: date) -> list[Credential]:
    """Those of people who are still here that have run out, or do within SOON: first what ran out first."""
    return await db.all(
        Credential,
        f"""
        {CREDENTIAL}
        where credential.clinic_id = :clinic and credential.ended_at is null and holder.ended_at is null
          and credential.valid_until <= :until
        order by credential.valid_until, credential.id limit :most
        """,
        clinic=clinic_id,
        until=today + SOON,
        most=OF_CLINIC,
    )


async def confirm_credential(tx: Transaction, by: Person, new: NewCredential, now: datetime) -> Outcome:
    """Safe to repeat. "behind": what it renews was renewed or taken away meanwhile. "taken": a known id, or no room."""
    await hold_clinic(tx, by.clinic_id)
    held = await tx.find(
        Held,
        "select clinic_id, person_id, kind, title, issuer, number, valid_until from credential where id = :id",
        id=new.id,
    )
    if held is not None:
        wanted = (by.clinic_id, new.person_id, new.kind, new.title, new.issuer, new.number, new.valid_until)
        return "kept" if msgspec.structs.astuple(held) == wanted else "taken"
    if new.replaces and not await _end(tx, by, (new.replaces, new.person_id), now):
        return "behind"
    if len(await list_credentials(tx, by.clinic_id, new.person_id)) >= MOST:
        return "taken"
    await tx.run(
        """
        insert into credential
            (id, clinic_id, person_id, kind, title, issuer, number, valid_until, confirmed_by, confirmed_at)
        values (:id, :clinic, :person, :kind, :title, :issuer, :number, :until, :by, :now)
        """,
        id=new.id,
        clinic=by.clinic_id,
        person=new.person_id,
        kind=new.kind,
        title=new.title,
        issuer=new.issuer,
        number=new.number,
        until=new.valid_until,
        by=by.id,
        now=now,
    )
    return "kept"


async def take_credential_away(tx: Transaction, by: Person, which: tuple[str, str], now: datetime) -> bool:
    """`which` is its id and the person's. False where there is none; what was taken away before stays as it was."""
    if await _end(tx, by, which, now):
        return True
    found = await tx.value(
        "select id from credential where id = :id and clinic_id = :clinic and person_id = :person",
        id=which[0],
        clinic=by.clinic_id,
        person=which[1],
    )
    return found is not None


async def _end(tx: Transaction, by: Person, which: tuple[str, str], now: datetime) -> bool:
    ended = await tx.run(
        """
        update credential set ended_by = :by, ended_at = :now
        where id = :id and clinic_id = :clinic and person_id = :person and ended_at is null
        """,
        id=which[0],
        clinic=by.clinic_id,
        person=which[1],
        by=by.id,
        now=now,
    )
    return ended > 0
