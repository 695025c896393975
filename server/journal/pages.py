"""Puts the journal's pages together from what was read."""

from datetime import datetime
from itertools import groupby

from server.courses.models import OwnCourse
from server.courses.queries import CareMember, list_care_team
from server.courses.sessions import list_sessions
from server.courses.stages import day_offset, standing
from server.db.connection import Reader
from server.ids import new_id
from server.journal.models import (
    ENTRIES_A_PAGE,
    Entry,
    EntryGroup,
    EntryPage,
    JournalPage,
    WritePage,
)
from server.journal.prompts import others, todays_prompt, when_words
from server.journal.queries import (
    find_entry,
    history_of,
    list_answers,
    list_entries,
    list_openings,
    list_shares,
)
from server.journal.receipts import dress
from server.pages.content import prompt_text
from server.pages.language import gettext as _

OWN_WORDS = "own"


def readers_of(team: list[CareMember]) -> str:
    """Those whom a share reaches, by name."""
    names = [member.name for member in team if member.role == "therapist"]
    return _(" and ").join(names) if names else _("your therapist")


async def journal_page(db: Reader, course: OwnCourse, before: tuple[str, str] | None, now: datetime) -> JournalPage:
    entries = await list_entries(db, course, before)
    history = (
        await list_shares(db, course, before),
        await list_openings(db, course, before),
        await list_answers(db, course, before),
    )
    readers = readers_of(await list_care_team(db, course.id))
    older = ""
    if len(entries) > ENTRIES_A_PAGE:
        entries = entries[:ENTRIES_A_PAGE]
        older = f"{stored(entries[-1].written_at)}~{entries[-1].id}"
    dress(entries, history, readers, now, course.zone)
    groups = [EntryGroup(number, list(found)) for number, found in groupby(entries, key=lambda one: one.session_number)]
    return JournalPage(groups=groups, older=older)


def stored(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


async def write_page(
    db: Reader, course: OwnCourse, now: datetime, typed: tuple[dict[str, str], dict[str, str]]
) -> WritePage:
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
    return WritePage(
        entered=entered,
        errors=errors,
        prompt_id=prompt_id,
        prompt=prompt,
        when=when_words(now_at.last.number if now_at.last else None, days, now, course.zone),
        readers=readers_of(await list_care_team(db, course.id)),
        reads_within=course.protocol.reads_within_days,
        other_prompts=[(one.id, one.text) for one in others(now_at, now, course.zone, prompt_id)],
    )


async def entry_page(db: Reader, course: OwnCourse, entry_id: str, now: datetime) -> EntryPage | None:
    entry: Entry | None = await find_entry(db, course, entry_id)
    if entry is None:
        return None
    readers = readers_of(await list_care_team(db, course.id))
    dress([entry], await history_of(db, course, entry_id), readers, now, course.zone)
    return EntryPage(
        entry=entry, readers=readers, reads_within=course.protocol.reads_within_days, sharing_event=new_id(now)
    )
