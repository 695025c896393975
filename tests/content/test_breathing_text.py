"""The breathing patterns by the table of clinical.md 4.4, and the words of D-01 to D-07."""

import pytest

from server.pages.content import Pattern, patterns, read_json

# in, hold, out, rest in seconds; breaths a minute
TABLE = {
    "B-01": ((0, 0, 0, 0), None),
    "B-02": ((4, 0, 6, 0), 6),
    "B-03": ((5.5, 0, 5.5, 0), 5.5),
    "B-07": ((3, 0, 5, 0), 7.5),
}
FOUND = {pattern.id: pattern for pattern in patterns()}
HARD = read_json("hard.json")


def seconds(pattern: Pattern) -> tuple[float, float, float, float]:
    return (pattern.in_, pattern.hold, pattern.out, pattern.rest)


def test_the_patterns_of_this_release_are_b_01_b_02_b_03_and_b_07() -> None:
    """B-13 is never built, and the patterns with holds (B-04, B-05) are not here."""
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
def test_a_pattern_may_be_used_before_during_and_after_and_says_where_it_comes_from(pattern: str) -> None:
    written = read_json(f"breathing/{pattern}.json")

    assert written["when"] == ["before", "during", "after"]
    assert pattern in written["source"]
    assert written["words"].endswith(".")


def test_b_14_no_pattern_holds_the_breath() -> None:
    assert all(pattern.hold == pattern.rest == 0 for pattern in patterns())


def test_b_02_comes_first() -> None:
    assert [pattern.id for pattern in patterns()] == ["B-02", "B-01", "B-03", "B-07"]


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
