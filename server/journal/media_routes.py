"""Recordings and pictures: announced, sent in pieces, given back to their owner, and deleted."""

from typing import Any, ClassVar
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.models import OwnCourse as OwnCourseRow
from server.courses.own import OwnCourse, find_course_of, rest_first
from server.db.connection import Reader, Transaction
from server.media.finishing import finish
from server.media.queries import delete_media, entry_of, find_media, opened
from server.media.serving import file_answer
from server.media.taking import (
    MOST_UPLOAD,
    NotKeptPage,
    Place,
    refused,
    take_announcement,
    take_piece,
    take_whole,
)
from server.pages.handlers import InPath, Now, Sent, Store, Visitor, Writes, answer
from server.pages.language import later


class RefusedPage(NotKeptPage, kw_only=True):
    tab: ClassVar[str] = "journal"


async def is_deleted(tx: Transaction, course: OwnCourseRow, entry_id: str) -> bool:
    """It may not have arrived yet; while it is held, nobody deletes it."""
    deleted_at = await tx.value(
        """
        update journal_entry set received_at = received_at where id = :id and course_id = :course
        returning deleted_at
        """,
        id=entry_id,
        course=course.id,
    )
    return deleted_at is not None


JOURNAL = Place(
    kinds=frozenset({"voice", "picture"}),
    not_announced={
        "other": later("Another file was announced under this id. Please choose it, or record it, again."),
        "deleted": later("The entry that this belongs to was deleted. Nothing of it was kept."),
        "many": later("An entry holds ten recordings and pictures. Please begin another entry for this one."),
        "full": later(
            "Your journal holds 500 MB of recordings and pictures, and they are full. Please delete one first."
        ),
    },
    is_gone=is_deleted,
)


class MediaController(PatientController):
    path = "/journal/media"
    before_request = staticmethod(rest_first)

    @post("/")
    async def announce_media(self, request: Visitor, store: Store, form: Sent, now: Now) -> Response[Any]:
        """Safe to repeat. The entry may arrive later."""
        entry, refusal = await take_announcement(JOURNAL, store, await find_course_of(request, store), form, now)
        return refused(refusal, page=RefusedPage) if refusal else answer(request, then=f"/journal/entries/{entry}")

    @post("/{media_id:uuid}/pieces/{number:int}")
    async def keep_piece(
        self, request: Visitor, store: Store, media_id: InPath[UUID], number: InPath[int], now: Now
    ) -> Response[Any]:
        """Safe to repeat, in any order. With the last one the file is looked at before the answer."""
        piece = (number, await request.body())
        entry, refusal = await take_piece(store, await find_course_of(request, store), str(media_id), piece, now)
        return refused(refusal, page=RefusedPage) if refusal else answer(request, then=f"/journal/entries/{entry}")

    @get("/{media_id:uuid}", uncompressed=True)
    async def open_media(self, request: Visitor, store: Store, media_id: InPath[UUID], now: Now) -> Response[Any]:
        course = await find_course_of(request, store)
        await finish(store, course, str(media_id), now)
        async with store.reading() as db:
            row = await find_media(db, course, str(media_id))
            if row is None or row.completed_at is None:
                raise NotFoundException
            found = await file_answer(request, db, course.box, opened(course.box, row), course.zone)
        if found is None:
            raise NotFoundException
        return found

    @post("/{media_id:uuid}/delete")
    async def delete_media(
        self, request: Visitor, tx: Writes, course: OwnCourse, media_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """At once, and safe to repeat."""
        entry_id = await entry_of(tx, course, str(media_id))
        if entry_id is None or not await delete_media(tx, course, str(media_id), now):
            raise NotFoundException
        return answer(request, then=f"/journal/entries/{entry_id}")


class PictureController(PatientController):
    path = "/journal/entries/{entry_id:uuid}/picture"

    @post("/", request_max_body_size=MOST_UPLOAD)
    async def add_picture(self, request: Visitor, store: Store, entry_id: InPath[UUID], now: Now) -> Response[Any]:
        """Without scripts: one picture, all at once. Pressed twice, it is kept once."""
        course, entry = await find_course_of(request, store), str(entry_id)
        async with store.reading() as db:
            if not await _is_own_entry(db, course, entry):
                raise NotFoundException
        sent = (await request.body(), request.headers.get("content-type", ""))
        refusal = await take_whole(JOURNAL, store, course, entry, sent, now)
        back = f"/journal/entries/{entry}"
        return refused(refusal, back, RefusedPage) if refusal else answer(request, then=back)


async def _is_own_entry(db: Reader, course: OwnCourseRow, entry_id: str) -> bool:
    found = await db.value(
        "select id from journal_entry where id = :id and course_id = :course and deleted_at is null",
        id=entry_id,
        course=course.id,
    )
    return found is not None
