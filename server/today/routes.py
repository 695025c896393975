"""Today and Course: the two pages that read what the other features wrote."""

from litestar import Response, get

from server.access.audience import PatientController
from server.courses.own import OwnCourse, new_devices, rest_first
from server.journal.queries import BEFORE
from server.pages.handlers import Now, Reads, Visitor
from server.pages.page import show
from server.today.course import access_page, course_page
from server.today.page import today_page


class TodayController(PatientController):
    @get("/today")
    async def open_today(self, request: Visitor, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        page = await today_page(db, course, now)
        page.new_devices = new_devices(request)
        return show(page)


class CourseController(PatientController):
    path = "/course"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_course(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await course_page(db, course, now))

    @get("/access")
    async def open_access(self, request: Visitor, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        asked = request.query_params.get("before") or ""
        before = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
        key = BEFORE.fullmatch(request.query_params.get("shares") or "")
        return show(await access_page(db, course, before, (key[1], key[2]) if key else None, now))
