"""The timed round: makes what is due of every course, once, whoever else goes round; sending is another job's.

A course is looked at every half hour, and sooner when something of it comes sooner. Most looks find nothing to do.
"""

from datetime import datetime, timedelta

from server.access.house import House
from server.courses.models import Course
from server.courses.queries import find_course_of_clinic
from server.db.connection import Transaction
from server.reminders.due import Due, Known, due, next_look
from server.reminders.keeping import Look, add_courses, forget_old, list_looks, make_reminder, move_look
from server.reminders.knowing import know
from server.reminders.outbox import add_sendings
from server.reminders.outbox_tidy import forget_sendings

EVERY, CLOSED_EVERY = timedelta(minutes=30), timedelta(days=1)
AT_ONCE, MOST_BATCHES = 100, 50


async def remind(house: House) -> None:
    """For the list of timed jobs. A course that does not open keeps no other waiting; the log hears of it last."""
    trouble: Exception | None = None
    async with house.db.writing() as tx:
        await add_courses(tx, house.clock())
    for _batch in range(MOST_BATCHES):
        async with house.db.reading() as db:
            looks = await list_looks(db, house.clock(), AT_ONCE)
        quiet = []
        for look in looks:
            try:
                if following := await _look_at(house, look):
                    quiet.append((look, following))
            except Exception as error:
                trouble = trouble or error
                quiet.append((look, house.clock() + EVERY))
        await _move_on(house, quiet)
        if len(looks) < AT_ONCE:
            break
    if trouble is not None:
        raise trouble


async def tidy(house: House) -> None:
    """For the list of timed jobs."""
    async with house.db.writing() as tx:
        await forget_old(tx, house.clock())
        await forget_sendings(tx, house.clock())


async def _look_at(house: House, look: Look) -> datetime | None:
    """When to look again, where there was nothing to do: no writer is held up for that."""
    now = house.clock()
    async with house.db.reading() as db:
        course = await find_course_of_clinic(db, house.vault, look.clinic_id, look.course_id)
        if course is None or course.closed_at is not None:
            return now + CLOSED_EVERY
        known = await know(db, course, now)
        if not due(known, now):
            return _following(known, now)
    async with house.db.writing() as tx:
        known = await know(tx, course, now)
        if await move_look(tx, look, _following(known, now), now):
            await make(tx, house, course, known, now)
    return None


def _following(known: Known, now: datetime) -> datetime:
    return min(next_look(known, now) or now + EVERY, now + EVERY)


async def make(tx: Transaction, house: House, course: Course, known: Known, now: datetime) -> list[Due]:
    """What was made just now. However many they are, each channel carries one message: it says nothing anyway. What was
    due before a restore may have gone out before it: it is listed alone."""
    found = [(one, await make_reminder(tx, course, one, now)) for one in due(known, now)]
    made = [(one, reminder_id) for one, reminder_id in found if reminder_id]
    back = house.came_back_at
    going = [(one, reminder_id) for one, reminder_id in made if back is None or one.should_at >= back]
    if going:
        until = min(max(one.planned.until for one, _id in going), known.quiet.next_start(now))
        await add_sendings(tx, house.settings, course, (str(going[0][1]), until), now)
    return [one for one, _id in made]


async def _move_on(house: House, quiet: list[tuple[Look, datetime]]) -> None:
    if quiet:
        async with house.db.writing() as tx:
            for look, following in quiet:
                await move_look(tx, look, following, house.clock())
