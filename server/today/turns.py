"""What Today and Course say of a course that pauses, ended or lost a session: calmly, with the reason as given."""

from datetime import datetime, timedelta

import msgspec

from server.courses.closing import find_ending
from server.courses.models import OwnCourse
from server.courses.pausing import Pause
from server.courses.taking_out import TakenOut
from server.courses.turns import Moved, turns_since
from server.db.connection import Reader
from server.pages.language import gettext as _
from server.pages.times import in_words, long_date

SAID_FOR = timedelta(days=7)


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, and the reason in the words of whoever gave it."""

    text: str
    reason: str


class Turns(msgspec.Struct, frozen=True, kw_only=True):
    """`headline` and `lead` are those of a course that ended or pauses now; empty while it goes on.

    `moved` are the moves of the last days, the latest first.
    """

    headline: str = ""
    lead: str = ""
    paused: bool = False
    ended: bool = False
    told: list[Turn] = []
    moved: list[Moved] = []


async def turns_of(db: Reader, course: OwnCourse, now: datetime) -> Turns:
    """What was taken out is said for a week; that the course pauses or ended, as long as it does."""
    if course.closed_at is not None:
        return await _ended(db, course)
    lately = await turns_since(db, course, now - SAID_FOR, now)
    told, pause = [taken_out(one, course.zone) for one in lately.out], lately.pause
    if pause is None:
        return Turns(told=told, moved=lately.moved)
    told = [Turn(text=_pauses(pause, now, course.zone), reason=pause.reason), *told]
    if not pause.now(now):
        return Turns(told=told, moved=lately.moved)
    lead = _("There is nothing to prepare. Your clinic tells you when it goes on.")
    if pause.until_at:
        lead = _("There is nothing to prepare. It goes on from %(day)s.", day=long_date(pause.until_at, course.zone))
    return Turns(headline=_("Your course is paused."), lead=lead, paused=True, told=told)


async def _ended(db: Reader, course: OwnCourse) -> Turns:
    ending = await find_ending(db, course)
    told = []
    if ending:
        day = long_date(ending.at, course.zone)
        text = _("Ended on %(day)s.", day=day)
        if ending.by_name:
            text = _("%(name)s ended your course on %(day)s.", name=ending.by_name, day=day)
        told = [Turn(text=text, reason=ending.reason)]
    return Turns(
        headline=_("Your course has ended."),
        lead=_("Your journal and everything you wrote stay yours."),
        ended=True,
        told=told,
    )


def _pauses(pause: Pause, now: datetime, zone: str) -> str:
    values = {"name": pause.by_name, "since": long_date(pause.from_at, zone)}
    if pause.now(now):
        return _("%(name)s paused your course from %(since)s.", **values)
    return _("%(name)s pauses your course from %(since)s.", **values)


def taken_out(one: TakenOut, zone: str) -> Turn:
    text = _(
        "%(name)s took session %(number)s, planned for %(day)s, out of your course.",
        name=one.by_name,
        number=in_words(one.number),
        day=long_date(one.planned_at, zone),
    )
    return Turn(text=text, reason=one.reason)
