"""Notes that the demo's care teams keep, in all three drawers, and what was changed of them. Every text is invented."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

import msgspec

from server.access.house import House
from server.access.people import Person
from server.courses.models import OwnCourse
from server.courses.queries import find_caseload_course
from server.db.connection import Transaction
from server.notes.keeping import begin_note, mark_seen, write_on
from server.notes.models import Drawer, NewNote, NewVersion
from server.notes.queries import find_note

NAMES = UUID("0199c000-0000-7000-8000-0000000000fd")


class Told(msgspec.Struct, frozen=True):
    """`later` is what was written on it, by whom and how many days ago; `seen` by the patient, as many days ago."""

    days_ago: int
    by: str
    drawer: Drawer
    body: str
    later: tuple[int, str, str] | None = None
    seen: int | None = None


NOTES: dict[str, tuple[Told, ...]] = {
    "mara": (
        Told(26, "theo", "mine", "Before a session she likes silence better than reassurance. Ask first."),
        Told(5, "theo", "mine", "I talk too much when she pauses. Count to ten."),
        Told(
            24, "theo", "team", "Her brother is steady support. Rides are agreed through session four.",
            (16, "pria", "Her brother is steady support. Rides are agreed through session four. He would rather be "
             "called than written to."),
        ),
        Told(8, "pria", "team", "Two readings at home were taken standing. I showed her the chair and the cushion."),
        Told(
            12, "theo", "patient", "What we agreed: ten minutes outside before the first coffee, on the days it is "
            "possible. Not every day.", None, 11,
        ),
        Told(
            2, "theo", "patient", "You asked for the name of the breath we tried on Friday. It is the one called Even, "
            "and four minutes are plenty.",
        ),
    ),
    "noor": (
        Told(9, "pria", "mine", "She answers best when the question is written down first."),
        Told(
            6, "theo", "team", "Her sister drives, and stays until ten. The lemon tree is a good way into a talk.",
        ),
        Told(
            4, "theo", "patient", "For the morning: your own blanket, the playlist without words, and nobody asks you "
            "anything before you have sat down.", (3, "theo", "For the morning: your own blanket, the playlist without "
            "words, and nobody asks you anything before you have sat down. The side door is open from half past ten."),
            2,
        ),
    ),
}  # fmt: skip


async def keep_notes(
    tx: Transaction, house: House, course: OwnCourse, people: dict[str, Person], now: datetime
) -> None:
    name = next(who for who, one in people.items() if one.id == course.patient_id)
    for number, told in enumerate(NOTES.get(name, ())):
        by = people[told.by]
        at = now - timedelta(days=told.days_ago)
        case = await find_caseload_course(tx, house.vault, by, course.id)
        if case is None:
            raise LookupError(name)
        note_id = str(uuid5(NAMES, f"{course.id} {number}"))
        await begin_note(tx, case, (by, at), told.drawer, NewNote(id=note_id, body=told.body))
        note = await find_note(tx, case, by, note_id)
        if note and told.later:
            days_ago, who, body = told.later
            version = NewVersion(version=str(uuid5(NAMES, f"{note_id} later")), parent=(note_id,), body=body)
            await write_on(tx, case, (people[who], now - timedelta(days=days_ago)), note, version)
            note = await find_note(tx, case, by, note_id)
        if note and told.seen is not None:
            await mark_seen(tx, course, note, now - timedelta(days=told.seen))
