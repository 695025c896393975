"""A plugin of pytest: gathers each promise's figure, and says them all in the last line of the run.

Loaded by `-p tests.promises.figures`, so that it also hears of tests that ran in other processes.
"""

import re

import pytest

PROMISE = re.compile(r"test_(p\d+)_")
_said: dict[str, list[str]] = {}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    found = PROMISE.search(report.nodeid)
    if not found:
        return
    promise, words = found[1].upper(), _said.setdefault(found[1].upper(), [])
    if report.when == "call":
        words += [str(value) for name, value in report.user_properties if name == promise]
    if report.failed:
        words.append(f"FAILED in {report.nodeid.rpartition('::')[2]}")
    if report.skipped and isinstance(report.longrepr, tuple):
        words.append(str(report.longrepr[2]).removeprefix("Skipped: "))


def summed_up() -> str:
    def number(item: tuple[str, list[str]]) -> int:
        return int(item[0][1:])

    parts = [
        f"{promise} {'; '.join(dict.fromkeys(words)) or 'holds'}"
        for promise, words in sorted(_said.items(), key=number)
    ]
    return " | ".join(parts)


def pytest_unconfigure(config: pytest.Config) -> None:
    """After pytest's own last line; in the process that gathers, not in those that run tests for it."""
    if _said and not hasattr(config, "workerinput"):
        print(summed_up(), flush=True)
