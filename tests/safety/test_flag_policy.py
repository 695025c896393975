"""What a clinic signed decides which answers raise a flag (Y-34), and before it has signed none does."""

import pytest

from server.clinics.flag_policy import FlagPolicy, FlagRule, Level
from server.clinics.protocol import Protocol, read_protocol, write_protocol
from server.safety.policy import RULES, level_under
from tests.safety.flag_made import policy


def only(rule: str, level: Level, *, on: bool = True) -> FlagPolicy:
    return policy(rules=(FlagRule(id=rule, on=on, level=level),))


@pytest.mark.parametrize(
    ("signed", "raised", "level"),
    [
        (None, "urgent", None),
        (policy(on=False), "urgent", None),
        (only("item-9", "urgent", on=False), "urgent", None),
        (only("worsened", "urgent"), "urgent", None),
        (only("item-9", "same_day"), "same_day", "same_day"),
        (only("item-9", "same_day"), "urgent", "urgent"),
        (only("item-9", "urgent"), "same_day", "urgent"),
    ],
)
def test_y_34_the_more_pressing_of_rule_and_answer_counts(
    signed: FlagPolicy | None, raised: Level, level: Level | None
) -> None:
    assert level_under(signed, "item-9", raised) == level


def test_a_protocol_as_it_is_shipped_tells_nobody() -> None:
    assert Protocol().flags is None
    assert all(level_under(Protocol().flags, rule, "urgent") is None for rule in RULES)


def test_a_signed_policy_is_read_from_the_protocol_as_it_was_written() -> None:
    assert read_protocol(write_protocol(Protocol(flags=policy()))).flags == policy()
