"""What was taken out of an arc is no session: every question about sessions ahead knows of it."""

import re

from tests.house.source import modules, texts

AHEAD = re.compile(r"\b(?:from|join)\s+session\b", re.IGNORECASE)
NOT_HELD = re.compile(r"\bopened_at is null\b", re.IGNORECASE)


def test_whoever_asks_what_is_planned_leaves_out_what_was_taken_out() -> None:
    asked = [
        (module.name, text)
        for module in modules()
        for text in texts(module.tree)
        if AHEAD.search(text) and NOT_HELD.search(text)
    ]
    assert len(asked) >= 3
    assert not [f"{name}: {text.strip()[:80]}" for name, text in asked if "taken_out_at" not in text]
