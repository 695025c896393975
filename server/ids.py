"""UUIDv7 text (RFC 9562): ids that sort by the time they were made, also when a phone makes them."""

import secrets
from datetime import datetime
from uuid import UUID


def new_id(now: datetime) -> str:
    ms = int(now.timestamp() * 1000) & (2**48 - 1)
    value = ms << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(UUID(int=value))


def read_id(text: str) -> str | None:
    """The id in one spelling, or None: a phone may send capitals or braces, the database knows one form."""
    try:
        return str(UUID(text.strip()))
    except ValueError:
        return None
