"""One's own course: from the login, never from the URL."""

from uuid import UUID

from litestar import Response
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException

from server.access.house import House
from server.access.people import NewDevice, Person, Visit
from server.courses.models import Course, Session
from server.courses.models import OwnCourse as OwnCourseRow
from server.courses.queries import find_own_course
from server.courses.resting import resting_session
from server.courses.sessions import find_session
from server.db.connection import Database, Reader
from server.pages.handlers import Reads, Visitor, go

OwnCourse = NamedDependency[OwnCourseRow]
Me = NamedDependency[Person]


def visit_of(request: Visitor) -> Visit | None:
    visit: Visit | None = request.scope.get("visit")  # type: ignore[assignment]
    return visit


def house_of(request: Visitor) -> House:
    house: House = request.scope["house"]  # type: ignore[typeddict-item]
    return house


def store_of(request: Visitor) -> Database:
    """Within the clinic of whoever is signed in, and for a visitor within none. A route that has to look at every
    clinic says so in its options (`every_clinic`); tests/house/test_row_security.py lists them."""
    house, visit = house_of(request), visit_of(request)
    every = request.route_handler.opt.get("every_clinic")
    if every and not (visit and every == "for visitors"):
        return house.db
    return house.db.within(visit.person.clinic_id if visit else "")


def address_of(request: Visitor) -> str:
    """The caller's address; a forwarded one only from the proxy that the settings name."""
    peer = request.client.host if request.client else ""
    if peer and peer == house_of(request).settings.trusted_proxy:
        return request.headers.get("x-forwarded-for", peer).rsplit(",", 1)[-1].strip() or peer
    return peer


def new_devices(request: Visitor) -> list[NewDevice]:
    """What this device is told of on the page that is opened first: the newest alone; a copy for the pocket, none."""
    visit = visit_of(request)
    return [visit.told] if visit and visit.told and "tidemark-pocket" not in request.headers else []


async def session_in(db: Reader, course: Course, session_id: UUID) -> Session:
    """A session that the path names, of a course that was reached by right; otherwise there is no such page."""
    session = await find_session(db, course, str(session_id))
    if session is None:
        raise NotFoundException
    return session


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


async def find_course_of(request: Visitor, store: Database) -> OwnCourseRow:
    """With a reader of its own, given back at once: looking through a file takes a while."""
    async with store.reading() as db:
        return await provide_own_course(request, db)


async def rest_first(request: Visitor) -> Response[str] | None:
    """Before a page of the patient's: what a phone sends is still taken, and copies for the pocket are still made."""
    visit = visit_of(request)
    if visit is None or request.method not in ("GET", "HEAD") or "tidemark-pocket" in request.headers:
        return None
    async with store_of(request).reading() as db:
        resting = await resting_session(db, visit.person, house_of(request).clock())
    return go(f"/sessions/{resting}/aftercare") if resting else None
