"""All that was ever asked of one patient, to be copied out: by whom, when, and whether it was let go."""

from typing import NamedTuple

from server.assigned.things import Thing, things
from server.courses.asked import A_PAGE, Ask, list_given
from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.journal.queries import stored
from server.session_day.clinic_patterns import list_clinic_patterns

END_OF_TIME = ("9999", "")


class Copied(NamedTuple):
    """`thing` is None where the clinic offers it no longer."""

    ask: Ask
    thing: Thing | None


async def all_asked(db: Reader, course: OwnCourse) -> list[Copied]:
    """Newest first, without what was taken back. What became of it otherwise stands where it was done."""
    known = things(course, await list_clinic_patterns(db, course.clinic_id))
    found, before = list[Copied](), END_OF_TIME
    while True:
        page = await list_given(db, course, before)
        found += [Copied(ask, known.get(ask.key)) for ask in page[:A_PAGE] if ask.how != "taken back"]
        if len(page) <= A_PAGE:
            return found
        before = (stored(page[A_PAGE - 1].given_at), page[A_PAGE - 1].id)
