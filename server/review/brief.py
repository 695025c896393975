"""The ninety-second brief: facts to lines, in one order, each with the page that it comes from. Pure.

It says what was told and done since a moment, and what stands now; it weighs nothing and concludes nothing.
"""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.courses.models import Session
from server.intake.said import Review
from server.journal.shown import Shown
from server.measures.answers import Answered
from server.measures.instruments import Instrument
from server.pages.language import gettext as _
from server.pages.times import clock, in_words, local_day, long_date, weekday
from server.review.brief_facts import FlagFact, Listed, Step, Waits
from server.review.brief_words import Words
from server.safety.check_in_rounds import CheckIn

Kind = Literal[
    "quiet", "flag", "pin", "session", "measure", "shared", "waits", "check-in", "step", "medicine", "ready", "gap",
    "words",
]  # fmt: skip
MOST_LINES = 12
GOES_FIRST: tuple[Kind, ...] = ("words", "waits", "step")  # where there are more lines than fit
LISTED = 4  # names in one line
STRONG = "\x02"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """`source` names the page at `link` where it can be read whole. `strong` stands where STRONG is in `words`.

    `news` happened since; the others say what stands.
    """

    kind: Kind
    words: str
    link: str = ""
    source: str = ""
    strong: str = ""
    news: bool = True

    @property
    def parts(self) -> tuple[str, str, str]:
        before, _mark, after = self.words.partition(STRONG)
        return before, self.strong, after

    @property
    def text(self) -> str:
        return "".join(self.parts)


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """The next session, and what is open on its board."""

    session: Session
    open: tuple[str, ...]


class BriefFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What may be told, of any time; only what this reader may read. `zone` is the reader's."""

    course_id: str
    name: str
    zone: str
    since: datetime
    now: datetime
    sessions: tuple[Session, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    measures: tuple[Answered, ...] = ()
    shared: tuple[Shown, ...] = ()
    waits: Waits = Waits()
    check_ins: tuple[CheckIn, ...] = ()
    steps: tuple[Step, ...] = ()
    medicines: tuple[Listed, ...] = ()
    review: Review | None = None
    flags: tuple[FlagFact, ...] = ()
    ready: Ready | None = None
    words: Words = Words()

    def lately(self, moment: datetime | None) -> bool:
        return moment is not None and self.since < moment <= self.now

    @property
    def path(self) -> str:
        return f"/courses/{self.course_id}"


def listed(names: list[str]) -> str:
    """The first few by name, and how many more there are."""
    more = len(names) - LISTED
    shown = ", ".join(names[:LISTED])
    return _("%(names)s and %(n)s more", names=shown, n=in_words(more)) if more > 0 else shown


def since_when(since: datetime, now: datetime, zone: str) -> str:
    """The clock time today, the weekday within a week, or else the date."""
    days = (local_day(now, zone) - local_day(since, zone)).days
    if days <= 0:
        return clock(since, zone)
    return weekday(since, zone) if timedelta(days=days) < timedelta(days=7) else long_date(since, zone)
