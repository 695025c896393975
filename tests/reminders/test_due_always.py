"""Whatever a course and its quiet hours are: nothing rings in the quiet, nothing comes twice or when it is useless."""

from datetime import UTC, datetime, time, timedelta

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from server.clinics.protocol import Protocol
from server.courses.models import Session
from server.pages.times import local
from server.reminders.due import Known, due, next_look, plan
from server.reminders.quiet import Hours, Quiet, rests_of
from tests.reminders.planned import NEVER, at, comes, kinds, known, session, walk

ZONES = ["America/Toronto", "America/St_Johns", "Europe/London", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC"]
moments = some.datetimes(min_value=datetime(2026, 10, 1), max_value=datetime(2027, 4, 15)).map(
    lambda naive: naive.replace(microsecond=0, tzinfo=UTC)
)
clocks = some.builds(time, some.integers(0, 23), some.sampled_from([0, 15, 30]))
quick = settings(max_examples=120, deadline=None)


@some.composite
def courses(draw: some.DrawFn) -> Known:
    zone = draw(some.sampled_from(ZONES))
    first = draw(moments)
    sessions = []
    for number in range(draw(some.integers(1, 3))):
        planned = first + timedelta(days=draw(some.integers(1, 20)) * number, hours=draw(some.integers(0, 23)))
        held = planned if draw(some.booleans()) and number == 0 else None
        sessions.append(
            Session(
                id=f"s{number}",
                number=number + 1,
                route=draw(some.sampled_from(["IV", "SLh"])),
                planned_at=planned,
                opened_at=held,
                started_at=held,
                ended_at=held + timedelta(hours=2) if held else None,
            )
        )
    hours, protocol = (
        Hours(since=draw(clocks), until=draw(clocks)),
        Protocol(liquid_hours=draw(some.sampled_from([2, 6]))),
    )
    quiet = Quiet(hours=hours, zone=zone, rests=rests_of(sessions, protocol, zone))
    return Known(sessions=sessions, protocol=protocol, zone=zone, quiet=quiet)


def in_hours(moment: datetime, hours: Hours, zone: str) -> bool:
    """By the clock on the wall alone, which is another way to say it."""
    shown = local(moment, zone).time()
    if hours.since <= hours.until:
        return hours.since <= shown < hours.until
    return shown >= hours.since or shown < hours.until


@quick
@given(courses(), moments)
def test_nothing_comes_in_the_quiet_or_when_it_helps_no_more(found: Known, now: datetime) -> None:
    for one in due(found, now):
        assert one.planned.due_at <= now or found.quiet.around(one.planned.due_at)
        assert now < one.planned.until
        assert not any(span.holds(now) for span in found.quiet.rests)
        assert one.should_at <= now
    if due(found, now):
        changed = abs(local(now, found.zone).utcoffset() - local(now + timedelta(hours=12), found.zone).utcoffset())  # type: ignore[operator]
        assume(not changed)  # in a night of the change the wall says two o'clock twice, or not at all
        assume(local(now, found.zone).utcoffset() == local(now - timedelta(hours=12), found.zone).utcoffset())
        assert not in_hours(now, found.quiet.hours, found.zone)


@quick
@given(courses(), moments, moments)
def test_a_clock_that_jumps_finds_the_same_reminders_by_the_same_names(
    found: Known, now: datetime, jumped: datetime
) -> None:
    def names(when: datetime) -> set[tuple[str, str, datetime]]:
        return {(one.kind, one.subject, one.due_at) for one in plan(found, when) if one.due_at > max(now, jumped)}

    ahead = {one.id for one in found.sessions if not one.held and one.planned_at > max(now, jumped)}
    both = {one for one in names(now) | names(jumped) if one[1] in ahead and one[0] not in ("day", "days", "week")}
    assert {one for one in names(now) if one in both} == {one for one in names(jumped) if one in both}
    every = plan(found, now)
    assert len({(one.kind, one.subject, one.due_at) for one in every}) == len(every)


@quick
@given(courses(), moments)
def test_looking_when_it_says_to_look_misses_nothing(found: Known, now: datetime) -> None:
    """From one look to the next nothing begins to be due."""
    following = next_look(found, now)
    end = min(following or now + timedelta(days=2), now + timedelta(days=2))
    before = {(one.planned.kind, one.planned.due_at) for one in due(found, now)}
    step = now
    while step < end:
        assert {(one.planned.kind, one.planned.due_at) for one in due(found, step)} <= before
        step += timedelta(minutes=37)


@quick
@given(courses())
def test_who_looks_all_the_time_and_who_looks_every_half_hour_see_the_same(found: Known) -> None:
    found = msgspec.structs.replace(found, quiet=msgspec.structs.replace(found.quiet, hours=NEVER, rests=()))
    since = min(one.planned_at for one in found.sessions) - timedelta(days=3)
    often = walk(found, since, 5, timedelta(minutes=5))
    seldom = walk(found, since, 5, timedelta(minutes=30))
    seen, of_the_last_half_hour = {one[:2] for one in seldom}, since + timedelta(days=5, minutes=-30)
    assert {one[:2] for one in often if one[2] <= of_the_last_half_hour} <= seen <= {one[:2] for one in often}


def test_a_night_in_which_the_clocks_go_forward_ends_at_eight_on_the_wall() -> None:
    spring = known(session("2027-03-14 15:00"))  # two o'clock is three that night
    assert comes(spring, "fast", at("2027-03-10 12:00")) == ["2027-03-14 08:00"]
    assert kinds(spring, "2027-03-14 07:59") == []


def test_a_night_in_which_the_clocks_go_back_ends_at_eight_on_the_wall() -> None:
    autumn = known(session("2026-11-01 14:00"))
    assert comes(autumn, "fast", at("2026-10-28 12:00")) == ["2026-10-31 20:30"]
    assert kinds(autumn, "2026-11-01 07:59") == []


def test_fasting_counts_real_hours_over_a_change_of_the_clocks() -> None:
    spring = known(session("2027-03-14 08:30"), hours=NEVER)
    assert comes(spring, "fast", at("2027-03-10 12:00")) == ["2027-03-14 00:30"]  # seven hours, over one that is not


def test_quiet_hours_by_day_move_what_falls_into_them_to_their_end() -> None:
    nights = known(session("2026-11-26 20:00"), hours=Hours(since=time(9), until=time(17)))
    assert comes(nights, "tomorrow") == ["2026-11-25 17:00"]
    assert comes(nights, "ride") == ["2026-11-24 20:00", "2026-11-25 20:00"]
    assert comes(nights, "fast") == ["2026-11-26 08:30"]
