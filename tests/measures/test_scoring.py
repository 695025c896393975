"""Q-01, Q-02, Q-22, Q-23: totals, bands and missing items as in the published questionnaires; nothing is made up."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.measures.instruments import Instrument, instruments
from server.measures.scoring import Scored, Unfinished, band_of, compare, has_worsened, level_of, score

PHQ9, GAD7 = instruments()["phq9"], instruments()["gad7"]
BOTH = pytest.mark.parametrize("instrument", [PHQ9, GAD7], ids=["phq9", "gad7"])
# From the papers that the bands come from, written out a second time.
BANDS = {
    "phq9": {0: "Minimal", 4: "Minimal", 5: "Mild", 9: "Mild", 10: "Moderate", 14: "Moderate",
             15: "Moderately severe", 19: "Moderately severe", 20: "Severe", 27: "Severe"},
    "gad7": {0: "Minimal", 4: "Minimal", 5: "Mild", 9: "Mild", 10: "Moderate", 14: "Moderate",
             15: "Severe", 21: "Severe"},
}  # fmt: skip
ANSWER = st.one_of(st.none(), st.integers(0, 3))


def numbered(values: tuple[int | None, ...]) -> dict[int, int | None]:
    return dict(enumerate(values, 1))


def test_q_02_every_way_to_answer_all_of_gad_7_gives_its_sum_and_a_band() -> None:
    for values in product(range(4), repeat=7):
        assert score(GAD7, numbered(values)) == Scored(sum(values), band_of(GAD7, sum(values)))


def test_q_02_whatever_is_left_out_of_gad_7_is_named_and_no_total_is_given() -> None:
    """Every pattern of missing items."""
    for left_out in product((True, False), repeat=7):
        values = tuple(None if gone else at % 4 for at, gone in enumerate(left_out))
        missing = tuple(at for at, gone in enumerate(left_out, 1) if gone)
        found = score(GAD7, numbered(values))
        assert found == (Unfinished(missing) if missing else Scored(9, band_of(GAD7, 9)))


@given(st.tuples(*[ANSWER] * 9))
def test_q_01_phq_9_is_a_sum_or_names_what_is_missing(values: tuple[int | None, ...]) -> None:
    found = score(PHQ9, numbered(values))
    missing = tuple(at for at, value in enumerate(values, 1) if value is None)
    total = sum(value or 0 for value in values)
    assert found == (Unfinished(missing) if missing else Scored(total, band_of(PHQ9, total)))


def test_q_01_a_missing_item_is_never_filled_in_even_when_it_could_change_nothing() -> None:
    assert score(PHQ9, numbered((0,) * 8 + (None,))) == Unfinished((9,))
    assert score(PHQ9, {}) == Unfinished(tuple(range(1, 10)))


@BOTH
def test_every_total_has_one_band_and_the_published_one(instrument: Instrument) -> None:
    for total in range(instrument.scoring.min, instrument.scoring.max + 1):
        assert sum(band.min <= total <= band.max for band in instrument.bands) == 1
    assert {total: band_of(instrument, total).label for total in BANDS[instrument.id]} == BANDS[instrument.id]
    for total in (-1, instrument.scoring.max + 1):
        with pytest.raises(ValueError, match="no total"):
            band_of(instrument, total)


@BOTH
@pytest.mark.parametrize("wrong", [{1: 4}, {1: -1}, {0: 1}, {10: 1}])
def test_an_answer_that_the_questionnaire_does_not_have_is_refused(
    instrument: Instrument, wrong: dict[int, int]
) -> None:
    with pytest.raises(ValueError, match="no such answer"):
        score(instrument, wrong)


@pytest.mark.parametrize(
    ("instrument", "before", "now", "direction"),
    [
        (PHQ9, 15, 11, "same"), (PHQ9, 15, 10, "lower"), (PHQ9, 10, 14, "same"), (PHQ9, 10, 15, "higher"),
        (GAD7, 12, 9, "same"), (GAD7, 12, 8, "lower"), (GAD7, 8, 11, "same"), (GAD7, 8, 12, "higher"),
        (PHQ9, 7, 7, "same"),
    ],
)  # fmt: skip
def test_q_22_fewer_points_than_people_notice_are_about_the_same(
    instrument: Instrument, before: int, now: int, direction: str
) -> None:
    compared = compare(instrument, before, now)
    assert (compared.points, compared.direction) == (now - before, direction)
    assert has_worsened(instrument, before, now) == (direction == "higher")


@given(st.integers(0, 27), st.integers(0, 27))
def test_q_23_worse_one_way_is_better_the_other_way_round(before: int, now: int) -> None:
    opposite = {"lower": "higher", "higher": "lower", "same": "same"}
    assert compare(PHQ9, now, before).direction == opposite[compare(PHQ9, before, now).direction]


@pytest.mark.parametrize(("value", "level"), [(None, ""), (0, ""), (1, "same-day"), (2, "urgent"), (3, "urgent")])
def test_y_30_the_ninth_answer_is_acted_on_before_there_is_a_total(value: int | None, level: str) -> None:
    assert level_of(PHQ9, {9: value}) == level
    assert level_of(PHQ9, numbered((3,) * 8) | {9: value}) == level
    assert level_of(GAD7, numbered((3,) * 7)) == ""
