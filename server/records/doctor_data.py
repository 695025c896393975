"""What the doctor sees in the database: version, schema, damage, whether the keys open it, the clock."""

from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from server.access.vault import Damaged, Vault, Wrapped
from server.db.connection import Database, Reader
from server.db.errors import CannotStart, DatabaseError
from server.db.looking import damage_of, version_of, waiting_migrations, wall_of
from server.db.sqlite import OLDEST
from server.records.finding import Finding, ago, look, ok, wrong
from server.records.moved import MOVED
from server.records.queries import fact, open_newest

BEHIND = timedelta(minutes=2)
QUIET = timedelta(days=31)

MAKE_ROLE = (
    "Let its administrator make a role that is named like the account with _app behind (create role … nologin), grant "
    "it to the account, and start Tidemark again."
)
DAMAGED = "The database is damaged ({}). Stop Tidemark, keep a copy of it, and restore a backup."


class ClinicZone(msgspec.Struct, frozen=True):
    id: str
    name: str
    zone: str


async def look_at_version(db: Database, reader: Reader) -> Finding:
    name, new_enough = await version_of(db, reader)
    if new_enough:
        return ok("database", f"{name} answers.")
    needed = ".".join(map(str, OLDEST)) if db.kind == "sqlite" else "14"
    return wrong("database", f"{name} is too old: Tidemark needs {needed} or newer. Install it.")


async def look_at_schema(db: Database, reader: Reader) -> Finding:
    try:
        waiting = await waiting_migrations(db, reader)
    except CannotStart as reason:
        return wrong("schema", str(reason))
    except DatabaseError:
        return wrong("schema", "The tables cannot be read. See what is said of damage.")
    if waiting:
        last = waiting[-1]
        return look("schema", f"This version would change the tables ({last} is the last). Back up, then start it.")
    return ok("schema", "The tables are those of this version.")


async def look_at_damage(db: Database, reader: Reader) -> Finding:
    try:
        found = await damage_of(db, reader)
    except DatabaseError:
        found = "pages that cannot be read"
    if found:
        return wrong("damage", DAMAGED.format(found))
    return ok("damage", "Every page of the database is whole.")


async def look_at_wall(db: Database, reader: Reader) -> Finding:
    """Whether PostgreSQL itself keeps clinics apart, should a question of ours forget to."""
    behind, lacking, role, around = await wall_of(db, reader)
    if lacking:
        said = f"PostgreSQL does not keep clinics apart in {len(lacking)} tables ({lacking[0]} is one)"
        return wrong("wall", f"{said}. Start Tidemark with an account that owns its tables.")
    if around:
        return wrong("wall", f"This account of PostgreSQL goes around the wall between clinics. {MAKE_ROLE}")
    if not role:
        return look("wall", f"PostgreSQL keeps clinics apart, but Tidemark works there as the owner. {MAKE_ROLE}")
    return ok("wall", f"PostgreSQL keeps clinics apart in {len(behind)} tables, and {role} owns none of them.")


async def look_at_words(reader: Reader, vault: Vault) -> Finding:
    """The key opens its own mark, each clinic's key, the newest course of each clinic, and the newest words."""
    if await fact(reader, MOVED):
        return wrong("words", "This clinic was moved to PostgreSQL, and this is the old copy. Set DATABASE_URL.")
    if not vault.fits(await fact(reader, "key_check")):
        return wrong("words", "This master key is not the one that the words were locked with. Put the right one back.")
    newest = await reader.all(
        Wrapped,
        """
        select course.clinic_id, course.id as course_id, clinic_key.wrapped as clinic_wrapped,
               course_key.wrapped as course_wrapped
        from clinic
        join clinic_key on clinic_key.clinic_id = clinic.id
        join course on course.id = (
            select newest.id from course as newest join course_key on course_key.course_id = newest.id
            where newest.clinic_id = clinic.id order by newest.created_at desc limit 1)
        join course_key on course_key.course_id = course.id
        """,
    )
    try:
        for keys in newest:
            vault.box(keys)
        opened = await open_newest(reader, vault, 1)
    except Damaged:
        return wrong("words", "Some words do not open with this master key. Run tidemark verify-backup on a backup.")
    if await fact(reader, "renewing_since"):
        return look("words", "Words are being locked anew, or that was broken off. Run rotate-keys --data again.")
    clinics = await reader.value("select count(*) from clinic")
    return ok("words", f"The key opens what it should: {len(newest)} of {clinics} clinics have words, {opened} opened.")


async def look_at_clock(db: Database, reader: Reader, now: datetime) -> Finding:
    newest = await reader.value(
        """
        select max(trail.at) from trail_head
        join trail on trail.clinic_id = trail_head.clinic_id and trail.number = trail_head.number
        """
    )
    made = await reader.value("select max(applied_at) from migration")
    last = max((moment(text) for text in (newest, made) if text), default=None)
    if last is None:
        return look("clock", "Nothing was ever kept here, so there is nothing to hold this clock against.")
    if last > now + BEHIND:
        ahead = int((last - now).total_seconds() // 60)
        return wrong("clock", f"This clock is {ahead} minutes behind what was kept last. Set it right (timedatectl).")
    if db.kind == "postgresql" and (apart := await _apart(reader)) > BEHIND.total_seconds():
        return wrong("clock", f"This clock and PostgreSQL's are {int(apart)} s apart. Set both right (timedatectl).")
    if now - last > QUIET:
        return look("clock", f"Nothing was opened since {last:%Y-%m-%d}. Is that so, or is this clock ahead?")
    return ok(
        "clock", f"It is {now:%Y-%m-%d %H:%M} UTC, and the newest row is from {ago((now - last).total_seconds())}."
    )


async def _apart(reader: Reader) -> float:
    there = await reader.value("select extract(epoch from clock_timestamp())")
    return abs(float(there) - datetime.now(UTC).timestamp())


async def look_at_zones(reader: Reader, now: datetime) -> Finding:
    for clinic in await reader.all(ClinicZone, "select id, name, zone from clinic order by id"):
        try:
            ZoneInfo(clinic.zone)
        except (ZoneInfoNotFoundError, ValueError):
            return wrong("zones", f"This machine knows no zone {clinic.zone}. Install tzdata.")
    rules = version("tzdata")  # like 2026.3
    if int(rules[:4]) < now.year - 1:
        return look("zones", f"The rules of time zones are those of {rules}. Bring Tidemark up to date.")
    return ok("zones", f"The zone of every clinic is known, by the rules of {rules}.")


def moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
