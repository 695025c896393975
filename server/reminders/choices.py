"""What somebody chose: kinds that are switched off, and quiet hours. Without a choice the defaults hold."""

from datetime import datetime, time
from typing import Literal

import msgspec

from server.courses.models import Course, OwnCourse
from server.db.connection import Reader, Transaction
from server.pages.language import later
from server.reminders.due import Kind
from server.reminders.quiet import Hours

Switch = Literal["fasting", "tomorrow", "today", "ride", "sitter", "measures", "after", "between"]
SWITCHES: dict[Switch, tuple[str, tuple[Kind, ...]]] = {
    "fasting": (later("An hour before fasting starts, food and drink"), ("fast", "food", "drink")),
    "tomorrow": (later("The evening before a session"), ("tomorrow",)),
    "today": (later("The day of a session"), ("today",)),
    "ride": (later("A ride home that is not noted yet"), ("ride",)),
    "sitter": (later("A sitter who is not noted yet"), ("sitter",)),
    "measures": (later("Questionnaires that are asked for"), ("measures",)),
    "after": (later("Writing a day, three days and a week after a session"), ("day", "days", "week")),
    "between": (later("Writing once a week between sessions"), ("between",)),
}


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    off: frozenset[Switch] = frozenset()
    hours: Hours = Hours()

    @property
    def kinds_off(self) -> frozenset[str]:
        return frozenset(kind for name in self.off for kind in SWITCHES[name][1])


class Row(msgspec.Struct, frozen=True, kw_only=True):
    off: str
    quiet_since: str
    quiet_until: str


async def find_choice(db: Reader, course: Course) -> Choice:
    row = await db.find(
        Row,
        "select off, quiet_since, quiet_until from reminder_choice where course_id = :course",
        course=course.id,
    )
    return read_choice(row) if row else Choice()


def read_choice(row: Row) -> Choice:
    off: frozenset[Switch] = frozenset(name for name in SWITCHES if name in row.off.split())
    return Choice(
        off=off, hours=Hours(since=time.fromisoformat(row.quiet_since), until=time.fromisoformat(row.quiet_until))
    )


async def keep_choice(tx: Transaction, course: OwnCourse, choice: Choice, now: datetime) -> None:
    """The latest counts, and the course is looked at with it at once."""
    await tx.run(
        """
        insert into reminder_choice (course_id, off, quiet_since, quiet_until, changed_at)
        values (:course, :off, :since, :until, :now)
        on conflict (course_id) do update set off = excluded.off, quiet_since = excluded.quiet_since,
            quiet_until = excluded.quiet_until, changed_at = excluded.changed_at
        """,
        course=course.id,
        off=" ".join(name for name in SWITCHES if name in choice.off),
        since=f"{choice.hours.since:%H:%M}",
        until=f"{choice.hours.until:%H:%M}",
        now=now,
    )
    await tx.run("update reminder_look set look_at = :now where course_id = :course", course=course.id, now=now)
