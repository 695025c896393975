"""Recordings and pictures: announced, sent in pieces, given back to their owner, and deleted."""

from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.models import OwnCourse as OwnCourseRow
from server.courses.own import OwnCourse, house_of, provide_me, rest_first
from server.courses.queries import find_own_course
from server.db.connection import Database
from server.ids import new_id, read_id
from server.journal.deleting import delete_media
from server.journal.media import MOST_BYTES, PIECE, REFUSED, TOO_BIG, About, MediaForm, Why, count_pieces, misfits
from server.journal.media_finish import complete, finish, look_at
from server.journal.media_keeping import Announced, Kept, announce, hold, keep_piece
from server.journal.media_queries import entry_of, find_media, is_own_entry, opened
from server.journal.pictures import Unfit
from server.journal.sent_file import read_parts
from server.journal.serving import file_answer
from server.pages.errors import error_page
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Sent, Store, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import Page, show

MOST_UPLOAD = 11_000_000  # a picture of MOST_BYTES with the form around it

NOT_ANNOUNCED: dict[Announced, str] = {
    "other": later("Another file was announced under this id. Please choose it, or record it, again."),
    "deleted": later("The entry that this belongs to was deleted. Nothing of it was kept."),
    "many": later("An entry holds ten recordings and pictures. Please begin another entry for this one."),
    "full": later("Your journal holds 500 MB of recordings and pictures, and they are full. Please delete one first."),
}
NO_PIECE: dict[Kept, str] = {
    "outside": later("This piece is not one of the file. Please choose it, or record it, again."),
    "size": later("This piece of the file did not arrive whole. Please choose it, or record it, again."),
    "other": later("Another piece was kept here before. Please choose the file, or record it, again."),
}


class NotKeptPage(Page, kw_only=True):
    """`entry_id` is where the way back leads, or empty."""

    template: ClassVar[str] = "journal/media_refused.html"
    tab: ClassVar[str] = "journal"
    said: list[str]
    entry_id: str


async def course_of(request: Visitor, store: Database) -> OwnCourseRow:
    """With a reader of its own, given back at once: drawing a picture takes a while."""
    me = await provide_me(request)
    async with store.reading() as db:
        found = await find_own_course(db, house_of(request).vault, me)
    if found is None:
        raise NotFoundException
    return found


def not_kept(status: int, *said: str, entry_id: str = "") -> Response[str]:
    return show(NotKeptPage(said=[_(one) for one in said], entry_id=entry_id), status)


def _refused(why: Why) -> Response[str]:
    return not_kept(422, REFUSED[why])


class MediaController(PatientController):
    path = "/journal/media"
    before_request = staticmethod(rest_first)

    @post("/")
    async def announce_media(self, request: Visitor, store: Store, form: Sent, now: Now) -> Response[Any]:
        """Safe to repeat. The entry may arrive later."""
        course = await course_of(request, store)
        read = read_form(MediaForm, form)
        errors = read.errors or (misfits(read.value) if read.value else {})
        if read.value is None or errors:
            return not_kept(422, *dict.fromkeys(errors.values()))
        async with store.writing() as tx:
            outcome = await announce(tx, course, read.value, now)
        if outcome == "strange":
            raise NotFoundException
        if outcome != "kept":
            return not_kept(409, NOT_ANNOUNCED[outcome])
        why = await finish(store, course, read.value.id, now)
        return _refused(why) if why else answer(request, then=f"/journal/entries/{read.value.entry}")

    @post("/{media_id:uuid}/pieces/{number:int}")
    async def keep_piece(
        self, request: Visitor, store: Store, media_id: InPath[UUID], number: InPath[int], now: Now
    ) -> Response[Any]:
        """Safe to repeat, in any order. With the last one the file is looked at before the answer."""
        course, raw = await course_of(request, store), await request.body()
        if len(raw) > PIECE:
            return not_kept(413, NO_PIECE["size"])
        async with store.writing() as tx:
            outcome, held = await keep_piece(tx, course, str(media_id), (number, raw), now)
        if held is None:
            return error_page(503, {"Retry-After": "5"})  # what announces it is still on its way
        if outcome in NO_PIECE:
            return not_kept(409 if outcome == "other" else 422, NO_PIECE[outcome])
        why = await finish(store, course, str(media_id), now) if outcome == "last" else held.refused
        return _refused(why) if why else answer(request, then=f"/journal/entries/{held.entry_id}")

    @get("/{media_id:uuid}", uncompressed=True)
    async def open_media(self, request: Visitor, store: Store, media_id: InPath[UUID], now: Now) -> Response[Any]:
        course = await course_of(request, store)
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
        course, entry = await course_of(request, store), str(entry_id)
        async with store.reading() as db:
            if not await is_own_entry(db, course, entry):
                raise NotFoundException
        fields = read_parts(await request.body(), request.headers.get("content-type", ""))
        raw = fields.get("file", b"")
        if not raw:
            return not_kept(422, later("No picture was chosen, or it is empty. Please choose one."), entry_id=entry)
        if len(raw) > MOST_BYTES:
            return not_kept(422, TOO_BIG, entry_id=entry)
        try:
            kind, clean = await look_at("picture", raw)
        except Unfit as unfit:
            return not_kept(422, REFUSED[unfit.why], entry_id=entry)
        page = read_id(fields.get("id", b"").decode("ascii", "replace")) or new_id(now)
        media_id = course.box.mark("media", entry, page, sha256(raw).hexdigest())
        return await _add(request, store, course, (media_id, entry, kind, clean), now)


async def _add(
    request: Visitor, store: Database, course: OwnCourseRow, what: tuple[str, str, str, bytes], now: datetime
) -> Response[Any]:
    media_id, entry, kind, clean = what
    form = MediaForm(
        id=media_id, entry=entry, kind="picture", type=kind, seconds=None, size=len(clean),
        pieces=count_pieces(len(clean)), made_at=now,
    )  # fmt: skip
    async with store.writing() as tx:
        outcome = await announce(tx, course, form, now)
        held = await hold(tx, course, media_id) if outcome == "kept" else None
        if held is not None and held.completed_at is None and held.deleted_at is None:
            await complete(tx, course, media_id, (About(type=kind, seconds=0), clean), now)
    if outcome not in ("kept", "strange"):
        return not_kept(409, NOT_ANNOUNCED[outcome], entry_id=entry)
    return answer(request, then=f"/journal/entries/{entry}")
