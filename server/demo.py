"""The demo clinic: the cast with a believable history, told as the deeds that made it, in order of time.

Shared by `make run`, the tests and the benchmarks. Nothing here runs outside the demo.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Literal
from uuid import UUID, uuid5

from server.access.house import House
from server.access.people import Person, Role
from server.clinics.hours import Cover
from server.clinics.people import NewPerson, add_person
from server.clinics.protocol import Protocol, Route
from server.clinics.queries import Clinic, create_clinic, current_protocol, set_cover
from server.courses.models import OwnCourse
from server.courses.queries import create_course, find_caseload_course, find_own_course, join_care_team
from server.courses.sessions import STEPS, Step, list_sessions, move_session, plan_session, take_step
from server.db.connection import Transaction
from server.demo_cast import CAST_IDS
from server.demo_flags import FLAGS
from server.demo_intake import DAYS, decide_intake, tell_intake
from server.demo_measures import EVENING, answering
from server.demo_records import record_session, take_steps
from server.demo_safety import keep_well
from server.demo_words import ENTRIES, INTENTIONS, MOVED, READERS, SESSIONS, Entry
from server.journal.answers import add_answer
from server.journal.forms import EntryForm
from server.journal.granting import Grant, grant_once, share_made_with, stop
from server.journal.keeping import save_entry
from server.journal.queries import find_entry
from server.journal.sharing import open_shared
from server.pages.times import from_local, local
from server.preparation.models import IntentionForm
from server.preparation.queries import mark_lesson_read, save_intention

HARBOUR = "0199c000-0000-7000-8000-0000000000a1"
CEDAR = "0199c000-0000-7000-8000-0000000000a2"
NAMES = UUID("0199c000-0000-7000-8000-0000000000ff")
ZONES = {HARBOUR: "America/Toronto", CEDAR: "America/New_York"}
CLINICS = (
    Clinic(id=HARBOUR, name="Harbour Clinic", phone="+14165550142", region="CA-ON", zone=ZONES[HARBOUR], language="en"),
    Clinic(id=CEDAR, name="Cedar Clinic", phone="+12125550117", region="US-NY", zone=ZONES[CEDAR], language="en"),
)
CAST: tuple[tuple[str, Role, str], ...] = (
    ("mara", "patient", HARBOUR), ("iris", "patient", HARBOUR), ("noor", "patient", HARBOUR),
    ("theo", "therapist", HARBOUR), ("pria", "prescriber", HARBOUR), ("ada", "admin", HARBOUR),
    ("otto", "therapist", CEDAR), ("sol", "patient", CEDAR),
)  # fmt: skip
TEAMS = {"mara": ("theo", "pria"), "noor": ("theo", "pria"), "iris": ("theo", "pria"), "sol": ("otto",)}
ROUTES: dict[str, Route] = {"mara": "IV", "noor": "IV", "iris": "IV", "sol": "IM"}
NEXT_IN_DAYS = {"mara": 9, "noor": 1, "sol": 5}
SPACING = 14
STEP_TIMES: dict[Step, time] = {
    "opened": time(10, 48), "started": time(11, 12), "ended": time(12, 26), "discharged": time(13, 41),
}  # fmt: skip
SESSION_AT, READ_AT = time(11, 0), time(8, 54)
Deed = Callable[[Transaction], Awaitable[object]]
Told = list[tuple[datetime, Deed]]


def route_of(name: str, number: int) -> Route:
    """Mara goes on at home after two infusions."""
    return "SLh" if name == "mara" and number > 2 else ROUTES[name]


class Cast:
    """The people and courses of a demo clinic, as the story below refers to them."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.people = {
            name: Person(
                id=CAST_IDS[name], clinic_id=clinic, role=role, name=name.capitalize(), zone=ZONES[clinic],
                language="en",
            )
            for name, role, clinic in CAST
        }  # fmt: skip

    async def course(self, tx: Transaction, name: str) -> OwnCourse:
        course = await find_own_course(tx, self.house.vault, self.people[name])
        if course is None:
            raise LookupError(name)
        return course


async def make_demo(house: House) -> bool:
    """In a database without a clinic; False when there is one. All of it or nothing is kept."""
    now = house.clock()
    async with house.db.writing() as tx:
        if await tx.value("select count(*) from clinic"):
            return False
        cast = Cast(house)
        await _settle(tx, cast, now - timedelta(days=60))
        told: Told = []
        for name in TEAMS:
            told += _story(cast, name, now)
        for _at, deed in sorted(told, key=lambda one: one[0]):
            await deed(tx)
    return True


async def keep_current(house: House) -> None:
    """A demo opened again another day: a session that nobody held is moved on, so that tomorrow stays tomorrow."""
    now = house.clock()
    async with house.db.writing() as tx:
        cast = Cast(house)
        for name, days in NEXT_IN_DAYS.items():
            course = await cast.course(tx, name)
            waiting = [one for one in await list_sessions(tx, course) if not one.held]
            if not waiting or waiting[0].planned_at > now:
                continue
            for index, session in enumerate(waiting):
                await tx.run(
                    "update session set planned_at = :at where id = :id and opened_at is null",
                    id=session.id,
                    at=_when(now, -(days + index * SPACING), SESSION_AT, course.zone),
                )


async def _settle(tx: Transaction, cast: Cast, began: datetime) -> None:
    for clinic in CLINICS:
        numbers = Protocol(home_routes=clinic.id == HARBOUR, flags=FLAGS if clinic.id == HARBOUR else None)
        await create_clinic(tx, cast.house.vault, clinic, numbers, began)
        await set_cover(tx, clinic.id, [Cover(day, "09:00", "17:00") for day in range(5)])
    for name, role, clinic_id in CAST:
        person = NewPerson(
            id=CAST_IDS[name], clinic_id=clinic_id, role=role, name=name.capitalize(), email=None,
            zone=ZONES[clinic_id], language="en",
        )  # fmt: skip
        await add_person(tx, person, began)
    for name, team in TEAMS.items():
        patient = cast.people[name]
        protocol = await current_protocol(tx, patient.clinic_id)
        course_id = str(uuid5(NAMES, f"course {name}"))
        at = began + timedelta(days=15)
        await create_course(tx, cast.house.vault, (patient.clinic_id, patient.id), course_id, protocol.id, at)
        for member in team:
            await join_care_team(tx, course_id, CAST_IDS[member], at)


def _story(cast: Cast, name: str, now: datetime) -> Told:
    zone = cast.people[name].zone
    told: Told = [(_when(now, 40, time(9, 0), zone), _plan(cast, name, now)), *_intake(cast, name, now)]
    for number, days_ago in enumerate(SESSIONS[name], 1):
        at = _when(now, days_ago + 1, EVENING, zone)
        told.append((at, answering(cast.course, name, number, at)))
        for step in STEPS:
            at = _when(now, days_ago, STEP_TIMES[step], zone)
            told.append((at, _step(cast, name, number, step, at)))
    for number, body in INTENTIONS[name]:
        at = _when(now, SESSIONS[name][number - 1] + 2, time(20, 15), zone)
        told.append((at, _intend(cast, name, number, body, at)))
    for index, entry in enumerate(ENTRIES[name]):
        told += _tell_entry(cast, name, index, entry, now)
    for number, later, reason in (one[1:] for one in MOVED if one[0] == name):
        at = _when(now, 3, time(10, 5), zone)
        told.append((at, _move(cast, name, number, later, reason, at)))
    if name in ("mara", "noor"):
        told.append((_when(now, 3, time(15, 20), zone), _prepare(cast, name, now)))
    return told


def _intake(cast: Cast, name: str, now: datetime) -> Told:
    """Of who is past it; it was decided the morning after."""
    if name not in DAYS:
        return []
    me, by, zone = cast.people[name], cast.people["pria"], cast.people[name].zone
    evening, morning = _when(now, DAYS[name], time(20, 0), zone), _when(now, DAYS[name] - 1, time(9, 30), zone)

    async def tell(tx: Transaction) -> None:
        await tell_intake(tx, await cast.course(tx, name), me, evening)

    async def decide(tx: Transaction) -> None:
        case = await find_caseload_course(tx, cast.house.vault, by, (await cast.course(tx, name)).id)
        if case:
            await decide_intake(tx, case, by, morning)

    return [(evening, tell), (morning, decide)]


def _plan(cast: Cast, name: str, now: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        if name not in NEXT_IN_DAYS:
            return
        coming = 6 - len(SESSIONS[name])
        ahead = [-(NEXT_IN_DAYS[name] + index * SPACING) for index in range(coming)]
        moved = {number: later for who, number, later, _reason in MOVED if who == name}
        for number, days_ago in enumerate([*SESSIONS[name], *ahead], 1):
            at = _when(now, days_ago + moved.get(number, 0), SESSION_AT, course.zone)
            await plan_session(tx, course, route_of(name, number), at, now - timedelta(days=40))

    return deed


def _step(cast: Cast, name: str, number: int, step: Step, at: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        session = next(one for one in await list_sessions(tx, course) if one.number == number)
        by = cast.people[TEAMS[name][-1] if step == "discharged" else TEAMS[name][0]]
        await take_step(tx, course, session.id, step, by, at)
        if step == "ended":
            await record_session(tx, course, session.id, [cast.people[member] for member in TEAMS[name]])

    return deed


def _intend(cast: Cast, name: str, number: int, body: str, at: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        session = next(one for one in await list_sessions(tx, course) if one.number == number)
        form = IntentionForm(
            id=str(uuid5(NAMES, f"intention {name} {number}")), session=session.id, body=body, prompt="PRP-13",
            written_at=at,
        )  # fmt: skip
        await save_intention(tx, course, form, at)

    return deed


def _move(cast: Cast, name: str, number: int, later: int, reason: str, at: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        by = cast.people[TEAMS[name][0]]
        own = await cast.course(tx, name)
        case = await find_caseload_course(tx, cast.house.vault, by, own.id)
        session = next(one for one in await list_sessions(tx, own) if one.number == number)
        if case:
            to = from_local(local(session.planned_at, own.zone).date() + timedelta(days=later), SESSION_AT, own.zone)
            await move_session(tx, case, session, to, reason, by, at)

    return deed


def _prepare(cast: Cast, name: str, now: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        at = _when(now, 3, time(15, 20), course.zone)
        for lesson in ("what-to-expect", "body-and-mind"):
            await mark_lesson_read(tx, course, lesson, at)
        if name == "mara":
            await take_steps(tx, course, now)
        await keep_well(tx, course, (cast.people[name], cast.people[TEAMS[name][0]]), now)

    return deed


def _tell_entry(cast: Cast, name: str, index: int, entry: Entry, now: datetime) -> Told:
    days_ago, clock, _session, _prompt, _mood, _body, shared, _reply = entry
    zone = cast.people[name].zone
    hour, minute = clock.split(":")
    written = _when(now, days_ago, time(int(hour), int(minute)), zone)
    entry_id = str(uuid5(NAMES, f"entry {name} {index}"))
    told: Told = [(written, _write(cast, name, entry_id, entry, written))]
    next_day = _when(now, days_ago - 1, READ_AT, zone)
    if shared == "read":
        told.append((next_day, _read(cast, name, entry_id, entry, next_day)))
    if shared == "stopped":
        told.append((next_day, _stop(cast, name, entry_id, next_day)))
    return told


def _write(cast: Cast, name: str, entry_id: str, entry: Entry, written: datetime) -> Deed:
    _days, _clock, _session, prompt, mood, body, shared, _reply = entry

    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        kind: Literal["entry", "line"] = "line" if prompt.startswith("D0-04") else "entry"
        form = EntryForm(
            id=entry_id, body=body, written_at=written, mood=mood, prompt=prompt, kind=kind, share=None, with_mood=True
        )
        saved = await save_entry(tx, course, form, written + timedelta(seconds=4))
        if saved and saved.entry and shared != "no":
            grant = Grant(id=share_made_with(entry_id), version=saved.entry.latest, with_mood=True)
            await grant_once(tx, course, saved.entry, cast.people[name], grant, written + timedelta(minutes=3))

    return deed


def _read(cast: Cast, name: str, entry_id: str, entry: Entry, at: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        reader, house = cast.people[READERS[name]], cast.house
        shared = await open_shared(tx, house.vault, house.keys.trail, reader, entry_id, at)
        course = await cast.course(tx, name)
        if shared:
            answer_id = str(uuid5(NAMES, f"answer {entry_id}"))
            await add_answer(tx, course.box, shared, reader, (answer_id, entry[-1]), at + timedelta(minutes=2))

    return deed


def _stop(cast: Cast, name: str, entry_id: str, at: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        entry = await find_entry(tx, course, entry_id)
        if entry:
            await stop(tx, course, entry, cast.people[name], at)

    return deed


def _when(now: datetime, days_ago: int, at: time, zone: str) -> datetime:
    return from_local(local(now, zone).date() - timedelta(days=days_ago), at, zone)
