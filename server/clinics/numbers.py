"""A number of the protocol: where it stands, its name, what it does to whom, and where it comes from. Pure."""

from collections.abc import Mapping
from typing import Any

import msgspec

from server.clinics.number_kinds import Kind
from server.clinics.protocol import READINGS, ROUTES, STAY, Protocol, Route
from server.pages.language import gettext as _
from server.pages.language import later

ROUTE_WORDS: dict[Route, str] = {
    "IV": later("Infusion"),
    "IM": later("Injection"),
    "SLc": later("Lozenge, at the clinic"),
    "SLh": later("Lozenge, at home"),
    "PO": later("Swallowed, at home"),
    "IN": later("Nasal spray"),
}
DEFAULTS = Protocol()
SHIPPED: dict[str, Mapping[Route, Any]] = {"reading_minutes": READINGS, "stay_minutes": STAY}


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """`felt` is its name as a patient feels it; empty where only staff do. `route`: for who takes it that way alone."""

    field: str
    group: str
    name: str
    about: str
    source: str
    kind: Kind
    felt: str = ""
    route: Route | None = None

    @property
    def key(self) -> str:
        return f"{self.field}-{self.route}" if self.route else self.field

    @property
    def title(self) -> str:
        if self.route is None:
            return _(self.name)
        return _("%(name)s: %(route)s", name=_(self.name), route=_(ROUTE_WORDS[self.route]))

    def of(self, protocol: Protocol) -> Any:
        """None where a route has no number of its own."""
        value = getattr(protocol, self.field)
        return value.get(self.route) if self.route else value

    def put(self, protocol: Protocol, value: Any) -> Protocol:
        if self.route is None:
            return msgspec.structs.replace(protocol, **{self.field: value})
        own = {route: one for route, one in getattr(protocol, self.field).items() if route != self.route}
        if value is not None:
            own[self.route] = value
        ordered = {route: own[route] for route in ROUTES if route in own}
        return msgspec.structs.replace(protocol, **{self.field: ordered})

    def said(self, value: Any) -> str:
        """In words, with its unit; also where a route has no number of its own."""
        if value is not None or self.route is None:
            return self.kind.said(value)
        if self.field not in SHIPPED:
            return _("as for all routes")
        return _("%(number)s, as it comes", number=self.kind.said(SHIPPED[self.field][self.route]))

    @property
    def shipped(self) -> str:
        return self.said(self.of(DEFAULTS))
