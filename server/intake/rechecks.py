"""Compares lists of medicines again when the data have changed, and before each session (M-11), by themselves."""

from datetime import timedelta

import msgspec

from server.access.house import House
from server.courses.queries import find_course_of_clinic
from server.courses.sessions import list_sessions
from server.db.connection import Reader
from server.intake.checks import check_again
from server.intake.facts import list_facts
from server.intake.interactions import data_version
from server.intake.medicines import list_medicines

BEFORE_A_SESSION = timedelta(days=3)
AT_ONCE = 200


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """`session_id` is the session that nears; empty where it is the data that changed."""

    course_id: str
    clinic_id: str
    session_id: str


async def compare_again(house: House) -> None:
    """Each in a transaction of its own: one list that does not open keeps no other waiting."""
    async with house.db.reading() as db:
        due = await list_due(db, house)
    for one in due:
        async with house.db.writing() as tx:
            course = await find_course_of_clinic(tx, house.vault, one.clinic_id, one.course_id)
            if course is None:
                continue
            sessions = [session for session in await list_sessions(tx, course) if not session.held]
            routes = tuple(dict.fromkeys(session.route for session in sessions))
            medicines = list_medicines(await list_facts(tx, course), routes)
            near = next((session for session in sessions if session.id == one.session_id), None)
            await check_again(tx, course, medicines, ("session" if near else "data", near), house.clock())


async def list_due(db: Reader, house: House) -> list[Due]:
    """Open courses with a list, at most AT_ONCE a round."""
    now = house.clock()
    return await db.all(
        Due,
        """
        select course.id as course_id, course.clinic_id, '' as session_id
        from medicine_check as latest join course on course.id = latest.course_id
        where latest.data_version <> :data and course.closed_at is null and not exists (
            select 1 from medicine_check as later
            where later.course_id = latest.course_id and (later.at, later.id) > (latest.at, latest.id)
        )
        union all
        select course.id, course.clinic_id, session.id
        from session join course on course.id = session.course_id
        where session.planned_at > :now and session.planned_at <= :soon and session.opened_at is null
          and session.taken_out_at is null
          and course.closed_at is null
          and exists (select 1 from medicine_check where medicine_check.course_id = course.id)
          and not exists (select 1 from medicine_check
                          where medicine_check.course_id = course.id and medicine_check.session_id = session.id)
        limit :most
        """,
        data=data_version(),
        now=now,
        soon=now + BEFORE_A_SESSION,
        most=AT_ONCE,
    )
