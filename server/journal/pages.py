"""Puts the journal's pages together from what was read."""

from datetime import datetime
from itertools import groupby
from typing import Any

from server.clinics.sharing import find_pledge
from server.courses.asked import list_open, said_of
from server.courses.models import OwnCourse
from server.courses.queries import CareMember, list_care_team
from server.courses.readers import reading_said_of
from server.courses.sessions import list_sessions
from server.courses.stages import day_offset, standing
from server.db.connection import Reader
from server.ids import new_id
from server.journal.models import ENTRIES_A_PAGE, Entry, EntryGroup, EntryPage, JournalPage, Readers, WritePage
from server.journal.pinning import is_pinned, last_talk
from server.journal.prompts import others, todays_prompt, when_words
from server.journal.queries import (
    Window,
    find_entry,
    history_of,
    list_entries,
    list_history,
    stored,
)
from server.journal.receipts import dress
from server.media.queries import list_media
from server.pages.content import prompt_text
from server.pages.language import gettext as _
from server.pages.times import local_day
from server.versions import Grown, differs

OWN_WORDS = "own"
Typed = tuple[dict[str, str], dict[str, str]]


def readers_of(team: list[CareMember]) -> Readers:
    """Those whom a share reaches, by name."""
    names = [member.name for member in team if member.role == "therapist"]
    everybody = ", ".join(member.name for member in team)
    return Readers(
        therapist=_(" and ").join(names) if names else _("your therapist"),
        team=_("your care team (%(names)s)", names=everybody) if everybody else _("your care team"),
    )


async def _who_reads(db: Reader, course: OwnCourse, now: datetime) -> dict[str, Any]:
    """Whom a share reaches, when they read, and whether the clinic has switched sharing on."""
    return await _what_readers_say(db, course, await list_care_team(db, course.id, now))


async def _what_readers_say(db: Reader, course: OwnCourse, team: list[CareMember]) -> dict[str, Any]:
    pledge = await find_pledge(db, course.clinic_id)
    return {"readers": readers_of(team), "reads": reading_said_of(team, pledge), "shares": pledge.shares}


async def journal_page(db: Reader, course: OwnCourse, window: Window, now: datetime) -> JournalPage:
    entries = await list_entries(db, course, window)
    history = await list_history(db, course, [one.id for one in entries], window.most, now)
    readers = readers_of(await list_care_team(db, course.id, now))
    older = ""
    if len(entries) > ENTRIES_A_PAGE:
        entries = entries[:ENTRIES_A_PAGE]
        older = f"{stored(entries[-1].written_at)}~{entries[-1].id}"
    dress(entries, history, readers, now, course.zone)
    await add_media(db, course, entries)
    groups = [EntryGroup(number, list(found)) for number, found in groupby(entries, key=lambda one: one.session_number)]
    held = [session.number for session in await list_sessions(db, course) if session.held]
    return JournalPage(groups=groups, older=older, only=window.session, sessions=held)


async def write_page(db: Reader, course: OwnCourse, now: datetime, typed: Typed) -> WritePage:
    entered, errors = typed
    now_at = standing(await list_sessions(db, course), course.protocol, course.closed_at, now, course.zone)
    chosen = entered.get("prompt", "")
    if chosen == OWN_WORDS:
        prompt_id, prompt = "", ""
    elif chosen:
        prompt_id, prompt = chosen, prompt_text(chosen)
    elif errors:
        prompt_id, prompt = "", ""
    else:
        todays = todays_prompt(now_at, now, course.zone)
        prompt_id, prompt = todays.id, todays.text
    days = day_offset(now_at.last, now, course.zone) if now_at.last else None
    asks = [one for one in await list_open(db, course, now, "prompt") if one.subject == prompt_id]
    return WritePage(
        asked=(said_of(asks[0]), asks[0].line) if asks else None,
        entered=entered,
        errors=errors,
        prompt_id=prompt_id,
        prompt=prompt,
        when=when_words(now_at.last.number if now_at.last else None, days, now, course.zone),
        **await _who_reads(db, course, now),
        other_prompts=[(one.id, one.text) for one in others(now_at, now, course.zone, prompt_id)],
    )


async def edit_page(db: Reader, course: OwnCourse, entry: Entry, typed: Typed, now: datetime) -> WritePage:
    """The words as they stand, to be changed; where two stand, the latest, and both stay until one chooses."""
    entered, errors = typed
    latest = entry.latest
    if not errors:
        entered = {"body": latest.body, "mood": "" if latest.mood is None else str(latest.mood)}
    parents = tuple((entered.get("parent") or latest.id).split())
    return WritePage(
        entered=entered,
        errors=errors,
        prompt_id=latest.prompt,
        prompt=prompt_text(latest.prompt),
        when=when_words(entry.session_number, entry.day_offset, entry.written_at, course.zone),
        **await _who_reads(db, course, now),
        other_prompts=[],
        grown=Grown(id=entry.id, parents=parents),
        saved_at=stored(latest.received_at),
    )


async def dressed_entry(
    db: Reader, course: OwnCourse, entry_id: str, now: datetime, team: list[CareMember] | None = None
) -> Entry | None:
    """`team` where the caller has read it already."""
    entry: Entry | None = await find_entry(db, course, entry_id)
    if entry is not None:
        readers = readers_of(await list_care_team(db, course.id, now) if team is None else team)
        dress([entry], await history_of(db, course, entry_id, now), readers, now, course.zone)
        await add_media(db, course, [entry])
    return entry


async def add_media(db: Reader, course: OwnCourse, entries: list[Entry]) -> None:
    """Gives each entry what is recorded and pictured with it."""
    found = await list_media(db, course, [one.id for one in entries])
    for entry in entries:
        entry.media = [one for one in found if one.entry_id == entry.id]


async def entry_page(
    db: Reader, course: OwnCourse, entry_id: str, now: datetime, typed: Typed = ({}, {})
) -> EntryPage | None:
    team = await list_care_team(db, course.id, now)
    entry = await dressed_entry(db, course, entry_id, now, team)
    if entry is None:
        return None
    stand = entry.standing
    pinned = bool(entry.share and entry.share.pinned_at)
    talked = last_talk(await list_sessions(db, course), now) if pinned else None
    return EntryPage(
        entry=entry,
        **await _what_readers_say(db, course, team),
        sharing_event=new_id(now),
        choices=[differs(one.said, stand[at - 1].said) for at, one in enumerate(stand)] if len(stand) > 1 else [],
        until_least=local_day(now, course.zone).isoformat(),
        pinned=is_pinned(entry, talked),
        entered=typed[0],
        errors=typed[1],
    )
