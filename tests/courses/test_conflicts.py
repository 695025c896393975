"""What stands against a date (courses/conflicts.py): by cases, and for any two sessions of any clinic."""

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clinics.hours import Cover
from server.clinics.protocol import ROUTES, STAY, Protocol
from server.courses.conflicts import REFUSES, Around, Conflict, Slot, conflicts, end_of, mark_of, overlap
from tests.courses.made import NOW, TORONTO, days, hours

WEEK = [Cover(day, "09:00", "17:00") for day in range(5)]  # NOW is 10 in the morning of a Wednesday in Toronto
ZONES = (TORONTO, TORONTO)


def slot(start: datetime = NOW, length: float = 2, **more: object) -> Slot:
    known: dict[str, object] = {"session_id": "mine", "course_id": "ours", "number": 4, "room_id": "garden"}
    known |= {"staff": ("theo",), "start": start, "end": start + timedelta(hours=length)}
    return msgspec.convert(known | more, Slot)


def another(start: datetime, **more: object) -> Slot:
    return slot(start, **({"session_id": "other", "course_id": "theirs", "number": 2} | more))


def kinds(found: list[Conflict]) -> list[str]:
    return [one.kind for one in found]


@pytest.mark.parametrize(
    ("around", "said"),
    [
        (Around(), []),
        (Around(others=[another(hours(1))]), ["room", "staff"]),
        (Around(others=[another(hours(-1.9))]), ["room", "staff"]),
        (Around(others=[another(hours(2))]), []),
        (Around(others=[another(hours(-2))]), []),
        (Around(others=[another(hours(1), room_id="harbour")]), ["staff"]),
        (Around(others=[another(hours(1), staff=())]), ["room"]),
        (Around(others=[another(hours(1), room_id="", staff=("pria",))]), []),
        (Around(others=[slot(hours(1))]), []),
        (Around(own=[another(hours(1), course_id="ours")]), ["course"]),
        (Around(own=[another(hours(5), course_id="ours")]), ["day"]),
        (Around(own=[another(days(13), course_id="ours")], days_between=14), ["spacing"]),
        (Around(own=[another(days(-13), course_id="ours")], days_between=14), ["spacing"]),
        (Around(own=[another(days(14), course_id="ours")], days_between=14), []),
        (Around(own=[slot(days(1))], days_between=14), []),
        (Around(away={"theo": hours(0.1)}), ["away"]),
        (Around(away={"theo": hours(0)}), []),
        (Around(away={"pria": days(9)}), []),
        (Around(here=frozenset({"pria"})), ["gone"]),
        (Around(here=frozenset({"theo"})), []),
        (Around(rooms=frozenset({"harbour"})), ["retired"]),
        (Around(pause=(hours(0), None)), ["pause"]),
        (Around(pause=(hours(1), None)), []),
        (Around(pause=(days(-1), hours(0))), []),
        (Around(pause=(days(-1), hours(0.1))), ["pause"]),
        (Around(waits=("Aneurysm",)), ["waits"]),
        (Around(unsigned=("Treatment",)), ["consent"]),
        (Around(week=WEEK, zones=ZONES), []),
        (Around(week=[Cover(3, "09:00", "17:00")], zones=ZONES), ["hours"]),
        (Around(week=[Cover(2, "09:00", "11:59")], zones=ZONES), ["hours"]),
        (Around(week=[Cover(2, "10:01", "17:00")], zones=ZONES), ["hours"]),
        (Around(week=[Cover(2, "10:00", "12:00")], zones=ZONES), []),
        (Around(week=[Cover(2, "09:00", "11:00"), Cover(2, "11:00", "17:00")], zones=ZONES), ["hours"]),
    ],
)
def test_what_is_said_of_a_date(around: Around, said: list[str]) -> None:
    assert kinds(conflicts(slot(), around)) == said


def test_a_session_without_room_or_staff_takes_nothing_from_anybody() -> None:
    alone = slot(room_id="", staff=())
    assert not conflicts(alone, Around(others=[another(hours(1))], away={"theo": days(9)}, rooms=frozenset()))


def test_what_refuses_is_said_first_and_all_of_it() -> None:
    around = Around(
        others=[another(hours(1))], own=[another(hours(1), course_id="ours")], week=[Cover(6, "09:00", "10:00")],
        zones=ZONES, pause=(days(-1), None), waits=("Aneurysm",), unsigned=("Treatment",),
    )  # fmt: skip
    found = conflicts(slot(), around)
    assert kinds(found) == ["waits", "pause", "room", "course", "staff", "hours", "consent"]
    assert [one.refuses for one in found] == [True] * 4 + [False] * 3


def test_of_many_sessions_too_near_the_two_nearest_are_named() -> None:
    own = [another(days(n), course_id="ours", session_id=str(n), number=n) for n in (1, 2, 3, 4, 5)]
    found = conflicts(slot(), Around(own=own, days_between=14))
    assert [(one.number, one.days) for one in found] == [(1, 1), (2, 2)]


def test_days_are_those_of_the_patients_own_calendar() -> None:
    """Eleven in the evening and one in the morning in Toronto are two days, and one in London's."""
    late, own = hours(13), [another(hours(15.5), course_id="ours")]
    assert kinds(conflicts(slot(late), Around(own=own, zones=(TORONTO, TORONTO)))) == []
    assert kinds(conflicts(slot(late), Around(own=own, zones=(TORONTO, "Europe/London")))) == ["day"]


@pytest.mark.parametrize("route", ROUTES)
def test_a_session_takes_as_long_as_the_protocol_has_the_patient_stay(route: str) -> None:
    found = msgspec.convert(route, type=type(route))
    assert end_of(Protocol(), found, NOW) - NOW == timedelta(minutes=STAY[found])
    assert end_of(Protocol(stay_minutes={found: 75}), found, NOW) - NOW == timedelta(minutes=75)
    assert end_of(Protocol(stay_minutes={found: 0}), found, NOW) - NOW == timedelta(minutes=10)


SLOTS = st.builds(
    lambda id, at, length, room, staff: slot(
        NOW + timedelta(minutes=at), length / 60, session_id=id, course_id=f"of {id}", room_id=room, staff=staff
    ),
    st.sampled_from("abcdef"),
    st.integers(-600, 600),
    st.integers(1, 300),
    st.sampled_from(["", "garden", "harbour"]),
    st.sampled_from([(), ("theo",), ("pria", "theo")]),
)


@given(SLOTS, SLOTS)
def test_whoever_is_in_the_way_of_another_has_that_one_in_the_way(one: Slot, other: Slot) -> None:
    there, back = conflicts(one, Around(others=[other])), conflicts(other, Around(others=[one]))
    assert sorted(kinds(there)) == sorted(kinds(back))
    assert {found.subject for found in there} == {found.subject for found in back}


@given(SLOTS, SLOTS)
def test_two_meet_exactly_when_some_minute_is_in_both(one: Slot, other: Slot) -> None:
    minutes = range(int((other.end - other.start) / timedelta(minutes=1)))
    shared = any(one.start <= other.start + timedelta(minutes=n) < one.end for n in minutes)
    assert overlap(one, other) == shared


@given(SLOTS, st.lists(SLOTS, max_size=4), st.lists(SLOTS, max_size=4))
def test_more_sessions_never_take_a_conflict_away(one: Slot, some: list[Slot], more: list[Slot]) -> None:
    few = conflicts(one, Around(others=some))
    all_of_them = conflicts(one, Around(others=[*some, *more]))
    assert all(found in all_of_them for found in few)


@given(SLOTS, st.lists(SLOTS, max_size=5), st.booleans())
def test_a_tick_covers_exactly_what_was_read(one: Slot, others: list[Slot], signed: bool) -> None:
    found = conflicts(one, Around(others=others, unsigned=() if signed else ("Treatment",)))
    soft = [(0, each) for each in found if each.kind not in REFUSES]
    assert mark_of((0, each) for each in found) == mark_of(soft) == mark_of(reversed(soft))
    assert bool(mark_of(soft)) == bool(soft)
    if soft:
        assert mark_of(soft[1:]) != mark_of(soft)
        assert mark_of([*soft, (1, soft[0][1])]) != mark_of(soft)
