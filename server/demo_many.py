"""A clinic of any size, for measuring what size costs: the demo, and as many patients as asked, the same each time.

Made of the same deeds as the demo, so that nothing stands in it that no page could have written. Each patient has six
sessions, of which up to six are held, and 150 entries, of which every fifth is shared; of 100 patients about 16 wait
for a reader. Ids and words come from each patient's number: a run that was cut short goes on where it stopped.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import uuid5

import msgspec

from server.access.house import House
from server.access.people import Person
from server.clinics.people import NewPerson, add_person
from server.clinics.queries import current_protocol
from server.courses.desk import item_id, take_off_desk
from server.courses.models import OwnCourse
from server.courses.queries import create_course, find_caseload_course, find_own_course, join_care_team
from server.courses.sessions import STEPS, list_sessions, plan_session, take_step
from server.db.connection import Transaction
from server.demo_intake import decide_intake, tell_intake
from server.demo_measures import spread
from server.demo_people import HARBOUR, NAMES, SPACING, STEP_TIMES, ZONES, Cast, at_clock
from server.demo_safety import tell_check_in
from server.demo_sentences import FIRST_NAMES, dice, sentences
from server.journal.answers import add_answer
from server.journal.forms import EntryForm
from server.journal.granting import Grant, grant_once, share_made_with
from server.journal.keeping import save_entry
from server.journal.sharing import open_shared
from server.measures.answers import Given, keep_answers
from server.measures.instruments import instruments
from server.safety.check_in_rounds import Answer

MOST_PATIENTS = 2000
SESSIONS, ENTRIES, SHARED_EVERY = 6, 150, 5
BEGAN_BEFORE_FIRST = 21  # days
ANSWERS = (
    "Thank you for letting me read this.",
    "I would like to hear more about it when we meet.",
    "I have read it. Take your time.",
)


class Patient(msgspec.Struct, frozen=True, kw_only=True):
    """What follows from a number: who, how many sessions are behind them, and how many days ago the last one was."""

    number: int
    who: Person
    course_id: str
    held: int
    last: int

    @property
    def began(self) -> int:
        """Days ago."""
        return self.last + SPACING * max(self.held - 1, 0) + BEGAN_BEFORE_FIRST

    @property
    def hour(self) -> time:
        """The clinic's day is shared by four rooms and eight hours."""
        return time(9 + self.number % 8, 15 * (self.number // 8 % 4))

    def days_ago(self, session: int) -> int:
        """Of session `session`, counted from one; below nought it lies ahead."""
        return self.last + SPACING * (self.held - session)

    def id_of(self, what: str) -> str:
        return str(uuid5(NAMES, f"patient {self.number} {what}"))


def patient(number: int) -> Patient:
    letter = chr(ord("A") + number // len(FIRST_NAMES) % 26)
    name = f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {letter}."
    who = Person(
        id=str(uuid5(NAMES, f"patient {number}")), clinic_id=HARBOUR, role="patient", name=name, zone=ZONES[HARBOUR],
        language="en",
    )  # fmt: skip
    course_id = str(uuid5(NAMES, f"patient {number} course"))
    return Patient(number=number, who=who, course_id=course_id, held=number % 7, last=1 + number * 5 % (SPACING - 1))


async def is_begun(house: House) -> bool:
    """Whether this is such a clinic already, whole or cut short."""
    async with house.db.reading() as reader:
        return await reader.value("select id from person where id = :id", id=patient(0).who.id) is not None


async def make_many(cast: Cast, size: int, told: Callable[[int], None]) -> None:
    """Patients 0 to size - 1, each whole or not at all; `told` hears after each how many there are."""
    now = cast.house.clock()
    for number in range(size):
        one = patient(number)
        async with cast.house.db.writing() as tx:
            if await tx.value("select id from person where id = :id", id=one.who.id) is None:
                await _add(tx, cast, one, now)
        told(number + 1)


async def _add(tx: Transaction, cast: Cast, one: Patient, now: datetime) -> None:
    house, who, began = cast.house, one.who, now - timedelta(days=one.began)
    new = {name: getattr(who, name) for name in ("id", "clinic_id", "role", "name", "zone", "language")}
    await add_person(tx, NewPerson(email=None, **new), began)
    protocol = await current_protocol(tx, HARBOUR)
    await create_course(tx, house.vault, (HARBOUR, who.id), one.course_id, protocol.id, began)
    for member in ("theo", "pria"):
        await join_care_team(tx, one.course_id, cast.people[member].id, began)
    course = await find_own_course(tx, house.vault, who)
    if course is None:
        raise LookupError(one.course_id)
    await _take_in(tx, cast, one, course, now)
    await _hold_sessions(tx, cast, one, course, now)
    await _answer_measures(tx, one, course, now)
    if one.number % 2:
        said = {"longing": Answer(values=(str(one.number % 5),))}
        at = now - timedelta(days=one.number % 6)
        first = await tell_check_in(tx, course, said, ("one", at))
        if one.number % 10 != 1:
            await take_off_desk(tx, course.id, item_id("check_in", first), None, at + timedelta(hours=3))
    await _write_entries(tx, cast, one, course, now)


async def _take_in(tx: Transaction, cast: Cast, one: Patient, course: OwnCourse, now: datetime) -> None:
    told = at_clock(now, one.began - 2, time(20, 0), course.zone)
    await tell_intake(tx, course, one.who, told, like=("mara", "noor")[one.number % 2])
    case = await find_caseload_course(tx, cast.house.vault, cast.people["pria"], course.id, now)
    if case:
        await decide_intake(tx, case, cast.people["pria"], told + timedelta(hours=13))


async def _hold_sessions(tx: Transaction, cast: Cast, one: Patient, course: OwnCourse, now: datetime) -> None:
    for number in range(1, SESSIONS + 1):
        at = at_clock(now, one.days_ago(number), one.hour, course.zone)
        await plan_session(tx, course, "IV", at, now - timedelta(days=max(one.began - 3, 0)))
    for session in (await list_sessions(tx, course))[: one.held]:
        late = session.planned_at - at_clock(now, one.days_ago(session.number), time(11, 0), course.zone)
        for step in STEPS:
            by = cast.people["pria" if step == "discharged" else "theo"]
            at = at_clock(now, one.days_ago(session.number), STEP_TIMES[step], course.zone) + late
            await take_step(tx, course, session.id, step, by, at)


async def _answer_measures(tx: Transaction, one: Patient, course: OwnCourse, now: datetime) -> None:
    """The evening before each session that was held; totals go down more often than up."""
    drift = dice(one.number)
    for id, start in (("phq9", 16), ("gad7", 12)):
        total, instrument = start + one.number % 5, instruments()[id]
        for number in range(1, one.held + 1):
            at = at_clock(now, one.days_ago(number) + 1, time(19, 40), course.zone)
            given = Given(
                id=one.id_of(f"{id} {number}"), answers=spread(instrument, total), functional=1, answered_at=at
            )
            await keep_answers(tx, course, instrument, given, at)
            await take_off_desk(tx, course.id, item_id("measure", given.id), None, at + timedelta(hours=13))
            total = min(max(total + drift.choice((-4, -3, -2, -1, 0, 2)), 0), instrument.scoring.max - 3)


async def _write_entries(tx: Transaction, cast: Cast, one: Patient, course: OwnCourse, now: datetime) -> None:
    """The newest of those shared waits where the number says so; all before it are opened, and every other answered."""
    words, house, theo = dice(one.number), cast.house, cast.people["theo"]
    began, waits = now - timedelta(days=one.began - 1), one.number % 6 == 0
    span = (now - timedelta(hours=6) - began) / ENTRIES
    for index in range(ENTRIES):
        written, entry_id = began + span * index, one.id_of(f"entry {index}")
        form = EntryForm(
            id=entry_id, body=sentences(words), written_at=written, mood=words.randrange(11), prompt="own",
            kind="entry", share=None, with_mood=True,
        )  # fmt: skip
        saved = await save_entry(tx, course, form, written + timedelta(seconds=4))
        if index % SHARED_EVERY != SHARED_EVERY - 1 or saved is None or saved.entry is None:
            continue
        grant = Grant(id=share_made_with(entry_id), version=saved.entry.latest, with_mood=True)
        await grant_once(tx, course, saved.entry, one.who, grant, written + timedelta(minutes=3))
        if waits and index == ENTRIES - 1:
            continue
        read_at = written + timedelta(hours=5)
        shared = await open_shared(tx, house.vault, house.keys.trail, theo, entry_id, read_at)
        if shared:  # every other one is only marked as read
            answer = (one.id_of(f"answer {index}"), ANSWERS[index % len(ANSWERS)] if index % 2 else "")
            await add_answer(tx, course.box, shared, theo, answer, read_at + timedelta(minutes=2))
