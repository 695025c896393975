"""Who of one's own goes by which version of the protocol, and moving all who have no session soon to the newest."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post

from server.access.audience import ClinicianController
from server.access.house import House
from server.access.people import Person
from server.access.trail import write_trail
from server.clinics.protocol import Protocol
from server.clinics.queries import SignedProtocol, current_protocol
from server.clinics.versions import find_version
from server.courses.felt import felt
from server.courses.moving import Moving, move_to_protocol
from server.courses.on_versions import (
    COURSES_A_PAGE,
    OnVersion,
    count_own_on_versions,
    list_own_on,
    list_own_to_move,
)
from server.courses.own import Me, house_of
from server.db.connection import Reader, Transaction
from server.ids import read_id
from server.pages.forms import read_form
from server.pages.handlers import Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.review.protocol_models import MoveForm, OwnCoursesPage
from server.review.protocol_pages import asked_version
from server.review.protocol_routes import HERE
from server.review.protocol_words import difference_of_course

COURSES = f"{HERE}/courses"


class OwnCoursesController(ClinicianController):
    path = COURSES

    @get("/")
    async def open_own(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        await _listed(tx, house_of(request), me, now)
        asked, after = (request.query_params.get(name) for name in ("version", "after"))
        return show(await _page(tx, me, (asked_version(asked), read_id(after or "") or ""), {}, now))

    @post("/")
    async def move_own(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """All who have no session now or soon. Sent again it moves nobody twice."""
        house, read = house_of(request), read_form(MoveForm, form)
        await _listed(tx, house, me, now)
        if read.value is None:
            return show(await _page(tx, me, (None, ""), {"move": behind_said()}, now), 422)
        current = await current_protocol(tx, me.clinic_id)
        old = await find_version(tx, me.clinic_id, read.value.was)
        if old is None or read.value.now != current.version or old.version >= current.version:
            return show(await _page(tx, me, (read.value.was, ""), {"move": behind_said()}, now), 409)
        ends = home_ends(old.read(), current.read())
        for course_id in await list_own_to_move(tx, me, old.id, now, home_ends=ends):
            await move_course_to(tx, house, me, Moving(course_id=course_id, from_id=old.id, to_id=current.id), now)
        return answer(request, then=COURSES)


async def move_course_to(tx: Transaction, house: House, me: Person, moving: Moving, now: datetime) -> bool:
    """With its row in the trail, which the patient reads; False where somebody was quicker."""
    if not await move_to_protocol(tx, me, moving, now):
        return False
    key, course = house.keys.trail, moving.course_id
    await write_trail(tx, key, me, "moved protocol", course_id=course, subject_id=moving.to_id, now=now)
    return True


def home_ends(before: Protocol, after: Protocol) -> bool:
    """Whoever has a session planned at home would lose it: that is talked about with each of them."""
    return before.home_routes and not after.home_routes


def behind_said() -> str:
    return _("What was on the page has changed meanwhile. Nobody was moved. Look at what it is now, and decide again.")


async def _listed(tx: Transaction, house: House, me: Person, now: datetime) -> None:
    await write_trail(tx, house.keys.trail, me, "listed", course_id=None, subject_id="protocol", now=now)


async def _page(
    db: Reader, me: Person, asked: tuple[int | None, str], errors: dict[str, str], now: datetime
) -> OwnCoursesPage:
    """`asked` are a version, else the oldest that any of one's own is on, and the course to go on behind."""
    current = await current_protocol(db, me.clinic_id)
    own = await count_own_on_versions(db, me, now)
    version = await _version(db, me, own, asked[0], current)
    found = await list_own_on(db, me, version.id, asked[1], now)
    before, after = version.read(), current.read()
    earlier = version.version < current.version
    ids = await list_own_to_move(db, me, version.id, now, home_ends=home_ends(before, after)) if earlier else []
    return OwnCoursesPage(
        version=version.version,
        newest=current.version,
        own=own,
        people=next((one.people for one in own if one.version == version.version), 0),
        felt=felt(before, after),
        change=difference_of_course(before, after),
        courses=found[:COURSES_A_PAGE],
        older=found[COURSES_A_PAGE - 1].id if len(found) > COURSES_A_PAGE else "",
        movable=len(ids),
        errors=errors,
    )


async def _version(
    db: Reader, me: Person, own: list[OnVersion], asked: int | None, current: SignedProtocol
) -> SignedProtocol:
    wanted = asked or (own[-1].version if own else current.version)
    if wanted == current.version:
        return current
    return await find_version(db, me.clinic_id, wanted) or current
