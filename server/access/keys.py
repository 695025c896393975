"""The master key and what is derived from it; it lives in the settings or a file, never in the database."""

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server.db.errors import CannotStart
from server.settings import Settings


class Keys(msgspec.Struct, frozen=True):
    """One key a purpose, 32 bytes each (HKDF-SHA256, RFC 5869), so that no use can weaken another."""

    wrap: bytes
    trail: bytes
    codes: bytes
    tags: bytes
    checkpoints: bytes
    backups: bytes

    def hash_code(self, code: str) -> str:
        """Short codes are hashed under a key: 40 bits alone could be searched from a stolen table."""
        return hmac.new(self.codes, code.encode(), hashlib.sha256).hexdigest()

    def tag(self, person_id: str) -> str:
        """What a phone knows its owner by: stable, and telling nothing."""
        return hmac.new(self.tags, person_id.encode(), hashlib.sha256).hexdigest()[:24]


def derive(master: bytes) -> Keys:
    def purpose(name: str) -> bytes:
        return HKDF(SHA256(), 32, salt=None, info=f"tidemark {name} 1".encode()).derive(master)

    return Keys(*(purpose(name) for name in Keys.__struct_fields__))


def load_keys(settings: Settings, *, fresh: bool) -> Keys:
    """`fresh`: the database is new, so a missing key file may be made. Raises CannotStart."""
    if settings.master_key is not None:
        return derive(_parse(settings.master_key, "TIDEMARK_MASTER_KEY"))
    path = settings.data / "keys" / "master.key"
    if path.exists():
        try:
            return derive(_parse(path.read_text(), str(path)))
        except (OSError, UnicodeDecodeError):
            raise CannotStart(f"The key in {path} cannot be read. Check its rights, or restore it.") from None
    if not fresh:
        raise CannotStart(
            f"The key {path} is missing, and without it nobody's words can be opened. "
            "Put the file back, or set TIDEMARK_MASTER_KEY."
        )
    return derive(_make(path))


def _parse(text: str, where: str) -> bytes:
    text = text.strip()
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        raise CannotStart(f"The master key in {where} must be 64 hexadecimal digits. Put the right key back.")
    return bytes.fromhex(text)


def _make(path: Path) -> bytes:
    master = secrets.token_bytes(32)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(master.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        raise CannotStart(
            f"A key cannot be written to {path.parent}. Make the folder writable, or set TIDEMARK_DATA to one that is."
        ) from None
    return master
