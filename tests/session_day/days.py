"""The sessions of the cast, found by whose and which, and a clock that stands where a test wants it."""

import asyncio
from datetime import datetime
from uuid import uuid4

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
        words = {"words": "As agreed with the patient."} if step == "discharged" else {}
        last = staff.send(f"/sessions/{session_id}/record", {"step": step} | words)
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


def line_form(**fields: str) -> dict[str, str]:
    """A line of the record as its form sends it, with an id of its own."""
    return {"id": str(uuid4()), "written_at": ""} | fields


def keep(staff: Someone, session_id: str, kind: str, **fields: str) -> Opened:
    """Adds a line to the record, and answers the page it leads to."""
    return staff.send(f"/sessions/{session_id}/record/{kind}", line_form(**fields))


def kept(installation: Installation, kind: str) -> int:
    """How many lines of this kind came on the day of Noor's third session or after, in all records."""
    found = "select count(*) from record_line where kind = :kind and received_at >= '2026-11-26'"
    return int(str(installation.value(found, kind=kind)))


def newest(installation: Installation, column: str = "id") -> str:
    """Of the line that came last."""
    return str(installation.value(f"select {column} from record_line order by received_at desc, id desc limit 1"))


def under_way(installation: Installation, staff: Someone, opened: str = "10:50", dose: str = "11:10") -> str:
    """Noor's third session on its day, opened and with the medicine given; answers its id."""
    session = session_of(installation, "noor", 3)
    at(installation, f"2026-11-26T{opened}")
    take(staff, session, "opened")
    at(installation, f"2026-11-26T{dose}")
    take(staff, session, "started")
    return session
