"""What numbers of a protocol must keep to among each other: each sentence beside the number that can mend it. Pure."""

from collections.abc import Callable
from itertools import pairwise

from server.clinics.numbers import ROUTE_WORDS
from server.clinics.protocol import AT_HOME, READINGS, ROUTES, Protocol
from server.pages.language import gettext as _

NEAR_FORTY = range(30, 51)  # S-06: esketamine is read before and about 40 minutes after
TWO_HOURS = 120  # 4.1, REMS
Wrongs = dict[str, str]


def conflicts(protocol: Protocol) -> Wrongs:
    found: Wrongs = {}
    rules: tuple[Callable[[Protocol], Wrongs], ...] = (_fasting, _readings, _esketamine, _pressure, _asking)
    for rule in rules:
        found = rule(protocol) | found
    return found


def _fasting(protocol: Protocol) -> Wrongs:
    found = {}
    for route in ROUTES:
        if protocol.liquid_for(route) <= protocol.food_for(route):
            continue
        said = _("Nobody goes without drink for longer than without food. Please make one of the two numbers fit.")
        if route in protocol.liquid_hours_by_route:
            found[f"liquid_hours_by_route-{route}"] = said
        elif route in protocol.food_hours_by_route:
            found[f"food_hours_by_route-{route}"] = said
        else:
            found["liquid_hours"] = said
    return found


def _readings(protocol: Protocol) -> Wrongs:
    found = {}
    for route in ROUTES:
        moments, name = protocol.readings_for(route), _(ROUTE_WORDS[route])
        if min(moments) >= 0:
            found[f"reading_minutes-{route}"] = _("At least one reading comes before the dose (S-06).")
        elif route not in AT_HOME and max(moments) > protocol.stay_for(route):
            said = _("The last reading comes after the stay has ended. Please make one of the two numbers fit.")
            found[f"stay_minutes-{route}" if route in protocol.stay_minutes else f"reading_minutes-{route}"] = said
        elif any(later - first <= protocol.reading_grace_minutes for first, later in pairwise(moments)):
            if protocol.reading_minutes.get(route, READINGS[route]) == READINGS[route]:
                found["reading_grace_minutes"] = _("Readings of one route come closer together: %(route)s.", route=name)
            else:
                found[f"reading_minutes-{route}"] = _("These come closer together than what counts as in time.")
    return found


def _esketamine(protocol: Protocol) -> Wrongs:
    """The label's own: at least two hours, and a reading near the peak at 40 minutes."""
    found: Wrongs = {}
    if protocol.nasal != "esketamine":
        return found
    if protocol.stay_for("IN") < TWO_HOURS:
        found["stay_minutes-IN"] = _("With esketamine patients stay for two hours at least: 120 minutes.")
    if not set(protocol.readings_for("IN")) & set(NEAR_FORTY):
        found["reading_minutes-IN"] = _("With esketamine one reading comes near 40 minutes after the dose.")
    return found


def _pressure(protocol: Protocol) -> Wrongs:
    found = {}
    for end in ("systolic", "diastolic"):
        if getattr(protocol, f"gate_{end}") > getattr(protocol, f"again_{end}"):
            found[f"again_{end}"] = _("This lies below the number at which a patient waits before the dose.")
    if protocol.gate_diastolic >= protocol.gate_systolic:
        found["gate_diastolic"] = _("The lower number is not below the upper one.")
    if protocol.again_diastolic >= protocol.again_systolic:
        found["again_diastolic"] = _("The lower number is not below the upper one.")
    return found


def _asking(protocol: Protocol) -> Wrongs:
    found = {}
    if protocol.measure_days_before > protocol.baseline_days:
        found["measure_days_before"] = _("Whoever answers as soon as asked would be too early for the session.")
    if protocol.measure_after_days and protocol.measure_after_days[0] < protocol.measure_again_days:
        found["measure_after_days"] = _("The first comes sooner than anybody may be asked again.")
    elif any(b - a < protocol.measure_again_days for a, b in pairwise(protocol.measure_after_days)):
        found["measure_after_days"] = _("Two of these come closer together than anybody may be asked again.")
    return found
