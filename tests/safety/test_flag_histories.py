"""1,000 random histories of flags, owners, absences, clock changes and restarts, each from a seed of its own."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.safety.flag_history import History

HISTORIES = 1000
EACH = 10


@pytest.mark.parametrize("group", range(EACH))
def test_none_is_ever_without_an_owner_late_without_escalation_or_closed_without_a_note(group: int) -> None:
    told: Counter[str] = Counter()
    for seed in range(group * HISTORIES // EACH, (group + 1) * HISTORIES // EACH):
        history = History(seed)
        history.run()
        told.update(one.why or one.deed for one in history.flag.steps)
    assert told.keys() == {"opened", "seen", "taken", "handed_over", "closed", "unanswered", "away", "clock"}
    assert told["closed"] < HISTORIES // EACH  # not all are: what stays open went on to the last event


@settings(max_examples=100, deadline=None)
@given(some.integers(min_value=HISTORIES))
def test_nor_in_histories_that_nobody_chose(seed: int) -> None:
    History(seed).run(60)
