"""What the demo's patients told in their check-ins, and the safety plan of one of them. Every text is invented."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import msgspec

from server.access.people import Person
from server.courses.desk import item_id, take_off_desk
from server.courses.models import OwnCourse
from server.db.connection import Transaction
from server.safety.check_in_content import asked
from server.safety.check_in_queries import keep_told
from server.safety.check_in_rounds import Answer, Told
from server.safety.plan import Plan
from server.safety.plan_queries import NewVersion, keep_version, set_plan_share

NAMES = UUID("0199c000-0000-7000-8000-0000000000fc")
STILL_WAITS = 3  # days
PLAIN = ("no", "none", "same")
# By days ago: what was not plain, and None for what was left empty.
CHECK_INS: dict[str, dict[int, dict[str, Answer | None]]] = {
    "mara": {
        17: {"longing": Answer(values=("2",)), "memory": None},
        9: {
            "longing": Answer(values=("4",), words="Mostly on Sundays."),
            "bladder": Answer(values=("often",)),
            "memory": Answer(values=("little",), words="A name that would not come."),
            "body": None,
        },
    },
    "noor": {
        10: {"longing": Answer(values=("1",)), "new": Answer(values=("medicine",), words="Iron, each morning.")},
        3: {"longing": Answer(values=("1",)), "substances": None},
    },
}


async def keep_well(tx: Transaction, course: OwnCourse, by: tuple[Person, Person], now: datetime) -> None:
    """`by` is the patient and their therapist."""
    await _tell_check_ins(tx, course, by, now)
    if by[0].name == "Noor":
        await _write_plan(tx, course, by, now)


async def _tell_check_ins(tx: Transaction, course: OwnCourse, by: tuple[Person, Person], now: datetime) -> None:
    """The therapist has seen all of them but the newest of one patient."""
    patient, therapist = by
    for days_ago, said in CHECK_INS.get(patient.name.lower(), {}).items():
        at = now - timedelta(days=days_ago)
        first = await tell_check_in(tx, course, said, (str(days_ago), at))
        if days_ago > STILL_WAITS:
            await take_off_desk(tx, course.id, item_id("check_in", first), therapist, at + timedelta(hours=20))


async def tell_check_in(
    tx: Transaction, course: OwnCourse, said: Mapping[str, Answer | None], when: tuple[str, datetime]
) -> str:
    """What is not `said` is plain, and what is None was left empty; `when` is a name of its own, and the moment.

    The id of the first answer, under which it waits on the desk.
    """
    name, at = when
    first = ""
    for question in asked().questions:
        plain = next((one.value for one in question.options if one.value in PLAIN), "0")
        answer = said.get(question.id, Answer(values=(plain,)))
        at += timedelta(seconds=9)
        if answer is not None:
            told_id = str(uuid5(NAMES, f"{course.id} {name} {question.id}"))
            told = Told(id=told_id, question=question.id, answer=answer, written_at=at, received_at=at)
            await keep_told(tx, course, told)
            first = first or told_id
    return first


PLAN = Plan(
    signs="I lie awake and count. I stop answering my sister.",
    things="Wash my face with cold water.\nWalk to the bridge and back.",
    places="The bakery on the corner, before eight. The choir, even when I only listen.",
    people="Lale, after six: 416 555 0163",
    person="Amira",
    phone="416 555 0121",
    professionals="Harbour Clinic, by day: 416 555 0142",
    home="My sister keeps what is left of the old tablets.",
    reason="The lemon tree, and who would water it.",
)


async def _write_plan(tx: Transaction, course: OwnCourse, by: tuple[Person, Person], now: datetime) -> None:
    """Written by the patient and shared; a week later their therapist adds a line to it with them."""
    patient, therapist = by
    at = now - timedelta(days=11)
    first, second = (str(uuid5(NAMES, f"{course.id} plan {number}")) for number in (1, 2))
    new = NewVersion(id=first, parents=(), plan=PLAN, written_at=at)
    await keep_version(tx, course, patient, new, at)
    await set_plan_share(tx, course, str(uuid5(NAMES, f"{course.id} share")), (patient, at), shared=True)
    later = at + timedelta(days=7)
    added = msgspec.structs.replace(PLAN, things=PLAN.things + "\nSay one true sentence to somebody.")
    await keep_version(
        tx, course, therapist, NewVersion(id=second, parents=(first,), plan=added, written_at=later), later
    )
