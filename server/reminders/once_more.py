"""Asked once more before anything goes out: a choice, a pause, a session or an answer may have come meanwhile."""

from datetime import datetime, timedelta

import msgspec

from server.courses.models import Course
from server.db.connection import Reader
from server.reminders.due import Kind, plan
from server.reminders.knowing import know
from server.reminders.mail import NotSent
from server.reminders.outbox import Sending

LOOK_AGAIN = timedelta(hours=1)  # at the latest: what is put off for longer counts as written by a clock that ran ahead


class Name(msgspec.Struct, frozen=True):
    kind: Kind
    subject: str
    due_at: datetime


class PutOff(Exception):
    """Nothing rings now. `to` is when to ask again."""

    def __init__(self, to: datetime) -> None:
        super().__init__(to)
        self.to = to


async def until_when(db: Reader, course: Course, one: Sending, now: datetime) -> datetime:
    """Until when this reminder may reach somebody who is away just now: never in the quiet.

    Raises PutOff in the quiet, NotSent where that outlasts its use or where nothing it stands for is due any more.
    """
    known = await know(db, course, now)
    named = {(name.kind, name.subject, name.due_at) for name in await _made_with(db, course, one.subject_id)}
    helps = [wanted.until for wanted in plan(known, now) if (wanted.kind, wanted.subject, wanted.due_at) in named]
    until = min(one.until_at, max(helps, default=now))
    if until <= now:
        raise NotSent("off", again=False)
    rings = known.quiet.after(now)
    if rings >= until:
        raise NotSent("late", again=False)
    if rings > now:
        raise PutOff(min(rings, now + LOOK_AGAIN))
    return min(until, known.quiet.next_start(now))


async def _made_with(db: Reader, course: Course, reminder_id: str) -> list[Name]:
    """Several that were made at once are one message: it goes as long as one of them is of use."""
    return await db.all(
        Name,
        """
        select kind, subject, due_at from reminder
        where course_id = :course
          and made_at = (select made_at from reminder where id = :reminder and course_id = :course)
        """,
        course=course.id,
        reminder=reminder_id,
    )
