"""An Ontario health card number: ten digits, of which the last checks the others (mod 10, Luhn's formula). Pure."""

import re
from typing import Literal

DIGITS = 10
BETWEEN = re.compile(r"[\s\u002d\u00ad\u2010-\u2015\u2212]")  # spaces, and dashes of every length


def plain_number(text: str) -> str:
    """As it is kept: without the spaces and dashes of the card."""
    return BETWEEN.sub("", text)


def fault_of(number: str) -> Literal["digits", "check", ""]:
    """What is wrong with a plain number: it is not ten digits, they do not check, or nothing."""
    if not re.fullmatch(rf"[0-9]{{{DIGITS}}}", number):
        return "digits"
    return "" if _checks(number) and int(number) else "check"


def last_four(number: str) -> str:
    return number[-4:]


def _checks(number: str) -> bool:
    """Every second digit from the right is doubled, and its two figures added; the whole ends in nought."""
    doubled = (int(digit) * 2 for digit in number[-2::-2])
    return (sum(two // 10 + two % 10 for two in doubled) + sum(int(digit) for digit in number[-1::-2])) % 10 == 0
