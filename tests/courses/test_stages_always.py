"""Whatever the sessions of a course are, it stands somewhere, and what it says of itself fits together."""

from datetime import datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as some

from server.clinics.protocol import Protocol
from server.courses.drawing import ARC, WATERLINE, draw
from server.courses.models import Session
from server.courses.stages import Stage, Standing, day_offset, session_before, standing
from server.journal.prompts import todays_prompt
from tests.courses.made import NOW

ZONES = ["America/Toronto", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"]
moments = some.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2028, 1, 1), timezones=some.just(ZoneInfo("UTC"))
)


@some.composite
def sessions(draw_one: some.DrawFn) -> Session:
    """Any order of times that the database admits: each step needs the one before it, and nothing else."""
    times: list[datetime | None] = [None] * 4
    at = draw_one(moments)
    for step in range(draw_one(some.integers(0, 4))):
        at += timedelta(minutes=draw_one(some.integers(0, 5_000)))
        times[step] = at
    return Session(
        id=str(draw_one(some.uuids())),
        number=draw_one(some.integers(1, 40)),
        route=draw_one(some.sampled_from(["IV", "SLh"])),
        planned_at=draw_one(moments),
        opened_at=times[0],
        started_at=times[1],
        ended_at=times[2],
        discharged_at=times[3],
    )


lists = some.lists(sessions(), max_size=6).map(lambda found: sorted(found, key=lambda one: one.planned_at))
everything = given(lists, some.none() | moments, moments, some.sampled_from(ZONES))
quick = settings(max_examples=80, deadline=None)


@quick
@everything
def test_any_list_of_sessions_gives_a_stage(
    found: list[Session], closed_at: datetime | None, now: datetime, zone: str
) -> None:
    at = standing(found, Protocol(), closed_at, now, zone)

    assert at.stage in get_args(Stage)
    assert (at.stage == "session day") == (at.current is not None and at.stage != "closed")
    assert at.next is None or not at.next.held
    assert at.missed is None or not at.missed.held
    assert at.last is None or at.last.held
    assert at.current is None or at.current in (at.last, at.next)
    assert found or at.stage in ("intake", "closed")


@quick
@everything
def test_every_standing_has_a_question_to_offer(
    found: list[Session], closed_at: datetime | None, now: datetime, zone: str
) -> None:
    at: Standing = standing(found, Protocol(), closed_at, now, zone)

    assert todays_prompt(at, now, zone).text


@quick
@given(lists, moments, some.sampled_from(ZONES))
def test_an_entry_never_belongs_to_a_session_of_a_later_day(
    found: list[Session], written_at: datetime, zone: str
) -> None:
    session = session_before(found, written_at, zone)

    assert session is None or day_offset(session, written_at, zone) >= 0


@quick
@given(lists, moments)
def test_any_list_of_sessions_can_be_drawn(found: list[Session], now: datetime) -> None:
    for shape in (WATERLINE, ARC):
        line = draw(shape, found, now)
        assert len(line.crests) == len(found)


def test_the_list_of_zones_holds_the_ends_of_the_world() -> None:
    offsets = {NOW.astimezone(ZoneInfo(zone)).utcoffset() for zone in ZONES}

    assert {timedelta(hours=14), timedelta(hours=-11), timedelta(hours=-3, minutes=-30)} <= offsets
