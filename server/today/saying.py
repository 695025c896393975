"""Where a session is, and how much is open before it, in words. Pure."""

from datetime import datetime

from server.courses.models import Session
from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.pages.times import in_words, weekday_and_date
from server.preparation.board import Facts
from server.preparation.fasting import draw_ebb
from server.preparation.fasting import in_words as fasting_in_words
from server.preparation.models import BoardItem
from server.today.models import FastingBlock


def where_of(session: Session) -> str:
    where = _("At home, with your sitter beside you.") if session.at_home else _("At the clinic.")
    if place := place_of(session):
        where = _("At the clinic: %(place)s.", place=place)
    return _("A booster, beyond the planned sessions.") + " " + where if session.purpose == "booster" else where


def place_of(session: Session) -> str:
    """Room 2, with Pria and Theo: as far as the clinic has planned it. Nothing of a session at home."""
    if session.at_home or session.held:
        return ""
    names = session.staff
    joined = _(" and ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    if not names:
        return session.room_name
    if not session.room_name:
        return _("with %(names)s", names=joined)
    return _("%(room)s, with %(names)s", room=session.room_name, names=joined)


def placed_words(session: Session | None, zone: str) -> str:
    """For the arc: which session it is, and the day."""
    if session is None or not (place := place_of(session)):
        return ""
    return _(
        "Session %(number)s, %(day)s: %(place)s. This can still change.",
        number=in_words(session.number),
        day=weekday_and_date(session.planned_at, zone),
        place=place,
    )


def board_title(board: list[BoardItem]) -> str:
    count = sum(1 for line in board if line.state == "open")
    if not count:
        return _("Nothing is open just now")
    said = in_words(count)
    return ngettext("%(count)s thing is still open", "%(count)s things are still open", count, count=said.capitalize())


def fasting_block(facts: Facts | None, now: datetime, zone: str) -> FastingBlock | None:
    """Nothing once the fast is over."""
    if facts is None or facts.fasting.phase == "over":
        return None
    fasting = facts.fasting
    return FastingBlock(
        headline=fasting_in_words(fasting, now, zone, own_plan=facts.plan is not None),
        fasting=fasting,
        ebb=draw_ebb(fasting, now),
        plan=facts.plan,
    )


def ahead_of(sessions: list[Session], coming: Session | None, now: datetime) -> list[Session]:
    """The next two beside the one whose board is shown."""
    waiting = [one for one in sessions if not one.held and one.planned_at > now and one.stands(now)]
    return [one for one in waiting if one != coming][:2]
