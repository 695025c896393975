"""What is known of one course when it is asked what is due: its sessions, and one query for all the rest."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from server.courses.models import Course, Session
from server.courses.sessions import list_sessions
from server.db.connection import Reader
from server.measures.answers import list_when
from server.measures.asked import asked_of
from server.measures.cadence import turns, windows
from server.reminders.choices import Choice, Row, read_choice
from server.reminders.due import RIDE, SITTER, Asked, Known
from server.reminders.quiet import Quiet, rests_of

FACTS = """
    select 'confirmed' as what, session_id as one, item as other, '' as third
    from prepared where course_id = :course and item in (:ride, :sitter)
    union all
    select 'plan', id, '', '' from fasting_plan where course_id = :course
    union all
    select 'changed', session.id,
           coalesce((select max(moved_at) from session_move where session_move.session_id = session.id), created_at), ''
    from session where session.course_id = :course
    union all
    select 'paused', id, '', '' from course_pause
    where course_id = :course and resumed_at is null and from_at <= :now and (until_at is null or until_at > :now)
    union all
    select 'choice', off, quiet_since, quiet_until from reminder_choice where course_id = :course
"""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    what: str
    one: str
    other: str
    third: str


async def know(db: Reader, course: Course, now: datetime) -> Known:
    sessions = await list_sessions(db, course)
    facts = await db.all(Fact, FACTS, course=course.id, ride=RIDE, sitter=SITTER, now=now)
    when = await list_when(db, course)
    chosen = next((one for one in facts if one.what == "choice"), None)
    choice = Choice()
    if chosen:
        choice = read_choice(Row(off=chosen.one, quiet_since=chosen.other, quiet_until=chosen.third))
    return Known(
        sessions=sessions,
        protocol=course.protocol,
        zone=course.zone,
        quiet=Quiet(hours=choice.hours, zone=course.zone, rests=rests_of(sessions, course.protocol, course.zone)),
        closed_at=course.closed_at,
        paused=any(one.what == "paused" for one in facts),
        own_plan=any(one.what == "plan" for one in facts),
        confirmed=frozenset((one.one, one.other) for one in facts if one.what == "confirmed"),
        asked=asked_windows(course, sessions, when, now),
        changed={one.one: datetime.fromisoformat(one.other) for one in facts if one.what == "changed"},
        off=choice.kinds_off,
    )


def asked_windows(
    course: Course, sessions: Sequence[Session], when: Mapping[str, Sequence[datetime]], now: datetime
) -> list[Asked]:
    """Those in which some questionnaire still lacks its answer, from when the first of them is asked for."""
    found = []
    for window in windows(sessions, course.protocol, now):
        moments = []
        for one in asked_of(course):
            answered = when.get(one.id, ())
            (turn,) = turns([window], answered, course.protocol, now)
            if turn.state in ("open", "later"):
                earlier = max((at for at in answered if at < window.opens), default=None)
                again = earlier + timedelta(days=course.protocol.measure_again_days) if earlier else window.asked
                moments.append(max(window.asked, again))
        if moments:
            found.append(Asked(window=window, asked=min(moments)))
    return found
