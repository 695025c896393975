"""How a session usually goes, by route (clinical.md 4.1): orientation in words, never a countdown or a prediction."""

from datetime import datetime

import msgspec

from server.clinics.protocol import Protocol, Route
from server.pages.content import read_json


class Phase(msgspec.Struct, frozen=True, kw_only=True):
    """`from_` is minutes from the dose. `now` marks the one that is usual about now."""

    from_: int = msgspec.field(name="from")
    when: str
    title: str
    text: str
    now: bool = False


def phases(protocol: Protocol, route: Route) -> list[Phase]:
    name = "IN racemic" if route == "IN" and protocol.nasal == "racemic" else route
    return msgspec.convert(read_json("timeline.json")["routes"][name], list[Phase])


def phases_now(protocol: Protocol, route: Route, dose_at: datetime | None, now: datetime) -> list[Phase]:
    """With the one that is usual about now marked; none before the dose, the last one for as long as it takes."""
    found = phases(protocol, route)
    if dose_at is None or now < dose_at:
        return found
    minutes = (now - dose_at).total_seconds() / 60
    current = max((index for index, one in enumerate(found) if one.from_ <= minutes), default=0)
    return [msgspec.structs.replace(one, now=index == current) for index, one in enumerate(found)]


def about() -> str:
    text: str = read_json("timeline.json")["about"]
    return text
