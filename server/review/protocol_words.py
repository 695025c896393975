"""What two versions of the protocol differ in, in words: numbers, what waits for a decision, and who answers flags."""

from datetime import datetime

import msgspec

from server.clinics.differences import Change, difference
from server.clinics.number_list import GROUPS, NUMBERS
from server.clinics.numbers import ROUTE_WORDS
from server.clinics.protocol import ROUTES, Protocol
from server.clinics.queries import SignedProtocol
from server.intake.tiers import differences
from server.pages.language import gettext as _
from server.safety.setting import changes


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """`tiers` and `flags` are sentences; each of the two has a page of its own, where it is signed."""

    numbers: list[Change]
    tiers: list[str]
    flags: list[str]

    @property
    def nothing(self) -> bool:
        return not (self.numbers or self.tiers or self.flags)


class VersionLine(msgspec.Struct, frozen=True, kw_only=True):
    """`change` is from the version before; None for the first, which is as it came."""

    version: int
    by_name: str
    at: datetime
    because: str
    change: Difference | None


class NumberLine(msgspec.Struct, frozen=True, kw_only=True):
    """A number as it is read. `own` where the clinic has chosen another than it comes with."""

    key: str
    title: str
    about: str
    source: str
    said: str
    bounds: str
    shipped: str
    own: bool


class RouteLine(msgspec.Struct, frozen=True, kw_only=True):
    """What counts for one way of taking it."""

    name: str
    food: str
    drink: str
    readings: str
    stay: str


def difference_said(before: Protocol, after: Protocol) -> Difference:
    flags = changes(before.flags, after.flags)
    if before.flags and after.flags is None:
        flags = [_("Who answers flags is not written yet.")]
    return Difference(
        numbers=difference(before, after),
        tiers=differences(before.condition_tiers, after.condition_tiers),
        flags=flags,
    )


def difference_of_course(before: Protocol, after: Protocol) -> Difference:
    """Of one course: who answers flags is the clinic's, and does not follow a course."""
    return msgspec.structs.replace(difference_said(before, after), flags=[])


def versions_said(versions: list[SignedProtocol], most: int) -> list[VersionLine]:
    """Newest first, at most `most`; each is compared with the one behind it in the list."""
    found = []
    for at, one in enumerate(versions[:most]):
        before = versions[at + 1].read() if at + 1 < len(versions) else None
        protocol = one.read()
        found.append(
            VersionLine(
                version=one.version, by_name=one.signed_by_name or "", at=one.signed_at, because=protocol.because,
                change=difference_said(before, protocol) if before else None,
            )
        )  # fmt: skip
    return found


def groups_said(protocol: Protocol) -> list[tuple[str, str, list[NumberLine]]]:
    """The numbers that count for everybody, by their groups; those of single routes stand in `routes_said`."""
    found = []
    for group, title in GROUPS.items():
        lines = [
            NumberLine(
                key=one.key, title=one.title, about=_(one.about), source=one.source, said=one.said(one.of(protocol)),
                bounds=one.kind.bounds(), shipped=one.shipped, own=one.said(one.of(protocol)) != one.shipped,
            )
            for one in NUMBERS
            if one.group == group and one.route is None
        ]  # fmt: skip
        found.append((group, _(title), lines))
    return found


def routes_said(protocol: Protocol) -> list[RouteLine]:
    kinds = {(one.field, one.route): one.kind for one in NUMBERS}
    return [
        RouteLine(
            name=_(ROUTE_WORDS[route]),
            food=kinds["food_hours", None].said(protocol.food_for(route)),
            drink=kinds["liquid_hours", None].said(protocol.liquid_for(route)),
            readings=kinds["reading_minutes", route].said(protocol.readings_for(route)),
            stay=kinds["stay_minutes", route].said(protocol.stay_for(route)),
        )
        for route in ROUTES
    ]
