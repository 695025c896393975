"""What the demo's people intended, wrote, shared and stopped sharing, and what they were answered."""

from datetime import datetime, time, timedelta
from typing import Literal
from uuid import uuid5

from server.courses.sessions import list_sessions
from server.db.connection import Transaction
from server.demo_people import NAMES, READ_AT, Cast, Deed, Told, at_clock
from server.demo_words import READERS, Entry
from server.journal.answers import add_answer
from server.journal.forms import EntryForm
from server.journal.granting import Grant, grant_once, share_made_with, stop
from server.journal.keeping import save_entry
from server.journal.queries import find_entry
from server.journal.sharing import open_shared
from server.preparation.models import IntentionForm
from server.preparation.queries import save_intention


def intend(cast: Cast, name: str, number: int, body: str, at: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        session = next(one for one in await list_sessions(tx, course) if one.number == number)
        form = IntentionForm(
            id=str(uuid5(NAMES, f"intention {name} {number}")), session=session.id, body=body, prompt="PRP-13",
            written_at=at,
        )  # fmt: skip
        await save_intention(tx, course, form, at)

    return deed


def tell_entry(cast: Cast, name: str, index: int, entry: Entry, now: datetime) -> Told:
    days_ago, clock, _session, _prompt, _mood, _body, shared, _reply = entry
    zone = cast.people[name].zone
    hour, minute = clock.split(":")
    written = at_clock(now, days_ago, time(int(hour), int(minute)), zone)
    entry_id = str(uuid5(NAMES, f"entry {name} {index}"))
    told: Told = [(written, _write(cast, name, entry_id, entry, written))]
    next_day = at_clock(now, days_ago - 1, READ_AT, zone)
    if shared == "read":
        told.append((next_day, _read(cast, name, entry_id, entry, next_day)))
    if shared == "stopped":
        told.append((next_day, _stop(cast, name, entry_id, next_day)))
    return told


def _write(cast: Cast, name: str, entry_id: str, entry: Entry, written: datetime) -> Deed:
    _days, _clock, _session, prompt, mood, body, shared, _reply = entry

    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        kind: Literal["entry", "line"] = "line" if prompt.startswith("D0-04") else "entry"
        form = EntryForm(
            id=entry_id, body=body, written_at=written, mood=mood, prompt=prompt, kind=kind, share=None, with_mood=True
        )
        saved = await save_entry(tx, course, form, written + timedelta(seconds=4))
        if saved and saved.entry and shared != "no":
            grant = Grant(id=share_made_with(entry_id), version=saved.entry.latest, with_mood=True)
            await grant_once(tx, course, saved.entry, cast.people[name], grant, written + timedelta(minutes=3))

    return deed


def _read(cast: Cast, name: str, entry_id: str, entry: Entry, at: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        reader, house = cast.people[READERS[name]], cast.house
        shared = await open_shared(tx, house.vault, house.keys.trail, reader, entry_id, at)
        course = await cast.course(tx, name)
        if shared:
            answer_id = str(uuid5(NAMES, f"answer {entry_id}"))
            await add_answer(tx, course.box, shared, reader, (answer_id, entry[-1]), at + timedelta(minutes=2))

    return deed


def _stop(cast: Cast, name: str, entry_id: str, at: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        entry = await find_entry(tx, course, entry_id)
        if entry:
            await stop(tx, course, entry, cast.people[name], at)

    return deed
