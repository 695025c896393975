"""What is open beside the list and no entry: a check-in, questionnaires, a sitter's last word, a message."""

from datetime import datetime

from server.courses.models import CaseloadCourse
from server.db.connection import Reader
from server.measures.answers import Answered, list_answers
from server.measures.instruments import Instrument, instruments
from server.measures.said import band_words, beside_last
from server.pages.content import read_json
from server.pages.language import gettext as _
from server.pages.times import day_and_clock
from server.review.item_queries import ItemRow
from server.review.queue import Sheet
from server.safety.check_in_pages import lines_of
from server.safety.check_in_queries import list_check_ins
from server.session_day.facts import Handover
from server.session_day.lines import find_line


async def check_in_sheet(db: Reader, case: CaseloadCourse, item: ItemRow) -> Sheet | None:
    """The latest, whole; of earlier ones that have come since only that they are there."""
    new = [one for one in await list_check_ins(db, case) if one.last_at >= item.since]
    if not new:
        return None
    facts = [(line.question.short, line.said or _("Missing")) for line in lines_of(new[-1])]
    return _sheet(
        case,
        (item, max(one.last_at for one in new)),
        _("%(name)s, check-in of %(day)s", name=case.patient_name, day=day_and_clock(new[-1].began_at, case.zone)),
        facts,
        (_("All check-ins"), "check-ins"),
        _("There is more than one since somebody looked.") if len(new) > 1 else "",
    )


async def measure_sheet(db: Reader, case: CaseloadCourse, item: ItemRow) -> Sheet | None:
    facts, seen = [], item.since
    for instrument in instruments().values():  # also one that the clinic has switched off since
        answered = await list_answers(db, case, instrument.id)
        seen = max(seen, *(answered[at].received_at for at in _new(answered, item)), item.since)
        facts += [_measured(instrument, answered, at, case.zone) for at in _new(answered, item)]
    if not facts:
        return None
    title = _("%(name)s, questionnaires", name=case.patient_name)
    return _sheet(case, (item, seen), title, facts, (_("Totals over time, and each answer"), "measures"))


def _new(answered: list[Answered], item: ItemRow) -> list[int]:
    return [at for at, one in enumerate(answered) if one.received_at >= item.since]


def _measured(instrument: Instrument, answered: list[Answered], at: int, zone: str) -> tuple[str, str]:
    """The total as summed then, its band, and how it stands beside the time before and the first."""
    one, total = answered[at], answered[at].body.total
    said = [_("%(total)s, %(band)s", total=total, band=band_words(instrument, total))]
    if at:
        said.append(beside_last(instrument, answered[at - 1].body.total, total))
    if at > 1:
        said.append(_("at the start: %(total)s", total=answered[0].body.total))
    return f"{instrument.short}, {day_and_clock(one.answered_at, zone)}", "; ".join(said)


async def handover_sheet(db: Reader, case: CaseloadCourse, item: ItemRow) -> Sheet | None:
    line = await find_line(db, case, item.subject_id)
    if line is None or not isinstance(line.body, Handover):
        return None
    facts = [
        (one["text"], _("Yes")) for one in read_json("sitter.json")["steady"]["lines"] if one["id"] in line.body.steady
    ]
    if line.body.words:
        facts.append((_("In the sitter’s words"), f"“{line.body.words}”"))
    title = _("%(name)s, the sitter’s last word", name=case.patient_name)
    return _sheet(case, (item, item.since), title, facts, (_("The patient’s page"), ""))


async def withdrawn_sheet(db: Reader, case: CaseloadCourse, item: ItemRow) -> Sheet | None:
    """That it was shared, and is not any more; no word of it."""
    note = _("It is no longer shown. What you had noted from it in the record stays there.")
    title = _("%(name)s has stopped sharing an entry that you had opened", name=case.patient_name)
    return _sheet(case, (item, item.since), title, [], (_("The patient’s page"), ""), note)


def _sheet(
    case: CaseloadCourse,
    of: tuple[ItemRow, datetime],
    title: str,
    facts: list[tuple[str, str]],
    more: tuple[str, str],
    note: str = "",
) -> Sheet:
    """`of`: what waits, and when the newest of what is shown arrived."""
    (item, seen), (words, page) = of, more
    return Sheet(
        kind=item.kind,
        subject_id=item.subject_id,
        patient_name=case.patient_name,
        course_id=case.id,
        at=item.since,
        title=title,
        facts=facts,
        more=(words, f"/courses/{case.id}/{page}".rstrip("/")),
        seen=seen,
        note=note,
    )
