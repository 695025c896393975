"""The desk while it is open: told that something changed, it asks for the list anew; both tell nothing to others."""

from typing import Any

from litestar import Response, get
from litestar.response import Stream

from server.access.audience import ClinicianController
from server.access.door import cookie_name, read_cookie
from server.access.trail import write_trail
from server.courses.own import Me, house_of
from server.pages.handlers import Now, Visitor, Writes
from server.pages.page import show
from server.review.desk import read_rows, reasons
from server.review.listening import Ear, events
from server.review.models import WaitingFragment
from server.review.queue import mark_of, queue_of

STREAM = "text/event-stream"
NOT_KEPT = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # nor held back by a proxy


class LiveController(ClinicianController):
    @get("/live", uncompressed=True, by_itself=True)
    async def listen(self, request: Visitor, me: Me) -> Response[Any]:
        """For a browser that asks for a stream; everybody else gets an answer that ends."""
        if STREAM not in request.headers.get("accept", ""):
            return Response("", status_code=204, media_type="text/plain")
        house = house_of(request)
        token = read_cookie(request.headers.get("cookie", ""), cookie_name(house)) or ""
        return Stream(events(Ear(house, me, token)), media_type=STREAM, headers=NOT_KEPT)

    @get("/review/waiting", by_itself=True)
    async def list_waiting_lines(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        """The list as the desk shows it, when it is another than the one that is `known`; otherwise nothing is told."""
        rows, part = await read_rows(request, tx, me, now)
        if mark_of(rows) == request.query_params.get("known"):
            return Response("", status_code=204, media_type="text/plain")
        queue = queue_of(house_of(request).vault, me, rows, part, now)
        key = house_of(request).keys.trail
        await write_trail(tx, key, me, "listed", course_id=None, subject_id="review", now=now)
        asked = request.query_params.get("open")
        open_id = next((one.id for one in queue.lines if one.id == asked), "")
        return show(WaitingFragment(queue=queue, reasons=reasons(), open_id=open_id))
