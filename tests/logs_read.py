"""Reads the logs of the whole suite: every line of every test, as an operator would get it.

A line is taken apart, field by field: what it may hold is a list, so that a word of a person has no place to be. The
cast's names, ids and addresses are looked for besides.
"""

import ast
import json
import logging
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TypeGuard

from server.logs import ANOTHER, JsonLines
from tests.house.source import modules

CAST = ("mara", "iris", "noor", "theo", "pria", "wren", "ada", "otto", "sol")
NAMES = re.compile(rf"(?<![\w-])(?:{'|'.join(CAST)})(?![\w-])", re.IGNORECASE)
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[\w.]@[\w.]", re.IGNORECASE)
PLACE = r"(?:\S+\.py:\d+|unknown place|<\w+>:\d+)"
IN_EACH_PLACE = (".py:", "unknown place", ">:")  # to look for them everywhere takes longer than all the rest
FORMS = {
    "at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
    "level": r"info|warning|error|critical",
    "library": r"[\w.-]+",
    "place": r"[\w-]+:\d+",
    "error": r"\w+",
    "request": r"[0-9a-f]{32}",
    "number": r"\d{4} \d{4}",
    "method": r"GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|other",
    "route": r"none|/|(?:/(?:[a-z.][a-z.-]*|\{\w+\}))+(?:\.ics|\.webmanifest)?",
    "status": r"[1-5]\d\d",
    "ms": r"\d{1,9}",
    "role": r"none|patient|therapist|prescriber|admin",
    "during": r"[A-Za-z][A-Za-z -]{0,60}",
    "worker": r"\d\d?",
}  # fmt: skip
WHOLE = {name: re.compile(form) for name, form in FORMS.items()}
CALLS = re.compile(r"\.\s*(?:debug|info|warning|error|critical)\b")
SAYS = {"debug", "info", "warning", "error", "critical"}


@cache
def sentences() -> tuple[str, ...]:
    """What our own code says in the log: constants, in which a `%s` is a kind of error or a place in the code."""
    found = set()
    for module in modules():
        for node in ast.walk(module.tree) if CALLS.search(module.path.read_text()) else ():
            if _is_said(node):
                words = node.args[0]
                assert isinstance(words, ast.Constant), f"{module.name}:{node.lineno} puts its words together"
                found.add(str(words.value))
    return tuple(sorted(found))


def _is_said(node: ast.AST) -> TypeGuard[ast.Call]:
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SAYS
    return is_call and "log" in ast.unparse(node.func.value).lower()  # type: ignore[attr-defined]


@cache
def _events() -> re.Pattern[str]:
    filled = rf"(?:\w+|{PLACE}(?: < {PLACE})*)"
    texts = [re.escape(text).replace("%s:%s", PLACE).replace("%s", filled) for text in sentences()]
    return re.compile("|".join([*texts, re.escape(ANOTHER)]))


def fault_of(line: str) -> str:
    """What is in a line that does not belong there; nothing for a good one."""
    try:
        fields = json.loads(line)
    except ValueError:
        return "it is no JSON"
    for name, value in fields.items():
        if not _holds(name, str(value)):
            return f"{name} does not hold what it may"
    without_places = re.sub(PLACE, "", line) if any(part in line for part in IN_EACH_PLACE) else line
    if NAMES.search(without_places) or AN_ID.search(without_places):
        return "it names somebody or something"
    return ""


@lru_cache(4096)
def _is_an_event(value: str) -> bool:
    return _events().fullmatch(value) is not None


def _holds(name: str, value: str) -> bool:
    if name == "event":
        return _is_an_event(value)
    return name in WHOLE and WHOLE[name].fullmatch(value) is not None


def faults_in(text: str) -> list[str]:
    """Of what a process wrote to its standard error; what is no JSON is a command's own word to its operator."""
    lines = [line for line in text.splitlines() if line.startswith("{")]
    return [f"{fault}: {line}" for line in lines if (fault := fault_of(line))]


class Reading(logging.Handler):
    """On the root of all loggers, from the first test to the last; how many lines, and what was wrong with any."""

    def __init__(self) -> None:
        super().__init__()
        self.lines, self.faults = 0, list[str]()
        self._form = JsonLines()

    def emit(self, record: logging.LogRecord) -> None:
        ours = record.name == "tidemark"
        if record.levelno < (logging.INFO if ours else logging.WARNING):
            return  # as an installation has it
        self.lines += 1
        line = self._form.format(record)
        if fault := fault_of(line):
            self.faults.append(f"{fault}: {line}")

    def taken(self) -> list[str]:
        found, self.faults = self.faults, []
        return found


def reading() -> Iterator[Reading]:
    handler, root, ours = Reading(), logging.getLogger(), logging.getLogger("tidemark")
    root.addHandler(handler)
    ours.setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
