"""The folder that a backup is made in: new or empty, one backup's at a time, and closed to everybody else."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from server.access.keys import sync_folder
from server.db.errors import CannotStart
from server.records.folders import LIST, SAYS, UNFINISHED, close_folder


@contextmanager
def taken(folder: Path) -> Iterator[None]:
    """The mark in it is held while the backup is made, and goes when the backup is whole. What a killed one left is
    emptied first. Raises CannotStart."""
    try:
        handle = _taken(folder)
    except OSError:
        raise CannotStart(f"The folder {folder} cannot be written to. Make it writable, or name another.") from None
    try:
        yield
        if (folder / LIST).exists():
            (folder / UNFINISHED).unlink()
            sync_folder(folder)
    finally:
        os.close(handle)


def _taken(folder: Path) -> int:
    """The mark, opened: it is ours alone until it is closed or the process is gone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = {path.name for path in folder.iterdir()}
    if (found and UNFINISHED not in found) or LIST in found:
        raise _used(folder)
    close_folder(folder)
    handle = os.open(folder / UNFINISHED, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle, folder)
        if (folder / LIST).exists() or not _is_at(handle, folder / UNFINISHED):
            raise _used(folder)
        empty(folder, but=UNFINISHED)
        os.write(handle, SAYS)
        os.fsync(handle)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _used(folder: Path) -> CannotStart:
    return CannotStart(f"The folder {folder} is not empty. Name a new one: a backup is never written over another.")


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise CannotStart(f"Another backup is being made in {folder}. Name another folder for this one.") from None
    except OSError:
        pass  # a disk that knows no locks


def _is_at(handle: int, path: Path) -> bool:
    """Not when another backup ended between our looking and our locking, and took its mark with it."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def empty(folder: Path, but: str = "") -> None:
    """Of what an unfinished backup had written, which is all there is: it began in an empty folder. The mark last."""
    for path in sorted(folder.iterdir(), key=lambda one: one.name == UNFINISHED):
        if path.name != but:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
