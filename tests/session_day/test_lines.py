"""What stands and what it said before: every line of a record is readable, once, whatever corrects what."""

from hypothesis import given
from hypothesis import strategies as st

from server.session_day.checkpoints import earlier_versions, standing_lines
from server.session_day.facts import BODIES, Kind, Line
from tests.session_day.made import line

KINDS: list[Kind] = ["reading", "dose", "note", "event", "hard"]


def names(lines: list[Line]) -> list[str]:
    return [one.id for one in lines]


def test_the_newest_correction_stands_and_what_was_before_stays_newest_first() -> None:
    first, second, third = line("a"), line("b", at=2, about="a"), line("c", at=1, received=3, about="b")
    lines = [first, second, third]

    assert names(standing_lines(lines, "note")) == ["c"]
    assert names(earlier_versions(lines, third)) == ["b", "a"]


def test_two_corrections_of_one_line_are_one_chain() -> None:
    """Two clinicians correct the same figure, neither having seen the other's."""
    lines = [line("a"), line("b", at=1, about="a"), line("c", at=2, about="a")]

    assert names(standing_lines(lines, "note")) == ["c"]
    assert names(earlier_versions(lines, lines[2])) == ["b", "a"]


def test_what_stands_is_in_the_order_of_its_moments_and_not_of_its_coming() -> None:
    lines = [line("late", at=1, received=60), line("early", at=5, received=5)]

    assert names(standing_lines(lines, "note")) == ["late", "early"]


def test_a_line_about_one_of_another_kind_hides_nothing() -> None:
    """“Seen” is about a hard moment, and corrects nothing; so would a note about a dose."""
    lines = [line("h", "hard"), line("s", "seen", at=5, about="h"), line("n", "note", at=6, about="h")]

    assert names(standing_lines(lines, "hard", "note", "seen")) == ["h", "s", "n"]
    assert all(not earlier_versions(lines, one) for one in lines)


def test_a_line_about_one_that_is_not_there_stands_by_itself() -> None:
    assert names(standing_lines([line("a", about="gone")], "note")) == ["a"]


@st.composite
def records(draw: st.DrawFn) -> list[Line]:
    """Any kinds at any times, each about nothing, about one that came before, or about one that is not there."""
    lines: list[Line] = []
    for number in range(draw(st.integers(0, 9))):
        about = draw(st.sampled_from([None, "gone", *names(lines)]))
        kind = draw(st.sampled_from(KINDS))
        lines.append(line(f"l{number}", kind, at=draw(st.integers(-99, 99)), received=number, about=about))
    return draw(st.permutations(lines))


@given(records())
def test_every_line_is_shown_exactly_once_standing_or_as_what_it_said_before(lines: list[Line]) -> None:
    standing = standing_lines(lines, *BODIES)
    shown = [*names(standing), *(name for one in standing for name in names(earlier_versions(lines, one)))]

    assert sorted(shown) == sorted(names(lines))


@given(records(), st.sampled_from(KINDS))
def test_asked_for_one_kind_the_others_change_nothing(lines: list[Line], kind: Kind) -> None:
    alone = [one for one in lines if one.kind == kind]

    assert names(standing_lines(lines, kind)) == [one.id for one in standing_lines(lines, *BODIES) if one.kind == kind]
    assert len(standing_lines(alone, kind)) <= len(alone)
