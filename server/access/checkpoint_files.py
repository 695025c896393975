"""The files of checkpoints: one a clinic, lines that are only added, each sealed together with the line before it."""

import hashlib
import hmac
import os
from pathlib import Path

import msgspec

FOLDER = "checkpoints"
START = "0" * 64
ENDING = 4096  # bytes that hold the last two lines and what a stop in the middle left behind


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """The trail of one clinic as it stood: its last number, that row's mac, and how many rows there were."""

    clinic_id: str
    at: str
    number: int
    mac: str
    count: int
    seal: str = ""


class BrokenTrail(Exception):
    """One sentence for the administrator: which clinic, which row, and how it is known."""


def sealed(key: bytes, before: str, point: Checkpoint) -> str:
    fields = [before, point.clinic_id, point.at, str(point.number), point.mac, str(point.count)]
    text = "".join(f"{len(field)}:{field}" for field in fields)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def read_checkpoints(key: bytes, path: Path) -> list[Checkpoint]:
    """Raises BrokenTrail for a line that we did not write. A last line without its end was never finished."""
    points: list[Checkpoint] = []
    for line in path.read_bytes().split(b"\n")[:-1] if path.exists() else []:
        before = points[-1].seal if points else START
        if (point := _read(line)) is None or not hmac.compare_digest(sealed(key, before, point), point.seal):
            raise BrokenTrail(f"line {len(points) + 1} of the checkpoints in {path} is not as it was written")
        points.append(point)
    return points


def _read(line: bytes) -> Checkpoint | None:
    try:
        return msgspec.json.decode(line, type=Checkpoint)
    except msgspec.DecodeError:
        return None


def read_last(key: bytes, path: Path) -> Checkpoint | None:
    """Of a file of years only the end is read, and its last line held against the one before."""
    ending, from_start = _ending(path)
    lines = ending.split(b"\n")[:-1]
    if not lines:
        return None
    last, before = _read(lines[-1]), _read(lines[-2]) if len(lines) > 1 else None
    seal = before.seal if before else START if from_start and len(lines) == 1 else ""
    if last is None or not hmac.compare_digest(sealed(key, seal, last), last.seal):
        raise BrokenTrail(f"the last line of the checkpoints in {path} is not as it was written")
    return last


def _ending(path: Path) -> tuple[bytes, bool]:
    """The end of a file, and whether that is all of it."""
    if not path.exists():
        return b"", True
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - ENDING))
        return file.read(), size <= ENDING


def add_checkpoint(key: bytes, path: Path, last: Checkpoint | None, point: Checkpoint) -> None:
    """On the disk before it returns. What a stop in the middle left behind is cut off first."""
    line = msgspec.json.encode(msgspec.structs.replace(point, seal=sealed(key, last.seal if last else START, point)))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = len(_ending(path)[0].rpartition(b"\n")[2])
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        file.truncate(file.seek(-unfinished, os.SEEK_END))
        file.write(line + b"\n")
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
