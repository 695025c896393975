"""Composes /reminders: the list, what was chosen, and where reminders reach somebody."""

from datetime import datetime, timedelta

from server.courses.models import OwnCourse
from server.courses.own import house_of, visit_of
from server.db.connection import Reader
from server.db.values import utc_text
from server.pages.handlers import Visitor
from server.pages.language import gettext as _
from server.pages.times import clock, from_local, local_day
from server.reminders.addresses import list_addresses
from server.reminders.choices import SWITCHES, find_choice
from server.reminders.feeds import feed_token, find_feed
from server.reminders.keeping import A_PAGE, list_reminders
from server.reminders.models import RemindersPage
from server.reminders.phones import list_phones, say_phones
from server.reminders.push import public_key
from server.reminders.quiet import Hours
from server.reminders.words import say

Typed = tuple[dict[str, str], dict[str, str]]
SAID_FOR = timedelta(days=1)  # that a code could not be brought
NOTHING_TYPED: Typed = ({}, {})


async def reminders_page(
    db: Reader, request: Visitor, course: OwnCourse, now: datetime, typed: Typed = NOTHING_TYPED, before: str = ""
) -> RemindersPage:
    house, visit = house_of(request), visit_of(request)
    entered, errors = typed
    found = await list_reminders(db, course, _key_of(before))
    choice = await find_choice(db, course)
    addresses = await list_addresses(db, course) if house.settings.sends_mail else []
    waiting = next((one for one in addresses if one.confirmed_at is None), None)
    refused = waiting is not None and waiting.refused_at is not None and waiting.asked_at > now - SAID_FOR
    phones = await list_phones(db, course.id, now)
    feed = await find_feed(db, course)
    shown = found[:A_PAGE]
    again = "quiet_since" in entered  # the form of choices was refused, and is shown as it was
    hours = {"quiet_since": f"{choice.hours.since:%H:%M}", "quiet_until": f"{choice.hours.until:%H:%M}"}
    return RemindersPage(
        lines=[say(one, now, course.zone) for one in shown],
        older=f"{shown[-1].made_at.isoformat()}~{shown[-1].id}" if len(found) > A_PAGE else "",
        first_page=not before,
        switches=[
            (name, _(words), entered.get(name, "") not in ("", "0") if again else name not in choice.off)
            for name, (words, _kinds) in SWITCHES.items()
        ],
        quiet=_quiet_said(choice.hours, now, course.zone),
        mails=house.settings.sends_mail,
        address=next((one for one in addresses if one.confirmed_at), None),
        waiting=waiting,
        waits=waiting is not None and waiting.works(now),
        refused=refused,
        push_key=public_key(house.keys),
        phones=say_phones(phones, visit.login_id if visit else "", now),
        feed=f"{house.settings.base_url}/calendar/{feed_token(house.keys, feed.id)}.ics" if feed else "",
        feed_made_at=feed.made_at if feed else None,
        entered=hours | ({"address": waiting.address} if refused and waiting else {}) | entered,
        errors=errors,
    )


def _quiet_said(hours: Hours, now: datetime, zone: str) -> str:
    if hours.since == hours.until:
        return _("No hours of the day are quiet, only the evening of a session.")
    day = local_day(now, zone)
    since, until = (clock(from_local(day, at, zone), zone) for at in (hours.since, hours.until))
    return _("Quiet from %(since)s to %(until)s, and on the evening of a session.", since=since, until=until)


def _key_of(before: str) -> tuple[str, str] | None:
    """The last reminder of the page before; anything else is the first page."""
    at, _sep, reminder_id = before.partition("~")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    if moment.tzinfo is None or not reminder_id.isascii() or "\0" in reminder_id:
        return None
    return utc_text(moment), reminder_id
