"""After a restore nobody knows what was used or withdrawn since the backup, so none of it opens anything again.

Passphrases, passkeys and apps for codes stay: without them nobody came in any more.
"""

from datetime import datetime

from server.clinics.coming_back import forget_recoveries
from server.db.connection import Transaction


async def withdraw_what_works_once(tx: Transaction, now: datetime) -> None:
    """Recovery codes, invitations, codes for another device or of the clinic, and recoveries that were under way."""
    await tx.run("update recovery_code set withdrawn_at = :now where withdrawn_at is null", now=now)
    await tx.run("update invitation set withdrawn_at = :now where used_at is null and withdrawn_at is null", now=now)
    await tx.run("update device_code set stopped_at = :now where used_at is null and stopped_at is null", now=now)
    await tx.run("update proof_code set stopped_at = :now where used_at is null and stopped_at is null", now=now)
    await tx.run("update recovery set ended_at = :now, why = 'over' where ended_at is null", now=now)
    await tx.run("delete from passkey_challenge")
    await forget_recoveries(tx)
