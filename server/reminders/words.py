"""Reminders as the list in the app says them: what it is about, where to do it, and whether it came late. Pure."""

from datetime import datetime

import msgspec

from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.times import clock, day_and_clock, in_words, weekday_and_date
from server.reminders.due import Kind, is_late
from server.reminders.keeping import Reminder

TITLES: dict[Kind, str] = {
    "fast": later("Food and drink"), "food": later("Food"), "drink": later("Drink"),
    "tomorrow": later("Your next session"), "today": later("The day of your session"),
    "ride": later("A ride home"), "sitter": later("Your sitter"), "measures": later("Questionnaires"),
    "day": later("A day after your session"), "days": later("Three days after your session"),
    "week": later("A week after your session"), "between": later("Between sessions"),
}  # fmt: skip
PATHS: dict[Kind, str] = {
    "fast": "/prepare/fasting", "food": "/prepare/fasting", "drink": "/prepare/fasting", "tomorrow": "/prepare",
    "today": "/today", "ride": "/prepare/checklist#P-13", "sitter": "/prepare/checklist#P-14", "measures": "/measures",
    "day": "/journal/write", "days": "/journal/write", "week": "/journal/write", "between": "/journal/write",
}  # fmt: skip


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """`late` and `changed` are empty where there is nothing to say. `path` is empty where nothing is left to do."""

    title: str
    text: str
    path: str
    made_at: datetime
    new: bool
    late: str
    changed: str


def say(one: Reminder, now: datetime, zone: str) -> Line:
    changed = _changed(one)
    over = one.kind in BEFORE and one.session_at is not None and one.session_at <= now
    return Line(
        title=_(TITLES[one.kind]),
        text=_text(one, zone),
        path="" if changed or over else PATHS[one.kind],
        made_at=one.made_at,
        new=one.seen_at is None,
        late=_late(one, zone),
        changed=changed,
    )


BEFORE: frozenset[Kind] = frozenset({"fast", "food", "drink", "tomorrow", "today", "ride", "sitter"})


def _text(one: Reminder, zone: str) -> str:
    if one.about_at and one.kind in ("fast", "food", "drink"):
        said = {
            "fast": later("Last food and last drink: %(clock)s, %(day)s."),
            "food": later("Last food: %(clock)s, %(day)s."),
            "drink": later("Last drink: %(clock)s, %(day)s."),
        }[one.kind]
        return _(said, clock=clock(one.about_at, zone), day=weekday_and_date(one.about_at, zone))
    if one.about_at and one.number and one.kind in BEFORE:
        said = {
            "ride": later("No ride home is noted yet for session %(number)s: %(day)s, %(clock)s."),
            "sitter": later("No sitter is noted yet for session %(number)s: %(day)s, %(clock)s."),
        }.get(one.kind, later("Session %(number)s: %(day)s, %(clock)s."))
        day, at = weekday_and_date(one.about_at, zone), clock(one.about_at, zone)
        return _(said, number=in_words(one.number), day=day, clock=at)
    if one.kind == "measures":
        return _("The same questions as always. A few minutes each.")
    return _("If there is something to write, this is a time for it. It can also wait.")


def _late(one: Reminder, zone: str) -> str:
    if not is_late(one.should_at, one.made_at):
        return ""
    return _("This came late. It was meant for %(when)s.", when=day_and_clock(one.should_at, zone))


def _changed(one: Reminder) -> str:
    if one.kind not in BEFORE or one.session_at is None:
        return ""
    if one.taken_out_at is not None:
        return _("This session is not planned any more.")
    return _("This session was moved since.") if one.planned_at != one.session_at else ""
