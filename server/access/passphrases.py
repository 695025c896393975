"""Passphrases: argon2id (19 MiB, t=2, p=1; OWASP's floor), off the event loop, equal work for unknown names."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
LONGEST = 200
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_nobody: list[str] = []


async def hash_passphrase(text: str) -> str:
    return await asyncio.to_thread(_hasher.hash, text)


async def matches(stored: str | None, text: str) -> bool:
    """`stored` None or empty (no such person, or one without a passphrase) costs the same time and says no."""
    if not _nobody:
        _nobody.append(await hash_passphrase("nobody has this one"))
    right = await asyncio.to_thread(_verify, stored or _nobody[0], text)
    return right and bool(stored)


def _verify(stored: str, text: str) -> bool:
    try:
        return _hasher.verify(stored, text)
    except (VerificationError, InvalidHashError):
        return False
