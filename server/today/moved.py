"""That a session was moved lately, by whom, and why."""

from datetime import datetime, timedelta

from server.courses.models import OwnCourse, Session
from server.courses.sessions import last_move
from server.db.connection import Reader
from server.pages.language import gettext as _
from server.pages.times import long_date

MOVED_SAID = timedelta(days=7)


async def moved_lately(db: Reader, course: OwnCourse, session: Session, now: datetime) -> str:
    move = await last_move(db, course, session.id)
    if move is None or now - move.moved_at > MOVED_SAID:
        return ""
    reason = course.box.open_maybe("session_move.reason", move.id, move.reason_locked)
    said = _(
        "%(name)s moved this session from %(day)s. Every time on this page follows it.",
        name=move.moved_by_name,
        day=long_date(move.from_at, course.zone),
    )
    return f"{said} {reason}".strip()
