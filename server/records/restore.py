"""Puts a backup back into an empty place, never over anything. Until it is finished, nothing starts from it."""

import shutil
from pathlib import Path
from uuid import uuid4

from server.access.checkpoint import FOLDER
from server.access.keys import load_keys, sync_folder
from server.db.copies import SQLITE_FILE, Say, is_empty, put_back, quiet
from server.db.errors import CannotStart
from server.db.halves import epoch_in, is_half_of, mark_half, unmark_half
from server.records.backup import BESIDE, Contents, check_backup, read_contents
from server.records.folders import close_folder, copy_folder, write_whole
from server.settings import UNFINISHED, Settings

BEGAN, EPOCH = "A restore began here and has not ended.\n", "epoch "
MAY_BE_THERE = {"keys", UNFINISHED, f"{UNFINISHED}.part"}


async def restore_backup(settings: Settings, folder: Path, say: Say = quiet) -> Contents:
    """One that was broken off is begun again, from its beginning; what is whole in PostgreSQL by then stays.

    The caller then begins the epoch of `plan_epoch` and calls `finish`: a start before that would not be told of to the
    phones.
    """
    planned = _planned_epoch(settings)
    if (settings.data / UNFINISHED).exists():
        _take_back(settings, folder)
    _refuse_unless_empty(settings)
    keys = load_keys(settings, fresh=False)
    whole = await _is_whole(settings, read_contents(keys, folder).seal, planned)
    contents, _proof = await check_backup(settings, keys, folder, say)
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        close_folder(settings.data)
        _say_unfinished(settings, planned)
        if not whole:
            await mark_half(settings.database, contents.seal)
            await put_back(settings.database, folder / contents.database)
        for source in [folder / FOLDER, *sorted((folder / BESIDE).glob("*"))]:
            if source.is_dir():
                copy_folder(source, settings.data / source.name)
        sync_folder(settings.data)
    except OSError as error:
        raise CannotStart(f"The backup could not be written to {settings.data} ({error.strerror}).") from None
    return contents


async def _is_whole(settings: Settings, seal: str, planned: str) -> bool:
    """False for an empty database. True for one that holds this very backup, by a restore of it that was broken off:
    by its mark, or by the epoch that was about to begin. Raises CannotStart for any other: nothing is emptied here."""
    if await is_empty(settings.database):
        return False
    if await is_half_of(settings.database, seal) or (planned and await epoch_in(settings.database) == planned):
        return True
    raise CannotStart("The database of DATABASE_URL is not empty. A restore needs an empty one: drop and create it.")


def plan_epoch(settings: Settings) -> str:
    """Noted before it begins, so that a restore that is broken off after that is known again."""
    epoch = str(uuid4())
    _say_unfinished(settings, epoch)
    return epoch


def _say_unfinished(settings: Settings, epoch: str) -> None:
    write_whole(settings.data / UNFINISHED, f"{BEGAN}{EPOCH}{epoch}\n".encode())


def _planned_epoch(settings: Settings) -> str:
    try:
        lines = (settings.data / UNFINISHED).read_text().splitlines()
    except FileNotFoundError:
        return ""
    return next((line.removeprefix(EPOCH) for line in lines if line.startswith(EPOCH)), "")


def _take_back(settings: Settings, folder: Path) -> None:
    """What a restore that has not ended had put there, and nothing else: nobody could start from it."""
    names = {FOLDER, *(source.name for source in (folder / BESIDE).glob("*"))} - {"keys"}
    for path in settings.data.iterdir():
        if path.is_dir() and path.name in names:
            shutil.rmtree(path)
        elif path.name.startswith(SQLITE_FILE):
            path.unlink()


async def finish(settings: Settings) -> None:
    await unmark_half(settings.database)
    (settings.data / UNFINISHED).unlink()
    sync_folder(settings.data)


def _refuse_unless_empty(settings: Settings) -> None:
    found = sorted(path.name for path in settings.data.glob("*") if path.name not in MAY_BE_THERE)
    if found:
        raise CannotStart(
            f"{settings.data} is not empty ({found[0]}). A restore never writes over anything: set TIDEMARK_DATA to a "
            "new folder that holds at most keys/master.key."
        )
