"""The calendar: its private address, made and ended by the patient, and the file, for whoever has the address.

No address is written to a log, and one that is unknown, ended or no address at all is answered alike.
"""

import hashlib
from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController, ThresholdController
from server.courses.own import OwnCourse, house_of
from server.courses.queries import find_course_of_clinic
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import use_language
from server.reminders.calendar import write_calendar
from server.reminders.feeds import end_feed, feed_by_token, list_slots, make_feed
from server.reminders.models import FeedForm

THEN = "/reminders#calendar"


class FeedController(PatientController):
    path = "/reminders/calendar"

    @post("/")
    async def make(self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now) -> Response[Any]:
        """Also makes it anew: the address before it ends. Repeatable by its id."""
        read = read_form(FeedForm, form)
        if read.value is None or not await make_feed(tx, house_of(request).keys, course, read.value.id, now):
            raise NotFoundException
        return answer(request, then=THEN)

    @post("/end")
    async def end(self, request: Visitor, tx: Writes, course: OwnCourse, now: Now) -> Response[Any]:
        await end_feed(tx, course, now)
        return answer(request, then=THEN)


class CalendarController(ThresholdController):
    path = "/calendar"

    @get("/{token:str}")
    async def send_calendar(self, request: Visitor, db: Reads, token: InPath[str], now: Now) -> Response[bytes]:
        house = house_of(request)
        found = await feed_by_token(db, house.keys, token.removesuffix(".ics"))
        if found is None or not token.endswith(".ics"):
            raise NotFoundException
        course = await find_course_of_clinic(db, house.vault, found.clinic_id, found.course_id)
        if course is None:
            raise NotFoundException
        use_language(found.language)
        body = write_calendar(house.keys, course.protocol, await list_slots(db, course, now), course.closed_at)
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if tag in request.headers.get("if-none-match", ""):
            return Response(b"", status_code=304, headers=headers)
        return Response(body, media_type="text/calendar", headers=headers)
