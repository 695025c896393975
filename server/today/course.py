"""The course page: the arc, what is shared, and who opened what, in plain words."""

from datetime import datetime

from server.courses.drawing import ARC, draw
from server.courses.models import OwnCourse, Session
from server.courses.queries import list_care_team
from server.courses.sessions import list_sessions
from server.courses.stages import standing
from server.db.connection import Reader
from server.journal.ledger import list_ledger
from server.journal.pages import readers_of
from server.journal.prompts import when_words
from server.pages.language import gettext as _
from server.pages.times import in_words, relative_day
from server.today.models import Access, AccessPage, CoursePage
from server.today.queries import ACCESSES, TrailLine, list_accesses, list_shared
from server.today.turns import turns_of

ON_COURSE = 6


async def course_page(db: Reader, course: OwnCourse, now: datetime) -> CoursePage:
    sessions = await list_sessions(db, course)
    now_at = standing(sessions, course.protocol, course.closed_at, now, course.zone)
    team = await list_care_team(db, course.id, now)
    readers = readers_of(team)
    shared = [
        (row.entry_id, when_words(row.session_number, row.day_offset, row.written_at, course.zone),
         relative_day(row.granted_at, now, course.zone), readers.of(row.audience))
        for row in await list_shared(db, course, now)
    ]  # fmt: skip
    lines = await list_accesses(db, course, None)
    turns = await turns_of(db, course, now)
    return CoursePage(
        headline=turns.headline or _headline(sessions),
        turns=turns,
        boosters=[one for one in sessions if one.purpose == "booster" and not one.held],
        line=draw(ARC, sessions, now),
        sessions=sessions,
        next_id=now_at.next.id if now_at.next else "",
        shared=shared,
        accesses=[in_plain_words(line, course.zone) for line in lines[:ON_COURSE]],
        team=[(member.name, member.role) for member in team],
    )


async def access_page(
    db: Reader, course: OwnCourse, before: int | None, shares_before: tuple[str, str] | None, now: datetime
) -> AccessPage:
    """The ledger in words, and who opened what. Each of the two goes on by its own key."""
    lines = await list_accesses(db, course, before)
    older = lines[ACCESSES - 1].number if len(lines) > ACCESSES else 0
    readers = readers_of(await list_care_team(db, course.id, now))
    shares, older_shares = await list_ledger(db, course, readers, shares_before, now)
    return AccessPage(
        shares=shares,
        older_shares=older_shares,
        accesses=[in_plain_words(line, course.zone) for line in lines[:ACCESSES]],
        older=older,
    )


def in_plain_words(line: TrailLine, zone: str) -> Access:
    about = ""
    if line.written_at:
        about = when_words(line.session_number, line.day_offset, line.written_at, zone)
    deed = {
        "opened entry": _("read"),
        "opened recording": _("opened a recording or picture of"),
        "opened course": _("opened your page"),
        "changed course": _("changed something on your page"),
        "opened measures": _("opened your questionnaires"),
        "opened intake": _("opened your intake"),
        "changed intake": _("wrote in your intake"),
        "opened record": _("opened the record of a session"),
        "changed record": _("wrote in the record of a session"),
        "made code": _("made a new sign-in code for you"),
        "opened check-ins": _("read your check-ins"),
        "opened safety plan": _("read your safety plan"),
        "changed safety plan": _("wrote in your safety plan"),
        "opened flag": _("read an answer of yours that asked for somebody"),
        "opened calendar": _("opened the plan of your sessions"),
        "changed flag": _("wrote about an answer of yours that asked for somebody"),
        "moved protocol": _("moved you to the clinic’s newest rules"),
    }.get(line.deed, line.deed)
    return Access(name=line.name, deed=deed, about=about, at=line.at)


def _headline(sessions: list[Session]) -> str:
    behind = sum(1 for session in sessions if session.held)
    ahead = len(sessions) - behind
    if not sessions:
        return _("Your sessions are not planned yet.")
    if not behind:
        return _("%(ahead)s ahead.", ahead=in_words(ahead).capitalize())
    if not ahead:
        return _("%(behind)s behind you.", behind=in_words(behind).capitalize())
    return _("%(behind)s behind you, %(ahead)s ahead.", behind=in_words(behind).capitalize(), ahead=in_words(ahead))
