"""One's own course: from the login, never from the URL."""

from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException

from server.access.house import House
from server.access.people import Person, Visit
from server.courses.models import OwnCourse as OwnCourseRow
from server.courses.queries import find_own_course
from server.pages.handlers import Reads, Visitor

OwnCourse = NamedDependency[OwnCourseRow]
Me = NamedDependency[Person]


def visit_of(request: Visitor) -> Visit | None:
    visit: Visit | None = request.scope.get("visit")  # type: ignore[assignment]
    return visit


def house_of(request: Visitor) -> House:
    house: House = request.app.state.house
    return house


async def provide_me(request: Visitor) -> Person:
    visit = visit_of(request)
    if visit is None:
        raise NotFoundException
    return visit.person


async def provide_own_course(request: Visitor, db: Reads) -> OwnCourseRow:
    me = await provide_me(request)
    found = await find_own_course(db, house_of(request).vault, me)
    if found is None:
        raise NotFoundException
    return found
