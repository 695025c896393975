"""Puts one patient's page together, from what the patient shared and what the team itself noted."""

from datetime import datetime

from server.access.people import Person
from server.access.vault import Vault
from server.courses.drawing import ARC, draw
from server.courses.models import CaseloadCourse, Session
from server.courses.queries import list_care_team
from server.courses.sessions import list_sessions
from server.courses.stages import standing
from server.db.connection import Reader
from server.journal.sharing import list_shared_of
from server.pages.language import gettext as _
from server.pages.times import in_words, long_date
from server.preparation.board import Facts, items_for, ready_board
from server.preparation.gather import gather_facts
from server.preparation.models import FLAGGED
from server.review.inbox import waiting_line
from server.review.models import PatientPage, StaffMark

Typed = tuple[str, dict[str, str], dict[str, str]]


def route_names() -> dict[str, str]:
    return {
        "IV": _("Infusion"),
        "IM": _("Injection"),
        "SLc": _("Lozenge, at the clinic"),
        "SLh": _("Lozenge, at home"),
        "PO": _("Swallowed, at home"),
        "IN": _("Nasal spray"),
    }


async def patient_page(
    db: Reader, vault: Vault, case: CaseloadCourse, me: Person, now: datetime, typed: Typed
) -> PatientPage:
    """`typed` is the form that was wrong, what was entered, and the sentences beside it."""
    sessions = await list_sessions(db, case)
    now_at = standing(sessions, case.protocol, case.closed_at, now, case.zone)
    team = await list_care_team(db, case.id, now)
    coming = now_at.current if now_at.current and not now_at.current.discharged_at else now_at.next
    facts = await gather_facts(db, case, coming, (team, sessions), now) if coming else None
    return PatientPage(
        course_id=case.id,
        patient_name=case.patient_name,
        headline=_headline(case, sessions, now_at.stage),
        line=draw(ARC, sessions, now),
        sessions=sessions,
        coming=coming,
        board=ready_board(facts) if facts else [],
        marks=_marks(facts, me) if facts else [],
        slips=facts.slips if facts else [],
        plan=facts.plan if facts else None,
        intention=facts.intention if facts else None,
        shared=[waiting_line(one, now) for one in await list_shared_of(db, vault, me, case.id, now)],
        team=[(member.name, member.role) for member in team],
        entered=typed[1],
        errors=typed[2],
        wrong_form=typed[0],
    )


def _headline(case: CaseloadCourse, sessions: list[Session], stage: str) -> str:
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
        said = ""
        if done:
            said = _("%(name)s, %(day)s", name=done.done_by_name, day=long_date(done.done_at, facts.zone))
        found.append(
            StaffMark(
                item=item.id,
                title=item.title,
                text=item.text,
                done_word=item.done,
                done=done is not None,
                said=said,
            )
        )
    return found
