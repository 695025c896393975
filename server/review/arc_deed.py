"""One clinician's form about one arc, and how it is answered: done, or shown again with what stands against it."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.clinics.rooms import hold_clinic
from server.courses.conflicts import mark_of
from server.courses.models import CaseloadCourse, Session
from server.courses.placing import last_placed_by
from server.courses.sessions import last_move
from server.db.connection import Reader, Transaction
from server.pages.forms import Posted
from server.pages.handlers import Answer, Visitor, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.review.arc_check import Clinic, Found, read_clinic
from server.review.arc_models import Typed
from server.review.arc_page import arc_page
from server.review.arc_words import day_and_time


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    request: Visitor
    tx: Transaction
    case: CaseloadCourse
    me: Person
    form: Posted
    now: datetime

    async def clinic(self) -> Clinic:
        """As it stands while nobody else of the clinic books: whoever comes second sees what the first has kept."""
        await hold_clinic(self.tx, self.case.clinic_id)
        return await read_clinic(self.tx, self.case, self.me, self.now)

    async def shown(self, typed: Typed, status: int) -> Answer:
        return show(await arc_page(self.tx, self.case, self.me, self.now, typed), status)

    def done(self) -> Answer:
        return answer(self.request, then=f"/courses/{self.case.id}/arc")

    @property
    def stopped(self) -> str:
        return _("This course was stopped. Take it up again first.") if self.case.closed_at else ""


def must_be_read(found: Found, anyway: str, *, known: bool) -> bool:
    """What refuses is never ticked away; the rest has to be ticked as it stands now, unless the form knew nothing of
    conflicts (`known`)."""
    if any(one.refuses for _index, one in found):
        return True
    return mark_of(found) not in ("", anyway) and not known


def changed_since(session: Session) -> str:
    """What took place, or is no longer planned, stays as it is."""
    if session.opened_at is not None:
        return _("This session has been opened meanwhile, and stays where it is.")
    if session.taken_out_at is not None:
        return _("This session has been taken out of the arc meanwhile.")
    return ""


async def moved_meanwhile(db: Reader, deed: Deed, session: Session, seen: str) -> str:
    """By whom and to when, where the form showed another time; empty when it showed this one, or none."""
    if said := changed_since(session):
        return said
    if not seen or seen == session.planned_at.isoformat():
        return ""
    last, zone = await last_move(db, deed.case, session.id), deed.me.clinic_zone
    return _(
        "%(name)s has moved this session meanwhile: it is now on %(day)s. Nothing of yours was changed.",
        name=last.moved_by_name if last else _("Somebody"),
        day=day_and_time(session.planned_at, zone),
    )


async def placed_meanwhile(db: Reader, deed: Deed, session: Session, place: str) -> str:
    """`place` is where it is now, in words."""
    by = await last_placed_by(db, deed.case, session.id)
    return _(
        "%(name)s has changed this meanwhile: it is now %(place)s. Nothing of yours was changed.",
        name=by or _("Somebody"),
        place=place or _("without a room, and nobody is named"),
    )
