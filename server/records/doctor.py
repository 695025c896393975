"""The doctor: one finding a check, of an installation that may be serving. It writes nothing and names nobody."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime

from server.access.keys import Keys, load_keys, open_vault
from server.db.connection import Database, Reader
from server.db.errors import CannotStart, DatabaseError, Unavailable
from server.db.looking import open_to_look, size_of
from server.records import doctor_channels as channels
from server.records import doctor_data as data
from server.records import doctor_place as place
from server.records.doctor_trail import look_at_trail
from server.records.finding import Finding, wrong
from server.records.secrets import look_at_codes
from server.settings import Settings


async def examine(settings: Settings, now: datetime | None = None) -> list[Finding]:
    now = now or datetime.now(UTC)
    findings = [place.look_at_folder(settings)]
    if settings.data.is_dir() and not place.can_enter(settings.data):  # nothing in it can be told of
        return [*findings, *await _look_outside(settings)]
    findings.append(place.look_at_key(settings))
    size = 0
    try:
        async with await open_to_look(settings.database) as db:
            size, found = await _look_inside(db, settings, now)
            findings += found
    except CannotStart as reason:
        findings.append(wrong("database", str(reason)))
    except DatabaseError:
        findings.append(wrong("database", "The database cannot be read: its file is damaged, or its disk."))
    if settings.data.is_dir():
        findings += [place.look_at_room(settings, size), place.look_at_backup(settings, now)]
    return [*findings, *await _look_outside(settings)]


async def _look_outside(settings: Settings) -> list[Finding]:
    found = [place.look_at_address(settings), channels.look_at_proxy(settings), await channels.look_at_mail(settings)]
    if (keys := _keys(settings)) is not None:
        found.append(channels.look_at_push(settings, keys))
    return found


async def _look_inside(db: Database, settings: Settings, now: datetime) -> tuple[int, list[Finding]]:
    """Each check in a block of its own: after a failed statement nothing more can be asked in one."""
    size = 0
    with suppress(DatabaseError):  # which damage then says better
        async with db.reading() as reader:
            size = await size_of(db, reader)
    checks: list[tuple[str, Callable[[Reader], Awaitable[Finding]]]] = [
        ("database", lambda reader: data.look_at_version(db, reader)),
        ("schema", lambda reader: data.look_at_schema(db, reader)),
        ("damage", lambda reader: data.look_at_damage(db, reader)),
        ("clock", lambda reader: data.look_at_clock(db, reader, now)),
        ("zones", lambda reader: data.look_at_zones(reader, now)),
        ("neutral", lambda reader: channels.look_at_words(reader, settings)),
    ]
    if db.kind == "postgresql":
        checks.append(("wall", lambda reader: data.look_at_wall(db, reader)))
    if (keys := _keys(settings)) is not None:
        vault = open_vault(settings, keys)
        checks += [
            ("words", lambda reader: data.look_at_words(reader, vault)),
            ("codes", lambda reader: look_at_codes(reader, vault)),
            ("trail", lambda reader: look_at_trail(reader, keys, settings, now)),
        ]
    found = []
    for about, check in checks:
        try:
            async with db.reading() as reader:
                found.append(await check(reader))
        except Unavailable:
            return size, [*found, wrong("damage", data.DAMAGED.format("it cannot be read"))]
        except (DatabaseError, LookupError):
            found.append(wrong(about, "This could not be looked at. See what is said of schema and damage."))
    return size, found


def _keys(settings: Settings) -> Keys | None:
    try:
        return load_keys(settings, fresh=False)
    except CannotStart:
        return None


def stands(findings: list[Finding]) -> bool:
    """Nothing is wrong; what is only to be looked at does not fail a check that runs each night."""
    return all(finding.state != "wrong" for finding in findings)
