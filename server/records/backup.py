"""A backup: one moment of the database, and the files beside it. It counts only after it has been read back.

The master key is never in it. The folder's list of contents is written last and sealed, so that a folder with one is
a backup that was whole.
"""

import asyncio
import hashlib
import hmac
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from server.access.checkpoint import FOLDER, BrokenTrail, verify_trail
from server.access.keys import Keys, key_path, load_keys, open_vault, sync_folder
from server.access.vault import Damaged
from server.db.copies import Say, copy_out, file_name, quiet
from server.db.errors import CannotStart, DatabaseError
from server.db.scratch import opened_copy, sweep_folder
from server.records.folder_taken import empty, taken
from server.records.folders import LIST, UNFINISHED, copy_folder, is_backup, refuse_inside, write_whole
from server.records.moved import refuse_half
from server.records.queries import Counts, count_all, fact, open_newest
from server.records.secrets import open_everything
from server.settings import Settings

BESIDE = "files"
SAMPLE = 200  # of each kind of words
OTHER_KEY = "This backup was locked with another master key. Name that one (TIDEMARK_MASTER_KEY_FILE), and ask again."
NOT_COPIED = {"keys", FOLDER}  # checkpoints are copied too, but before the database: they must never be ahead of it


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    made_at: str
    database: str
    epoch: str
    counts: Counts
    files: dict[str, str]
    seal: str = ""


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What reading a copy back has shown."""

    counts: Counts
    words: int
    epoch: str
    seconds: float


async def make_backup(settings: Settings, folder: Path, say: Say = quiet) -> tuple[Contents, Proof]:
    """Broken off, it leaves an empty folder; killed, one that says of itself that it is unfinished."""
    refuse_inside(settings, folder)
    keys = load_keys(settings, fresh=False)
    with taken(folder):
        _sweep_beside(folder)
        try:
            return await _make(settings, keys, folder, say)
        except (asyncio.CancelledError, KeyboardInterrupt):
            empty(folder)
            raise


async def _make(settings: Settings, keys: Keys, folder: Path, say: Say) -> tuple[Contents, Proof]:
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        if (settings.data / FOLDER).is_dir():
            copy_folder(settings.data / FOLDER, folder / FOLDER)
        await copy_out(settings.database, folder / file_name(settings.database), say)
        _copy_beside(settings, folder / BESIDE)
        proof = await read_back(settings, keys, folder)
        contents = Contents(
            made_at=made_at, database=file_name(settings.database), epoch=proof.epoch, counts=proof.counts,
            files={name: _digest(folder / name) for name in _names(folder)},
        )  # fmt: skip
        contents = msgspec.structs.replace(contents, seal=_sealed(keys, contents))
        write_whole(folder / LIST, msgspec.json.format(msgspec.json.encode(contents)))
    except OSError as error:
        where = f" at {error.filename}" if error.filename else ""
        raise CannotStart(
            f"The backup could not be written to {folder} ({error.strerror}{where}). It does not count."
        ) from None
    return contents, proof


async def read_back(settings: Settings, keys: Keys, folder: Path, say: Say | None = None) -> Proof:
    """Opens the copy with the keys, as a restored clinic would. Raises CannotStart for whatever is amiss.

    With `say`, who hears how far it is, every word is opened; without, the newest of each kind.
    """
    began = time.monotonic()
    vault = open_vault(settings, keys)
    try:
        async with opened_copy(settings.database, folder / file_name(settings.database)) as copy:
            async with copy.reading() as db:
                if not vault.fits(await fact(db, "key_check")):
                    raise CannotStart(OTHER_KEY)
                await refuse_half(db)
                counts, words = await count_all(db), await open_newest(db, vault, SAMPLE)
                epoch = await fact(db, "epoch")
                await verify_trail(db, keys, folder)
            if say is not None:
                words = await open_everything(copy, vault, say)
    except Damaged:
        raise CannotStart("Some words in this backup do not open with this key. It does not count.") from None
    except BrokenTrail as reason:
        raise CannotStart(f"The trail in this backup does not hold ({reason}).") from None
    except (DatabaseError, LookupError):
        raise CannotStart("This backup cannot be read as Tidemark's data. It does not count.") from None
    return Proof(counts=counts, words=words, epoch=epoch, seconds=time.monotonic() - began)


async def check_backup(settings: Settings, keys: Keys, folder: Path, say: Say = quiet) -> tuple[Contents, Proof]:
    """Every file is there as it was, and the copy opens. Raises CannotStart."""
    contents = read_contents(keys, folder)
    if contents.database != file_name(settings.database):
        raise CannotStart(f"This backup is of the other kind of database ({contents.database}). Change DATABASE_URL.")
    for done, (name, digest) in enumerate(contents.files.items()):
        say("files looked at", done, len(contents.files))
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise CannotStart(f"The file {name} of this backup is missing or was changed. Use another backup.")
    proof = await read_back(settings, keys, folder, say)
    if proof.counts != contents.counts:
        raise CannotStart("This backup does not hold as much as when it was made. Use another backup.")
    return contents, proof


def read_contents(keys: Keys, folder: Path) -> Contents:
    try:
        contents = msgspec.json.decode((folder / LIST).read_bytes(), type=Contents)
    except (OSError, msgspec.DecodeError):
        raise CannotStart(f"{folder} is no backup that was finished: it has no {LIST} that can be read.") from None
    if not hmac.compare_digest(_sealed(keys, contents), contents.seal):
        raise CannotStart(f"{LIST} in {folder} was changed, or made under another master key. Use another backup.")
    return contents


def _sealed(keys: Keys, contents: Contents) -> str:
    plain = msgspec.json.encode(msgspec.structs.replace(contents, seal=""), order="deterministic")
    return hmac.new(keys.backups, plain, hashlib.sha256).hexdigest()


def _sweep_beside(folder: Path) -> None:
    """Of the backups that lie there too, as those of other nights do: what a killed reading back left in them."""
    with suppress(OSError):
        for path in folder.resolve().parent.iterdir():
            with suppress(OSError):
                if is_backup(path):
                    sweep_folder(path)


def _copy_beside(settings: Settings, target: Path) -> None:
    """What lies in the data folder beside the database: uploads, and whatever comes to be there. Never the keys, and
    no backup that somebody put there: each would hold all those before it."""
    target.mkdir(mode=0o700)
    for path in sorted(settings.data.iterdir()):
        if path.is_dir() and path.name not in NOT_COPIED and not is_backup(path):
            _refuse_key(settings, path)
            copy_folder(path, target / path.name)
    sync_folder(target)


def _refuse_key(settings: Settings, folder: Path) -> None:
    """A master key that somebody put among the uploads would open the backup that it is in."""
    path = key_path(settings)
    if path is not None and folder.resolve() in path.resolve().parents:
        raise CannotStart(f"The master key lies in {folder}, which is copied. Move it apart, and name it anew.")


def _names(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path != folder / UNFINISHED
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
