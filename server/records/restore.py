"""Puts a backup back into an empty place, never over anything. Until it is finished, nothing starts from it."""

import shutil
from pathlib import Path

from server.access.checkpoint import FOLDER
from server.access.keys import load_keys
from server.db.copies import is_empty, put_back
from server.db.errors import CannotStart
from server.records.backup import BESIDE, Contents, check_backup
from server.settings import UNFINISHED, Settings


async def restore_backup(settings: Settings, folder: Path) -> Contents:
    """The caller then begins a new epoch and calls `finish`: a start before that would not be told of to the phones."""
    await _refuse_unless_empty(settings)
    keys = load_keys(settings, fresh=False)
    contents, _proof = await check_backup(settings, keys, folder)
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        (settings.data / UNFINISHED).write_text("A restore began here and has not ended.\n")
        await put_back(settings.database, folder / contents.database)
        for source in [folder / FOLDER, *sorted((folder / BESIDE).glob("*"))]:
            if source.is_dir():
                shutil.copytree(source, settings.data / source.name)
    except OSError as error:
        raise CannotStart(f"The backup could not be written to {settings.data} ({error.strerror}).") from None
    return contents


def finish(settings: Settings) -> None:
    (settings.data / UNFINISHED).unlink()


async def _refuse_unless_empty(settings: Settings) -> None:
    found = sorted(path.name for path in settings.data.glob("*") if path.name != "keys")
    if found:
        raise CannotStart(
            f"{settings.data} is not empty ({found[0]}). A restore never writes over anything: set TIDEMARK_DATA to a "
            "new folder that holds at most keys/master.key."
        )
    if not await is_empty(settings.database):
        raise CannotStart("The database of DATABASE_URL is not empty. A restore needs an empty one.")
