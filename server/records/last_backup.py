"""What is known of the newest backup, in a file beside the database: when it was made, where, and when read back."""

import os
from datetime import UTC, datetime
from pathlib import Path

import msgspec

FILE = "last-backup.json"


class LastBackup(msgspec.Struct, frozen=True, kw_only=True):
    """`verified_at` is when `verify-backup` last restored this very one and opened everything in it."""

    made_at: str
    folder: str
    verified_at: str = ""


def read_last_backup(data: Path) -> LastBackup | None:
    try:
        return msgspec.json.decode((data / FILE).read_bytes(), type=LastBackup)
    except (OSError, msgspec.DecodeError):
        return None


def note_backup(data: Path, made_at: str, folder: Path) -> None:
    _write(data, LastBackup(made_at=made_at, folder=str(folder.absolute())))


def note_verified(data: Path, made_at: str, folder: Path) -> None:
    """An older one that is read back says nothing of the newest."""
    last = read_last_backup(data)
    if data.is_dir() and (last is None or last.made_at <= made_at):
        now = datetime.now(UTC).isoformat(timespec="seconds")
        _write(data, LastBackup(made_at=made_at, folder=str(folder.absolute()), verified_at=now))


def _write(data: Path, last: LastBackup) -> None:
    unfinished = data / f"{FILE}.unfinished"
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(msgspec.json.encode(last) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(data / FILE)
