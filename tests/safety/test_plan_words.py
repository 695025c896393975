"""Y-37: seven parts in our own words, and whatever number stands in them can be called."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from server.safety.plan import Plan, content, dialled, joined, pieces_of

PLANS = some.builds(Plan, signs=some.text(max_size=30), people=some.text(max_size=30), reason=some.text(max_size=30))


def test_y_37_has_seven_parts_in_this_order_and_none_of_the_published_words() -> None:
    assert [one.id for one in content().parts] == [
        "signs", "things", "places", "people", "professionals", "home", "reason",
    ]  # fmt: skip
    said = " ".join(f"{one.title} {one.hint}" for one in content().parts).lower()
    for published in ("warning signs", "internal coping strategies", "social settings", "distraction", "step 1"):
        assert published not in said


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Sam, 416 555 0199", ["4165550199"]), ("Sam (416) 555-0199.", ["4165550199"]),
        ("+1 416.555.0199 or 911", ["+14165550199", "911"]), ("9-8-8, day and night", ["988"]),
        ("+44 20 7946 0018", ["+442079460018"]), ("In 2019 it was 12 weeks", []), ("Room 415, floor 2", []),
        ("5 things: 1 2 3 4 5", []), ("id 12345678901234567890", []), ("", []), ("call911now", []),
    ],
)  # fmt: skip
def test_a_number_that_was_typed_in_can_be_called(text: str, numbers: list[str]) -> None:
    assert [number for _piece, number in pieces_of(text) if number] == numbers


@given(some.text(alphabet="0123456789 +-().,ab\n", max_size=60) | some.text(max_size=60))
def test_the_pieces_are_the_text_again_and_each_number_is_one(text: str) -> None:
    found = pieces_of(text)
    assert "".join(piece for piece, _number in found) == text
    for piece, number in found:
        assert number == "" or number == dialled(piece)


@given(some.lists(PLANS, max_size=4))
def test_nothing_of_several_texts_is_left_out_when_they_come_together(plans: list[Plan]) -> None:
    together = joined(plans)
    for one in plans:
        for name in Plan.__struct_fields__:
            assert getattr(one, name) in getattr(together, name)


def test_one_text_comes_together_with_itself_as_it_was() -> None:
    plan = Plan(signs="I stop answering.", people="Sam\n\nRuth", phone="416 555 0199")
    assert joined([plan]) == joined([plan, plan]) == plan
    assert joined([plan, Plan(signs="I sleep badly.")]).signs == "I stop answering.\nI sleep badly."
