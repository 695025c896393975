"""The course page: the arc, what is shared, and who opened what, in plain words."""

from datetime import datetime

from server.clinics.reading_words import reading_said
from server.clinics.sharing import find_pledge
from server.courses.drawing import ARC, draw
from server.courses.models import OwnCourse, Session
from server.courses.moving import moves_felt
from server.courses.queries import list_care_team
from server.courses.sessions import list_sessions
from server.courses.stages import standing
from server.db.connection import Reader
from server.journal.accesses import ACCESSES, in_plain_words, list_accesses
from server.journal.ledger import list_ledger
from server.journal.pages import readers_of
from server.journal.prompts import when_words
from server.pages.language import gettext as _
from server.pages.times import in_words, relative_day
from server.team.own import members_of, own_team
from server.today.models import AccessPage, CoursePage
from server.today.queries import list_shared
from server.today.saying import placed_words
from server.today.turns import turns_of

ON_COURSE = 6
MOVES_SHOWN = 3


async def course_page(db: Reader, course: OwnCourse, now: datetime) -> CoursePage:
    sessions = await list_sessions(db, course)
    now_at = standing(sessions, course.protocol, course.closed_at, now, course.zone)
    own = await own_team(db, course, now)
    team = members_of(own)
    readers, pledge = readers_of(team), await find_pledge(db, course.clinic_id)
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
        placed=placed_words(now_at.current or now_at.next, course.zone),
        shared=shared,
        accesses=[in_plain_words(line, course.zone) for line in lines[:ON_COURSE]],
        reads={one.id: reading_said(one.name, pledge.days.get(one.id, ()), pledge.within_days) for one in team},
        own_team=own,
        rules=await moves_felt(db, course, sessions, MOVES_SHOWN),
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
