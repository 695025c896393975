"""Notes that the demo's care teams keep, in all three drawers, and what they ask of their patients. All is invented."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

import msgspec

from server.access.house import House
from server.access.people import Person
from server.courses.asked import Ask, How, Kind, give, let_go, take_back
from server.courses.models import OwnCourse
from server.courses.queries import find_caseload_course
from server.db.connection import Transaction
from server.notes.keeping import begin_note, mark_seen, write_on
from server.notes.models import Drawer, NewNote, NewVersion
from server.notes.queries import find_note
from server.pages.times import local_day

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


class ToAsk(msgspec.Struct, frozen=True):
    """`ended` is how and how many days ago; what was done follows from the rest of the story."""

    days_ago: int
    by: str
    kind: Kind
    subject: str
    line: str = ""
    by_in_days: int | None = None
    ended: tuple[How, int] | None = None


ASKED: dict[str, tuple[ToAsk, ...]] = {
    "mara": (
        ToAsk(20, "theo", "breath", "B-03", "Before the coffee, if there is a quiet minute."),
        ToAsk(14, "theo", "prompt", "D1-08", "", None, ("let go", 12)),
        ToAsk(13, "pria", "measure", "gad7", "", None, ("taken back", 13)),
        ToAsk(5, "theo", "lesson", "body-and-mind"),
        ToAsk(3, "theo", "lesson", "intention", "The last part is the one we talked about.", 4),
        ToAsk(2, "theo", "prompt", "BS-05"),
    ),
    "noor": (ToAsk(3, "theo", "prompt", "PRP-02", "It may be one word.", 1),),
}


async def ask_for_things(
    tx: Transaction, house: House, course: OwnCourse, people: dict[str, Person], now: datetime
) -> None:
    name = next(who for who, one in people.items() if one.id == course.patient_id)
    for number, told in enumerate(ASKED.get(name, ())):
        by, at = people[told.by], now - timedelta(days=told.days_ago)
        case = await find_caseload_course(tx, house.vault, by, course.id, at)
        if case is None:
            raise LookupError(name)
        ask_id = str(uuid5(NAMES, f"{course.id} asked {number}"))
        by_day = local_day(now + timedelta(days=told.by_in_days), course.zone) if told.by_in_days else None
        ask = Ask(
            id=ask_id, kind=told.kind, subject=told.subject, line=told.line, by_day=by_day, by_id=by.id,
            by_name=by.name, given_at=at,
        )  # fmt: skip
        await give(tx, case, ask)
        if told.ended and told.ended[0] == "let go":
            await let_go(tx, course, (people[name], now - timedelta(days=told.ended[1])), ask_id)
        elif told.ended:
            await take_back(tx, case, (by, at + timedelta(hours=2)), ask_id)


async def keep_notes(
    tx: Transaction, house: House, course: OwnCourse, people: dict[str, Person], now: datetime
) -> None:
    name = next(who for who, one in people.items() if one.id == course.patient_id)
    for number, told in enumerate(NOTES.get(name, ())):
        by = people[told.by]
        at = now - timedelta(days=told.days_ago)
        case = await find_caseload_course(tx, house.vault, by, course.id, at)
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
