"""Deeds of a course in the demo: planned, held, moved, prepared for."""

from datetime import datetime, time, timedelta

from server.courses.queries import find_caseload_course
from server.courses.sessions import Step, list_sessions, move_session, plan_session, take_step
from server.db.connection import Transaction
from server.demo_notes import ask_for_things, keep_notes
from server.demo_people import NEXT_IN_DAYS, SESSION_AT, SPACING, TEAMS, Cast, Deed, at_clock, route_of
from server.demo_records import record_session, take_steps
from server.demo_safety import keep_well
from server.demo_words import MOVED, SESSIONS
from server.pages.times import from_local, local
from server.preparation.queries import mark_lesson_read


def plan_of_course(cast: Cast, name: str, now: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        if name not in NEXT_IN_DAYS:
            return
        coming = 6 - len(SESSIONS[name])
        ahead = [-(NEXT_IN_DAYS[name] + index * SPACING) for index in range(coming)]
        moved = {number: later for who, number, later, _reason in MOVED if who == name}
        for number, days_ago in enumerate([*SESSIONS[name], *ahead], 1):
            at = at_clock(now, days_ago + moved.get(number, 0), SESSION_AT, course.zone)
            await plan_session(tx, course, route_of(name, number), at, now - timedelta(days=40))

    return deed


def step_session(cast: Cast, name: str, number: int, step: Step, at: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        session = next(one for one in await list_sessions(tx, course) if one.number == number)
        by = cast.people[TEAMS[name][-1] if step == "discharged" else TEAMS[name][0]]
        await take_step(tx, course, session.id, step, by, at)
        if step == "ended":
            await record_session(tx, course, session.id, [cast.people[member] for member in TEAMS[name]])

    return deed


def moved_session(cast: Cast, name: str, number: int, later: int, reason: str, at: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        by = cast.people[TEAMS[name][0]]
        own = await cast.course(tx, name)
        case = await find_caseload_course(tx, cast.house.vault, by, own.id, at)
        session = next(one for one in await list_sessions(tx, own) if one.number == number)
        if case:
            to = from_local(local(session.planned_at, own.zone).date() + timedelta(days=later), SESSION_AT, own.zone)
            await move_session(tx, case, session, to, reason, by, at)

    return deed


def prepare(cast: Cast, name: str, now: datetime) -> Deed:
    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        at = at_clock(now, 3, time(15, 20), course.zone)
        for lesson in ("what-to-expect", "body-and-mind"):
            await mark_lesson_read(tx, course, lesson, at)
        if name == "mara":
            await take_steps(tx, course, now)
        await keep_well(tx, course, (cast.people[name], cast.people[TEAMS[name][0]]), now)
        await keep_notes(tx, cast.house, course, cast.people, now)
        await ask_for_things(tx, cast.house, course, cast.people, now)

    return deed
