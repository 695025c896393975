"""What the demo's patients told in their check-ins. Every text is invented."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from server.courses.models import OwnCourse
from server.db.connection import Transaction
from server.safety.check_in_content import asked
from server.safety.check_in_queries import keep_told
from server.safety.check_in_rounds import Answer, Told

NAMES = UUID("0199c000-0000-7000-8000-0000000000fc")
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


async def tell_check_ins(tx: Transaction, course: OwnCourse, name: str, now: datetime) -> None:
    for days_ago, said in CHECK_INS.get(name, {}).items():
        at = now - timedelta(days=days_ago)
        for question in asked().questions:
            plain = next((one.value for one in question.options if one.value in PLAIN), "0")
            answer = said.get(question.id, Answer(values=(plain,)))
            at += timedelta(seconds=9)
            if answer is not None:
                told_id = str(uuid5(NAMES, f"{course.id} {days_ago} {question.id}"))
                told = Told(id=told_id, question=question.id, answer=answer, written_at=at, received_at=at)
                await keep_told(tx, course, told)
