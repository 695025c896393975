"""A code for another device of the same patient, or for the app on their home screen, which a browser's login does not
reach. Typed where an invitation's code is; it ends nothing, and the other devices are told who came.

It is worth something for ten minutes, once, and only while the login lives that made it.
"""

from datetime import datetime, timedelta

import msgspec

from server.access.keys import Keys
from server.access.people import Visit
from server.accounts.invitations import fold_code, new_code
from server.db.connection import Reader, Transaction
from server.ids import new_id

LASTS = timedelta(minutes=10)


class FoundDeviceCode(msgspec.Struct, frozen=True):
    id: str
    person_id: str
    person_name: str


async def make_device_code(tx: Transaction, keys: Keys, visit: Visit, now: datetime) -> str:
    """One that was made before ends."""
    await tx.run(
        "update device_code set stopped_at = :now"
        " where person_id = :person and expires_at > :now and used_at is null and stopped_at is null",
        person=visit.person.id,
        now=now,
    )
    code = new_code()
    await tx.run(
        """
        insert into device_code (id, login_id, person_id, code_hash, made_at, expires_at)
        values (:id, :login, :person, :code, :now, :expires)
        """,
        id=new_id(now),
        login=visit.login_id,
        person=visit.person.id,
        code=_hash(keys, code),
        now=now,
        expires=now + LASTS,
    )
    return code


async def find_device_code(db: Reader, keys: Keys, typed: str, now: datetime) -> FoundDeviceCode | None:
    return await db.find(
        FoundDeviceCode,
        """
        select device_code.id, person.id as person_id, person.name as person_name
        from device_code
        join person on person.id = device_code.person_id
        join login on login.id = device_code.login_id and login.person_id = device_code.person_id
        where device_code.code_hash = :code and device_code.expires_at > :now
          and device_code.used_at is null and device_code.stopped_at is null
          and login.ended_at is null and person.ended_at is null and person.role = 'patient'
        """,
        code=_hash(keys, typed),
        now=now,
    )


async def use_device_code(tx: Transaction, code_id: str, now: datetime) -> bool:
    """True for exactly one caller, however many come at once."""
    used = await tx.run(
        "update device_code set used_at = :now where id = :id and used_at is null and stopped_at is null",
        id=code_id,
        now=now,
    )
    return used > 0


def _hash(keys: Keys, code: str) -> str:
    return keys.hash_code(f"device code {fold_code(code)}")
