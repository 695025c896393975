"""Papers and photos of an intake: sent by the patient, taken back by the patient, opened by both sides."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController, PatientController
from server.courses.caseload import CaseloadCourse, provide_caseload_course
from server.courses.models import OwnCourse as OwnCourseRow
from server.courses.own import OwnCourse, find_course_of, rest_first
from server.db.connection import Reader
from server.intake.facts import history_of
from server.intake.papers import INTAKE, find_paper, referral_papers
from server.media.finishing import finish
from server.media.queries import delete_media, entry_of
from server.media.serving import file_answer
from server.media.taking import MOST_UPLOAD, refused, take_announcement, take_piece, take_whole
from server.pages.handlers import InPath, Now, Sent, Store, Visitor, Writes, answer


async def is_told(db: Reader, course: OwnCourseRow, of: str) -> bool:
    return of == referral_papers(course) or bool(await history_of(db, course, "medicine", of))


def page_of(course: OwnCourseRow, of: str) -> str:
    return "/intake/referral#papers" if of == referral_papers(course) else f"/intake/medicines/{of}#papers"


class PapersController(PatientController):
    path = "/intake/papers"
    before_request = staticmethod(rest_first)

    @post("/")
    async def announce_paper(self, request: Visitor, store: Store, form: Sent, now: Now) -> Response[Any]:
        """Safe to repeat. What it belongs to may arrive later."""
        course = await find_course_of(request, store)
        of, refusal = await take_announcement(INTAKE, store, course, form, now)
        return refused(refusal, "/intake") if refusal else answer(request, then=page_of(course, of))

    @post("/{paper_id:uuid}/pieces/{number:int}")
    async def keep_piece(
        self, request: Visitor, store: Store, paper_id: InPath[UUID], number: InPath[int], now: Now
    ) -> Response[Any]:
        """Safe to repeat, in any order. With the last one the file is looked at before the answer."""
        course, piece = await find_course_of(request, store), (number, await request.body())
        of, refusal = await take_piece(store, course, str(paper_id), piece, now)
        return refused(refusal, "/intake") if refusal else answer(request, then=page_of(course, of))

    @post("/of/{of:uuid}", request_max_body_size=MOST_UPLOAD)
    async def add_paper(self, request: Visitor, store: Store, of: InPath[UUID], now: Now) -> Response[Any]:
        """Without scripts: one file, all at once. Pressed twice, it is kept once."""
        course, owner = await find_course_of(request, store), str(of)
        async with store.reading() as db:
            if not await is_told(db, course, owner):
                raise NotFoundException
        sent = (await request.body(), request.headers.get("content-type", ""))
        back = page_of(course, owner)
        refusal = await take_whole(INTAKE, store, course, owner, sent, now)
        return refused(refusal, back) if refusal else answer(request, then=back)

    @get("/{paper_id:uuid}", uncompressed=True)
    async def open_paper(self, request: Visitor, store: Store, paper_id: InPath[UUID], now: Now) -> Response[Any]:
        course = await find_course_of(request, store)
        await finish(store, course, str(paper_id), now)
        async with store.reading() as db:
            media = await find_paper(db, course, str(paper_id))
            found = await file_answer(request, db, course.box, media, course.zone) if media else None
        if found is None:
            raise NotFoundException
        return found

    @post("/{paper_id:uuid}/delete")
    async def take_back(
        self, request: Visitor, tx: Writes, course: OwnCourse, paper_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """At once, and safe to repeat. That there was one stays."""
        of = await entry_of(tx, course, str(paper_id))
        if of is None or not await is_told(tx, course, of):
            raise NotFoundException
        await delete_media(tx, course, str(paper_id), now)
        return answer(request, then=page_of(course, of))


class StaffPapersController(ClinicianController):
    path = "/courses/{course_id:uuid}/intake/papers"
    dependencies = {"case": Provide(provide_caseload_course)}

    @get("/{paper_id:uuid}", uncompressed=True)
    async def open_sent_paper(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, paper_id: InPath[UUID]
    ) -> Response[Any]:
        """With a row in the trail, as for the summary."""
        media = await find_paper(tx, case, str(paper_id))
        found = await file_answer(request, tx, case.box, media, case.zone) if media else None
        if found is None:
            raise NotFoundException
        return found
