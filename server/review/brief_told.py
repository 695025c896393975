"""Lines of the brief from what the care team reads without a share, and from small steps that are shared. Pure."""

from server.intake.medicines import Medicine
from server.journal.sharing import first_line
from server.measures.answers import Answered
from server.measures.instruments import Instrument
from server.measures.scoring import compare
from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.pages.times import in_words, long_date
from server.review.brief import (
    GOES_FIRST,
    MOST_LINES,
    STRONG,
    BriefFacts,
    Line,
    listed,
    since_when,
)
from server.review.brief_facts import Listed, Step
from server.review.brief_lines import (
    flag_lines,
    gap_lines,
    pin_lines,
    ready_lines,
    session_lines,
    shared_lines,
    word_lines,
)
from server.safety.check_in_content import Question, asked
from server.safety.check_in_rounds import CheckIn
from server.safety.check_in_rules import positive

PLAIN = ("same", "better")  # beside no and none


def brief_lines(facts: BriefFacts) -> list[Line]:
    """In one order, at most MOST_LINES; where nothing is new, that is said first."""
    lines = [
        *flag_lines(facts), *pin_lines(facts), *session_lines(facts), *measure_lines(facts), *shared_lines(facts),
        *check_in_lines(facts), *step_lines(facts), *medicine_lines(facts), *ready_lines(facts), *gap_lines(facts),
        *word_lines(facts),
    ]  # fmt: skip
    if not any(one.news for one in lines):
        words = _("Nothing new since %(when)s.", when=since_when(facts.since, facts.now, facts.zone))
        lines.insert(0, Line(kind="quiet", words=words, news=False))
    for kind in GOES_FIRST:
        if len(lines) > MOST_LINES:
            lines = [one for one in lines if one.kind != kind]
    return lines[:MOST_LINES]


def measure_lines(facts: BriefFacts) -> list[Line]:
    """The latest of each questionnaire, beside the start, and the session that it came before."""
    lines = []
    for instrument in facts.instruments:
        told = sorted(
            (one for one in facts.measures if one.instrument == instrument.id),
            key=lambda one: (one.answered_at, one.received_at, one.id),
        )
        new = [one for one in told if facts.lately(one.received_at)]
        if new:
            lines.append(_measure(facts, instrument, new[-1], told[0]))
    return lines


def _measure(facts: BriefFacts, instrument: Instrument, one: Answered, start: Answered) -> Line:
    total = {"name": instrument.short, "total": STRONG}
    words = _("%(name)s: %(total)s, the first answers.", **total)
    if one != start:
        said = beside_the_start(instrument, start.body.total, one.body.total)
        words = _("%(name)s: %(total)s, %(said)s.", said=said, **total)
    before = min((s for s in facts.sessions if s.day > one.answered_at), key=lambda s: s.day, default=None)
    if before:
        words += " " + _("It came before session %(number)s.", number=in_words(before.number))
    alarm = _alarm(instrument, one, facts.zone)
    return Line(
        kind="measure", words=f"{words} {alarm}".strip(), strong=str(one.body.total), link=f"{facts.path}/measures",
        source=_("Questionnaires"),
    )  # fmt: skip


def beside_the_start(instrument: Instrument, start: int, total: int) -> str:
    """Q-22, as the care team reads it."""
    found = compare(instrument, start, total)
    points = abs(found.points)
    about = {"points": in_words(points), "start": start}
    if found.direction == "same":
        return _("about the same as at the start (%(start)s)", start=start)
    if found.direction == "lower":
        return ngettext(
            "%(points)s point lower than at the start (%(start)s)",
            "%(points)s points lower than at the start (%(start)s)", points, **about,
        )  # fmt: skip
    return ngettext(
        "%(points)s point higher than at the start (%(start)s)",
        "%(points)s points higher than at the start (%(start)s)", points, **about,
    )  # fmt: skip


def _alarm(instrument: Instrument, one: Answered, zone: str) -> str:
    """The item that is acted on at once, always said: what is not endorsed here may still be so."""
    rule = instrument.safety_rule
    item = next((it for it in instrument.items if rule and it.id == rule.item_id), None)
    if rule is None or item is None or item.number not in one.body.answers:
        return ""
    value, day = one.body.answers[item.number], long_date(one.answered_at, zone)
    if value < rule.trigger.value:
        return _("Question %(n)s: not endorsed, asked %(day)s.", n=item.number, day=day)
    label = next((option.label for option in instrument.options if option.value == value), str(value))
    return _("Question %(n)s: endorsed, “%(label)s”, asked %(day)s.", n=item.number, label=label, day=day)


def check_in_lines(facts: BriefFacts) -> list[Line]:
    """The latest: what was not plain, and what the number of before was. Own words are read on its page."""
    told = sorted(facts.check_ins, key=lambda one: one.began_at)
    if not told or not facts.lately(told[-1].last_at):
        return []
    before = told[-2] if len(told) > 1 else None
    said = [words for one in asked().questions if (words := _said(one, told[-1], before))]
    day = long_date(told[-1].began_at, facts.zone)
    words = _("Check-in of %(day)s: nothing beside plain answers.", day=day)
    if said:
        words = _("Check-in of %(day)s: %(said)s.", day=day, said="; ".join(said[:5]))
    return [Line(kind="check-in", words=words, link=f"{facts.path}/check-ins", source=_("Check-ins"))]


def _said(question: Question, check_in: CheckIn, before: CheckIn | None) -> str:
    told = check_in.answer(question.id)
    if told is None:
        return ""
    values, own = told.answer.values, _("in their own words")
    if question.kind == "scale":
        earlier = before.answer(question.id) if before else None
        was = earlier.answer.values[0] if earlier and earlier.answer.values else ""
        if not values or values[0] == (was or "0"):
            return ""
        if was:
            return _("%(what)s: %(now)s of 10, from %(was)s", what=question.short, now=values[0], was=was)
        return _("%(what)s: %(now)s of 10", what=question.short, now=values[0])
    if set(values) & set(PLAIN) or not positive(question.id, told.answer):
        return ""
    labels = ", ".join(option.label for option in question.options if option.value in values)
    return f"{question.short}: {labels or own}"


def step_lines(facts: BriefFacts) -> list[Line]:
    new = sorted((one for one in facts.steps if facts.lately(one.received_at)), key=lambda one: one.received_at)
    if not new:
        return []
    words = " ".join(_step(one) for one in new[-3:])
    return [Line(kind="step", words=words, link=f"{facts.path}/steps", source=_("Small steps"))]


def _step(one: Step) -> str:
    said = {"done": _("Done: “%(step)s”."), "changed": _("Changed: “%(step)s”."), "let go": _("Let go: “%(step)s”.")}
    words = said[one.became] % {"step": first_line(one.action).rstrip(".")}
    return f"{words} “{first_line(one.words)}”" if one.words else words


def medicine_lines(facts: BriefFacts) -> list[Line]:
    """What has changed on the list since a prescriber last went through it, whenever that was."""
    link = {"link": f"{facts.path}/intake", "source": _("Intake")}
    review = facts.review
    listed_now = [one for one in facts.medicines if one.medicine]
    news = any(facts.lately(one.received_at) for one in facts.medicines)
    if review is None:
        if not listed_now:
            return []
        words = _("The list of medicines has not been gone through by a prescriber yet.")
        return [Line(kind="medicine", words=words, news=news, **link)]
    changed = sorted((one for one in facts.medicines if one.received_at > review.at), key=lambda one: one.id)
    said = [_changed(one, review.at > one.first_at) for one in changed if one.medicine or review.at > one.first_at]
    if not said:
        return []
    about = {"name": review.by_name, "day": long_date(review.at, facts.zone)}
    words = _("Medicines since %(name)s went through them on %(day)s: %(said)s.", said=listed(said), **about)
    return [Line(kind="medicine", words=words, news=news, **link)]


def _changed(one: Listed, known: bool) -> str:
    if one.medicine is None:
        return _("one taken out")
    name = title_of(one.medicine)
    return _("%(name)s changed", name=name) if known else _("%(name)s added", name=name)


def title_of(medicine: Medicine) -> str:
    name = medicine.generic or medicine.typed
    return name[:1].upper() + name[1:]
