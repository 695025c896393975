"""What did not go out, for the clinic: how many, by channel and reason. Nobody is named, and no word is there."""

from litestar import Response, get

from server.access.audience import StaffController
from server.courses.own import Me, house_of
from server.pages.handlers import Now, Reads, Visitor
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import show
from server.reminders.counts import COUNTED, Count, count_sendings
from server.reminders.models import SentPage
from server.reminders.outbox import Channel, Trouble

CHANNELS: dict[Channel, str] = {"mail": later("E-mail"), "push": later("Notifications on a phone")}
REASONS: dict[Trouble, str] = {
    "refused": later("The other side would not take it."),
    "slow": later("The other side took too long to answer."),
    "down": later("The other side could not be reached."),
    "unknown": later("The connection broke off, and nobody knows whether it arrived."),
    "late": later("It would have come too late to be of use."),
}


class SentController(StaffController):
    path = "/clinic/reminders"

    @get("/")
    async def open_sent(self, request: Visitor, db: Reads, me: Me, now: Now) -> Response[str]:
        counts = await count_sendings(db, me.clinic_id, now)
        mails = house_of(request).settings.sends_mail
        return show(SentPage(rows=rows_of(counts), days=COUNTED.days, mails=mails))


def rows_of(counts: list[Count]) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """What somebody took back before it went out is no trouble, and not counted."""
    found = []
    for channel, name in CHANNELS.items():
        ours = [one for one in counts if one.channel == channel]
        lost = [(_(REASONS[one.trouble]), one.number) for one in ours if one.trouble and one.trouble in REASONS]
        sent = sum(one.number for one in ours if not one.trouble)
        if sent or lost:
            found.append((_(name), sent, sorted(lost)))
    return found
