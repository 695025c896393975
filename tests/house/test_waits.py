"""What the browser tests wait for can be missing: no wait takes a promise for a yes."""

import ast

import pytest

from tests.house.source import ROOT

FILES = sorted((ROOT / "tests").glob("**/*.py"))


def waits_in(source: str) -> list[ast.expr]:
    """What every `wait_for_function` is given."""
    calls = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Call)]
    return [one.args[0] for one in calls if getattr(one.func, "attr", "") == "wait_for_function"]


def may_be_a_promise(asked: ast.expr) -> bool:
    """A text that is here to be read, and is no async function."""
    return not isinstance(asked, ast.Constant | ast.JoinedStr) or "async" in ast.unparse(asked)


def test_no_wait_is_over_before_it_began() -> None:
    sources = {path.relative_to(ROOT): path.read_text() for path in FILES}
    waiting = {path: waits_in(source) for path, source in sources.items() if ".wait_for_function(" in source}
    assert len(waiting) > 3
    found = [f"{path}: {ast.unparse(one)}" for path, asked in waiting.items() for one in asked if may_be_a_promise(one)]
    assert found == []


@pytest.mark.parametrize(
    ("source", "bad"),
    [
        ("page.wait_for_function('async () => 1')", 1), ("page.wait_for_function(SEALED)", 1),
        ("page.wait_for_function(f'async () => {x}')", 1), ("page.wait_for_function('() => 1')", 0),
        ("page.wait_for_function(f'() => {x}')", 0),
    ],
)  # fmt: skip
def test_such_a_wait_would_be_found(source: str, bad: int) -> None:
    assert len([one for one in waits_in(source) if may_be_a_promise(one)]) == bad
