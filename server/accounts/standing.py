"""Accounts of the staff: how they stand, what hangs on them, and what became of them."""

from datetime import datetime
from typing import Literal

import msgspec

from server.access.lifetimes import TOLD_FOR
from server.access.people import Role
from server.db.connection import Reader

What = Literal["ended", "taken up", "role", "let go"]  # the last: of what reached a patient outside the app
MOST_CHANGES = 20
AT_ONCE = 5


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """`joined` is how often they have signed in."""

    id: str
    clinic_id: str
    name: str
    role: Role
    ended_at: datetime | None
    joined: int


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """`logins` that are open, `given` invitations and codes of theirs that nobody has used."""

    logins: int
    given: int


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    person_id: str
    name: str
    what: What
    role_before: Role
    role: Role
    by_name: str
    at: datetime


class Told(Changed, frozen=True, kw_only=True):
    """`told_id` is of the telling: one for each who is told."""

    told_id: str


COLUMNS = """
    account_change.id, account_change.person_id, person.name, account_change.kind as what, account_change.role_before,
    account_change.role, actor.name as by_name, account_change.at
"""
PEOPLE = """
    join person on person.id = account_change.person_id
    join person as actor on actor.id = account_change.by_id
"""


async def find_account(db: Reader, clinic_id: str, person_id: str) -> Account | None:
    """Of one of the staff of this clinic, also when it has ended."""
    return await db.find(
        Account,
        """
        select id, clinic_id, name, role, ended_at,
               (select count(*) from login where login.person_id = person.id) as joined
        from person
        where id = :person and clinic_id = :clinic and role in ('therapist', 'prescriber', 'admin')
        """,
        person=person_id,
        clinic=clinic_id,
    )


async def find_held(db: Reader, person_id: str, now: datetime) -> Held:
    return await db.one(
        Held,
        """
        select (select count(*) from login where person_id = :person and ended_at is null
                  and expires_at > :now) as logins,
               (select count(*) from invitation where invited_by = :person and used_at is null
                  and withdrawn_at is null and expires_at > :now)
             + (select count(*) from proof_code where made_by = :person and expires_at > :now and used_at is null
                  and stopped_at is null) as given
        """,
        person=person_id,
        now=now,
    )


async def is_last_administrator(db: Reader, account: Account) -> bool:
    """Whoever was invited as one and never came in cannot do what an administrator does."""
    if account.role != "admin":
        return False
    other = await db.value(
        """
        select 1 from person where clinic_id = :clinic and role = 'admin' and ended_at is null and id <> :person
          and exists (select 1 from login where login.person_id = person.id) limit 1
        """,
        clinic=account.clinic_id,
        person=account.id,
    )
    return other is None


async def list_changes(db: Reader, person_id: str) -> list[Changed]:
    """Of one account, newest first."""
    return await db.all(
        Changed,
        f"""
        select {COLUMNS} from account_change {PEOPLE}
        where account_change.person_id = :person
        order by account_change.at desc, account_change.id desc limit :most
        """,
        person=person_id,
        most=MOST_CHANGES,
    )


async def list_told(db: Reader, person_id: str, now: datetime) -> list[Told]:
    """What somebody has not said they know of, newest first, AT_ONCE at most."""
    return await db.all(
        Told,
        f"""
        select account_told.id as told_id, {COLUMNS}
        from account_told
        join account_change on account_change.id = account_told.change_id
        {PEOPLE}
        where account_told.person_id = :me and account_told.told_at > :since and account_told.known_at is null
        order by account_told.told_at desc, account_told.id desc limit :most
        """,
        me=person_id,
        since=now - TOLD_FOR,
        most=AT_ONCE,
    )
