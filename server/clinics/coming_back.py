"""After a restore no recovery is under way, so nobody is told of one."""

from server.db.connection import Transaction


async def forget_recoveries(tx: Transaction) -> None:
    """Of everybody."""
    await tx.run("update person set recovery_at = null where recovery_at is not null")
