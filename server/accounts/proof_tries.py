"""One answer to "Is it you?": what is typed is counted before it is looked at, so that tries sent at once count each
other; few wrong ones in a day, as at the second step of a sign-in, and their owner is told.
"""

import msgspec

from server.accounts.ways import Asked, Way
from server.accounts.wrong_codes import find_wrong, note_wrong, take_back_wrong, trier_of
from server.clinics.people import hold_person
from server.db.connection import Database
from server.pages.handlers import Visitor
from server.pages.language import gettext as _
from server.pages.language import ngettext


class Tried(msgspec.Struct, frozen=True):
    """`wrong` says why it is no proof."""

    right: bool
    wrong: str = ""


async def try_way(request: Visitor, store: Database, way: Way, asked: Asked) -> Tried:
    if way.field is None:  # a device's answer, which nobody guesses, or the demo's button
        return Tried(right=await way.check(asked), wrong=_(way.wrong))
    async with store.reading() as db:
        trier = await trier_of(request, db, asked.visit.person.id, asked.now, asked.visit.login_id)
    async with store.writing() as tx:
        await hold_person(tx, trier.person_id)
        if waits := (await find_wrong(tx, trier, asked.now)).waits_for(asked.now):
            return Tried(right=False, wrong=_said(waits))
        noted = await note_wrong(tx, trier, asked.now)
    if await way.check(asked):
        async with store.writing() as tx:
            await take_back_wrong(tx, trier, noted, asked.now)
        return Tried(right=True)
    return Tried(right=False, wrong=_(way.wrong))


def _said(waits: int) -> str:
    """In how many minutes."""
    many = _("Many answers were wrong today.")
    if waits > 90:
        hours = _("The next one can be typed in about %(n)s hours.", n=round(waits / 60))
        return f"{many} {hours}"
    minutes = ngettext(
        "The next one can be typed in one minute.", "The next one can be typed in %(num)s minutes.", waits
    )
    return f"{many} {minutes}"
