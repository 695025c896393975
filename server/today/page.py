"""Composes Today from where the course stands: before a session, on its day, after it, between, or at the start."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.assigned.pages import ForYou, for_you
from server.courses.drawing import WATERLINE, draw
from server.courses.models import OwnCourse, Session
from server.courses.queries import CareMember
from server.courses.sessions import list_sessions
from server.courses.stages import Standing, day_offset, standing
from server.db.connection import Reader
from server.intake.overview import Glance, glance
from server.journal.prompts import todays_prompt
from server.measures.asked import asked_of, open_now
from server.measures.instruments import Instrument
from server.messages.models import Unread
from server.pages.language import gettext as _
from server.pages.times import in_words, ordinal, relative_day, spoken_clock
from server.preparation.board import Facts, due_now, ready_board
from server.preparation.gather import gather_facts, name_of
from server.preparation.models import BoardItem
from server.safety.check_in_words import due_line
from server.session_day.facts import Line
from server.session_day.gate import gate_closed, of_the_day, refused_today
from server.session_day.lines import list_lines, list_of_kind
from server.session_day.queries import find_arrival
from server.team.models import OwnEmergency
from server.team.own import team_and_unseen
from server.today.dock import dock
from server.today.models import Dock, NewAnswer, TodayPage
from server.today.morning import MORNING_ASKED, asks_morning, no_driving_until
from server.today.moved import moved_lately
from server.today.queries import list_new
from server.today.saying import ahead_of, board_title, fasting_block, where_of
from server.today.turns import Turns, turns_of

Mood = Literal["before", "day", "after", "between", "start"]
BOARD_FROM = timedelta(days=14)
DUE_SHOWN = 4


class Found(msgspec.Struct, kw_only=True):
    """What was read for one Today."""

    course: OwnCourse
    sessions: list[Session]
    now_at: Standing
    team: list[CareMember]
    now: datetime
    facts: Facts | None = None
    board: list[BoardItem] = []
    answers: list[NewAnswer] = []
    unread: Unread | None = None
    moved: str = ""
    opened: list[OwnEmergency] = []
    arrived: bool = False
    wait: bool = False
    mornings: list[Line] = []
    intake: Glance | None = None
    asked: list[Instrument] = []
    check_in: str = ""
    reminders: int = 0
    for_you: ForYou = ForYou()
    turns: Turns = Turns()


async def today_page(db: Reader, course: OwnCourse, now: datetime) -> TodayPage:
    sessions = await list_sessions(db, course)
    now_at = standing(sessions, course.protocol, course.closed_at, now, course.zone)
    team, opened = await team_and_unseen(db, course, now)
    found = Found(course=course, sessions=sessions, now_at=now_at, team=team, now=now, opened=opened)
    found.turns = await turns_of(db, course, now)
    rests = found.turns.paused or found.turns.ended
    coming = _coming(now_at, now)
    if coming:
        found.facts = await gather_facts(db, course, coming, (found.team, sessions), now)
        found.board = ready_board(found.facts)
        found.moved = moved_lately(found.turns.moved, course, coming)
        found.arrived = now_at.current is not None and await find_arrival(db, course, coming) is not None
    if coming and coming.at_home and now_at.current:
        lines = of_the_day(await list_lines(db, course, coming), coming.planned_at)
        found.wait = gate_closed(course.protocol, lines) or refused_today(lines)
    else:
        found.answers, found.unread, found.reminders = await list_new(db, course, now)  # on such a day they wait
    if now_at.last and now - now_at.last.day < MORNING_ASKED:
        found.mornings = await list_of_kind(db, course, "morning", now_at.last.day)
    if not now_at.current:
        found.for_you = await for_you(db, course, now)
    if now_at.last is None and coming is None and not rests:
        found.intake = await glance(db, course)
    if coming is None and not (now_at.current and now_at.current.held) and not found.turns.paused:
        found.asked = await open_now(db, course, sessions, now)  # before a session they are a line of its board
    if now_at.last and not now_at.current and now_at.stage != "closed":
        found.check_in = await due_line(db, course, sessions, now)
    return _compose(found, coming)


def _coming(now_at: Standing, now: datetime) -> Session | None:
    """The session whose board is shown: today's until it has begun, else the next when it is near."""
    if now_at.stage == "closed":
        return None
    if now_at.current:
        return None if now_at.current.held else now_at.current
    if now_at.next and now_at.next.planned_at - now <= BOARD_FROM and now_at.stage != "integration":
        return now_at.next
    return None


def _compose(found: Found, coming: Session | None) -> TodayPage:
    now_at, now, zone = found.now_at, found.now, found.course.zone
    current = now_at.current
    headline, lead = _headline(found)
    in_session = current is not None and current.held
    return TodayPage(
        headline=headline,
        lead=lead,
        line=draw(WATERLINE, found.sessions, now),
        mood=_mood(found, coming),
        session=current or coming or now_at.next,
        moved=found.moved,
        wait=found.wait,
        fasting=fasting_block(found.facts, now, zone),
        due=due_now(found.facts)[-DUE_SHOWN:] if found.facts and coming else [],
        rested=now_at.last,
        morning=asks_morning(found.course.protocol, now_at, found.mornings, now, zone),
        no_driving_hours=f"{found.course.protocol.no_driving_hours:g}",
        no_driving_until=no_driving_until(found.course.protocol, now_at, found.mornings, now, zone),
        opened=found.opened,
        board=found.board,
        board_title=board_title(found.board),
        prompt=None if coming or in_session else todays_prompt(now_at, now, zone),
        answers=[] if in_session else found.answers,
        unread=found.unread,
        ahead=[] if found.turns.ended else ahead_of(found.sessions, coming, now),
        reminders=found.reminders,
        arrived=found.arrived,
        intake=found.intake,
        measures=tuple(one.id for one in asked_of(found.course)),
        asked=[(one.id, one.short) for one in found.asked if one.id not in found.for_you.measures],
        check_in=found.check_in,
        for_you=found.for_you,
        turns=found.turns,
        dock=_dock(found, coming),
    )


def _dock(found: Found, coming: Session | None) -> Dock:
    if found.intake:
        return Dock(path="/intake", label=found.intake.label)
    if (found.turns.paused or found.turns.ended) and not found.now_at.current:
        return Dock(path="/journal/write", label=_("Write"))
    return dock(found.now_at, coming, found.board, arrived=found.arrived)


def _mood(found: Found, coming: Session | None) -> Mood:
    current = found.now_at.current
    if current:
        return "after" if current.over else "day"
    if coming:
        return "before"
    return "between" if found.now_at.last else "start"


def _headline(found: Found) -> tuple[str, str]:
    now_at, now, zone = found.now_at, found.now, found.course.zone
    current = now_at.current
    if current and current.over:
        return _("Welcome back. There is nothing you have to do."), _("Rest for as long as you like.")
    if current and current.held:
        return _("Your %(which)s session is under way.", which=ordinal(current.number)), _("Someone is near.")
    if found.turns.headline:
        return found.turns.headline, found.turns.lead
    if current:
        at = spoken_clock(current.planned_at, zone)
        return _("Today at %(clock)s, your %(which)s session.", clock=at, which=ordinal(current.number)), where_of(
            current
        )
    if now_at.next and found.facts:
        day = relative_day(now_at.next.planned_at, now, zone)
        at, which = spoken_clock(now_at.next.planned_at, zone), ordinal(now_at.next.number)
        day = day[:1].upper() + day[1:]
        return _("%(day)s at %(clock)s, your %(which)s session.", day=day, clock=at, which=which), where_of(now_at.next)
    if now_at.missed and not now_at.next:
        return _("Your next session needs a new day."), _("Your clinic finds one with you.")
    if now_at.last:
        days = in_words(day_offset(now_at.last, now, zone))
        return _("Day %(days)s after your %(which)s session.", days=days, which=ordinal(now_at.last.number)), ""
    if found.intake:
        return found.intake.headline, found.intake.lead
    therapist = name_of(found.team, "therapist", _("your therapist"))
    return _("Welcome. This is a slow beginning."), _("%(name)s plans the first day with you.", name=therapist)
