"""Parts of the patient's page, each from what was read already. Pure."""

from datetime import datetime

from server.courses.models import CaseloadCourse, Session
from server.intake.decisions import OUTCOME_WORDS
from server.intake.said import Said
from server.journal.shown import Shown
from server.measures.asked import asked_of
from server.measures.trend import Trend, draw_trend
from server.pages.language import gettext as _
from server.pages.times import age, long_date, relative_day
from server.review.brief_facts import Lately
from server.review.brief_lines import about
from server.review.models import SharedLine

POINTS = 24  # of a trend on this page; all are on the page of the questionnaires


def shared_line(one: Shown, now: datetime, zone: str) -> SharedLine:
    waits = _("waits for an answer, %(age)s", age=age(one.granted_at, now))
    return SharedLine(
        entry_id=one.entry_id,
        title=about(one, zone),
        cut=one.cut,
        shared=_("Shared %(when)s", when=relative_day(one.granted_at, now, zone)),
        state=_("answered") if one.answered_at else waits,
        pinned=one.pinned_at is not None,
    )


def trends(case: CaseloadCourse, lately: Lately, sessions: list[Session], zone: str) -> list[Trend]:
    """Of each questionnaire that is asked: its start, and the newest answers."""
    found = []
    for instrument in asked_of(case):
        told = [one for one in lately.measures if one.instrument == instrument.id]
        if told:
            newest = [told[0], *told[1:][-(POINTS - 1) :]]
            found.append(draw_trend(instrument, newest, sessions, zone))
    return found


def reviewed_words(said: Said, zone: str) -> str:
    if said.review is None:
        return _("Not gone through by a prescriber yet.")
    return _("Gone through by %(name)s, %(day)s.", name=said.review.by_name, day=long_date(said.review.at, zone))


def decisions_made(said: Said, zone: str) -> list[tuple[str, str]]:
    return [
        (_(OUTCOME_WORDS[one.outcome]), _("%(name)s, %(day)s", name=one.by_name, day=long_date(one.at, zone)))
        for one in said.decisions[:4]
    ]
