"""Locks what people write: AES-256-GCM under a key per course, wrapped by the clinic's, wrapped by the master's.

The associated data names table, column, row and course, so that a ciphertext moved elsewhere does not open.
"""

import hmac
import os
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = b"\x01"
NONCE = 12


class Damaged(Exception):
    """A locked text does not open with its key at its place. The message never holds any of it."""


class Box:
    """One course's lock. Nothing outside this module sees its key."""

    def __init__(self, course_id: str, key: bytes) -> None:
        self._course_id = course_id
        self._key = key

    def lock(self, place: str, row_id: str, text: str) -> bytes:
        """`place` is table.column; `row_id` the row's own id."""
        return _seal(self._key, text.encode(), place, row_id, self._course_id)

    def open(self, place: str, row_id: str, locked: bytes) -> str:
        """Raises Damaged when the bytes were changed, cut or moved."""
        return _unseal(self._key, locked, place, row_id, self._course_id).decode()

    def lock_bytes(self, place: str, row_id: str, raw: bytes) -> bytes:
        return _seal(self._key, raw, place, row_id, self._course_id)

    def open_bytes(self, place: str, row_id: str, locked: bytes) -> bytes:
        """Raises Damaged when the bytes were changed, cut or moved."""
        return _unseal(self._key, locked, place, row_id, self._course_id)

    def mark(self, place: str, *parts: str) -> str:
        """An id (UUIDv8 of RFC 9562) for these words at this place: the same each time, and nothing without the key."""
        text = "".join(f"{len(part)}:{part}" for part in (place, self._course_id, *parts))
        made = bytearray(hmac.digest(self._key, b"mark" + text.encode(), "sha256")[:16])
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
    def __init__(self, wrap: bytes) -> None:
        self._wrap = wrap

    def new_clinic_key(self, clinic_id: str) -> bytes:
        return _seal(self._wrap, os.urandom(32), "clinic_key", clinic_id, "")

    def new_course_key(self, clinic_id: str, clinic_wrapped: bytes, course_id: str) -> bytes:
        clinic = _unseal(self._wrap, clinic_wrapped, "clinic_key", clinic_id, "")
        return _seal(clinic, os.urandom(32), "course_key", course_id, clinic_id)

    def box(self, keys: Wrapped) -> Box:
        clinic = _unseal(self._wrap, keys.clinic_wrapped, "clinic_key", keys.clinic_id, "")
        return Box(keys.course_id, _unseal(clinic, keys.course_wrapped, "course_key", keys.course_id, keys.clinic_id))

    def wrap_for_clinic(self, clinic: tuple[str, bytes], place: str, row_id: str, secret: bytes) -> bytes:
        """`clinic` is its id and its wrapped key: for what belongs to no course, and is no person's words."""
        return _seal(self._clinic_key(clinic), secret, place, row_id, clinic[0])

    def unwrap_for_clinic(self, clinic: tuple[str, bytes], place: str, row_id: str, wrapped: bytes) -> bytes:
        """Raises Damaged when the bytes were changed, cut or moved."""
        return _unseal(self._clinic_key(clinic), wrapped, place, row_id, clinic[0])

    def _clinic_key(self, clinic: tuple[str, bytes]) -> bytes:
        return _unseal(self._wrap, clinic[1], "clinic_key", clinic[0], "")

    def make_check(self) -> str:
        """A sealed constant, kept in the database to tell at start whether the key is the right one."""
        return _seal(self._wrap, b"tidemark", "installation", "key_check", "").hex()

    def fits(self, check: str) -> bool:
        try:
            return _unseal(self._wrap, bytes.fromhex(check), "installation", "key_check", "") == b"tidemark"
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
