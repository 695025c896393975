"""From what mattered to one small action (I-20, I-21). At most two are under way; what became of one is a row."""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar, Literal

import msgspec

from server.courses.models import Course, OwnCourse, Session
from server.courses.queries import hold_course
from server.db.connection import Reader, Transaction
from server.pages.forms import Choice, Id, Moment, Words
from server.pages.language import later
from server.pages.page import Page

MOST_ACTIVE = 2
MOST_SHOWN = 60
AFTER_DOSE = timedelta(hours=24)
Became = Literal["done", "changed", "let go"]


class ActionForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    written_at: Annotated[datetime | None, Moment()]
    mattered: Annotated[str, Words(500, least=0)]
    value: Annotated[str, Words(200, least=0, one_line=True)]
    action: Annotated[str, Words(300, missing=later("Write the one small thing. Fifteen minutes or less is enough."))]
    when: Annotated[str, Words(200, least=0, one_line=True)]
    obstacle: Annotated[str, Words(300, least=0)]
    helper: Annotated[str, Words(200, least=0, one_line=True)]


class MarkForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    written_at: Annotated[datetime | None, Moment()]
    became: Annotated[Became, Choice("done", "changed", "let go")]
    words: Annotated[str, Words(500, least=0)]


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """What is locked, as one text."""

    mattered: str
    value: str
    action: str
    when: str
    obstacle: str
    helper: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    body_locked: bytes
    made_at: datetime
    mark_id: str | None
    became: Became | None
    words_locked: bytes | None
    ended_at: datetime | None


class SmallAction(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    body: Body
    made_at: datetime
    became: Became | None
    words: str
    ended_at: datetime | None


class ActionsPage(Page, kw_only=True):
    """`not_before` is when the form opens again after a dose (I-21), None when it is open."""

    template: ClassVar[str] = "journal/actions.html"
    tab: ClassVar[str] = "journal"
    active: list[SmallAction]
    ended: list[SmallAction]
    most: int
    not_before: datetime | None
    shared: bool
    readers: str
    entered: dict[str, str]
    errors: dict[str, str]
    wrong_mark: str = ""


def opens_again(sessions: list[Session], now: datetime) -> datetime | None:
    """I-21: within 24 hours of a dose no action is asked for. None when it may be."""
    doses = [session.started_at for session in sessions if session.started_at and session.started_at <= now]
    latest = max(doses, default=None)
    return latest + AFTER_DOSE if latest and now < latest + AFTER_DOSE else None


async def list_actions(db: Reader, course: Course) -> list[SmallAction]:
    """Newest first, at most MOST_SHOWN. The first mark counts: a late second one changes nothing."""
    rows = await db.all(
        Row,
        """
        select action.id, action.body_locked, action.made_at, mark.id as mark_id, mark.became, mark.words_locked,
               mark.at as ended_at
        from small_action as action
        left join small_action_mark as mark on mark.action_id = action.id and mark.id = (
            select one.id from small_action_mark as one where one.action_id = action.id
            order by one.received_at, one.id limit 1)
        where action.course_id = :course
        order by action.received_at desc, action.id desc limit :most
        """,
        course=course.id,
        most=MOST_SHOWN,
    )
    return [
        SmallAction(
            id=row.id,
            body=msgspec.json.decode(course.box.open("small_action.body", row.id, row.body_locked), type=Body),
            made_at=row.made_at,
            became=row.became,
            words=course.box.open_maybe("small_action_mark.words", row.mark_id or "", row.words_locked),
            ended_at=row.ended_at,
        )
        for row in rows
    ]


async def add_action(
    tx: Transaction, course: OwnCourse, form: ActionForm, now: datetime
) -> Literal["kept", "full"] | None:
    """Repeatable by its id; None when the id is somebody else's. "full": two are under way already."""
    await hold_course(tx, course)
    holder = await tx.value("select course_id from small_action where id = :id", id=form.id)
    if holder is not None:
        return "kept" if holder == course.id else None
    if await count_active(tx, course) >= MOST_ACTIVE:
        return "full"
    body = Body(
        mattered=form.mattered, value=form.value, action=form.action, when=form.when, obstacle=form.obstacle,
        helper=form.helper,
    )  # fmt: skip
    await tx.run(
        """
        insert into small_action (id, course_id, body_locked, made_at, received_at)
        values (:id, :course, :body, :made_at, :now)
        """,
        id=form.id,
        course=course.id,
        body=course.box.lock("small_action.body", form.id, msgspec.json.encode(body).decode()),
        made_at=form.written_at or now,
        now=now,
    )
    return "kept"


async def count_active(db: Reader, course: OwnCourse) -> int:
    found: int = await db.value(
        """
        select count(*) from small_action as action where action.course_id = :course
          and not exists (select 1 from small_action_mark as mark where mark.action_id = action.id)
        """,
        course=course.id,
    )
    return found


async def mark_action(tx: Transaction, course: OwnCourse, action_id: str, form: MarkForm, now: datetime) -> bool:
    """What became of it. Repeatable by the mark's id; False when there is no such action of this course."""
    if await tx.value("select course_id from small_action where id = :id", id=action_id) != course.id:
        return False
    await tx.run(
        """
        insert into small_action_mark (id, action_id, course_id, became, words_locked, at, received_at)
        values (:id, :action, :course, :became, :words, :at, :now)
        on conflict (id) do nothing
        """,
        id=form.id,
        action=action_id,
        course=course.id,
        became=form.became,
        words=course.box.lock_maybe("small_action_mark.words", form.id, form.words),
        at=form.written_at or now,
        now=now,
    )
    return bool(await tx.value("select action_id from small_action_mark where id = :id", id=form.id) == action_id)
