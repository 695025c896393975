"""Each patient's one reason to stand where they stand, in words. Pure."""

import unicodedata
from collections.abc import Iterable
from datetime import datetime, time, timedelta

import msgspec

from server.clinics.protocol import AT_HOME
from server.courses.desk import Kind
from server.pages.language import gettext as _
from server.pages.language import later, ngettext
from server.pages.times import age, from_local, in_words, local_day, long_date, relative_day, spoken_clock
from server.review.case_queries import CaseRow, Moments, NameRow, Reason

QUIET_DAYS = 14
NAMES: dict[Reason, str] = {
    "flag": later("A flag is open"),
    "soon": later("A session today or tomorrow"),
    "waits": later("Something waits for a reader"),
    "missed": later("A session has passed without a record"),
    "quiet": later("Quiet for two weeks"),
    "going on": later("On their way"),
    "nothing planned": later("Nothing planned yet"),
}
WAITING: dict[Kind, str] = {
    "entry": later("A shared entry waits, %(age)s."),
    "check_in": later("A check-in waits, %(age)s."),
    "measure": later("Questionnaires wait, %(age)s."),
    "handover": later("A sitter’s last word waits, %(age)s."),
    "withdrawn": later("A share was stopped, %(age)s ago."),
    "message": later("A message waits, %(age)s."),
    "hard": later("A hard moment has not been seen, %(age)s."),
    "concern": later("A sitter’s worry has not been seen, %(age)s."),
}


class Case(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    patient_name: str
    reason: str


def moments_of(now: datetime, zone: str) -> Moments:
    """`zone` is the clinic's: its days are those of whoever reads the list."""
    today = local_day(now, zone)
    return Moments(
        now=now,
        today=from_local(today, time(0), zone),
        soon=from_local(today + timedelta(days=2), time(0), zone),
        quiet=now - timedelta(days=QUIET_DAYS),
    )


def case_of(row: CaseRow, now: datetime) -> Case:
    say = {"flag": _flag, "soon": _soon, "waits": _waits, "missed": _missed, "quiet": _quiet}.get(row.reason, _going_on)
    return Case(course_id=row.course_id, patient_name=row.patient_name, reason=say(row, now))


def _flag(row: CaseRow, now: datetime) -> str:
    if row.flag_due is None or row.flag_due <= now:
        return _("A flag is open, and is being passed on.")
    return _("A flag is open, due in %(age)s.", age=age(now, row.flag_due))


def _soon(row: CaseRow, now: datetime) -> str:
    if row.next_at is None:
        return ""
    said = _(
        "Session %(number)s %(when)s at %(clock)s",
        number=in_words(row.next_number or 0),
        when=relative_day(row.next_at, now, row.zone),
        clock=spoken_clock(row.next_at, row.zone),
    )
    if row.brought_home:
        said = _("%(said)s.", said=said)
    elif row.next_route in AT_HOME:
        said = _("%(said)s, sitter not confirmed.", said=said)
    else:
        said = _("%(said)s, ride not confirmed.", said=said)
    return f"{said} {_waits(row, now)}".strip()


def _waits(row: CaseRow, now: datetime) -> str:
    if row.waits_since is None or row.waiting_kind is None:
        return ""
    waited = age(row.waits_since, now)
    if row.items == 1:
        return _(WAITING[row.waiting_kind], age=waited)
    return ngettext(
        "%(count)s thing waits, the oldest %(age)s.", "%(count)s things wait, the oldest %(age)s.", row.items,
        count=in_words(row.items).capitalize(), age=waited,
    )  # fmt: skip


def _missed(row: CaseRow, now: datetime) -> str:
    day = long_date(row.missed_at, row.zone) if row.missed_at else ""
    return _("A session was planned for %(day)s, and its record has not been opened.", day=day)


def _quiet(row: CaseRow, now: datetime) -> str:
    days = (local_day(now, row.zone) - local_day(row.told_at or now, row.zone)).days
    return ngettext("Quiet for %(days)s day.", "Quiet for %(days)s days.", days, days=in_words(days))


def _going_on(row: CaseRow, now: datetime) -> str:
    if row.paused:
        return _("The course is paused.")
    if row.last_at:
        days = (local_day(now, row.zone) - local_day(row.last_at, row.zone)).days
        said = _("Day %(days)s after session %(number)s.", days=in_words(days), number=in_words(row.last_number or 0))
        return said if row.next_at else _("%(reason)s No next session planned.", reason=said)
    return _("Preparing for the first session.") if row.next_at else _("No session planned yet.")


def folded(name: str) -> str:
    """As it is compared, also with itself: without capitals and accents, so that "elodie" finds Élodie."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())


def found_by_name(names: Iterable[NameRow], asked: str) -> list[NameRow]:
    """Those in which each of the words that were typed begins a word, in the order they come."""
    wanted = folded(asked).split()
    return [one for one in names if all(_begins(folded(one.patient_name), word) for word in wanted)]


def _begins(name: str, word: str) -> bool:
    return any(part.startswith(word) for part in name.replace("-", " ").split()) or name.startswith(word)
