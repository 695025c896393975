"""Puts one patient's page together, from what the patient shared and what the team itself noted."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.drawing import ARC, draw
from server.courses.models import CaseloadCourse, Session
from server.courses.sessions import list_sessions
from server.courses.stages import Standing, standing
from server.db.connection import Reader
from server.intake.said import Said, read_said
from server.journal.pinning import last_talk
from server.journal.shown import list_newest
from server.measures.asked import asked_in
from server.pages.language import gettext as _
from server.pages.times import in_words, long_date
from server.preparation.board import Facts, items_for, ready_board
from server.preparation.fasting import fasting_clock
from server.preparation.fasting_queries import slips_plan_and_prepared
from server.preparation.gather import name_of
from server.preparation.models import FLAGGED
from server.review.brief_facts import Lately, read_lately
from server.review.brief_look import Look
from server.review.brief_page import Read, brief_of
from server.review.brief_told import title_of
from server.review.models import PatientPage, StaffMark
from server.review.patient_parts import decisions_made, reviewed_words, shared_line, trends

Typed = tuple[str, dict[str, str], dict[str, str]]
SHARED_HERE = 8


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """Who opens the page, when, in which look; `typed` is the form that was wrong, what was entered, and the sentences
    beside it."""

    me: Person
    now: datetime
    look: Look
    by_visit: bool = False
    typed: Typed = ("", {}, {})


def route_names() -> dict[str, str]:
    return {
        "IV": _("Infusion"),
        "IM": _("Injection"),
        "SLc": _("Lozenge, at the clinic"),
        "SLh": _("Lozenge, at home"),
        "PO": _("Swallowed, at home"),
        "IN": _("Nasal spray"),
    }


async def patient_page(db: Reader, case: CaseloadCourse, opening: Opening) -> PatientPage:
    me, now, typed = opening.me, opening.now, opening.typed
    sessions = await list_sessions(db, case)
    now_at = standing(sessions, case.protocol, case.closed_at, now, case.zone)
    coming = coming_of(now_at)
    said = await read_said(db, case)
    lately = await read_lately(db, me, case, coming, now)
    shown = await list_newest(db, me, case, last_talk(sessions, now), now)
    facts = await _facts(db, case, coming, (sessions, said, lately), now) if coming else None
    board = ready_board(facts) if facts else []
    read = Read(
        me=me, now=now, look=opening.look, by_visit=opening.by_visit, sessions=sessions, shown=shown, lately=lately,
        said=said,
    )  # fmt: skip
    return PatientPage(
        course_id=case.id,
        patient_name=case.patient_name,
        headline=_headline(case, sessions),
        brief=brief_of(case, read, coming, board),
        line=draw(ARC, sessions, now),
        sessions=sessions,
        coming=coming,
        board=board,
        marks=_marks(facts, me) if facts else [],
        slips=facts.slips if facts else [],
        plan=facts.plan if facts else None,
        intention=lately.intention,
        shared=[shared_line(one, now, me.zone) for one in shown[:SHARED_HERE]],
        more_shared=len(shown) > SHARED_HERE,
        trends=trends(case, lately, sessions, me.zone),
        medicines=[(title_of(one.medicine), one.medicine.dose) for one in lately.medicines if one.medicine],
        reviewed=reviewed_words(said, me.zone),
        decisions=decisions_made(said, me.zone),
        team=[(member.name, member.role) for member in lately.team],
        entered=typed[1],
        errors=typed[2],
        wrong_form=typed[0],
    )


def coming_of(now_at: Standing) -> Session | None:
    """The session of today until its discharge, or the next."""
    return now_at.current if now_at.current and not now_at.current.discharged_at else now_at.next


async def _facts(
    db: Reader, case: CaseloadCourse, session: Session, known: tuple[list[Session], Said, Lately], now: datetime
) -> Facts:
    """What the board of Today stands on, from what was read for the brief already: one query more."""
    sessions, said, lately = known
    slips, plan, prepared = await slips_plan_and_prepared(db, case, session)
    when: dict[str, list[datetime]] = {}
    for one in reversed(lately.measures):
        when.setdefault(one.instrument, []).append(one.answered_at)
    return Facts(
        session=session,
        prepared=prepared,
        intention=lately.intention,
        fasting=fasting_clock(session, case.protocol, now),
        slips=slips,
        plan=plan,
        prescriber=name_of(lately.team, "prescriber", _("Your prescriber")),
        therapist=name_of(lately.team, "therapist", _("Your therapist")),
        intake=said,
        measures=asked_in(case, sessions, session.number, when, now),
        now=now,
        zone=case.zone,
    )


def _headline(case: CaseloadCourse, sessions: list[Session]) -> str:
    held = sum(1 for session in sessions if session.held)
    if not sessions:
        return _("%(name)s, no session planned yet", name=case.patient_name)
    if held == 0:
        return _("%(name)s, before the first session", name=case.patient_name)
    if held == len(sessions):
        return _("%(name)s, after session %(number)s", name=case.patient_name, number=in_words(held))
    return _(
        "%(name)s, between sessions %(before)s and %(after)s",
        name=case.patient_name,
        before=in_words(held),
        after=in_words(held + 1),
    )


def _marks(facts: Facts, me: Person) -> list[StaffMark]:
    found = []
    for item in items_for(facts.session, flagged=FLAGGED in facts.prepared):
        if item.who != me.role:
            continue
        done = facts.prepared.get(item.id)
        said = _("%(name)s, %(day)s", name=done.done_by_name, day=long_date(done.done_at, facts.zone)) if done else ""
        found.append(
            StaffMark(
                item=item.id, title=item.title, text=item.text, done_word=item.done, done=done is not None, said=said
            )
        )
    return found
