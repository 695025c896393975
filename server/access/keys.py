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

from server.access.vault import Vault
from server.db.errors import CannotStart
from server.settings import Settings

HEX = re.compile(r"[0-9a-fA-F]{64}")


class Keys(msgspec.Struct, frozen=True):
    """One key a purpose, 32 bytes each (HKDF-SHA256, RFC 5869), so that no use can weaken another."""

    wrap: bytes
    trail: bytes
    codes: bytes
    tags: bytes
    checkpoints: bytes
    backups: bytes
    phones: bytes

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
        return _parse(settings.master_key, "TIDEMARK_MASTER_KEY")
    path = settings.data / "keys" / "master.key"
    if path.exists():
        return read_key(path)
    if not fresh:
        raise CannotStart(
            f"The key {path} is missing, and without it nobody's words can be opened. "
            "Put the file back, or set TIDEMARK_MASTER_KEY."
        )
    master = secrets.token_bytes(32)
    write_key(path, master)
    return derive(master)


def open_vault(settings: Settings, keys: Keys) -> Vault:
    """It reads the key's file again when a key was rotated meanwhile, or a rotation was broken off."""
    return Vault(keys.wrap, lambda: wraps_of(settings))


def key_path(settings: Settings) -> Path | None:
    """None when the key is in a setting, which a process that runs cannot read again."""
    if settings.master_key_file is not None:
        return settings.master_key_file
    return None if settings.master_key is not None else settings.data / "keys" / "master.key"


def next_path(path: Path) -> Path:
    """Where a rotation keeps the new key until it has taken the old one's place."""
    return path.with_name(f"{path.name}.next")


def wraps_of(settings: Settings) -> list[bytes]:
    path = key_path(settings)
    if path is None:
        return []
    found = []
    for one in (next_path(path), path):  # in this order: the next one may move to the other's place meanwhile
        try:
            found.append(read_key(one).wrap)
        except CannotStart:
            if one.exists():
                raise
    return found[::-1]


def read_key(path: Path) -> Keys:
    try:
        return _parse(path.read_text(), str(path))
    except (OSError, UnicodeDecodeError):
        raise CannotStart(f"The key in {path} cannot be read. Check its rights, or restore it.") from None


def _parse(text: str, where: str) -> Keys:
    """The master alone, or followed by a line for each key that stayed when the master was rotated."""
    master, *stayed = text.split() or [""]
    names, values = stayed[::2], stayed[1::2]
    known = set(Keys.__struct_fields__) - {"wrap"}
    if len(names) != len(values) or not known.issuperset(names) or not all(map(HEX.fullmatch, [master, *values])):
        raise CannotStart(f"The master key in {where} must be 64 hexadecimal digits. Put the right key back.")
    kept = {name: bytes.fromhex(value) for name, value in zip(names, values, strict=True)}
    return msgspec.structs.replace(derive(bytes.fromhex(master)), **kept)


def write_key(path: Path, master: bytes, stays: Keys | None = None) -> None:
    """For its owner alone, whole or not at all, never over another. `stays`: all of these but the one that wraps."""
    lines = [master.hex()]
    if stays is not None:
        lines += [f"{name} {getattr(stays, name).hex()}" for name in Keys.__struct_fields__ if name != "wrap"]
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(unfinished, path)
        unfinished.unlink()
        sync_folder(path.parent)
    except OSError:
        raise CannotStart(
            f"A key cannot be written to {path.parent}. Make the folder writable, or set TIDEMARK_DATA to one that is."
        ) from None


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
