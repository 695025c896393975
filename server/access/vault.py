"""Locks what people write: AES-256-GCM under a key per course, wrapped by the clinic's, wrapped by the master's.

The associated data names table, column, row and course, so that a ciphertext moved elsewhere does not open.
"""

import hmac
import os
import time
from collections.abc import Callable, Iterable
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = b"\x01"
NONCE = 12
KEY = 32
LATE = 30.0  # seconds, longer than any request holds on to what it read


class Damaged(Exception):
    """A locked text does not open with its key at its place. The message never holds any of it."""


class Box:
    """One course's lock. Nothing outside this module sees its keys.

    A ring of 32 bytes each: the key that marks, which stays; the one that locks; and, while words are locked anew,
    the one before it. A course whose key was never renewed has one for all.
    """

    def __init__(self, course_id: str, ring: bytes) -> None:
        self._course_id = course_id
        keys = [ring[at : at + KEY] for at in range(0, len(ring), KEY)]
        self._marks, self._key = keys[0], keys[min(1, len(keys) - 1)]
        self._before = keys[2:]

    def lock(self, place: str, row_id: str, text: str) -> bytes:
        """`place` is table.column; `row_id` the row's own id."""
        return self.lock_bytes(place, row_id, text.encode())

    def open(self, place: str, row_id: str, locked: bytes) -> str:
        """Raises Damaged when the bytes were changed, cut or moved."""
        return self.open_bytes(place, row_id, locked).decode()

    def lock_bytes(self, place: str, row_id: str, raw: bytes) -> bytes:
        return _seal(self._key, raw, place, row_id, self._course_id)

    def open_bytes(self, place: str, row_id: str, locked: bytes) -> bytes:
        """Raises Damaged when the bytes were changed, cut or moved."""
        return _unseal_with((self._key, *self._before), locked, place, row_id, self._course_id)

    def lock_anew(self, place: str, row_id: str, locked: bytes) -> bytes | None:
        """Under the newest key; None when it is locked with that. Raises Damaged when no key opens it."""
        where = (place, row_id, self._course_id)
        if not self._before or _opens(self._key, locked, *where):
            return None
        return _seal(self._key, _unseal_with(self._before, locked, *where), *where)

    def mark(self, place: str, *parts: str) -> str:
        """An id (UUIDv8 of RFC 9562) for these words at this place: the same each time, and nothing without the key."""
        text = "".join(f"{len(part)}:{part}" for part in (place, self._course_id, *parts))
        made = bytearray(hmac.digest(self._marks, b"mark" + text.encode(), "sha256")[:16])
        made[6], made[8] = made[6] & 0x0F | 0x80, made[8] & 0x3F | 0x80
        return str(UUID(bytes=bytes(made)))

    def open_maybe(self, place: str, row_id: str, locked: bytes | None) -> str:
        return "" if locked is None else self.open(place, row_id, locked)

    def lock_maybe(self, place: str, row_id: str, text: str) -> bytes | None:
        return self.lock(place, row_id, text) if text else None


class Wrapped(msgspec.Struct, frozen=True):
    """The two sealed keys that lead to one course, as rows bring them."""

    clinic_id: str
    course_id: str
    clinic_wrapped: bytes
    course_wrapped: bytes


class Vault:
    """Holds the key that wraps clinics' keys. `again` reads those that stand now: another may have come meanwhile."""

    def __init__(self, wrap: bytes, again: Callable[[], list[bytes]] = list) -> None:
        self._wraps, self._again = [wrap], again
        self._before: list[bytes] = []
        self._forget_at = 0.0

    def new_clinic_key(self, clinic_id: str) -> bytes:
        return _seal(self._wraps[0], os.urandom(KEY), "clinic_key", clinic_id, "")

    def wrap_anew(self, clinic_id: str, wrapped: bytes, before: "Vault") -> bytes:
        """The clinic's own key as it is, under this vault's master instead of the one before."""
        return _seal(self._wraps[0], before._clinic_key(clinic_id, wrapped), "clinic_key", clinic_id, "")

    def new_course_key(self, clinic_id: str, clinic_wrapped: bytes, course_id: str) -> bytes:
        clinic = self._clinic_key(clinic_id, clinic_wrapped)
        return _seal(clinic, os.urandom(KEY), "course_key", course_id, clinic_id)

    def box(self, keys: Wrapped) -> Box:
        return Box(keys.course_id, self._ring(keys)[1])

    def renew(self, keys: Wrapped) -> bytes:
        """The course's ring with a new key to lock with; what was locked before still opens."""
        clinic, ring = self._ring(keys)
        if len(ring) > 2 * KEY:
            return keys.course_wrapped
        return _seal(clinic, ring[:KEY] + os.urandom(KEY) + ring[-KEY:], "course_key", keys.course_id, keys.clinic_id)

    def settle(self, keys: Wrapped) -> bytes:
        """The ring without the key before: what it locked opens no more."""
        clinic, ring = self._ring(keys)
        return _seal(clinic, ring[: 2 * KEY], "course_key", keys.course_id, keys.clinic_id)

    def _ring(self, keys: Wrapped) -> tuple[bytes, bytes]:
        clinic = self._clinic_key(keys.clinic_id, keys.clinic_wrapped)
        return clinic, _unseal(clinic, keys.course_wrapped, "course_key", keys.course_id, keys.clinic_id)

    def _clinic_key(self, clinic_id: str, wrapped: bytes) -> bytes:
        return self._unwrap(wrapped, "clinic_key", clinic_id, "")

    def _unwrap(self, wrapped: bytes, *where: str) -> bytes:
        """Once nothing opens, the keys that stand now are read: so a process that serves takes a new one up."""
        for wrap in self._wraps:
            if _opens(wrap, wrapped, *where):
                return _unseal(wrap, wrapped, *where)
        if fitting := [wrap for wrap in self._again() if _opens(wrap, wrapped, *where)]:
            self._before, self._wraps, self._forget_at = self._wraps, fitting, time.monotonic() + LATE
            return _unseal(fitting[0], wrapped, *where)
        if time.monotonic() >= self._forget_at:
            self._before = []
        for wrap in self._before:  # read from the database a moment before somebody else here met the new one
            if _opens(wrap, wrapped, *where):
                return _unseal(wrap, wrapped, *where)
        raise Damaged("does not open")

    def wrap_for_clinic(self, clinic: tuple[str, bytes], place: str, row_id: str, secret: bytes) -> bytes:
        """`clinic` is its id and its wrapped key: for what belongs to no course, and is no person's words."""
        return _seal(self._clinic_key(*clinic), secret, place, row_id, clinic[0])

    def unwrap_for_clinic(self, clinic: tuple[str, bytes], place: str, row_id: str, wrapped: bytes) -> bytes:
        """Raises Damaged when the bytes were changed, cut or moved."""
        return _unseal(self._clinic_key(*clinic), wrapped, place, row_id, clinic[0])

    def make_check(self) -> str:
        """A sealed constant, kept in the database to tell at start whether the key is the right one."""
        return _seal(self._wraps[0], b"tidemark", "installation", "key_check", "").hex()

    def fits(self, check: str) -> bool:
        try:
            return self._unwrap(bytes.fromhex(check), "installation", "key_check", "") == b"tidemark"
        except (Damaged, ValueError):
            return False


def _bound(*parts: str) -> bytes:
    return "\x1f".join(("tidemark", *parts)).encode()


def _seal(key: bytes, text: bytes, *where: str) -> bytes:
    nonce = os.urandom(NONCE)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, text, _bound(*where))


def _unseal(key: bytes, locked: bytes, *where: str) -> bytes:
    if locked[:1] != FORMAT:
        raise Damaged("unknown format")
    try:
        return AESGCM(key).decrypt(locked[1 : 1 + NONCE], locked[1 + NONCE :], _bound(*where))
    except (InvalidTag, ValueError):
        raise Damaged("does not open") from None


def _unseal_with(keys: Iterable[bytes], locked: bytes, *where: str) -> bytes:
    """By the first of them that opens it."""
    for key in keys:
        try:
            return _unseal(key, locked, *where)
        except Damaged:
            continue
    raise Damaged("does not open") from None


def _opens(key: bytes, locked: bytes, *where: str) -> bool:
    try:
        _unseal(key, locked, *where)
    except Damaged:
        return False
    return True
