"""The breathing patterns by the table of clinical.md 4.4, and the words of D-01 to D-07."""

import pytest

from server.pages.content import Pattern, patterns, read_json

# in with its top-up, hold, out, rest in seconds; breaths a minute
TABLE = {
    "B-01": ((0, 0, 0, 0), None),
    "B-02": ((4, 0, 6, 0), 6),
    "B-03": ((5.5, 0, 5.5, 0), 5.5),
    "B-04": ((4, 4, 4, 4), 3.75),
    "B-05": ((4, 7, 8, 0), 3.2),
    "B-06": ((3, 0, 6, 0), 6.7),
    "B-07": ((3, 0, 5, 0), 7.5),
}
NOT_DURING = {"B-04", "B-05", "B-06"}
FOUND = {pattern.id: pattern for pattern in patterns()}
HARD = read_json("hard.json")


def seconds(pattern: Pattern) -> tuple[float, float, float, float]:
    return (pattern.in_ + pattern.top, pattern.hold, pattern.out, pattern.rest)


def test_the_patterns_are_those_of_the_table_and_b_13_is_not_built() -> None:
    assert set(FOUND) == set(TABLE)


@pytest.mark.parametrize("pattern", TABLE)
def test_a_pattern_has_the_seconds_of_the_table(pattern: str) -> None:
    assert seconds(FOUND[pattern]) == TABLE[pattern][0]


@pytest.mark.parametrize("pattern", TABLE)
def test_the_breaths_a_minute_follow_from_the_seconds(pattern: str) -> None:
    written = read_json(f"breathing/{pattern}.json")
    length = sum(seconds(FOUND[pattern]))

    assert written["breaths_per_minute"] == TABLE[pattern][1]
    if length:
        assert 60 / length == pytest.approx(written["breaths_per_minute"], abs=0.05)


@pytest.mark.parametrize("pattern", TABLE)
def test_a_pattern_says_when_it_may_be_used_and_where_it_comes_from(pattern: str) -> None:
    written = read_json(f"breathing/{pattern}.json")

    during = [] if pattern in NOT_DURING else ["during"]
    assert written["when"] == ["before", *during, "after"]
    assert pattern in written["source"]
    assert written["words"].endswith(".")


def test_b_14_only_the_box_and_four_seven_eight_hold_the_breath() -> None:
    assert {pattern.id for pattern in patterns() if pattern.holds} == {"B-04", "B-05"}


def test_b_05_has_at_most_four_rounds_and_b_06_five_minutes() -> None:
    ends = {pattern.id: (pattern.rounds, pattern.minutes) for pattern in patterns()}
    assert (ends["B-05"], ends["B-06"]) == ((4, 0), (0, 5))
    assert {end for name, end in ends.items() if name not in ("B-05", "B-06")} == {(0, 0)}
    assert (FOUND["B-06"].in_, FOUND["B-06"].top) == (2, 1)


def test_b_14_every_condition_is_asked_about() -> None:
    asked = " ".join(read_json("breathing/words.json")["holds"]["conditions"])
    for needle in ("Heart", "blood pressure", "lung", "Seizures", "skull", "eye", "Pregnancy", "Surgery", "Panic"):
        assert needle in asked


def test_b_02_comes_first() -> None:
    assert [pattern.id for pattern in patterns()] == ["B-02", "B-01", "B-03", "B-04", "B-05", "B-06", "B-07"]


def test_b_17_the_stop_line_is_exact() -> None:
    assert read_json("breathing/words.json")["stop_line"] == (
        "If you feel dizzy, tingly, breathless or uneasy, let go of the count and breathe as you like."
    )


def test_b_11_the_words_about_it_claim_no_effect_under_the_drug() -> None:
    about = read_json("breathing/words.json")["about"]

    assert about == (
        "Many clinics suggest it, and it can help you settle. The trials we know of did not look at it during ketamine."
    )


def test_d_01_the_lines_are_exact() -> None:
    """The words “I am here” are for a person to say: a screen is not."""
    assert HARD["slow"]["lines"] == [
        "You have taken a medicine.",
        "This will pass.",
        "Let your out-breath be long.",
        "Feel what you are lying on.",
    ]
    assert HARD["said_by_a_person"]["text"] == "You have taken a medicine. This will pass. I am here."
    assert "D-01" in HARD["slow"]["source"]


def test_d_02_the_screen_does_not_ring_and_says_so() -> None:
    assert HARD["does_not_ring"]["text"] == "This screen does not ring for anyone by itself."


@pytest.mark.parametrize(
    ("part", "source", "needles"),
    [
        ("call_clinic", "D-05", ["Vomiting", "four hours", "six hours", "Mood", "Bladder", "take more"]),
        (
            "call_911",
            "D-06",
            ["Chest pain", "cannot be woken", "stopped breathing", "blue lips", "seizure", "worst headache", "drooping",
             "swelling", "Choking", "agitation", "end life"],
        ),
    ],
)  # fmt: skip
def test_every_sign_of_the_list_is_there(part: str, source: str, needles: list[str]) -> None:
    said = " ".join(HARD[part]["lines"])

    assert source in HARD[part]["source"]
    for needle in needles:
        assert needle in said


@pytest.mark.parametrize("place", ["clinic", "home"])
def test_every_line_of_aftercare_names_its_source_and_an_icon(place: str) -> None:
    for line in HARD["aftercare"][place]:
        assert line["text"].endswith(".")
        assert line["icon"]
        assert line["source"]
    sources = {source for line in HARD["aftercare"][place] for source in line["source"]}
    assert {"P-43", "I-10", "S-10"} <= sources
