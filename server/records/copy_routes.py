"""The patient saves a copy of what is theirs: one file that opens anywhere, without a network and without Tidemark."""

from litestar import Response, get

from server.access.audience import PatientController
from server.courses.own import Me, OwnCourse, rest_first
from server.pages.handlers import Now, Reads
from server.pages.language import later
from server.pages.times import local_day
from server.records.copying import copy_all

FILE_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:; sandbox"


class CopyController(PatientController):
    path = "/journal/export"
    before_request = staticmethod(rest_first)

    @get("/", proven=later("Save the whole journal as one file"), is_file=True)
    async def export(self, db: Reads, course: OwnCourse, me: Me, now: Now) -> Response[bytes]:
        day = local_day(now, course.zone).isoformat()
        headers = {
            "Content-Disposition": f'attachment; filename="journal-{day}.html"',
            "Content-Security-Policy": FILE_CSP,
        }
        return Response(await copy_all(db, course, me, now), media_type="text/html; charset=utf-8", headers=headers)
