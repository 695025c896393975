"""What is true of an entry, in words: kept, shared, read, stopped. Pure, and never ahead of the facts."""

from datetime import datetime

from server.journal.models import Answer, Entry, Opening, Receipt, Share
from server.pages.language import gettext as _
from server.pages.times import clock, day_and_clock, relative_day

KEPT, SHARED, READ = 2, 3, 4


def receipt(
    entry: Entry,
    history: tuple[list[Share], list[Opening], list[Answer]],
    readers: str,
    now: datetime,
    zone: str,
) -> Receipt:
    """`readers` names those whom a share reaches. History is of this entry, each list in order of time."""
    shares, openings, answers = history
    live = next((share for share in shares if share.stopped_at is None), None)
    journey = _journey(entry, shares, openings, answers, readers, zone)
    read_by = _last_reader(openings, now, zone)
    if live is not None:
        seen_since = any(opening.at >= live.granted_at for opening in openings)
        if seen_since:
            return Receipt(marks=READ, words=_read_words(openings[-1], now, zone), journey=journey)
        when = relative_day(live.granted_at, now, zone)
        words = _("Shared with %(readers)s %(when)s. Not opened yet.", readers=readers, when=when)
        if read_by:
            words = _(
                "Shared with %(readers)s %(when)s. Not opened since; it was read by %(reader)s.",
                readers=readers,
                when=when,
                reader=read_by,
            )
        return Receipt(marks=SHARED, words=words, journey=journey)
    if not shares:
        return Receipt(marks=KEPT, words=_("Kept at the clinic. Not shared."), journey=journey)
    when = relative_day(shares[-1].stopped_at or now, now, zone)
    if read_by:
        words = _("You stopped sharing %(when)s. It had been read by %(reader)s.", when=when, reader=read_by)
    else:
        words = _("You stopped sharing %(when)s. Nobody had opened it; its first line stood in a list.", when=when)
    return Receipt(marks=KEPT, words=words, journey=journey)


def _read_words(opening: Opening, now: datetime, zone: str) -> str:
    return _(
        "Read by %(name)s %(when)s, %(clock)s",
        name=opening.name,
        when=relative_day(opening.at, now, zone),
        clock=clock(opening.at, zone),
    )


def _last_reader(openings: list[Opening], now: datetime, zone: str) -> str:
    if not openings:
        return ""
    last = openings[-1]
    return _("%(name)s %(when)s", name=last.name, when=relative_day(last.at, now, zone))


def _journey(
    entry: Entry, shares: list[Share], openings: list[Opening], answers: list[Answer], readers: str, zone: str
) -> list[str]:
    steps = [(entry.written_at, _("Written, %(when)s", when=day_and_clock(entry.written_at, zone)))]
    steps.append((entry.received_at, _("At the clinic, %(when)s", when=day_and_clock(entry.received_at, zone))))
    for share in shares:
        said = _("Shared with %(readers)s, %(when)s", readers=readers, when=day_and_clock(share.granted_at, zone))
        steps.append((share.granted_at, said))
        if share.stopped_at:
            steps.append((share.stopped_at, _("Sharing stopped, %(when)s", when=day_and_clock(share.stopped_at, zone))))
    for opening in openings:
        said = _("Read by %(name)s, %(when)s", name=opening.name, when=day_and_clock(opening.at, zone))
        steps.append((opening.at, said))
    for answer in answers:
        when = day_and_clock(answer.answered_at, zone)
        said = (
            _("Answered by %(name)s, %(when)s", name=answer.name, when=when)
            if answer.body
            else _("Noted by %(name)s, %(when)s", name=answer.name, when=when)
        )
        steps.append((answer.answered_at, said))
    return [said for _at, said in sorted(steps, key=lambda step: step[0])]


def dress(
    entries: list[Entry],
    history: tuple[list[Share], list[Opening], list[Answer]],
    readers: str,
    now: datetime,
    zone: str,
) -> None:
    """Gives each entry its live share, its answers and its receipt."""
    shares, openings, answers = history
    for entry in entries:
        mine = (
            [share for share in shares if share.entry_id == entry.id],
            [opening for opening in openings if opening.entry_id == entry.id],
            [answer for answer in answers if answer.entry_id == entry.id],
        )
        entry.share = next((share for share in mine[0] if share.stopped_at is None), None)
        entry.answers = [answer for answer in mine[2] if answer.body]
        entry.receipt = receipt(entry, mine, readers, now, zone)
