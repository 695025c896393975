"""Messages that fall due all at once: reminders of a session that is near, each with a mail that waits."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from server.access.keys import load_keys
from server.access.vault import Vault
from server.courses.models import Course
from server.courses.queries import find_course_of_clinic
from server.db.connection import Transaction, open_database
from server.demo_people import HARBOUR
from server.reminders.choices import SWITCHES
from server.reminders.due import due
from server.reminders.keeping import make_reminder
from server.reminders.knowing import know
from server.reminders.outbox import add_sending
from server.settings import Settings
from tests.conftest import MASTER
from tests.promises.phone import fresh_id


def plant_mails(data: Path, url: str, count: int) -> str:
    """All to one address. Answers the id of that."""
    settings = Settings(data=data, database_url=url, master_key=MASTER)

    async def plant() -> str:
        vault = Vault(load_keys(settings, fresh=False).wrap)
        async with await open_database(url) as db, db.writing() as tx:
            sql = "select course.id from course join person on person.id = course.patient_id where person.name = 'Iris'"
            course = await find_course_of_clinic(tx, vault, HARBOUR, str(await tx.value(sql)))
            assert course is not None
            now = datetime.now(UTC)
            await _is_reminded(tx, course, now)
            place = await _address(tx, course, now)
            for number in range(count):
                reminder = await _made_with_them(tx, course, number, now)
                await add_sending(tx, course, ("reminder", "mail", reminder, now + timedelta(hours=1), place), now)
            return place

    return asyncio.run(plant())


async def _is_reminded(tx: Transaction, course: Course, now: datetime) -> None:
    """Of a session in two hours, and of nothing else; and nothing is quiet for her. It was made and went nowhere."""
    await tx.run(
        """
        insert into session (id, course_id, clinic_id, number, route, purpose, planned_at, created_at)
        values (:id, :course, :clinic, 1, 'IV', 'arc', :at, :now)
        """,
        id=fresh_id(),
        course=course.id,
        clinic=course.clinic_id,
        at=now + timedelta(hours=2),
        now=now,
    )
    await tx.run(
        """
        insert into reminder_choice (course_id, off, quiet_since, quiet_until, changed_at)
        values (:course, :off, '00:00', '00:00', :now)
        """,
        course=course.id,
        off=" ".join(name for name in SWITCHES if name != "today"),
        now=now,
    )
    made = [await make_reminder(tx, course, one, now) for one in due(await know(tx, course, now), now)]
    assert len(made) == 1


async def _address(tx: Transaction, course: Course, now: datetime) -> str:
    place = fresh_id()
    await tx.run(
        """
        insert into reminder_address (id, course_id, address_locked, asked_at, tries, confirmed_at)
        values (:id, :course, :locked, :now, 0, :now)
        """,
        id=place,
        course=course.id,
        locked=course.box.lock("reminder_address.address", place, "iris@post.test"),
        now=now,
    )
    return place


async def _made_with_them(tx: Transaction, course: Course, number: int, now: datetime) -> str:
    """Made in the same moment as the one that is of use: so it goes as well."""
    reminder, at = fresh_id(), now - timedelta(hours=1, minutes=number)
    await tx.run(
        """
        insert into reminder (id, clinic_id, course_id, kind, subject, due_at, should_at, made_at)
        values (:id, :clinic, :course, 'between', 'planted', :at, :at, :now)
        """,
        id=reminder,
        clinic=course.clinic_id,
        course=course.id,
        at=at,
        now=now,
    )
    return reminder
