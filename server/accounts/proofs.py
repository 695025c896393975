"""What a person can prove themselves by, and the proving of it: the one place that signing in and asking again share.

`prove_…` are for somebody who is known already (signed in, or past the passphrase): each says only right or wrong.
Whoever calls them counts the tries (access/attempts.py) and commits what they answered, also when it was no.
"""

from datetime import datetime
from typing import Literal

import msgspec

from server.access.house import House
from server.access.passphrases import matches
from server.access.people import Visit
from server.accounts import ceremony
from server.accounts.one_time import use_one_time
from server.accounts.passkeys import Shown, show_passkey
from server.accounts.recovery_codes import use_code, withdraw_codes
from server.clinics.people import forget_passphrase
from server.db.connection import Reader, Transaction

Way = Literal["passkey", "one-time code", "recovery code", "passphrase"]


class Proofs(msgspec.Struct, frozen=True, kw_only=True):
    passkeys: int
    one_time: int
    codes: int
    codes_left: int
    passphrase: int

    @property
    def second(self) -> bool:
        """Something beside the passphrase."""
        return self.passkeys > 0 or self.one_time > 0

    @property
    def whole(self) -> bool:
        """And something for the day that it is lost. Codes that were all used still count; the page says so."""
        return self.second and (self.passkeys > 1 or self.codes > 0)

    def ways(self) -> list[Way]:
        """The strongest first."""
        held: list[tuple[Way, int]] = [
            ("passkey", self.passkeys), ("one-time code", self.one_time),
            ("recovery code", self.codes_left), ("passphrase", self.passphrase),
        ]  # fmt: skip
        return [way for way, many in held if many]


async def find_proofs(db: Reader, person_id: str) -> Proofs:
    return await db.one(
        Proofs,
        """
        select (select count(*) from passkey where person_id = :person and removed_at is null
                  and copied_at is null) as passkeys,
               (select count(*) from one_time_key where person_id = :person and removed_at is null
                  and confirmed_at is not null) as one_time,
               (select count(*) from recovery_code where person_id = :person and withdrawn_at is null) as codes,
               (select count(*) from recovery_code where person_id = :person and withdrawn_at is null
                  and used_at is null) as codes_left,
               case when passphrase_hash is null then 0 else 1 end as passphrase
        from person where id = :person
        """,
        person=person_id,
    )


def of_login(visit: Visit, purpose: str) -> str:
    """What a challenge is made of for somebody who is signed in: no other login can answer it."""
    return f"{purpose} login {visit.login_id}"


def challenge_for(house: House, visit: Visit, now: datetime) -> str:
    """For the browser (JSON), to be answered to `prove_by_passkey`."""
    challenge = ceremony.make_challenge(house.keys, of_login(visit, "prove"), now)
    return ceremony.ask_for_known(house.settings, challenge)


async def prove_by_passkey(tx: Transaction, house: House, visit: Visit, answer: str, now: datetime) -> bool:
    """One of the person's own. A copy is stopped, and is no proof."""
    shown = await show_passkey(tx, house, of_login(visit, "prove"), answer, now)
    return shown.right and shown.person_id == visit.person.id


async def prove_by_one_time(tx: Transaction, house: House, person_id: str, typed: str, now: datetime) -> bool:
    return await use_one_time(tx, house, person_id, typed, now)


async def prove_by_recovery_code(tx: Transaction, house: House, person_id: str, typed: str, now: datetime) -> bool:
    return await use_code(tx, house.keys, person_id, typed, now)


async def prove_by_code(tx: Transaction, house: House, person_id: str, typed: str, now: datetime) -> bool:
    """Six figures are of the app, ten letters and figures from the paper: one field takes both."""
    if await use_one_time(tx, house, person_id, typed, now):
        return True
    return await use_code(tx, house.keys, person_id, typed, now)


async def prove_by_passphrase(db: Reader, person_id: str, typed: str) -> bool:
    """As much work for somebody who has none. Call it with a reader: it takes a while."""
    stored = await db.value("select passphrase_hash from person where id = :id and ended_at is null", id=person_id)
    return await matches(stored, typed)


async def forget_proofs(tx: Transaction, person_id: str, now: datetime) -> None:
    """In recovery: whatever opened the account before opens it no more."""
    await tx.run(
        "update passkey set removed_at = :now where person_id = :person and removed_at is null",
        person=person_id,
        now=now,
    )
    await tx.run(
        "update one_time_key set removed_at = :now where person_id = :person and removed_at is null",
        person=person_id,
        now=now,
    )
    await withdraw_codes(tx, person_id, now)
    await forget_passphrase(tx, person_id)


__all__ = [
    "Proofs", "Shown", "Way", "challenge_for", "find_proofs", "forget_proofs", "of_login", "prove_by_code",
    "prove_by_one_time", "prove_by_passkey", "prove_by_passphrase", "prove_by_recovery_code",
]  # fmt: skip
