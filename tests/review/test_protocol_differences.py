"""What two versions differ in (pure): laws for any two protocols, and what changes as a patient would feel it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clinics.differences import apply, difference, rebased, with_numbers_of
from server.clinics.drafts import fields_of, read_draft
from server.clinics.limits import conflicts
from server.clinics.number_kinds import Amount, Kind, Moments, OneOf, Several
from server.clinics.number_list import GROUPS, NUMBERS
from server.clinics.protocol import Protocol, read_protocol, write_protocol
from server.courses.felt import felt
from server.demo_flags import FLAGS
from server.measures.instruments import instruments
from server.pages.forms import Posted
from tests.conftest import MORNING

NOT_NUMBERS = {"condition_tiers": "set on a page of its own", "flags": "set on a page of its own",
               "because": "why a version was signed", "preparation_days": "nothing reads it"}  # fmt: skip


def values_of(kind: Kind) -> st.SearchStrategy[Any]:
    if isinstance(kind, Amount):
        tenths = st.integers(int(kind.low * 2), int(kind.high * 2)).map(lambda half: half / 2)
        value = tenths if kind.fine else st.integers(int(kind.low), int(kind.high))
        return st.none() | value if kind.optional else value
    if isinstance(kind, Moments):
        moments = st.sets(st.integers(kind.low, kind.high).filter(bool), min_size=1, max_size=kind.most)
        several = moments.map(lambda found: tuple(sorted(found)))
        return st.none() | several if kind.dose else several
    if isinstance(kind, OneOf):
        return st.sampled_from([value for _text, value, _words in kind.choices])
    assert isinstance(kind, Several)
    return st.sets(st.sampled_from([one for one, _words in kind.choices])).map(
        lambda found: tuple(one for one, _words in kind.choices if one in found)
    )


@st.composite
def protocols(draw: Callable[[st.SearchStrategy[Any]], Any]) -> Protocol:
    """Any that can be written, whether or not its numbers fit each other."""
    protocol = Protocol(
        flags=draw(st.sampled_from([None, FLAGS])),
        condition_tiers=draw(st.dictionaries(st.sampled_from(["E-21", "E-44"]), st.sampled_from(["D", "T"]))),
        because=draw(st.text(max_size=5)),
    )
    for number in NUMBERS:
        if draw(st.booleans()):
            protocol = number.put(protocol, draw(values_of(number.kind)))
    return protocol


def beside(protocol: Protocol) -> tuple[object, ...]:
    return tuple(getattr(protocol, name) for name in NOT_NUMBERS)


@given(a=protocols(), b=protocols())
def test_the_difference_of_two_applied_to_the_first_gives_the_numbers_of_the_second(a: Protocol, b: Protocol) -> None:
    made = apply(a, difference(a, b))

    assert difference(made, b) == []
    assert beside(made) == beside(a)
    assert made == msgspec.structs.replace(b, **{name: getattr(a, name) for name in NOT_NUMBERS})


@given(a=protocols(), b=protocols())
def test_going_back_and_back_again_is_where_one_was(a: Protocol, b: Protocol) -> None:
    back = with_numbers_of(a, b)

    assert with_numbers_of(back, a) == a
    assert with_numbers_of(back, b) == back
    assert difference(a, a) == []


@given(seen=protocols(), newest=protocols(), typed=protocols())
def test_what_was_typed_goes_on_top_of_what_was_signed_meanwhile(
    seen: Protocol, newest: Protocol, typed: Protocol
) -> None:
    made = rebased(newest, seen, typed)
    touched = {one.number.key for one in difference(seen, typed)}

    for number in NUMBERS:
        assert number.of(made) == number.of(typed if number.key in touched else newest)
    assert beside(made) == beside(newest)


@given(protocol=protocols())
def test_every_number_is_read_as_it_was_written_and_kept_as_it_is(protocol: Protocol) -> None:
    read = read_draft(Posted(fields_of(protocol), frozenset(), MORNING), Protocol())

    assert set(read.errors) <= set(conflicts(protocol))
    if read.protocol:
        assert difference(read.protocol, protocol) == []
    assert read.entered == fields_of(protocol)
    assert read_protocol(write_protocol(protocol)) == protocol


@given(a=protocols(), b=protocols())
def test_each_change_has_its_words_with_units_and_the_two_are_never_the_same(a: Protocol, b: Protocol) -> None:
    for one in difference(a, b):
        assert one.title
        assert one.was_said != one.now_said or "as it comes" in one.was_said + one.now_said
    for line in felt(a, b):
        assert line.was != line.now


def test_every_number_of_the_protocol_can_be_set_or_is_named_here_with_the_reason() -> None:
    assert {one.field for one in NUMBERS} | NOT_NUMBERS.keys() == set(Protocol.__struct_fields__)
    assert not {one.field for one in NUMBERS} & NOT_NUMBERS.keys()
    assert {one.group for one in NUMBERS} == GROUPS.keys()
    assert len({one.key for one in NUMBERS}) == len(NUMBERS)


def test_nothing_is_offered_that_nobody_reads() -> None:
    """A number that no page and no rule asks for would be a control without an effect."""
    server = Path(__file__).parents[2] / "server"
    own = ("number_list.py", "numbers.py", "limits.py", "protocol.py", "caseload.py")
    code = "".join(path.read_text() for path in server.rglob("*.py") if path.name not in own)
    reads = {
        "food_hours_by_route": "food_for(", "liquid_hours_by_route": "liquid_for(", "food_hours": "food_for(",
        "liquid_hours": "liquid_for(", "reading_minutes": "readings_for(", "stay_minutes": "stay_for(",
    }  # fmt: skip
    unread = {one.field for one in NUMBERS if reads.get(one.field, f"protocol.{one.field}") not in code}
    assert not unread
    assert "protocol.preparation_days" not in code


def test_the_questionnaires_that_can_be_chosen_are_those_that_there_are() -> None:
    (kind,) = (one.kind for one in NUMBERS if one.field == "measures")
    assert isinstance(kind, Several)
    assert dict(kind.choices) == {one.id: one.short for one in instruments().values()}


FELT = [
    ({"food_hours": 8}, ("IV",), [("No food before a session", "6 hours", "8 hours")]),
    ({"food_hours": 8, "food_hours_by_route": {"IV": 6}}, ("IV",), []),
    ({"food_hours_by_route": {"IM": 1}}, ("IV", "IM"), [("No food before a session: Injection", "6 hours", "1 hour")]),
    ({"reading_grace_minutes": 5, "days_between": 7, "sessions": 4}, (), []),
    ({"gate_systolic": 150}, ("IV",), []),
    ({"gate_systolic": 150}, ("SLh",),
     [("At home, wait and call above (upper number)", "140 mmHg", "150 mmHg")]),
    ({"condition_tiers": {"E-44": "D"}}, (), [("Your intake", "", "Your clinic has chosen anew which answers it wants "
     "to talk about, or to decide on, first.")]),
    ({"flags": FLAGS}, (), []),
    ({"measures": ("gad7",)}, (), [("Questionnaires", "PHQ-9 and GAD-7", "GAD-7")]),
    ({"stay_minutes": {"IV": 90.0}}, ("IV",), [("You stay after the dose", "120 minutes", "90 minutes")]),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "routes", "said"), FELT)
def test_a_patient_reads_what_they_would_feel(
    changed: dict[str, Any], routes: tuple[Any, ...], said: list[tuple[str, str, str]]
) -> None:
    assert [(one.title, one.was, one.now) for one in felt(Protocol(), Protocol(**changed), routes)] == said
