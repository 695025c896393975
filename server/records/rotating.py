"""New keys while everybody reads and writes: another master key at once, and new keys for every course's words.

Each step can be broken off anywhere: what was locked opens before and after it, and the command goes on from there.
"""

import asyncio
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from server.access.keys import key_path, load_keys, next_path, open_vault, read_key, sync_folder, write_key
from server.access.vault import Vault, Wrapped
from server.db.connection import Database, Transaction
from server.db.errors import CannotStart
from server.db.patience import write_patiently
from server.db.values import utc_text
from server.records.queries import fact
from server.records.relocking import lock_anew
from server.settings import Settings

COURSES = 200
SETTLES = 30.0  # seconds, longer than any request holds on to a key that it was given
SINCE = "renewing_since"
LONGER = 110  # bytes that only a ring has which still holds the key before
_KEYS = """
    select course.clinic_id, course.id as course_id, clinic_key.wrapped as clinic_wrapped,
           course_key.wrapped as course_wrapped
    from course_key
    join course on course.id = course_key.course_id
    join clinic_key on clinic_key.clinic_id = course.clinic_id
"""
RENEWABLE = _KEYS + " where course_key.renewed_at is null or course_key.renewed_at < :since limit :most"
RENEW = """
    update course_key set wrapped = :wrapped, renewed_at = :since where course_id = :course and wrapped = :was
"""
RENEWED = _KEYS + f" where course_key.renewed_at = :since and length(course_key.wrapped) > {LONGER} limit :most"
SETTLE = """
    update course_key set wrapped = :wrapped where course_id = :course and wrapped = :was and renewed_at = :since
"""
Say = Callable[[str, int], None]


class ClinicKey(msgspec.Struct, frozen=True):
    clinic_id: str
    wrapped: bytes


def prepare_master(settings: Settings) -> Path:
    """The new key in its file, beside the one that stands; one that is there already is the one."""
    path = key_path(settings)
    if path is None:
        raise CannotStart(
            "The master key is in TIDEMARK_MASTER_KEY, which a process that serves cannot read again. Put it into a "
            "file that only Tidemark reads, name it with TIDEMARK_MASTER_KEY_FILE, start again, and rotate then."
        )
    if not next_path(path).exists():
        write_key(next_path(path), secrets.token_bytes(32), stays=read_key(path))
    return next_path(path)


async def rotate_master(settings: Settings, db: Database) -> Path:
    """Every clinic's key is wrapped anew in one transaction. Answers where the old master key went."""
    upcoming = prepare_master(settings)
    path = key_path(settings)
    assert path is not None
    before, after = Vault(read_key(path).wrap), Vault(read_key(upcoming).wrap)
    await write_patiently(db, lambda tx: _wrap_where_it_fits(tx, before, after))
    return _take_its_place(path, upcoming)


async def _wrap_where_it_fits(tx: Transaction, before: Vault, after: Vault) -> None:
    check = await fact(tx, "key_check")
    if before.fits(check):
        await _wrap_anew(tx, before, after)
    elif not after.fits(check):
        raise CannotStart("Neither the key nor the new one beside it opens this data. Put the right key back.")


async def _wrap_anew(tx: Transaction, before: Vault, after: Vault) -> None:
    """The mark of the right key comes first: a clinic that is being made holds that row too, and waits or is seen."""
    await tx.run("update installation set value = :check where name = 'key_check'", check=after.make_check())
    for one in await tx.all(ClinicKey, "select clinic_id, wrapped from clinic_key order by clinic_id"):
        await tx.run(
            "update clinic_key set wrapped = :wrapped where clinic_id = :clinic",
            wrapped=after.wrap_anew(one.clinic_id, one.wrapped, before),
            clinic=one.clinic_id,
        )


def _take_its_place(path: Path, upcoming: Path) -> Path:
    """There is a master key at `path` at every moment."""
    retired = path.with_name(f"retired-{datetime.now(UTC):%Y-%m-%dT%H%M%S}-{secrets.token_hex(3)}.key")
    try:
        os.link(path, retired)
        upcoming.replace(path)
        sync_folder(path.parent)
    except OSError:
        raise CannotStart(
            f"The new key opens everything and could not be moved to {path}. Make its folder writable, and do it again."
        ) from None
    return retired


async def rotate_data(settings: Settings, db: Database, say: Say, *, wait: float = SETTLES) -> int:
    """Every course gets a new key and every word is locked with it; then the keys before go. Answers how many words."""
    vault = open_vault(settings, load_keys(settings, fresh=False))
    async with db.alone("rotate-keys") as mine:
        if not mine:
            raise CannotStart("Another process is locking words anew. Wait for it, or end it and do this again.")
        since = await write_patiently(db, _begin)
        await _each(db, vault.renew, (RENEWABLE, RENEW), since, lambda done: say("courses have a new key", done))
        changed = await lock_anew(db, vault, lambda seen: say("words looked at", seen))
        await asyncio.sleep(wait)  # a request that was given the key before has ended by then
        while more := await lock_anew(db, vault, lambda seen: say("words looked at again", seen)):
            changed += more
        await _each(db, vault.settle, (RENEWED, SETTLE), since, lambda done: say("keys before let go", done))
        await write_patiently(db, lambda tx: tx.run("delete from installation where name = :name", name=SINCE))
    return changed


async def _each(
    db: Database, change: Callable[[Wrapped], bytes], sql: tuple[str, str], since: str, say: Callable[[int], None]
) -> None:
    async def some(tx: Transaction) -> int:
        courses = await tx.all(Wrapped, sql[0], since=since, most=COURSES)
        for one in courses:
            await tx.run(sql[1], course=one.course_id, was=one.course_wrapped, wrapped=change(one), since=since)
        return len(courses)

    done = 0
    while changed := await write_patiently(db, some):
        done += changed
        say(done)


async def _begin(tx: Transaction) -> str:
    """The moment from which keys count as new: that of a rotation that was broken off, or now."""
    await tx.run(
        "insert into installation (name, value) values (:name, :now) on conflict (name) do nothing",
        name=SINCE,
        now=utc_text(datetime.now(UTC)),
    )
    return await fact(tx, SINCE)
