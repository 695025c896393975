"""What the demo's patients and their care team wrote to each other. Every text is invented."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from server.courses.queries import find_caseload_course
from server.db.connection import Transaction
from server.demo_people import Cast, Deed, Told, at_clock
from server.messages.keeping import keep_answer, keep_message, mark_opened
from server.messages.models import AnswerForm, MessageForm

NAMES = UUID("0199c000-0000-7000-8000-0000000000fd")
FIRST_OF_ALL = (1, 999)
# Days ago, clock, who writes, and the words; each line of a thread is opened by whoever writes the next.
Line = tuple[int, time, str, str]
THREADS: dict[str, tuple[Line, ...]] = {
    "mara": (
        (
            4, time(21, 12), "mara",
            "Is it all right to go back to the workshop on Monday? My hands are steady. It is more that I do not want "
            "to talk to customers yet.",
        ),
        (
            3, time(9, 20), "theo",
            "Monday is fine, if you would like it to be. A day at the bench without the shop door is a good first day. "
            "We can look at the rest when we meet.",
        ),
        (3, time(18, 5), "mara", "Then the bench, and the door stays shut. Thank you."),
        (2, time(9, 2), "theo", "Good. Tell me how it was when you are here."),
    ),
    "noor": (
        (
            6, time(13, 40), "noor",
            "My sister asks where she should wait while I am with you. Is there a place to sit, or should she come "
            "back later?",
        ),
        (
            6, time(16, 15), "pria",
            "There is a room with a window beside the desk. She can stay the whole time, or go and be called half an "
            "hour before you leave.",
        ),
        (
            1, time(20, 48), "noor",
            "One more thing about the next session. May I bring my own blanket? It has been washed, and it smells of "
            "home.",
        ),
    ),
}  # fmt: skip


def tell_thread(cast: Cast, name: str, now: datetime) -> Told:
    told: Told = []
    before = ""
    for number, (days, clock, who, body) in enumerate(THREADS.get(name, ()), 1):
        at = at_clock(now, days, clock, cast.people[name].zone)
        if at >= now:
            continue
        told.append((at, _write(cast, (name, who, who != before), (number, body), at)))
        before = who
    return told


def _write(cast: Cast, who: tuple[str, str, bool], line: tuple[int, str], at: datetime) -> Deed:
    name, writer, opens = who
    message_id = str(uuid5(NAMES, f"{name} {line[0]}"))

    async def deed(tx: Transaction) -> None:
        own, me = await cast.course(tx, name), cast.people[writer]
        if opens:
            await mark_opened(tx, own, me, FIRST_OF_ALL, at - timedelta(minutes=3))
        if writer == name:
            await keep_message(tx, own, me, MessageForm(id=message_id, body=line[1], written_at=at), at)
            return
        case = await find_caseload_course(tx, cast.house.vault, me, own.id, at)
        if case:
            await keep_answer(tx, case, me, AnswerForm(id=message_id, body=line[1], seen=line[0] - 1), at)

    return deed
