"""Puts a backup back into an empty place, never over anything. Until it is finished, nothing starts from it."""

import shutil
from pathlib import Path

from server.access.checkpoint import FOLDER
from server.access.keys import load_keys, sync_folder
from server.db.copies import SQLITE_FILE, Say, is_empty, put_back, quiet
from server.db.errors import CannotStart
from server.records.backup import BESIDE, Contents, check_backup
from server.records.folders import close_folder, copy_folder, write_whole
from server.settings import UNFINISHED, Settings


async def restore_backup(settings: Settings, folder: Path, say: Say = quiet) -> Contents:
    """One that was broken off is begun again, from its beginning.

    The caller then begins a new epoch and calls `finish`: a start before that would not be told of to the phones.
    """
    if (settings.data / UNFINISHED).exists():
        _take_back(settings, folder)
    await _refuse_unless_empty(settings)
    keys = load_keys(settings, fresh=False)
    contents, _proof = await check_backup(settings, keys, folder, say)
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        close_folder(settings.data)
        write_whole(settings.data / UNFINISHED, b"A restore began here and has not ended.\n")
        await put_back(settings.database, folder / contents.database)
        for source in [folder / FOLDER, *sorted((folder / BESIDE).glob("*"))]:
            if source.is_dir():
                copy_folder(source, settings.data / source.name)
        sync_folder(settings.data)
    except OSError as error:
        raise CannotStart(f"The backup could not be written to {settings.data} ({error.strerror}).") from None
    return contents


def _take_back(settings: Settings, folder: Path) -> None:
    """What a restore that has not ended had put there, and nothing else: nobody could start from it."""
    names = {FOLDER, *(source.name for source in (folder / BESIDE).glob("*"))} - {"keys"}
    for path in settings.data.iterdir():
        if path.is_dir() and path.name in names:
            shutil.rmtree(path)
        elif path.name.startswith(SQLITE_FILE):
            path.unlink()


def finish(settings: Settings) -> None:
    (settings.data / UNFINISHED).unlink()
    sync_folder(settings.data)


async def _refuse_unless_empty(settings: Settings) -> None:
    found = sorted(path.name for path in settings.data.glob("*") if path.name not in ("keys", UNFINISHED))
    if found:
        raise CannotStart(
            f"{settings.data} is not empty ({found[0]}). A restore never writes over anything: set TIDEMARK_DATA to a "
            "new folder that holds at most keys/master.key."
        )
    if not await is_empty(settings.database):
        raise CannotStart(
            "The database of DATABASE_URL is not empty. A restore needs an empty one: drop and create it."
        )
