"""Puts the brief together: what was read, the moment since which it tells, and the sentences over it."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.models import CaseloadCourse, Session
from server.intake.said import Said
from server.journal.shown import Shown
from server.measures.asked import asked_of
from server.pages.language import gettext as _
from server.pages.times import clock, in_words, local_day, long_date, weekday_and_date
from server.preparation.models import BoardItem
from server.review.brief import BriefFacts, Line, Ready
from server.review.brief_facts import Lately
from server.review.brief_look import Look
from server.review.brief_told import brief_lines
from server.review.brief_words import Text, words_of


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """`opened` stands over the page; the two after `lines` lead to the same since another moment."""

    heading: str
    opened: str
    lines: list[Line]
    other_path: str
    other_said: str


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What the patient's page has read of one course, and who looks at it when. `by_visit`: since the last session."""

    me: Person
    now: datetime
    look: Look
    by_visit: bool
    sessions: list[Session]
    shown: list[Shown]
    lately: Lately
    said: Said


def brief_of(case: CaseloadCourse, read: Read, coming: Session | None, board: list[BoardItem]) -> Brief:
    since = since_of(case, read)
    facts = BriefFacts(
        course_id=case.id,
        name=case.patient_name,
        zone=read.me.zone,
        since=since,
        now=read.now,
        sessions=tuple(read.sessions),
        instruments=tuple(asked_of(case)),
        measures=tuple(read.lately.measures),
        shared=tuple(read.shown),
        waits=read.lately.waits,
        check_ins=tuple(read.lately.check_ins),
        steps=tuple(read.lately.steps),
        medicines=tuple(read.lately.medicines),
        review=read.said.review,
        flags=tuple(read.lately.flags),
        ready=Ready(session=coming, open=tuple(one.title for one in board if one.state == "open")) if coming else None,
        words=words_of((Text(id=it.share_id, granted_at=it.granted_at, body=it.body) for it in read.shown), since),
    )
    return Brief(
        heading=_heading(read, since, case.created_at),
        opened=_opened(case, read, coming),
        lines=brief_lines(facts),
        other_path=facts.path if read.by_visit else f"{facts.path}?since=visit",
        other_said=_("Since you last looked") if read.by_visit else _("Since the last session"),
    )


def since_of(case: CaseloadCourse, read: Read) -> datetime:
    """The last session that was held, or the look before this one; else all of the course."""
    if read.by_visit:
        return max((one.day for one in read.sessions if one.held), default=case.created_at)
    return read.look.before_at or case.created_at


def _heading(read: Read, since: datetime, began: datetime) -> str:
    zone = read.me.zone
    if since == began:
        return _("Since the course began, %(day)s", day=long_date(since, zone))
    if read.by_visit:
        return _("Since the last session, %(day)s", day=long_date(since, zone))
    if local_day(since, zone) == local_day(read.now, zone):
        return _("Since you last looked, %(clock)s today", clock=clock(since, zone))
    return _("Since you last looked, %(day)s", day=long_date(since, zone))


def _opened(case: CaseloadCourse, read: Read, coming: Session | None) -> str:
    """Wednesday 25 November. Session three on Friday 4 December, 11:00 am. Opened at 10:00 am; Mara can …"""
    zone = read.me.zone
    said = [_("%(day)s.", day=weekday_and_date(read.now, zone))]
    if coming:
        at = coming.planned_at
        said.append(
            _(
                "Session %(number)s on %(day)s, %(clock)s.",
                number=in_words(coming.number), day=weekday_and_date(at, zone), clock=clock(at, zone),
            )
        )  # fmt: skip
    said.append(
        _(
            "Opened at %(clock)s; %(name)s can see that you did.",
            clock=clock(read.look.at, zone), name=case.patient_name,
        )
    )  # fmt: skip
    return " ".join(said)
