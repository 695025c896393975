"""The number of a health card: every slip of one digit, and nearly every swap of two neighbours, is found."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from server.intake.health_card import fault_of, last_four, plain_number

# Numbers of the formula, not of people: worked out on paper.
RIGHT = "1234567897"


def check_digit(nine: str) -> str:
    """By trial, from the definition: the digit with which the weighted sum ends in nought."""
    total = sum(sum(map(int, str(int(digit) * (2 if at % 2 == 0 else 1)))) for at, digit in enumerate(nine))
    return str(-total % 10)


NUMBERS = (
    some.text("0123456789", min_size=9, max_size=9)
    .filter(lambda nine: int(nine) > 0)
    .map(lambda nine: nine + check_digit(nine))
)
PLACES = some.integers(0, 9)


def test_a_number_worked_out_on_paper_is_right() -> None:
    """Doubled: 2, 6, 10, 14, 18 give 2+6+1+5+9 = 23; the others 2+4+6+8 = 20; 43 needs 7."""
    assert fault_of(RIGHT) == ""
    assert [fault_of(RIGHT[:-1] + last) for last in "012345689"] == ["check"] * 9


@given(NUMBERS)
def test_a_number_with_its_check_digit_is_right(number: str) -> None:
    assert fault_of(number) == ""


@given(NUMBERS, PLACES, some.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_found(number: str, at: int, digit: str) -> None:
    assume(number[at] != digit)

    assert fault_of(number[:at] + digit + number[at + 1 :]) == "check"


@given(NUMBERS, some.integers(0, 8))
def test_two_neighbours_swapped_are_found_but_for_nought_and_nine(number: str, at: int) -> None:
    left, right = number[at], number[at + 1]
    assume(left != right)
    swapped = number[:at] + right + left + number[at + 2 :]

    assert fault_of(swapped) == ("" if {left, right} == {"0", "9"} else "check")


@pytest.mark.parametrize(
    "typed",
    ["1234-567-897", "1234 567 897", " 1234\u00a0567\u2009897 ", "1234\u2013567\u2014897", "1234\u2011567\u2212897"],
)
def test_spaces_and_dashes_of_any_kind_are_passed_over(typed: str) -> None:
    assert plain_number(typed) == RIGHT


@pytest.mark.parametrize(
    "number",
    [
        "",
        "123456789",
        "12345678970",
        "1234567897AB",
        "١٢٣٤٥٦٧٨٩٧",
        "１２３４５６７８９７",
        "12345678⁹7",
        "1234567897\0",
        "9" * 9000,
    ],
)
def test_what_is_not_ten_plain_digits_is_no_number(number: str) -> None:
    assert fault_of(number) == "digits"


def test_ten_noughts_check_and_are_nobodys_number() -> None:
    assert fault_of("0" * 10) == "check"


@given(some.text(max_size=30))
def test_whatever_is_typed_is_answered(text: str) -> None:
    assert fault_of(plain_number(text)) in ("digits", "check", "")


def test_the_last_four_are_what_is_shown() -> None:
    assert last_four(RIGHT) == "7897"
