"""Ten codes on paper, for the day a phone is lost: kept as keyed hashes, each works once, new ones end the old."""

import secrets
from datetime import datetime

from server.access.keys import Keys
from server.accounts.invitations import ALPHABET, fold_code
from server.db.connection import Transaction
from server.ids import new_id

HOW_MANY = 10
LENGTH = 10  # 49 bits; guesses are limited at the door


async def make_codes(tx: Transaction, keys: Keys, person_id: str, now: datetime) -> list[str]:
    """The one answer that carries them is the only copy."""
    await withdraw_codes(tx, person_id, now)
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    await tx.run_many(
        """
        insert into recovery_code (id, person_id, code_hash, made_at)
        values (:id, :person, :hash, :now)
        """,
        [{"id": new_id(now), "person": person_id, "hash": _hash(keys, person_id, one), "now": now} for one in codes],
    )
    return codes


async def use_code(tx: Transaction, keys: Keys, person_id: str, typed: str, now: datetime) -> bool:
    """True for exactly one caller, however many come at once."""
    used = await tx.run(
        """
        update recovery_code set used_at = :now
        where person_id = :person and code_hash = :hash and used_at is null and withdrawn_at is null
        """,
        person=person_id,
        hash=_hash(keys, person_id, typed),
        now=now,
    )
    return used > 0


async def withdraw_codes(tx: Transaction, person_id: str, now: datetime) -> None:
    await tx.run(
        "update recovery_code set withdrawn_at = :now where person_id = :person and withdrawn_at is null",
        person=person_id,
        now=now,
    )


def _hash(keys: Keys, person_id: str, code: str) -> str:
    return keys.hash_code(f"recovery code {person_id} {fold_code(code)}")
