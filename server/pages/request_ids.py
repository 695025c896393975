"""The id of a request: on every answer, in every line of the log, and as eight figures to be read out by phone."""

import re
import secrets
from contextvars import ContextVar

HEADER = "x-request-id"
STRICT = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def begin_request(given: str) -> str:
    """`given`: what a trusted proxy calls it. Whatever is not of the strict form is as good as nothing."""
    request_id = given.replace("-", "") if STRICT.fullmatch(given) else secrets.token_hex(16)
    _current.set(request_id)
    return request_id


def current_request() -> str:
    """Empty outside a request: a timed job, a start, a stop."""
    return _current.get()


def spoken(request_id: str) -> str:
    """Figures alone, in two groups: letters are misheard. Empty for no request."""
    if not request_id:
        return ""
    figures = f"{int(request_id[-12:], 16) % 10**8:08}"
    return f"{figures[:4]} {figures[4:]}"
