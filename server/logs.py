"""The log: one JSON line an event, or plain words on a terminal. What no list names does not get in.

Words of ours are constants with kinds and places in them. Of another library only its place is said: its text may hold
what somebody wrote.
"""

import logging
import sys
import threading
import traceback
import warnings
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Literal

import msgspec

from server.pages.request_ids import current_request, spoken

OURS = "tidemark"
ANOTHER = "a word of another library"
FIELDS = ("method", "route", "status", "ms", "role", "during", "worker")


def line_of(record: logging.LogRecord) -> dict[str, Any]:
    line: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "level": record.levelname.lower(),
        "event": record.getMessage() if record.name == OURS else ANOTHER,
    }
    if record.name != OURS:
        line |= {"library": record.name, "place": f"{record.module}:{record.lineno}"}
    if record.exc_info and record.exc_info[0]:
        line["error"] = record.exc_info[0].__name__
    if request := current_request():
        line |= {"request": request, "number": spoken(request)}
    told = getattr(record, "told", {})
    return line | {name: told[name] for name in FIELDS if name in told}


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return msgspec.json.encode(line_of(record)).decode()


class PlainLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = line_of(record)
        at, level, event = line.pop("at"), line.pop("level"), line.pop("event")
        line.pop("request", None)
        return " ".join([at[11:19], level.upper(), event, *(f"{name}={value}" for name, value in line.items())])


def set_up_logs(form: Literal["json", "plain", ""]) -> None:
    """To standard error. Not said: plain for a terminal, JSON for a journal."""
    plain = form == "plain" or (not form and sys.stderr.isatty())
    handler = logging.StreamHandler()
    handler.setFormatter(PlainLines() if plain else JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(OURS).setLevel(logging.INFO)
    warnings.showwarning = _warn  # type: ignore[assignment]
    sys.excepthook = _fall
    sys.unraisablehook = lambda found: _fall(found.exc_type, found.exc_value, found.exc_traceback)
    threading.excepthook = lambda found: _fall(found.exc_type, found.exc_value, found.exc_traceback)


def _fall(kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None) -> None:
    """What nobody caught."""
    logging.getLogger(OURS).critical("%s", _named(kind, trace))


def name_of(error: BaseException) -> str:
    return _named(type(error), error.__traceback__)


def _named(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Its kind and every place on its way, without its text."""
    places = [f"{one.filename}:{one.lineno}" for one in traceback.extract_tb(trace)]
    return f"{kind.__name__} at {' < '.join(reversed(places)) or 'unknown place'}"


def _warn(_message: Warning | str, kind: type[Warning], filename: str, line: int, *_more: Any) -> None:
    logging.getLogger(OURS).warning("%s at %s:%s", kind.__name__, filename, line)
