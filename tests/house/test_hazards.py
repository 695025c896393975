"""The hazard log names tests that exist: a control without its evidence would be a wish."""

import re

from tests.house.source import ROOT

LOG = (ROOT / "docs" / "hazards.md").read_text()
EVIDENCE = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
ROW = re.compile(r"^\| (\d+) \|.*\|$", re.MULTILINE)


def test_every_test_that_is_named_exists() -> None:
    named = EVIDENCE.findall(LOG)
    assert len(named) >= 15
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).exists() or f"def {name}(" not in (ROOT / path).read_text()
    ]
    assert not missing


def test_every_hazard_has_a_number_a_cause_a_harm_a_control_and_evidence() -> None:
    rows = [found[0] for found in ROW.finditer(LOG)]
    assert [int(found[1]) for found in ROW.finditer(LOG)] == list(range(1, len(rows) + 1))
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 6, row
        assert all(cells), row
        assert EVIDENCE.search(cells[5]), row
