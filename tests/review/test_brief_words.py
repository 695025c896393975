"""Words that are new or come back in what was shared: counted, in any script, and of nothing but that."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from server.review.brief_words import MOST_BACK, MOST_CHARACTERS, MOST_ENTRIES, MOST_NEW, Text, content_words, words_of
from tests.courses.made import days
from tests.review.briefed import SINCE


def text(body: str, ago: float, name: str = "") -> Text:
    return Text(id=name or body[:20], granted_at=days(-ago), body=body)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("The ferry, the FERRY; and Ferry-boats!", ["ferry", "ferry", "ferry", "boats"]),
        ("It was what I wanted to say about myself.", []),
        ("I don’t know whether she'll stay, and it’s fine.", ["stay", "fine"]),
        ("L’été à Québec, où l'on s’endort", ["l'été", "québec", "l'on", "s'endort"]),
        ("Grauer Kies, Straße, Möwe", ["grauer", "kies", "straße", "möwe"]),
        ("e\u0301te\u0301 is été", ["été", "été"]),
        ("हिन्दी और नदी", ["हिन्दी", "नदी"]),
        ("море и Море", ["море", "море"]),
        ("2026 3rd 4:30 x y ab", []),
        ("a" * 25, []),
        ("", []),
    ],
)
def test_a_word_is_letters_of_any_script_that_say_something(body: str, found: list[str]) -> None:
    assert [word for word in content_words(body) if word != "और"] == found


def test_new_is_what_stood_in_nothing_shared_before() -> None:
    found = words_of([text("The ferry and the gravel.", 20), text("Gravel, a heron, a heron, a reed.", 1)], SINCE)
    assert found.new == ("heron", "reed")


def test_with_nothing_shared_before_nothing_is_new() -> None:
    assert words_of([text("Heron and reed.", 1)], SINCE).new == ()


def test_a_word_comes_back_once_it_stands_in_three_entries_and_in_one_of_now() -> None:
    before = [text("My hands. Hands.", 20, "a"), text("Hands and gravel.", 18, "b"), text("Gravel.", 16, "c")]
    assert words_of([*before, text("Hands, again.", 2, "d")], SINCE).back == (("hands", 3),)
    assert words_of([*before, text("A heron.", 2, "d")], SINCE).back == ()
    assert words_of([text("Hands hands hands hands.", 2, "d")], SINCE).back == ()


def test_there_are_five_of_each_at_most() -> None:
    body = "alder birch cedar damson elder ferry gorse"
    found = words_of([text("heron", 20), *(text(body, 1, str(n)) for n in range(3))], SINCE)
    assert len(found.new) == MOST_NEW
    assert len(found.back) == MOST_BACK


def test_only_the_newest_letters_are_read_and_that_is_said() -> None:
    long = text("gravel " * (MOST_CHARACTERS // 7 + 1), 1)
    found = words_of([text("heron", 20), long, text("gorse", 2)], SINCE)
    assert (found.new, found.whole) == (("gravel",), False)


def test_only_the_newest_entries_are_read_and_that_is_said() -> None:
    many = [text("gravel", 20, str(at)) for at in range(MOST_ENTRIES)]
    assert words_of(many[1:], SINCE).whole
    assert not words_of([*many, text("heron gravel", 1)], SINCE).whole
    assert words_of([*many, text("heron gravel", 1)], SINCE).new == ("heron",)


bodies = some.lists(
    some.tuples(some.sampled_from(["heron", "gravel heron", "reed, reed", "ferry hands"]), some.integers(0, 20)),
    max_size=8,
)


@given(bodies, some.randoms())
def test_the_order_in_which_entries_are_read_does_not_matter(given_: list[tuple[str, int]], random: Any) -> None:
    texts = [text(body, ago, str(at)) for at, (body, ago) in enumerate(given_)]
    assert words_of(random.sample(texts, len(texts)), SINCE) == words_of(texts, SINCE)


@given(bodies)
def test_every_word_stands_in_what_was_shared_since(given_: list[tuple[str, int]]) -> None:
    texts = [text(body, ago, str(at)) for at, (body, ago) in enumerate(given_)]
    lately = {word for one in texts if one.granted_at > SINCE for word in content_words(one.body)}
    before = {word for one in texts if one.granted_at <= SINCE for word in content_words(one.body)}
    found = words_of(texts, SINCE)
    assert set(found.new) <= lately - before
    assert {word for word, _count in found.back} <= lately
