"""What stands against a date, as a clinician reads it. On the clinic's own clock."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from server.courses.conflicts import Conflict
from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.pages.times import clock, in_words, long_date, weekday_short


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A conflict in words; `refuses` where it cannot be planned all the same."""

    text: str
    refuses: bool


def say(found: Conflict, names: Mapping[str, str], zone: str) -> Said:
    return Said(text=_text(found, names, zone), refuses=found.refuses)


def _text(one: Conflict, names: Mapping[str, str], zone: str) -> str:
    name = names.get(one.subject, "")
    if one.kind in ("room", "staff"):
        hours = {"start": _clock(one.at, zone), "end": _clock(one.until, zone), "name": name}
        if one.kind == "room":
            return _("%(name)s is taken from %(start)s to %(end)s.", **hours)
        return _("%(name)s is in another session from %(start)s to %(end)s.", **hours)
    if one.kind in ("course", "day"):
        if one.kind == "course":
            return _("Session %(number)s of this course is at the same time.", number=in_words(one.number))
        return _("Session %(number)s of this course is on the same day.", number=in_words(one.number))
    if one.kind == "spacing":
        return ngettext(
            "%(count)s day from session %(number)s, nearer than the protocol has them.",
            "%(count)s days from session %(number)s, nearer than the protocol has them.",
            one.days,
            count=in_words(one.days).capitalize(),
            number=in_words(one.number),
        )
    if one.kind == "pause":
        return _paused(one, zone)
    if one.kind == "away":
        return _("%(name)s is away until %(day)s.", name=name, day=long_date(one.until, zone) if one.until else "")
    return {
        "waits": _("An answer of the intake waits for a prescriber’s decision before anything is booked: %(names)s.",
                   names=one.subject),
        "gone": _("%(name)s is no longer on the care team.", name=name),
        "retired": _("%(name)s is no longer in use.", name=name),
        "hours": _("Outside the hours in which the clinic is open."),
        "consent": _("Not signed: %(names)s.", names=one.subject),
    }[one.kind]  # fmt: skip


def _paused(one: Conflict, zone: str) -> str:
    since = long_date(one.at, zone) if one.at else ""
    if one.until:
        return _("The course pauses from %(since)s to %(day)s.", since=since, day=long_date(one.until, zone))
    return _("The course pauses from %(since)s.", since=since)


def _clock(moment: datetime | None, zone: str) -> str:
    return clock(moment, zone) if moment else ""


def day_and_time(moment: datetime, zone: str) -> str:
    """Fri 27 Nov, 11:00 am"""
    return _("%(day)s, %(clock)s", day=weekday_short(moment, zone), clock=clock(moment, zone))
