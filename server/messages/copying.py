"""One's thread to be copied out: what one wrote, and what one has opened. Copying opens nothing."""

from datetime import datetime

from server.access.people import Person
from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.messages.models import MESSAGES_A_PAGE, Message, Shown
from server.messages.queries import find_done, list_messages
from server.messages.showing import Facts, shown_to_patient

MOST_MESSAGES = 3_000


async def own_thread(db: Reader, course: OwnCourse, me: Person, now: datetime) -> tuple[list[Shown], int, bool]:
    """Oldest first; how many wait to be opened; and whether there are more than MOST_MESSAGES."""
    found: list[Message] = []
    before: int | None = None
    cut = False
    while not cut:
        page = await list_messages(db, course, me, before, now)
        found += page[:MESSAGES_A_PAGE]
        if len(page) <= MESSAGES_A_PAGE:
            break
        before = found[-1].number
        cut = len(found) >= MOST_MESSAGES
    facts = Facts(now=now, zone=course.zone, done=await find_done(db, course))
    mine = [one for one in reversed(found) if one.by_id == me.id or one.opened_by_me]
    return [shown_to_patient(one, me, facts) for one in mine], len(found) - len(mine), cut
