"""What is true of an entry, in words: kept, shared, read, stopped. Pure, and never ahead of the facts."""

from datetime import datetime

from server.journal.models import Answer, Entry, History, Opening, Readers, Receipt, Share
from server.pages.language import gettext as _
from server.pages.times import clock, day_and_clock, relative_day

KEPT, SHARED, READ = 2, 3, 4


def receipt(entry: Entry, history: History, readers: Readers, now: datetime, zone: str) -> Receipt:
    """History is of this entry, each list in order of time."""
    shares, openings, _answers = history
    journey = _journey(entry, history, readers, zone)
    live = next((share for share in shares if share.live_at(now)), None)
    if live is not None:
        marks, words = _of_live(live, openings, readers.of(live.audience), now, zone)
        return Receipt(marks=marks, words=words, journey=journey)
    if not shares:
        return Receipt(marks=KEPT, words=_("Kept at the clinic. Not shared."), journey=journey)
    return Receipt(marks=KEPT, words=_of_ended(shares[-1], openings, now, zone), journey=journey)


def _of_live(share: Share, openings: list[Opening], readers: str, now: datetime, zone: str) -> tuple[int, str]:
    until = _(" Until %(when)s.", when=day_and_clock(share.until, zone)) if share.until else ""
    if any(opening.at >= share.granted_at for opening in openings):
        return READ, _read_words(openings[-1], now, zone) + (f".{until}" if until else "")
    when = relative_day(share.granted_at, now, zone)
    part = _("A passage is shared with") if share.passage else _("Shared with")
    words = _("%(part)s %(readers)s %(when)s. Not opened yet.", part=part, readers=readers, when=when)
    if openings:
        words = _(
            "%(part)s %(readers)s %(when)s. Not opened since; it was read by %(reader)s.",
            part=part,
            readers=readers,
            when=when,
            reader=_last_reader(openings, now, zone),
        )
    return SHARED, words + until


def _of_ended(share: Share, openings: list[Opening], now: datetime, zone: str) -> str:
    ended = share.stopped_at or share.until or now
    when = relative_day(ended, now, zone)
    by_date = share.why == "expired" or share.stopped_at is None
    said = _("Sharing ended %(when)s, as you had set.", when=when) if by_date else _(
        "You stopped sharing %(when)s.", when=when
    )  # fmt: skip
    if openings:
        return _("%(said)s It had been read by %(reader)s.", said=said, reader=_last_reader(openings, now, zone))
    return _("%(said)s Nobody had opened it; its first line stood in a list.", said=said)


def _read_words(opening: Opening, now: datetime, zone: str) -> str:
    return _(
        "Read by %(name)s %(when)s, %(clock)s",
        name=opening.name,
        when=relative_day(opening.at, now, zone),
        clock=clock(opening.at, zone),
    )


def _last_reader(openings: list[Opening], now: datetime, zone: str) -> str:
    last = openings[-1]
    return _("%(name)s %(when)s", name=last.name, when=relative_day(last.at, now, zone))


def _journey(entry: Entry, history: History, readers: Readers, zone: str) -> list[str]:
    shares, openings, answers = history
    steps = [(entry.written_at, _("Written, %(when)s", when=day_and_clock(entry.written_at, zone)))]
    steps.append((entry.received_at, _("At the clinic, %(when)s", when=day_and_clock(entry.received_at, zone))))
    for version in entry.versions[1:]:
        said = _("Version %(n)s came, %(when)s", n=version.number, when=day_and_clock(version.received_at, zone))
        steps.append((version.received_at, said))
    for share in shares:
        steps += _share_steps(share, readers.of(share.audience), zone)
    for opening in openings:
        said = _("Read by %(name)s, %(when)s", name=opening.name, when=day_and_clock(opening.at, zone))
        steps.append((opening.at, said))
    steps += [(answer.answered_at, _answer_step(answer, zone)) for answer in answers]
    return [said for _at, said in sorted(steps, key=lambda step: step[0])]


def _share_steps(share: Share, readers: str, zone: str) -> list[tuple[datetime, str]]:
    when = day_and_clock(share.granted_at, zone)
    said = _("A passage shared with %(readers)s, %(when)s", readers=readers, when=when) if share.passage else _(
        "Shared with %(readers)s, %(when)s", readers=readers, when=when
    )  # fmt: skip
    steps = [(share.granted_at, said)]
    if share.stopped_at:
        when = day_and_clock(share.stopped_at, zone)
        ended = {
            "expired": _("Sharing ended as you had set, %(when)s", when=when),
            "changed": _("You changed the sharing, %(when)s", when=when),
        }
        steps.append((share.stopped_at, ended.get(share.why or "", _("Sharing stopped, %(when)s", when=when))))
    return steps


def _answer_step(answer: Answer, zone: str) -> str:
    when = day_and_clock(answer.answered_at, zone)
    if answer.body:
        return _("Answered by %(name)s, %(when)s", name=answer.name, when=when)
    return _("Noted by %(name)s, %(when)s", name=answer.name, when=when)


def dress(entries: list[Entry], history: History, readers: Readers, now: datetime, zone: str) -> None:
    """Gives each entry its live share, its answers and its receipt."""
    shares, openings, answers = history
    for entry in entries:
        mine = (
            [share for share in shares if share.entry_id == entry.id],
            [opening for opening in openings if opening.entry_id == entry.id],
            [answer for answer in answers if answer.entry_id == entry.id],
        )
        entry.share = next((share for share in mine[0] if share.live_at(now)), None)
        entry.answers = [answer for answer in mine[2] if answer.body]
        entry.receipt = receipt(entry, mine, readers, now, zone)
