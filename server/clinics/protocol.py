"""The clinic's numbers as one versioned document; the defaults are those of clinical.md, named beside each."""

from typing import Literal

import msgspec

from server.clinics.flag_policy import FlagPolicy

Route = Literal["IV", "IM", "SLc", "SLh", "PO", "IN"]
ROUTES: tuple[Route, ...] = ("IV", "IM", "SLc", "SLh", "PO", "IN")
AT_HOME: frozenset[Route] = frozenset({"SLh", "PO"})
LOZENGES: frozenset[Route] = frozenset({"SLc", "SLh"})
READINGS: dict[Route, tuple[int, ...]] = {  # S-06: before, during, after; S-11 and S-12: the peak near 40 minutes
    "IV": (-10, 20, 40, 60, 90),
    "IM": (-10, 15, 40, 60, 90),
    "SLc": (-10, 45, 90, 120),
    "SLh": (-10,),
    "PO": (-10,),
    "IN": (-10, 40, 80, 120),
}
STAY: dict[Route, int] = {"IV": 120, "IM": 120, "SLc": 180, "SLh": 240, "PO": 240, "IN": 120}  # 4.1, last column


class Protocol(msgspec.Struct, frozen=True, kw_only=True):
    """Hours and days unless the name says otherwise. A route without its own number takes the general one.

    Checkpoints are minutes from the dose, those before it negative; pressures are millimetres of mercury.
    """

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
    retention_years: int = 10  # after the course has closed; then its key is deleted, and with it every word
    condition_tiers: dict[str, Literal["D", "T"]] = {}  # E-60: a clinic's own, where it differs; never below T
    self_referral: bool = True  # E-03
    home_routes: bool = False  # N-07, R-07: off until the clinic's own protocol allows it
    nasal: Literal["esketamine", "racemic"] = "esketamine"  # 4.1
    reading_minutes: dict[Route, tuple[int, ...]] = {}  # S-06
    reading_grace_minutes: int = 10
    stay_minutes: dict[Route, int] = {}  # 4.1
    check_minutes: int = 15  # the sitter's look
    gate_systolic: int = 140  # P-40
    gate_diastolic: int = 90  # P-40
    again_systolic: int = 180  # D-07
    again_diastolic: int = 120  # D-07
    pressure_counts_minutes: int = 60  # P-24: a reading of the last hour
    measures: tuple[str, ...] = ("phq9", "gad7")  # the questionnaires that are asked
    baseline_days: int = 7  # before the first session
    measure_days_before: float = 2  # asked for so long before each session, always at the same offset
    measure_again_days: int = 7  # two weeks are asked about, so not more often than weekly
    measure_after_days: tuple[int, ...] = (7, 30, 91)  # a week, a month and three months after the last session
    no_driving_hours: float = 24  # P-44, beside a night's sleep
    flags: FlagPolicy | None = None  # Y-34: nobody is told of anything until the clinic has written who answers
    because: str = ""  # why this version differs from the one before, in the words of who signed it

    def food_for(self, route: Route) -> float:
        return self.food_hours_by_route.get(route, self.food_hours)

    def liquid_for(self, route: Route) -> float:
        return self.liquid_hours_by_route.get(route, self.liquid_hours)

    def readings_for(self, route: Route) -> tuple[int, ...]:
        return self.reading_minutes.get(route, READINGS[route])

    def stay_for(self, route: Route) -> int:
        return self.stay_minutes.get(route, STAY[route])


def read_protocol(numbers: str) -> Protocol:
    return msgspec.json.decode(numbers, type=Protocol)


def write_protocol(protocol: Protocol) -> str:
    return msgspec.json.encode(protocol).decode()
