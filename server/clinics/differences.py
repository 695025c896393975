"""What two versions of a protocol differ in, number by number, and an older version's numbers under what is now. Pure.

Laws, which the tests hold: the difference of a and b, applied to a, gives b's numbers; nothing else is touched. What
waits for a decision (E-60), who answers flags (Y-34) and why a version was signed are no numbers, and stay.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from server.clinics.number_list import NUMBERS
from server.clinics.numbers import Number
from server.clinics.protocol import Protocol


class Change(msgspec.Struct, frozen=True):
    number: Number
    was: Any
    now: Any

    @property
    def title(self) -> str:
        return self.number.title

    @property
    def was_said(self) -> str:
        return self.number.said(self.was)

    @property
    def now_said(self) -> str:
        return self.number.said(self.now)


def difference(before: Protocol, after: Protocol) -> list[Change]:
    """In the order of the page."""
    both = ((one, one.of(before), one.of(after)) for one in NUMBERS)
    return [Change(one, was, now) for one, was, now in both if was != now]


def apply(protocol: Protocol, changes: Iterable[Change]) -> Protocol:
    for one in changes:
        protocol = one.number.put(protocol, one.now)
    return protocol


def with_numbers_of(current: Protocol, other: Protocol) -> Protocol:
    """To go back: the numbers of another version, and all else as it is now."""
    return apply(current, difference(current, other))


def rebased(newest: Protocol, seen: Protocol, typed: Protocol) -> Protocol:
    """What somebody changed in the version that they saw, on top of what was signed meanwhile."""
    return apply(newest, difference(seen, typed))
