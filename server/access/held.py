"""A login that waits: until its owner has a second proof it opens only what sets one up."""

from datetime import timedelta

from server.db.connection import Transaction

RECOVERY_LASTS = timedelta(days=14)


async def release_login(tx: Transaction, person_id: str, login_id: str) -> None:
    await tx.run(
        "update login set held_at = null where id = :id and person_id = :person", id=login_id, person=person_id
    )
