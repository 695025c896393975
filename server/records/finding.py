"""One line of what the doctor found: about what, how it stands, what to do in plain words. Never a key or a name."""

from typing import Literal

import msgspec

State = Literal["ok", "look", "wrong"]


class Finding(msgspec.Struct, frozen=True):
    about: str
    state: State
    says: str


def ok(about: str, says: str) -> Finding:
    return Finding(about, "ok", says)


def look(about: str, says: str) -> Finding:
    """Serving goes on; a person should look at it."""
    return Finding(about, "look", says)


def wrong(about: str, says: str) -> Finding:
    return Finding(about, "wrong", says)


def megabytes(size: int) -> str:
    return f"{size / 1_000_000_000:.1f} GB" if size >= 1_000_000_000 else f"{size / 1_000_000:.0f} MB"


def ago(seconds: float) -> str:
    """The largest unit that says enough."""
    for each, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= each:
            count = int(seconds // each)
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    return "just now"
