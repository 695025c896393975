"""Discharge by a named clinician against the protocol's stay time; the second of two is told of the first."""

from datetime import datetime, timedelta

from server.access.people import Person
from server.courses.models import CaseloadCourse, Session
from server.courses.sessions import find_session, take_step
from server.db.connection import Transaction
from server.pages.forms import Form
from server.pages.language import gettext as _
from server.pages.times import clock
from server.session_day.line_forms import DischargeForm, body_of
from server.session_day.lines import NewLine, add_line, moment_of
from server.session_day.record_page import Typed, stays_until


async def discharge(
    tx: Transaction, case: CaseloadCourse, session: Session, me: Person, sheet: tuple[Form[DischargeForm], datetime]
) -> tuple[Typed, int] | None:
    """None when it is done; else what to say, and the status. The second of two is kept in the record all the same."""
    read, now = sheet
    until = stays_until(case.protocol, session)
    errors = dict(read.errors)
    at, device_at = moment_of(read.value.written_at, read.ahead, now) if read.value else (now, None)
    if read.value and until and at < until and not read.value.words and not session.discharged_at:
        errors["words"] = _(
            "The stay time of the protocol ends at %(clock)s. Please write why it ends earlier.",
            clock=clock(until, me.zone),
        )
    if read.value is None or errors:
        return Typed(kind="discharge", entered=read.entered, errors=errors), 422
    at = max(at, session.ended_at) if session.ended_at else at
    first = await take_step(tx, case, session.id, "discharged", me, at)
    if session.ended_at is not None:
        line = NewLine(
            id=read.value.id, kind="discharge", body=body_of("discharge", read.value), at=at, source="staff", by=me,
            device_at=device_at,
        )  # fmt: skip
        await add_line(tx, case, session, line, now)
    if first:
        return None
    now_at = await find_session(tx, case, session.id)
    return Typed(said=who_was_first(now_at or session, "discharged", me.zone)), 409


def who_was_first(session: Session, step: str, zone: str) -> str:
    """Why a step could not be taken."""
    at: datetime | None = getattr(session, f"{step}_at")
    name: str | None = getattr(session, f"{step}_by_name")
    if at is None:
        return _("This step comes too early: the one before it has not been taken.")
    if step == "discharged":
        return _(
            "%(name)s discharged at %(clock)s, and that stands. Yours is kept in the record beside it.",
            name=name or _("Somebody"),
            clock=clock(at, zone),
        )
    return _("%(name)s took this step at %(clock)s already.", name=name or _("The patient"), clock=clock(at, zone))


def is_same_step(session: Session, step: str, me: Person, at: datetime) -> bool:
    """The same press of the same person, sent again because its answer was lost on the way."""
    taken, by = getattr(session, f"{step}_at"), getattr(session, f"{step}_by_name")
    return taken is not None and by == me.name and abs(taken - at) < timedelta(seconds=2)
