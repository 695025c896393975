"""Asking something of one patient: what is refused, and why. The course comes first, held while it is counted."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal

import msgspec

from server.access.people import Person
from server.assigned.facts import list_seen
from server.assigned.things import Thing
from server.courses.asked import MOST, MOST_OPEN, STAYS, Ask, count_given, find_ask, give, list_open, state_of
from server.courses.models import CaseloadCourse
from server.courses.sessions import list_sessions
from server.db.connection import Transaction
from server.measures.answers import list_when
from server.measures.asked import open_now
from server.pages.forms import Day, Id, Words
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.times import local_day, long_date

NOTHING_CHOSEN = later("Please choose what to ask for.")
Outcome = Literal["kept", "refused", "strange"]


class AskForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    what: Annotated[str, Words(120, one_line=True, missing=NOTHING_CHOSEN)]
    line: Annotated[str, Words(300, least=0, one_line=True)]
    by: Annotated[date | None, Day(optional=True)]


async def ask_for(
    tx: Transaction, case: CaseloadCourse, by: tuple[Person, datetime], form: AskForm, thing: Thing
) -> tuple[Outcome, dict[str, str]]:
    """How it went, and the sentences beside the fields. Repeatable; the same id with something else is refused."""
    me, now = by
    new = Ask(
        id=form.id, kind=thing.kind, subject=thing.subject, line=form.line, by_day=form.by, by_id=me.id,
        by_name=me.name, given_at=now,
    )  # fmt: skip
    given = await count_given(tx, case)
    if held := await find_ask(tx, case, form.id):
        same = (held.key, held.line, held.by_day, held.by_id) == (new.key, new.line, new.by_day, new.by_id)
        other = _("Something else was asked for under this already. This is not kept yet: please send it once more.")
        return ("kept", {}) if same else ("refused", {"what": other})
    if form.by and form.by < local_day(now, case.zone):
        return "refused", {"by": _("This day has passed. Please choose a later one, or none.")}
    if said := await _why_not(tx, case, me, thing, given, now):
        return "refused", {"what": said}
    return ("kept", {}) if await give(tx, case, new) else ("strange", {})


async def _why_not(tx: Transaction, case: CaseloadCourse, me: Person, thing: Thing, given: int, now: datetime) -> str:
    open_asks = await list_open(tx, case, now)
    times = await list_seen(tx, case, me, (now - STAYS, now), now)
    waiting = [one for one in open_asks if state_of(one, times.get(one.key, []), now)[0] == "waiting"]
    if same := next((one for one in waiting if one.key == (thing.kind, thing.subject)), None):
        return _("%(name)s has asked for this already, and it waits.", name=same.by_name)
    if len(waiting) >= MOST_OPEN or given >= MOST:
        return _("%(most)s things wait already, which is what one person is asked for. Take one back first.",
                 most=MOST_OPEN)  # fmt: skip
    return await _asked_too_soon(tx, case, thing, now) if thing.kind == "measure" else ""


async def _asked_too_soon(tx: Transaction, case: CaseloadCourse, thing: Thing, now: datetime) -> str:
    """Nobody is asked twice within seven days (Q-21), by whichever way."""
    last = max((await list_when(tx, case)).get(thing.subject, []), default=None)
    again = last + timedelta(days=case.protocol.measure_again_days) if last else now
    if last and now < again:
        return _(
            "%(title)s was answered on %(last)s. Nobody is asked twice within %(days)s days: from %(again)s on it can "
            "be asked for.",
            title=thing.title,
            last=long_date(last, case.zone),
            days=case.protocol.measure_again_days,
            again=long_date(again, case.zone),
        )
    if any(one.id == thing.subject for one in await open_now(tx, case, await list_sessions(tx, case), now)):
        return _("%(title)s is asked for just now by the clinic’s own times.", title=thing.title)
    return ""
