"""One-time codes of an app (RFC 6238): the secret is kept wrapped, each code works once and a step either way."""

import hmac
from datetime import datetime

import msgspec
import pyotp

from server.access.house import House
from server.access.people import Person
from server.access.vault import Damaged, Vault
from server.accounts.ceremony import NAME
from server.db.connection import Reader, Transaction
from server.ids import new_id

STEP = 30
PLACE = "one_time_key.secret"


class Kept(msgspec.Struct, frozen=True):
    id: str
    secret_wrapped: bytes
    clinic_id: str
    clinic_wrapped: bytes
    last_step: int


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """Which half-minute a code is of: this one, the one before or the one after."""
    code = "".join(typed.split())
    if not code.isascii() or not code.isdigit() or len(code) != 6:
        return None
    here, found = int(now.timestamp()) // STEP, None
    clock = pyotp.TOTP(secret, interval=STEP)
    for step in (here - 1, here, here + 1):
        if hmac.compare_digest(clock.generate_otp(step), code):
            found = step
    return found


def code_at(secret: str, now: datetime) -> str:
    """What the app shows."""
    return pyotp.TOTP(secret, interval=STEP).at(int(now.timestamp()))


def address_for_app(secret: str, person: Person) -> str:
    """What the QR code says: no clinic's name is in it."""
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=person.name, issuer_name=NAME)


async def begin_one_time(tx: Transaction, house: House, me: Person, now: datetime) -> None:
    """A secret that does not count before a code of it was typed; one begun earlier ends."""
    await tx.run(
        "update one_time_key set removed_at = :now"
        " where person_id = :person and confirmed_at is null and removed_at is null",
        person=me.id,
        now=now,
    )
    wrapped = await tx.value("select wrapped from clinic_key where clinic_id = :clinic", clinic=me.clinic_id)
    row_id = new_id(now)
    secret = pyotp.random_base32().encode()
    await tx.run(
        """
        insert into one_time_key (id, person_id, secret_wrapped, last_step, begun_at)
        values (:id, :person, :secret, 0, :now)
        """,
        id=row_id,
        person=me.id,
        secret=house.vault.wrap_for_clinic((me.clinic_id, bytes(wrapped)), PLACE, row_id, secret),
        now=now,
    )


async def begun_secret(db: Reader, house: House, person_id: str) -> str | None:
    """To be shown to its owner while it is being set up, and never again."""
    kept = await _find(db, person_id, confirmed=False)
    return _open(house, kept) if kept else None


async def confirm_one_time(tx: Transaction, house: House, person_id: str, typed: str, now: datetime) -> bool:
    """The code that was just set up takes the place of any earlier one."""
    kept = await _find(tx, person_id, confirmed=False)
    step = step_of(_open(house, kept), typed, now) if kept else None
    if kept is None or step is None:
        return False
    await remove_one_time(tx, person_id, now)
    await tx.run(
        "update one_time_key set confirmed_at = :now, last_step = :step where id = :id and removed_at is null",
        id=kept.id,
        step=step,
        now=now,
    )
    return True


async def use_one_time(tx: Transaction, house: House, person_id: str, typed: str, now: datetime) -> bool:
    """Each code once, and none before one that was used: of two sent at once one is right."""
    kept = await _find(tx, person_id, confirmed=True)
    step = step_of(_open(house, kept), typed, now) if kept else None
    if kept is None or step is None:
        return False
    used = await tx.run(
        "update one_time_key set last_step = :step where id = :id and last_step < :step", id=kept.id, step=step
    )
    return used > 0


async def remove_one_time(tx: Transaction, person_id: str, now: datetime) -> bool:
    done = await tx.run(
        "update one_time_key set removed_at = :now"
        " where person_id = :person and confirmed_at is not null and removed_at is null",
        person=person_id,
        now=now,
    )
    return done > 0


async def _find(db: Reader, person_id: str, *, confirmed: bool) -> Kept | None:
    return await db.find(
        Kept,
        """
        select one_time_key.id, secret_wrapped, person.clinic_id, clinic_key.wrapped as clinic_wrapped, last_step
        from one_time_key
        join person on person.id = one_time_key.person_id
        join clinic_key on clinic_key.clinic_id = person.clinic_id
        where person_id = :person and removed_at is null
          and case when confirmed_at is null then 0 else 1 end = :confirmed
        order by one_time_key.id desc limit 1
        """,
        person=person_id,
        confirmed=int(confirmed),
    )


async def look_at_secrets(db: Reader, vault: Vault) -> tuple[int, list[str]]:
    """How many are in use, and the rows of those that do not open with their clinic's key."""
    many, damaged, after = 0, [], ""
    while batch := await db.all(
        Kept,
        """
        select one_time_key.id, secret_wrapped, person.clinic_id, clinic_key.wrapped as clinic_wrapped, last_step
        from one_time_key
        join person on person.id = one_time_key.person_id
        join clinic_key on clinic_key.clinic_id = person.clinic_id
        where one_time_key.id > :after and removed_at is null order by one_time_key.id limit 500
        """,
        after=after,
    ):
        many, after = many + len(batch), batch[-1].id
        damaged += [kept.id for kept in batch if not _opens(vault, kept)]
    return many, damaged


def _opens(vault: Vault, kept: Kept) -> bool:
    try:
        vault.unwrap_for_clinic((kept.clinic_id, kept.clinic_wrapped), PLACE, kept.id, kept.secret_wrapped)
    except Damaged:
        return False
    return True


def _open(house: House, kept: Kept) -> str:
    clinic = (kept.clinic_id, kept.clinic_wrapped)
    return house.vault.unwrap_for_clinic(clinic, PLACE, kept.id, kept.secret_wrapped).decode()
