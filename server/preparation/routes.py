"""Prepare: lessons, the intention, the checklist and the fasting clock, for the patient."""

from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.models import Session
from server.courses.own import Me, OwnCourse, rest_first
from server.courses.queries import list_care_team
from server.courses.sessions import find_session, list_sessions
from server.courses.stages import standing
from server.db.connection import Reader
from server.pages.content import find_lesson, lessons, prompts
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.page import show
from server.preparation import queries
from server.preparation.board import items_for, ready_board
from server.preparation.gather import gather_facts
from server.preparation.models import IntentionForm, IntentionPage, ItemForm, LessonPage, PreparePage
from server.preparation.pages import checklist_page, intention_headline, short_hand


async def coming_session(db: Reader, course: OwnCourse, now: Now) -> Session | None:
    """The session that preparation is for: today's until it is discharged, else the next."""
    now_at = standing(await list_sessions(db, course), course.protocol, course.closed_at, now, course.zone)
    if now_at.current and now_at.current.discharged_at is None:
        return now_at.current
    return now_at.next


class PrepareController(PatientController):
    path = "/prepare"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_prepare(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        session = await coming_session(db, course, now)
        read = await queries.lessons_read(db, course)
        intention, open_count = None, 0
        if session:
            facts = await gather_facts(db, course, session, (await list_care_team(db, course.id, now), None), now)
            intention = facts.intention
            open_count = sum(1 for line in ready_board(facts) if line.state == "open")
        return show(
            PreparePage(
                session=session,
                lessons=[(lesson, lesson.slug in read) for lesson in lessons()],
                intention=intention,
                open_count=open_count,
                headline=intention_headline(session, now, course.zone),
            )
        )

    @get("/lessons/{slug:str}")
    async def open_lesson(self, db: Reads, course: OwnCourse, slug: InPath[str]) -> Response[str]:
        lesson = find_lesson(slug)
        if lesson is None:
            raise NotFoundException
        following = next((one for one in lessons() if one.part == lesson.part + 1), None)
        return show(LessonPage(lesson=lesson, body=lesson.body, of=len(lessons()), following=following))

    @post("/lessons/{slug:str}/read")
    async def finish_lesson(
        self, request: Visitor, tx: Writes, course: OwnCourse, slug: InPath[str], now: Now
    ) -> Response[Any]:
        lesson = find_lesson(slug)
        if lesson is None:
            raise NotFoundException
        await queries.mark_lesson_read(tx, course, slug, now)
        following = next((one for one in lessons() if one.part == lesson.part + 1), None)
        return answer(request, then=f"/prepare/lessons/{following.slug}" if following else "/prepare")

    @get("/intention")
    async def open_intention(self, request: Visitor, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        session = await coming_session(db, course, now)
        if session is None:
            raise NotFoundException
        asked = short_hand(request.query_params.get("prompt"))
        return show(await _intention_page(db, course, session, ({"prompt": asked}, {})))

    @post("/intention")
    async def save_intention(
        self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat: the form carries the line's own id."""
        read = read_form(IntentionForm, form)
        session = await find_session(tx, course, read.value.session) if read.value else None
        if read.value is None:
            coming = await coming_session(tx, course, now)
            if coming is None:
                raise NotFoundException
            return show(await _intention_page(tx, course, coming, (read.entered, read.errors)), 422)
        if session is None or not await queries.save_intention(tx, course, read.value, now):
            raise NotFoundException
        return answer(request, then="/prepare")

    @get("/checklist")
    async def open_checklist(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        session = await coming_session(db, course, now)
        if session is None:
            raise NotFoundException
        return show(await checklist_page(db, course, session, now, ("", {}, {})))

    @post("/checklist/{item:str}")
    async def mark_item(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, item: InPath[str], form: Sent, now: Now
    ) -> Response[Any]:
        read = read_form(ItemForm, form)
        session = (
            await find_session(tx, course, read.value.session) if read.value else await coming_session(tx, course, now)
        )
        if session is None:
            raise NotFoundException
        line = next((one for one in items_for(session) if one.id == item and one.who == "patient"), None)
        if line is None or line.id == "P-16" or line.path:
            raise NotFoundException
        errors = dict(read.errors)
        if read.value and read.value.done == "1" and line.asks and not read.value.words:
            errors["words"] = line.asks
        if read.value is None or errors:
            return show(await checklist_page(tx, course, session, now, (item, read.entered, errors)), 422)
        if read.value.done == "1":
            await queries.mark_item(tx, course, session, item, read.value.words, (me, now))
        else:
            await queries.unmark_item(tx, course, session, item)
        return answer(request, then=f"/prepare/checklist#{item}")


async def _intention_page(
    db: Reader, course: OwnCourse, session: Session, typed: tuple[dict[str, str], dict[str, str]]
) -> IntentionPage:
    entered, errors = typed
    choices = prompts("PRP")
    chosen = next((one for one in choices if one.id == entered.get("prompt")), choices[0])
    intentions = await queries.list_intentions(db, course)
    mine = queries.intention_of(intentions, session)
    return IntentionPage(
        session=session,
        entered={"body": entered.get("body") or (mine.body if mine and not errors else "")},
        errors=errors,
        prompts=choices,
        prompt=chosen,
        earlier=[one for one in intentions if one.session_id != session.id][:6],
    )
