"""The sessions of the cast, found by whose and which, and a clock that stands where a test wants it."""

import asyncio
from datetime import datetime

import httpx

from server.clinics.protocol import Protocol, write_protocol
from server.courses.sessions import STEPS
from server.demo_cast import CAST_IDS
from tests.someone import Installation, Opened, Someone


def session_of(installation: Installation, name: str, number: int) -> str:
    return str(
        installation.value(
            "select session.id from session join course on course.id = session.course_id"
            " where course.patient_id = :patient and session.number = :number",
            patient=CAST_IDS[name],
            number=number,
        )
    )


def course_of(installation: Installation, name: str) -> str:
    return str(installation.value("select id from course where patient_id = :patient", patient=CAST_IDS[name]))


def at(installation: Installation, text: str) -> None:
    """Sets the clock to a local time of Toronto in November: 2026-11-26T08:00."""
    installation.clock.now = datetime.fromisoformat(f"{text}:00-05:00")


def take(staff: Someone, session_id: str, *steps: str) -> Opened:
    """Takes these steps of the record, or all four; answers the last page."""
    for step in steps or STEPS:
        last = staff.send(f"/sessions/{session_id}/record", {"step": step})
    return last


def together(installation: Installation, *calls: tuple[Someone, str, dict[str, str]]) -> list[int]:
    """Sends these forms at the same time; answers their statuses in order."""

    async def all_at_once() -> list[httpx.Response]:
        return await asyncio.gather(*(person.client.post(path, data=form) for person, path, form in calls))

    answers = installation.loop.run_until_complete(all_at_once())
    return [answer.status_code for answer in answers]


def change(installation: Installation, sql: str, **params: object) -> None:
    """What a later release will do on a page of its own: a fact of the clinic, changed in its table."""

    async def write() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run(sql, **params)

    installation.run(write)


def use_numbers(installation: Installation, protocol: Protocol) -> None:
    change(installation, "update protocol set numbers = :numbers", numbers=write_protocol(protocol))
