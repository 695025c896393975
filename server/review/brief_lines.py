"""Lines of the brief: flags, pins, sessions, what is shared, the board, gaps and words, in their sentences. Pure."""

from server.journal.prompts import when_words
from server.journal.shown import Shown
from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.pages.times import age, clock, in_words, local_day, long_date
from server.review.brief import STRONG, BriefFacts, Line, listed
from server.safety.policy import rule_said

QUIET_DAYS = 7


def flag_lines(facts: BriefFacts) -> list[Line]:
    """Open ones first, whenever they came; then one that was closed since."""
    open_ones = sorted((one for one in facts.flags if one.deadline), key=lambda one: (one.deadline, one.id))
    closed = [one for one in facts.flags if one.deadline is None and facts.lately(one.moved_at)]
    if open_ones:
        first = open_ones[0]
        words = ngettext(
            "A flag is open: %(what)s. It is with %(owner)s.",
            "%(num)s flags are open, the first of them: %(what)s. It is with %(owner)s.",
            len(open_ones), what=rule_said(first.rule), owner=first.owner_name,
        )  # fmt: skip
        news = any(facts.lately(one.received_at) for one in open_ones)
        return [Line(kind="flag", words=words, link=f"/flags/{first.id}", source=_("The flag"), news=news)]
    if not closed:
        return []
    last = max(closed, key=lambda one: (one.moved_at, one.id))
    words = _(
        "%(name)s closed a flag on %(day)s: %(what)s.",
        name=last.closed_by, day=long_date(last.moved_at, facts.zone), what=rule_said(last.rule),
    )  # fmt: skip
    return [Line(kind="flag", words=words, link=f"/flags/{last.id}", source=_("The flag"))]


def pin_lines(facts: BriefFacts) -> list[Line]:
    pinned = sorted((one for one in facts.shared if one.pinned_at), key=lambda one: (one.pinned_at, one.entry_id))
    return [
        Line(
            kind="pin", words=_("%(name)s pinned this for your talk: “%(cut)s”", name=facts.name, cut=one.cut),
            link=f"/review/{one.entry_id}", source=about(one, facts.zone), news=facts.lately(one.pinned_at),
        )
        for one in pinned
    ]  # fmt: skip


def about(one: Shown, zone: str) -> str:
    return when_words(one.session_number, one.day_offset, one.written_at, zone)


def session_lines(facts: BriefFacts) -> list[Line]:
    held = [one for one in facts.sessions if one.held and (facts.lately(one.day) or facts.lately(one.discharged_at))]
    if not held:
        return []
    last = max(held, key=lambda one: (one.day, one.number))
    words = _(
        "Session %(number)s took place on %(day)s.",
        number=in_words(last.number), day=long_date(last.day, facts.zone),
    )  # fmt: skip
    if len(held) > 1:
        words = _("%(n)s sessions took place.", n=in_words(len(held)).capitalize()) + " " + words
    if last.discharged_at and last.discharged_by_name and facts.lately(last.discharged_at):
        at = clock(last.discharged_at, facts.zone)
        words += " " + _("Discharged by %(name)s at %(clock)s.", name=last.discharged_by_name, clock=at)
    return [
        Line(
            kind="session", words=words, link=f"/sessions/{last.id}/record",
            source=_("Record %(n)s", n=last.number),
        )
    ]  # fmt: skip


def shared_lines(facts: BriefFacts) -> list[Line]:
    """What was shared since, and how long the oldest has waited of all that waits."""
    new = sorted((one for one in facts.shared if facts.lately(one.granted_at)), key=lambda one: one.granted_at)
    waits = facts.waits
    all_new = waits.count == len(new) and facts.lately(waits.since)
    lines = [_shared(facts, new, all_wait=all_new)] if new else []
    if waits.count and waits.since and not all_new:
        words = ngettext(
            "%(count)s shared entry has waited for an answer for %(age)s.",
            "%(count)s shared entries wait for an answer, the oldest for %(age)s.",
            waits.count, count=in_words(waits.count).capitalize(), age=age(waits.since, facts.now),
        )  # fmt: skip
        lines.append(
            Line(kind="waits", words=words, link=f"/review/{waits.oldest}", source=_("The oldest"), news=False)
        )
    return lines


def _shared(facts: BriefFacts, new: list[Shown], *, all_wait: bool) -> Line:
    words = ngettext(
        "%(name)s shared %(count)s entry with you.", "%(name)s shared %(count)s entries with you.", len(new),
        name=facts.name, count=STRONG,
    )  # fmt: skip
    if all_wait:
        waits = _("They wait for an answer, the oldest for %(age)s.", age=age(new[0].granted_at, facts.now))
        if len(new) == 1:
            waits = _("It waits for an answer.")
        words = f"{words} {waits}"
    link, source = f"{facts.path}/shared", _("What is shared")
    if len(new) == 1:
        link, source = f"/review/{new[0].entry_id}", about(new[0], facts.zone)
    return Line(kind="shared", words=words, strong=in_words(len(new)), link=link, source=source)


def ready_lines(facts: BriefFacts) -> list[Line]:
    """The board in words: what is open, never whether a session may take place (R-01)."""
    if facts.ready is None:
        return []
    session, names = facts.ready.session, sorted(facts.ready.open)
    about_it = {"number": in_words(session.number), "day": long_date(session.planned_at, facts.zone)}
    words = _("Session %(number)s is planned for %(day)s; nothing is open on its board.", **about_it)
    if names:
        words = _("Session %(number)s is planned for %(day)s. Open: %(names)s.", names=listed(names), **about_it)
    return [Line(kind="ready", words=words, link=f"{facts.path}#ready", source=_("Ready board"), news=False)]


def gap_lines(facts: BriefFacts) -> list[Line]:
    """How long it is since anything came that may be read here; what was not shared is no part of it."""
    told = [
        *(one.granted_at for one in facts.shared), *(one.received_at for one in facts.measures),
        *(one.last_at for one in facts.check_ins), *(one.received_at for one in facts.medicines),
        *(one.received_at for one in facts.steps),
    ]  # fmt: skip
    last = max(told, default=None)
    days = (local_day(facts.now, facts.zone) - local_day(last, facts.zone)).days if last else 0
    if days < QUIET_DAYS:
        return []
    words = _("Nothing shared or told for %(n)s days.", n=in_words(days))
    return [Line(kind="gap", words=words, link=f"{facts.path}/shared", source=_("What is shared"), news=False)]


def word_lines(facts: BriefFacts) -> list[Line]:
    said = []
    if facts.words.new:
        new = ", ".join(facts.words.new)
        said.append(
            _("New words in what was shared: %(words)s.", words=new)
            if facts.words.whole
            else _("Words that are new among the newest entries: %(words)s.", words=new)
        )
    if facts.words.back:
        back = ", ".join(_("%(word)s (%(n)s entries)", word=word, n=n) for word, n in facts.words.back)
        said.append(_("Words that come back in it: %(words)s.", words=back))
    if not said:
        return []
    return [Line(kind="words", words=" ".join(said), link=f"{facts.path}/shared", source=_("What is shared"))]
