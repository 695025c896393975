"""Somebody else's course: from the path and the care team. Opening it writes the trail, so no page can forget."""

from datetime import datetime
from uuid import UUID

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException

from server.access.house import House
from server.access.people import Person
from server.access.trail import Deed, write_trail
from server.courses.models import CaseloadCourse as CaseloadCourseRow
from server.courses.own import house_of, provide_me
from server.courses.queries import find_caseload_course, find_course_of_session
from server.db.connection import Transaction
from server.pages.handlers import InPath, Now, Visitor, Writes

CaseloadCourse = NamedDependency[CaseloadCourseRow]
SessionCourse = NamedDependency[CaseloadCourseRow]
COURSE_DEEDS: tuple[Deed, Deed] = ("opened course", "changed course")
DEEDS_AT: dict[str, tuple[Deed, Deed]] = {  # by what follows the course in the path
    "intake": ("opened intake", "changed intake"),
    "measures": ("opened measures", "changed course"),
    "arc": ("opened calendar", "changed course"),
    "check-ins": ("opened check-ins", "opened check-ins"),
}


async def provide_caseload_course(request: Visitor, tx: Writes, course_id: InPath[UUID], now: Now) -> CaseloadCourseRow:
    me = await provide_me(request)
    parts = request.scope["path"].split("/")
    opened, changed = DEEDS_AT.get(parts[3] if len(parts) > 3 else "", COURSE_DEEDS)
    deed = opened if request.method in ("GET", "HEAD") else changed
    return await open_course(tx, house_of(request), me, str(course_id), (deed, str(course_id), now))


async def provide_session_course(request: Visitor, tx: Writes, session_id: InPath[UUID], now: Now) -> CaseloadCourseRow:
    """The course of a session named in the path, under the same rule."""
    me, house = await provide_me(request), house_of(request)
    course = await find_course_of_session(tx, house.vault, me, str(session_id), now)
    deed: Deed = "opened record" if request.method in ("GET", "HEAD") else "changed record"
    return await _leave_trail(tx, house, me, course, (deed, str(session_id), now))


async def open_course(
    tx: Transaction, house: House, me: Person, course_id: str, about: tuple[Deed, str, datetime]
) -> CaseloadCourseRow:
    """`about` is the deed, its subject and the time. The row and the reading stand or fall together."""
    course = await find_caseload_course(tx, house.vault, me, course_id, about[2])
    return await _leave_trail(tx, house, me, course, about)


async def _leave_trail(
    tx: Transaction, house: House, me: Person, course: CaseloadCourseRow | None, about: tuple[Deed, str, datetime]
) -> CaseloadCourseRow:
    deed, subject_id, now = about
    if course is None:
        raise NotFoundException
    await write_trail(tx, house.keys.trail, me, deed, course_id=course.id, subject_id=subject_id, now=now)
    return course
