"""A course's sessions as a calendar file: neutral titles, no place, no name, and an id that says nothing. Pure."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from server.access.keys import Keys
from server.clinics.protocol import Protocol
from server.courses.conflicts import end_of
from server.pages.language import gettext as _
from server.reminders.feeds import Slot

if TYPE_CHECKING:
    from icalendar import Event

ASK_AGAIN = timedelta(hours=1)


def write_calendar(keys: Keys, protocol: Protocol, slots: Sequence[Slot], closed_at: datetime | None) -> bytes:
    from icalendar import Calendar  # read in with the first calendar: neither a start nor a command waits for it

    calendar = Calendar()
    calendar.add("prodid", "-//Calendar//1//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Appointments"))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for slot in slots:
        calendar.add_component(_event(keys, protocol, slot, closed_at))
    return bytes(calendar.to_ical())


def _event(keys: Keys, protocol: Protocol, slot: Slot, closed_at: datetime | None) -> "Event":
    from icalendar import Event

    ended = closed_at is not None and slot.opened_at is None and slot.planned_at > closed_at
    off = slot.opened_at is None and (slot.taken_out_at is not None or slot.held_up > 0 or ended)
    event = Event()
    event.add("uid", uid_of(keys, slot.id))
    event.add("sequence", slot.turns)
    event.add("dtstamp", slot.changed_at)
    event.add("dtstart", slot.planned_at)
    event.add("dtend", end_of(protocol, slot.route, slot.planned_at))
    event.add("summary", _("Appointment"))
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def uid_of(keys: Keys, session_id: str) -> str:
    """The same for ever, and telling nothing."""
    return hmac.new(keys.tags, f"calendar {session_id}".encode(), hashlib.sha256).hexdigest()[:32]
