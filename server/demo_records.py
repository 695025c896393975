"""What the demo's past sessions were recorded as, and the small steps that one patient made of them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from server.access.people import Person
from server.courses.models import Course, OwnCourse
from server.courses.sessions import find_session
from server.db.connection import Transaction
from server.journal.actions import ActionForm, Became, MarkForm, add_action, mark_action
from server.session_day.facts import Dose, Kind, Reading, Said
from server.session_day.lines import NewLine, add_line

NAMES = UUID("0199c000-0000-7000-8000-0000000000fe")
UPPER = (118, 131, 136, 127, 121)
LOWER = (74, 83, 86, 80, 76)


async def record_session(tx: Transaction, course: Course, session_id: str, team: list[Person]) -> None:
    """The first of the team measures; a prescriber, where there is one, has written the dose."""
    session = await find_session(tx, course, session_id)
    if session is None or session.started_at is None:
        return
    measured_by = team[0]
    prescriber = next((one for one in team if one.role == "prescriber"), None)
    written: list[tuple[Kind, Any, Person, int]] = [
        ("reading", _reading(minutes, index), measured_by, minutes)
        for index, minutes in enumerate(course.protocol.readings_for(session.route))
    ]
    if prescriber:
        written.append(("dose", Dose(amount="As ordered on paper, over forty minutes"), prescriber, 0))
    written.append(("stayed", Said(words=f"{measured_by.name}, from beginning to end"), measured_by, 90))
    for kind, body, by, minutes in sorted(written, key=lambda one: one[3]):
        at = session.started_at + timedelta(minutes=minutes)
        line_id = str(uuid5(NAMES, f"{session.id} {kind} {minutes}"))
        line = NewLine(id=line_id, kind=kind, body=body, at=at, source="staff", by=by)
        await add_line(tx, course, session, line, at)


def _reading(minutes: int, index: int) -> Reading:
    place = index % len(UPPER)
    return Reading(
        checkpoint=minutes, systolic=UPPER[place], diastolic=LOWER[place], pulse=64 + 3 * place, oxygen=98,
        sedation=1 if 0 < minutes < 60 else 0, nausea=0, arm="left", position="reclined",
    )  # fmt: skip


STEPS: tuple[tuple[int, str, str, Became | None, str], ...] = (
    (6, "A walk to the water without the phone", "Quiet", "done", "Twice, even."),
    (3, "The walk to the water before breakfast", "Quiet", "changed", "Half past four is better. The light is kinder."),
    (2, "Ten minutes on the porch with the first tea", "Rest", None, ""),
)


async def take_steps(tx: Transaction, course: OwnCourse, now: datetime) -> None:
    """What a patient made of what mattered: one thing done, one under way (I-20)."""
    for days, action, value, became, words in STEPS:
        at = now - timedelta(days=days)
        step_id = str(uuid5(NAMES, f"{course.id} {action}"))
        form = ActionForm(
            id=step_id, written_at=at, mattered="", value=value, action=action, when="", obstacle="", helper=""
        )
        await add_action(tx, course, form, at)
        if became:
            mark = MarkForm(id=str(uuid5(NAMES, step_id)), written_at=at, became=became, words=words)
            await mark_action(tx, course, step_id, mark, at + timedelta(days=1))
