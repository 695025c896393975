"""That somebody moved a session lately, from when, and why."""

from server.courses.models import OwnCourse, Session
from server.courses.turns import Moved
from server.pages.language import gettext as _
from server.pages.times import long_date


def moved_lately(moved: list[Moved], course: OwnCourse, session: Session) -> str:
    """Of the latest move, where it was one of the last days."""
    move = next((one for one in moved if one.session_id == session.id), None)
    if move is None:
        return ""
    said = _(
        "%(name)s moved this session from %(day)s. Every time on this page follows it.",
        name=move.by_name,
        day=long_date(move.from_at, course.zone),
    )
    return f"{said} {move.reason}".strip()
