"""What a person is told of how they sign in, on every page of every device, until they say that they know of it."""

from datetime import datetime

import msgspec

from server.access.lifetimes import TOLD_FOR
from server.clinics.people import hold_person, tell_of_sign_in
from server.db.connection import Reader, Transaction

AT_ONCE = 5


class CodeMade(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    made_by_name: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    stopped_at: datetime | None

    def is_live(self, now: datetime) -> bool:
        return self.used_at is None and self.stopped_at is None and self.expires_at > now


class WrongCodes(msgspec.Struct, frozen=True, kw_only=True):
    """Of somebody who knew the passphrase, or was asked whether it is still them, on one kind of device."""

    device: str
    asked: str
    many: int
    first: datetime
    last: datetime
    newest: str


async def give_notice(tx: Transaction, person_id: str, now: datetime) -> None:
    await tell_of_sign_in(tx, person_id, now)


async def list_codes_made(db: Reader, person_id: str, now: datetime) -> list[CodeMade]:
    """Those that nobody has said they know of, newest first, AT_ONCE at most."""
    return await db.all(
        CodeMade,
        """
        select proof_code.id, maker.name as made_by_name, made_at, expires_at, used_at, stopped_at
        from proof_code join person as maker on maker.id = proof_code.made_by
        where proof_code.person_id = :person and made_at > :since and known_at is null
        order by made_at desc limit :most
        """,
        person=person_id,
        since=now - TOLD_FOR,
        most=AT_ONCE,
    )


async def list_wrong_codes(db: Reader, person_id: str, now: datetime) -> list[WrongCodes]:
    return await db.all(
        WrongCodes,
        """
        select device, asked, count(*) as many, min(tried_at) as first, max(tried_at) as last, max(id) as newest
        from wrong_code where person_id = :person and tried_at > :since and known_at is null
        group by device, asked order by max(id) desc limit :most
        """,
        person=person_id,
        since=now - TOLD_FOR,
        most=AT_ONCE,
    )


async def know_notices(tx: Transaction, person_id: str, until: str, now: datetime) -> None:
    """All up to the newest that was shown; what came meanwhile is told as well. Safe to repeat."""
    await hold_person(tx, person_id)
    both = {"person": person_id, "until": until, "now": now}
    await tx.run(
        "update proof_code set known_at = :now where person_id = :person and known_at is null and id <= :until", **both
    )
    await tx.run(
        "update wrong_code set known_at = :now where person_id = :person and known_at is null and id <= :until", **both
    )
    await tx.run(
        "update account_told set known_at = :now where person_id = :person and known_at is null and id <= :until",
        **both,
    )
    await settle_notices(tx, person_id)


async def settle_notices(tx: Transaction, person_id: str) -> None:
    """Told since the newest that is not known; nothing is told once there is none."""
    made = await tx.value(
        "select max(made_at) from proof_code where person_id = :person and known_at is null", person=person_id
    )
    wrong = await tx.value(
        "select max(tried_at) from wrong_code where person_id = :person and known_at is null", person=person_id
    )
    told = await tx.value(
        "select max(told_at) from account_told where person_id = :person and known_at is null", person=person_id
    )
    newest = max(made or "", wrong or "", told or "")
    await tell_of_sign_in(tx, person_id, datetime.fromisoformat(newest) if newest else None)
