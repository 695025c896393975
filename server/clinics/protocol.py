"""The clinic's numbers as one versioned document; the defaults are those of clinical.md, named beside each."""

from typing import Literal

import msgspec

Route = Literal["IV", "IM", "SLc", "SLh", "PO", "IN"]
ROUTES: tuple[Route, ...] = ("IV", "IM", "SLc", "SLh", "PO", "IN")
AT_HOME: frozenset[Route] = frozenset({"SLh", "PO"})


class Protocol(msgspec.Struct, frozen=True, kw_only=True):
    """Hours and days unless the name says otherwise. A route without its own number takes the general one."""

    food_hours: float = 6  # P-01, P-03
    liquid_hours: float = 6  # P-01, P-03
    food_hours_by_route: dict[Route, float] = {}
    liquid_hours_by_route: dict[Route, float] = {}
    fade_minutes: int = 10  # B-15
    sessions: int = 6  # S-02
    days_between: int = 14  # S-02
    preparation_days: int = 14  # P-10
    integration_days: int = 28  # one month after the last session
    reads_within_days: int = 2
    home_routes: bool = False  # N-07, R-07: off until the clinic's own protocol allows it

    def food_for(self, route: Route) -> float:
        return self.food_hours_by_route.get(route, self.food_hours)

    def liquid_for(self, route: Route) -> float:
        return self.liquid_hours_by_route.get(route, self.liquid_hours)


def read_protocol(numbers: str) -> Protocol:
    return msgspec.json.decode(numbers, type=Protocol)


def write_protocol(protocol: Protocol) -> str:
    return msgspec.json.encode(protocol).decode()
