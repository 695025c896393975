"""Before a dose at home: who must be there, and the blood-pressure gate (N-07, P-40, P-42). Pure.

It never says that a dose may be taken; it says what is missing, and when to wait and call the clinic (R-01).
"""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.clinics.protocol import AT_HOME, Protocol, Route
from server.session_day.checkpoints import standing_lines
from server.session_day.facts import Line, Reading

SAME_DAY = timedelta(hours=12)
Missing = Literal["protocol", "day", "sitter", "contact", "pressure", "gate"]


class HomeFacts(msgspec.Struct, frozen=True, kw_only=True):
    route: Route
    sitter: str
    clinic_phone: str
    lines: list[Line]
    planned_at: datetime
    now: datetime


def of_the_day(lines: list[Line], planned_at: datetime) -> list[Line]:
    """What belongs to this day of the session: one that was moved begins anew."""
    return [line for line in lines if abs(line.at - planned_at) <= timedelta(hours=24)]


def above_gate(protocol: Protocol, reading: Reading) -> bool:
    """P-40: above, not at, the clinic's limits."""
    return (reading.systolic or 0) > protocol.gate_systolic or (reading.diastolic or 0) > protocol.gate_diastolic


def high_after_dose(protocol: Protocol, reading: Reading) -> bool:
    """D-07: at or above."""
    return (reading.systolic or 0) >= protocol.again_systolic or (reading.diastolic or 0) >= protocol.again_diastolic


def gate_closed(protocol: Protocol, lines: list[Line]) -> bool:
    """Closed by any reading above the limit, also one corrected since; opened by a clinician's word after it alone.

    A lower reading afterwards does not open it: the patient has no way around the clinic (P-40).
    """
    high = [
        line for line in lines
        if line.kind == "reading" and line.body.systolic is not None and above_gate(protocol, line.body)
    ]  # fmt: skip
    if not high:
        return False
    decisions = standing_lines(lines, "decision")
    if not decisions:
        return True
    last = max(decisions, key=lambda one: (one.received_at, one.id))
    return last.body.choice != "go on" or any(
        line.at > last.at or line.received_at > last.received_at
        for line in high  # nobody had seen it yet
    )


def refused_today(lines: list[Line]) -> bool:
    decisions = standing_lines(lines, "decision")
    return bool(decisions) and max(decisions, key=lambda one: (one.received_at, one.id)).body.choice == "not today"


def missing_at_home(protocol: Protocol, facts: HomeFacts) -> list[Missing]:
    """What stands between the patient and writing down that the dose is taken, in the order of asking."""
    if facts.route not in AT_HOME or not protocol.home_routes:
        return ["protocol"]
    found: list[Missing] = []
    if abs(facts.planned_at - facts.now) > SAME_DAY:
        found.append("day")
    if not facts.sitter.strip():
        found.append("sitter")
    if not facts.clinic_phone.strip():
        found.append("contact")
    if gate_closed(protocol, facts.lines) or refused_today(facts.lines):
        found.append("gate")
    elif last_pressure(protocol, facts.lines, facts.now) is None:
        found.append("pressure")
    return found


def last_pressure(protocol: Protocol, lines: list[Line], now: datetime) -> Line | None:
    """The newest reading of the last hour (P-24)."""
    since = now - timedelta(minutes=protocol.pressure_counts_minutes)
    found = [line for line in standing_lines(lines, "reading") if line.body.systolic is not None and line.at >= since]
    return found[-1] if found else None
