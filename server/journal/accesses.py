"""Who opened what of a course, in the words in which the patient reads it; the care team reads the same list."""

from datetime import datetime

import msgspec

from server.courses.models import Course
from server.db.connection import Reader
from server.journal.prompts import when_words
from server.pages.language import gettext as _

ACCESSES = 50


class TrailLine(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    name: str
    deed: str
    at: datetime
    session_number: int | None
    day_offset: int | None
    written_at: datetime | None


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the trail in plain words."""

    name: str
    deed: str
    about: str
    at: datetime


async def list_accesses(db: Reader, course: Course, before: int | None) -> list[TrailLine]:
    """Who opened what of this course, newest first; `before` is the trail number of the page before's last row."""
    return await db.all(
        TrailLine,
        """
        select trail.number, person.name, trail.deed, trail.at, session.number as session_number, entry.day_offset,
               entry.written_at
        from trail
        join person on person.id = trail.actor_id
        left join journal_entry as entry on entry.id = trail.subject_id and entry.course_id = trail.course_id
        left join session on session.id = entry.session_id
        where trail.course_id = :course and trail.number < :before
        order by trail.number desc limit :most
        """,
        course=course.id,
        before=before if before is not None else 2**31 - 1,
        most=ACCESSES + 1,
    )


def in_plain_words(line: TrailLine, zone: str) -> Access:
    about = ""
    if line.written_at:
        about = when_words(line.session_number, line.day_offset, line.written_at, zone)
    deed = {
        "opened entry": _("read"),
        "opened recording": _("opened a recording or picture of"),
        "opened course": _("opened your page"),
        "changed course": _("changed something on your page"),
        "opened measures": _("opened your questionnaires"),
        "opened intake": _("opened your intake"),
        "changed intake": _("wrote in your intake"),
        "opened record": _("opened the record of a session"),
        "changed record": _("wrote in the record of a session"),
        "made code": _("made a new sign-in code for you"),
        "began recovery": _("began a new way in for you"),
        "confirmed recovery": _("confirmed a new way in for you"),
        "stopped recovery": _("stopped the new way in"),
        "used recovery": _("used the new way in"),
        "made proof code": _("made a code for you that proves that it is you"),
        "used proof code": _("used the code that proves that it is you"),
        "stopped proof code": _("stopped the code that proves that it is you"),
        "opened check-ins": _("read your check-ins"),
        "opened safety plan": _("read your safety plan"),
        "changed safety plan": _("wrote in your safety plan"),
        "opened notes": _("opened the notes about you"),
        "changed notes": _("wrote in the notes about you"),
        "opened flag": _("read an answer of yours that asked for somebody"),
        "opened calendar": _("opened the plan of your sessions"),
        "changed flag": _("wrote about an answer of yours that asked for somebody"),
        "changed team": _("changed who is on your care team"),
        "opened in emergency": _("opened your page in an emergency"),
        "opened messages": _("read your messages"),
        "changed messages": _("wrote or marked something in your messages"),
        "exported clinic": _("took a copy of what the clinic keeps, with what you shared"),
        "exported private": _("took a copy of everything that Tidemark keeps, also of what you never shared"),
        "moved protocol": _("moved you to the clinic’s newest rules"),
    }.get(line.deed, line.deed)
    return Access(name=line.name, deed=deed, about=about, at=line.at)
