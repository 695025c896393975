"""When a line of the record was, and what is wrong with it: a time that cannot be, a figure that stands alone."""

from datetime import datetime, timedelta

from server.courses.models import CaseloadCourse, Session
from server.db.connection import Reader
from server.pages.language import gettext as _
from server.pages.times import clock, from_local, local_day
from server.session_day.facts import Kind, wrong_with
from server.session_day.line_forms import LineForm, body_of
from server.session_day.lines import list_lines

DAY = timedelta(days=1)


def same_minute(at: datetime, other: datetime | None) -> bool:
    return other is not None and at.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)


def typed_moment(form: LineForm, zone: str, at: datetime, corrected: datetime | None) -> datetime:
    """The moment itself, or the clock time that was typed: on the day of that moment, or late on the day before it.

    A correction stays on the day of the line that it corrects.
    """
    if form.at is None:
        return at
    on = corrected or at
    typed = from_local(local_day(on, zone), form.at, zone)
    return typed if typed - on < timedelta(hours=12) else from_local(local_day(on, zone) - DAY, form.at, zone)


async def corrected_at(db: Reader, case: CaseloadCourse, session: Session, about: str | None) -> datetime | None:
    lines = await list_lines(db, case, session) if about else []
    return next((line.at for line in lines if line.id == about), None)


def wrong_line(
    kind: Kind, form: LineForm, session: Session, times: tuple[datetime, datetime], zone: str
) -> dict[str, str]:
    """Sentences by field: a time that cannot be, a figure that stands alone, a correction without a reason."""
    at, now = times
    errors = wrong_with(body_of(kind, form)) if kind == "reading" else {}
    if form.at and at > now:
        errors["at"] = _("This time has not come yet. Please look at it again.")
    elif form.at and session.opened_at and at < session.opened_at.replace(second=0, microsecond=0) and not form.sure:
        errors["at"] = _(
            "The session was opened at %(opened)s, and this is %(typed)s, before it. "
            "Please look at the time again, or tick that it was so.",
            opened=clock(session.opened_at, zone),
            typed=clock(at, zone),
        )
    if form.about and kind != "seen" and not form.why:
        errors["why"] = _("Please say in a few words why it is corrected.")
    if kind == "dose" and session.opened_at is None:
        errors["amount"] = _("Please open the session first, so that it is known who was there.")
    return errors
