"""What is said about where one stands with the check-in, and what Today says of it: calmly, whatever was left out."""

from datetime import datetime

from server.courses.models import Course, Session
from server.courses.sessions import list_sessions
from server.db.connection import Reader
from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.pages.times import long_date, relative_day, weekday_and_date
from server.safety.check_in_content import asked
from server.safety.check_in_queries import list_check_ins
from server.safety.check_in_rounds import CheckIn, Round, round_of


async def due_line(db: Reader, course: Course, sessions: list[Session], now: datetime) -> str:
    """For Today: empty when nothing is due and nothing that was begun is still open."""
    here = round_of(await list_check_ins(db, course), first_of(sessions), now)
    if here.open:
        return in_plain_words(here, now, course.zone) if left_in(here.open) else ""
    return _("This week’s check-in is due. Any question can stay empty.") if here.due else ""


async def first_session(db: Reader, course: Course) -> datetime | None:
    return first_of(await list_sessions(db, course))


def first_of(sessions: list[Session]) -> datetime | None:
    return min((one.day for one in sessions if one.held), default=None)


def in_plain_words(here: Round, now: datetime, zone: str) -> str:
    """When it was asked last, what was left open then, and when it is due: said calmly, whatever was left out."""
    if here.open:
        left = left_in(here.open)
        if not left:
            until = weekday_and_date(here.open.ends_at, zone)
            return _("You have been through all ten. You can still change an answer until %(day)s.", day=until)
        return ngettext(
            "Begun %(day)s. One question is still open.",
            "Begun %(day)s. %(num)s questions are still open.",
            left,
            day=relative_day(here.open.began_at, now, zone),
        )
    if here.last and here.due:
        return " ".join(one for one in (_closed(here.last, zone), _("This is a new one.")) if one)
    if here.last and here.next_at:
        return _(
            "Your last check-in was %(day)s, and the next is due on %(next)s. You can also answer today.",
            day=relative_day(here.last.began_at, now, zone),
            next=weekday_and_date(here.next_at, zone),
        )
    if here.due:
        return ""
    return _("It is asked each week from your first session on. If something is on your mind, you can answer today.")


def _closed(last: CheckIn, zone: str) -> str:
    left = left_in(last)
    if not left:
        return ""
    day = long_date(last.began_at, zone)
    return _("The one of %(day)s has closed. What you answered in it is kept; the rest stays empty.", day=day)


def left_in(check_in: CheckIn) -> int:
    return sum(1 for one in asked().questions if one.id not in check_in.told)
