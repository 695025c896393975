"""One message as each side sees it: its words, what is true of it, and how far it has come. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from server.access.people import Person
from server.courses.models import CaseloadCourse
from server.journal.prompts import when_words
from server.messages.hours import moment_words
from server.messages.models import Done, Message, Reading, Shown
from server.pages.language import gettext as _
from server.pages.times import clock, day_and_clock, relative_day

AT_CLINIC, OPENED, ANSWERED = 2, 3, 4
ON_ITS_WAY = timedelta(minutes=2)


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What was read beside the messages; `zone` is the reader's own, `ended` when the thread is closed."""

    now: datetime
    zone: str
    done: Done
    ended: bool = False
    readings: Sequence[Reading] = ()

    def of(self, message: Message) -> list[Reading]:
        return [one for one in self.readings if one.message_id == message.id]


def shown_to_patient(message: Message, me: Person, facts: Facts) -> Shown:
    mine = message.by_id == me.id
    gone = message.taken_back_at is not None
    about, path = "", ""
    if message.about and not gone:
        entry = message.about
        about = _("About an entry that you deleted")
        if entry.deleted_at is None:
            about = _("About your entry, %(when)s", when=_entry_words(message, facts.zone))
            path = f"/journal/entries/{entry.entry_id}"
    receipt, marks = _own_receipt(message, facts) if mine and not gone else ("", 0)
    return Shown(
        id=message.id, number=message.number, who=_("You") if mine else message.by_name, at=message.written_at,
        body=said_of(message), gone=gone, notes=[] if gone else _notes(message, me, facts), about=about,
        about_path=path, receipt=receipt, marks=marks,
        take_back=f"/messages/{message.id}/take-back" if mine and marks == AT_CLINIC else "",
    )  # fmt: skip


def shown_to_staff(message: Message, case: CaseloadCourse, me: Person, facts: Facts) -> Shown:
    theirs, gone = message.by_id == case.patient_id, message.taken_back_at is not None
    about, path, receipt = "", "", ""
    if message.about:
        live = message.about.open_to_me
        about = _("About an entry") if live else _("About an entry that is not shared with you")
        path = f"/review/{message.about.entry_id}" if live else ""
    if not theirs and not gone:
        receipt = _("Not opened yet.")
        if message.opened_at:
            receipt = _read_words(case.patient_name, message.opened_at, facts)
    take_back = message.by_id == me.id and not gone and not message.opened_at
    return Shown(
        id=message.id, number=message.number, who=message.by_name, at=message.written_at, body=said_of(message),
        gone=gone, notes=[] if gone else _notes(message, me, facts, closed_only=True), about=about, about_path=path,
        receipt=receipt, marks=0,
        take_back=f"/courses/{case.id}/messages/{message.id}/take-back" if take_back else "",
    )  # fmt: skip


def said_of(message: Message) -> str:
    if message.taken_back_at is not None:
        return _("You took this back before anybody had opened it.")
    if message.damaged:
        return _("These words are damaged and cannot be shown. Please tell your clinic.")
    return message.body


def _entry_words(message: Message, zone: str) -> str:
    entry = message.about
    if entry is None:
        return ""
    words = when_words(entry.session_number, entry.day_offset, entry.written_at, zone)
    return words if entry.session_number is None else words[:1].lower() + words[1:]


def _notes(message: Message, me: Person, facts: Facts, *, closed_only: bool = False) -> list[str]:
    """That it was written while the clinic was closed, and when it came where it was long on its way."""
    notes = []
    if message.opens_at is not None:
        notes.append(_("Written while the clinic was closed."))
        if message.opens_at > facts.now and _is_awaited(message, facts) and not closed_only:
            when = moment_words(message.opens_at, me.clinic_zone, me.zone)
            notes = [_("Written while the clinic is closed. It waits until %(when)s.", when=when)]
    if message.received_at - message.written_at > ON_ITS_WAY:
        notes.append(_("At the clinic %(when)s.", when=day_and_clock(message.received_at, facts.zone)))
    return notes


def _is_awaited(message: Message, facts: Facts) -> bool:
    return message.opened_at is None and message.number > facts.done.through and not facts.ended


def _own_receipt(message: Message, facts: Facts) -> tuple[str, int]:
    """The furthest step that is true, and the one before it where that says more."""
    opened = facts.of(message)
    read = " ".join(_read_words(one.name, one.read_at, facts) for one in opened)
    if message.number <= facts.done.answered:
        return _("%(read)s Answered.", read=read).strip(), ANSWERED
    if message.number <= facts.done.settled:
        by = facts.done.settled_by
        return _("%(read)s %(name)s sees nothing to answer. Write again if you do.", read=read, name=by).strip(), OPENED
    if opened:
        return read, OPENED
    return _("At the clinic. Nobody has opened it yet."), AT_CLINIC


def _read_words(name: str, at: datetime, facts: Facts) -> str:
    when = relative_day(at, facts.now, facts.zone)
    return _("Read by %(name)s %(when)s, %(clock)s.", name=name, when=when, clock=clock(at, facts.zone))
