"""What another version of the protocol changes for one person, as they would feel it. Pure.

What only staff see (how readings are counted, where planning begins) is left out; so is home, for who never is there.
"""

from collections.abc import Callable, Iterable

import msgspec

from server.clinics.number_kinds import in_units
from server.clinics.number_list import NUMBERS
from server.clinics.numbers import ROUTE_WORDS, Number
from server.clinics.protocol import AT_HOME, ROUTES, Protocol, Route
from server.courses.models import Session
from server.pages.language import gettext as _
from server.pages.language import later

Said = Callable[[Protocol, Route], str]
FASTING = ("food_hours", "liquid_hours")


class Felt(msgspec.Struct, frozen=True):
    """`was` is empty where there is nothing to put before `now`."""

    title: str
    was: str
    now: str


BY_ROUTE: tuple[tuple[str, Said], ...] = (
    (later("No food before a session"), lambda one, route: in_units(one.food_for(route), "hours")),
    (later("No drink before a session"), lambda one, route: in_units(one.liquid_for(route), "hours")),
    (later("You stay after the dose"), lambda one, route: in_units(one.stay_for(route), "minutes")),
    (later("Your blood pressure is read"), lambda one, route: _reading(route).said(one.readings_for(route))),
)


def felt(before: Protocol, after: Protocol, routes: Iterable[Route] = ()) -> list[Felt]:
    """`routes` are those of this person's sessions; none of them known, all count."""
    ways = [one for one in ROUTES if one in set(routes)] or list(ROUTES)
    found = [line for title, said in BY_ROUTE for line in _of_routes(title, said, (before, after), ways)]
    for one in NUMBERS:
        if not one.felt or one.route or one.field in FASTING or (one.group == "home" and not AT_HOME & set(ways)):
            continue
        was, now = one.of(before), one.of(after)
        found += [Felt(_(one.felt), one.said(was), one.said(now))] if was != now else []
    if before.condition_tiers != after.condition_tiers:
        told = _("Your clinic has chosen anew which answers it wants to talk about, or to decide on, first.")
        found.append(Felt(_("Your intake"), "", told))
    return found


def ways_of(sessions: Iterable[Session]) -> list[Route]:
    """Those that lie ahead; where none does, those that were."""
    known = list(sessions)
    return [one.route for one in known if not one.held] or [one.route for one in known]


def _of_routes(title: str, said: Said, both: tuple[Protocol, Protocol], ways: list[Route]) -> list[Felt]:
    """One line where it is the same for every way; else one for each."""
    before, after = both
    lines = {route: (said(before, route), said(after, route)) for route in ways}
    if len(set(lines.values())) == 1:
        was, now = lines[ways[0]]
        return [Felt(_(title), was, now)] if was != now else []
    return [
        Felt(_("%(name)s: %(route)s", name=_(title), route=_(ROUTE_WORDS[route])), was, now)
        for route, (was, now) in lines.items()
        if was != now
    ]


def _reading(route: Route) -> Number:
    return next(one for one in NUMBERS if one.field == "reading_minutes" and one.route == route)
