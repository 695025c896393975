"""Brings an installation up: database, schema, keys and the check that they belong together. Raises CannotStart."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from server.access.house import Clock, House, utc_now
from server.access.keys import load_keys, open_vault
from server.access.vault import Vault
from server.db.connection import Database, Transaction, open_database
from server.db.errors import CannotStart
from server.db.halves import refuse_half_restore
from server.db.migrate import migrate
from server.db.values import utc_text
from server.pages.assets import Assets
from server.pages.templating import templates_for
from server.records.moved import stay_or_go
from server.session_day.pattern_files import check_patterns
from server.settings import UNFINISHED, Settings

RESTORED, CAME_BACK = "restored", "came_back_at"  # until the first start after a restore; and when that was
MIGRATIONS = Path(__file__).parent / "db" / "migrations"


async def open_house(settings: Settings, *, clock: Clock = utc_now, assets: Assets | None = None) -> House:
    check_patterns()
    _make_folder(settings.data)
    if (settings.data / UNFINISHED).exists():
        raise CannotStart(
            f"A restore into {settings.data} has not ended. Run tidemark restore with the same backup again."
        )
    db = await open_database(settings.database)
    try:
        await refuse_half_restore(db)
        await migrate(db, MIGRATIONS)
        await stay_or_go(db, settings)
        known = await _installation(db)
        if RESTORED in known:
            await _come_back(db, clock())
            known = await _installation(db)
        keys = load_keys(settings, fresh="key_check" not in known)
        vault = open_vault(settings, keys)
        if "key_check" not in known:
            known = await _begin(db, vault)
        if not vault.fits(known["key_check"]):
            raise CannotStart(
                "This key is not the one that this data was locked with. Put the right master key back; "
                "nothing was changed."
            )
    except BaseException:
        await db.close()
        raise
    assets = assets or Assets()
    return House(
        settings=settings,
        db=db,
        keys=keys,
        vault=vault,
        assets=assets,
        templates=templates_for(assets),
        epoch=known["epoch"],
        came_back_at=datetime.fromisoformat(known[CAME_BACK]) if CAME_BACK in known else None,
        clock=clock,
    )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _close_to_others(folder)
        probe = folder / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        raise CannotStart(
            f"The folder {folder} cannot be written to. Make it writable, or set TIDEMARK_DATA to another."
        ) from None


def _close_to_others(folder: Path) -> None:
    """One that was made by a plain mkdir, while nothing but ours is to come into it. Some disks know no rights."""
    if folder.stat().st_uid == os.geteuid() and not any(folder.iterdir()):
        with suppress(OSError):
            folder.chmod(0o700)


async def _installation(db: Database) -> dict[str, str]:
    async with db.reading() as reader:
        return {
            name: value
            for name in ("key_check", "epoch", RESTORED, CAME_BACK)
            if (value := await reader.value("select value from installation where name = :name", name=name))
        }


async def _begin(db: Database, vault: Vault) -> dict[str, str]:
    """Two processes may begin at once: the first one's rows stand, and both read them."""
    facts = {"key_check": vault.make_check(), "epoch": str(uuid4())}
    async with db.writing() as tx:
        for name, value in facts.items():
            await tx.run(
                "insert into installation (name, value) values (:name, :value) on conflict (name) do nothing",
                name=name,
                value=value,
            )
    return await _installation(db)


async def hold_key(tx: Transaction, vault: Vault) -> None:
    """Before a key is made under the master: a rotation of it comes wholly before or wholly after this block."""
    await tx.run("update installation set value = value where name = 'key_check'")
    check = await tx.value("select value from installation where name = 'key_check'")
    if not vault.fits(check):  # which also takes a new master up
        raise CannotStart("The master key was changed just now. Do this again.")


async def begin_anew(settings: Settings, epoch: str) -> None:
    """After a restore: a new epoch, by which phones know that what they sent since the backup may be gone. The tables
    may be those of an older version: what ended since the backup is seen to at the first start."""
    async with await open_database(settings.database) as db, db.writing() as tx:
        await tx.run("update installation set value = :epoch where name = 'epoch'", epoch=epoch)
        await _note(tx, RESTORED, epoch)


async def _come_back(db: Database, now: datetime) -> None:
    """Once, by whoever starts first: what may have ended or gone out since the backup neither opens anything nor goes
    out again (P15)."""
    from server.access.coming_back import end_every_login
    from server.accounts.coming_back import withdraw_what_works_once
    from server.reminders.coming_back import set_aside

    async with db.writing() as tx:
        if await tx.run("delete from installation where name = :name", name=RESTORED):
            await end_every_login(tx, now)
            await withdraw_what_works_once(tx, now)
            await set_aside(tx, now)
            await _note(tx, CAME_BACK, utc_text(now))


async def _note(tx: Transaction, name: str, value: str) -> None:
    await tx.run(
        """
        insert into installation (name, value) values (:name, :value)
        on conflict (name) do update set value = excluded.value
        """,
        name=name,
        value=value,
    )
