"""The demo clinic: the cast with a believable history, told as the deeds that made it, in order of time.

Shared by `make run`, the tests and the benchmarks. Nothing here runs outside the demo.
"""

from datetime import datetime, time, timedelta
from uuid import uuid5

from server.access.house import House
from server.clinics.hours import Cover
from server.clinics.people import NewPerson, add_person
from server.clinics.protocol import Protocol
from server.clinics.queries import create_clinic, current_protocol, set_cover
from server.courses.queries import create_course, find_caseload_course, join_care_team
from server.courses.sessions import STEPS, list_sessions
from server.db.connection import Transaction
from server.demo_arc import furnish, placing
from server.demo_brief import look_and_pin
from server.demo_cast import CAST_IDS
from server.demo_deeds import moved_session, plan_of_course, prepare, step_session
from server.demo_flags import FLAGS
from server.demo_intake import DAYS, decide_intake, tell_intake
from server.demo_journal import intend, tell_entry
from server.demo_measures import EVENING, answering
from server.demo_messages import tell_thread
from server.demo_people import (
    CAST,
    CLINICS,
    HARBOUR,
    NAMES,
    NEXT_IN_DAYS,
    SESSION_AT,
    SPACING,
    STEP_TIMES,
    TEAMS,
    ZONES,
    Cast,
    Told,
    at_clock,
)
from server.demo_reminders import REMINDED, tell_reminders
from server.demo_setup import set_up
from server.demo_signing import tell_signing
from server.demo_team import cover_leave
from server.demo_words import ENTRIES, INTENTIONS, MOVED, SESSIONS


async def make_demo(house: House, *, signed_in: bool = False) -> bool:
    """In a database without a clinic; False when there is one. All of it or nothing is kept.

    With `signed_in` its people have signed in before, on devices of theirs.
    """
    now = house.clock()
    async with house.db.writing() as tx:
        if await tx.value("select count(*) from clinic"):
            return False
        cast = Cast(house)
        await _settle(tx, cast, now - timedelta(days=60))
        await set_up(tx, cast, now - timedelta(days=59), now)
        told: Told = []
        for name in TEAMS:
            told += _story(cast, name, now)
        told += cover_leave(cast, now)
        told += tell_signing(cast, now) if signed_in else []
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
                    at=at_clock(now, -(days + index * SPACING), SESSION_AT, course.zone),
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
    await furnish(tx, cast, began)
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
    told: Told = [(at_clock(now, 40, time(9, 0), zone), plan_of_course(cast, name, now)), *_intake(cast, name, now)]
    for number, days_ago in enumerate(SESSIONS[name], 1):
        at = at_clock(now, days_ago + 1, EVENING, zone)
        told.append((at, answering(cast.course, name, number, at)))
        for step in STEPS:
            at = at_clock(now, days_ago, STEP_TIMES[step], zone)
            told.append((at, step_session(cast, name, number, step, at)))
    for number, body in INTENTIONS[name]:
        at = at_clock(now, SESSIONS[name][number - 1] + 2, time(20, 15), zone)
        told.append((at, intend(cast, name, number, body, at)))
    told += look_and_pin(cast, name, now)
    for index, entry in enumerate(ENTRIES[name]):
        told += tell_entry(cast, name, index, entry, now)
    told += tell_thread(cast, name, now)
    told += tell_reminders(cast, name, now) if name in REMINDED else []
    for number, later, reason in (one[1:] for one in MOVED if one[0] == name):
        at = at_clock(now, 3, time(10, 5), zone)
        told.append((at, moved_session(cast, name, number, later, reason, at)))
    told += placing(cast, name, at_clock(now, 4, time(16, 30), zone))
    if name in ("mara", "noor"):
        told.append((at_clock(now, 3, time(15, 20), zone), prepare(cast, name, now)))
    return told


def _intake(cast: Cast, name: str, now: datetime) -> Told:
    """Of who is past it; it was decided the morning after."""
    if name not in DAYS:
        return []
    me, by, zone = cast.people[name], cast.people["pria"], cast.people[name].zone
    evening, morning = at_clock(now, DAYS[name], time(20, 0), zone), at_clock(now, DAYS[name] - 1, time(9, 30), zone)

    async def tell(tx: Transaction) -> None:
        await tell_intake(tx, await cast.course(tx, name), me, evening)

    async def decide(tx: Transaction) -> None:
        case = await find_caseload_course(tx, cast.house.vault, by, (await cast.course(tx, name)).id, morning)
        if case:
            await decide_intake(tx, case, by, morning)

    return [(evening, tell), (morning, decide)]
