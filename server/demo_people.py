"""The demo clinics and who is in them, as the story of the demo refers to them."""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from uuid import UUID

from server.access.house import House
from server.access.people import Person, Role
from server.clinics.protocol import Route
from server.clinics.queries import Clinic
from server.courses.models import OwnCourse
from server.courses.queries import find_own_course
from server.courses.sessions import Step
from server.db.connection import Transaction
from server.demo_cast import CAST_IDS
from server.pages.times import from_local, local

HARBOUR = "0199c000-0000-7000-8000-0000000000a1"
CEDAR = "0199c000-0000-7000-8000-0000000000a2"
NAMES = UUID("0199c000-0000-7000-8000-0000000000ff")
ZONES = {HARBOUR: "America/Toronto", CEDAR: "America/New_York"}
CLINICS = (
    Clinic(id=HARBOUR, name="Harbour Clinic", phone="+14165550142", region="CA-ON", zone=ZONES[HARBOUR], language="en"),
    Clinic(id=CEDAR, name="Cedar Clinic", phone="+12125550117", region="US-NY", zone=ZONES[CEDAR], language="en"),
)
CAST: tuple[tuple[str, Role, str], ...] = (
    ("mara", "patient", HARBOUR), ("iris", "patient", HARBOUR), ("noor", "patient", HARBOUR),
    ("theo", "therapist", HARBOUR), ("pria", "prescriber", HARBOUR), ("ada", "admin", HARBOUR),
    ("otto", "therapist", CEDAR), ("sol", "patient", CEDAR), ("wren", "therapist", HARBOUR),
)  # fmt: skip
TEAMS = {"mara": ("theo", "pria"), "noor": ("theo", "pria"), "iris": ("theo", "pria"), "sol": ("otto",)}
ROUTES: dict[str, Route] = {"mara": "IV", "noor": "IV", "iris": "IV", "sol": "IM"}
NEXT_IN_DAYS = {"mara": 9, "noor": 1, "sol": 5}
SPACING = 14
STEP_TIMES: dict[Step, time] = {
    "opened": time(10, 48), "started": time(11, 12), "ended": time(12, 26), "discharged": time(13, 41),
}  # fmt: skip
SESSION_AT, READ_AT = time(11, 0), time(8, 54)
Deed = Callable[[Transaction], Awaitable[object]]
Told = list[tuple[datetime, Deed]]


def route_of(name: str, number: int) -> Route:
    """Mara goes on at home after two infusions."""
    return "SLh" if name == "mara" and number > 2 else ROUTES[name]


class Cast:
    """The people and courses of a demo clinic, as the story below refers to them."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.people = {
            name: Person(
                id=CAST_IDS[name], clinic_id=clinic, role=role, name=name.capitalize(), zone=ZONES[clinic],
                language="en", clinic_zone=ZONES[clinic],
            )
            for name, role, clinic in CAST
        }  # fmt: skip

    async def course(self, tx: Transaction, name: str) -> OwnCourse:
        course = await find_own_course(tx, self.house.vault, self.people[name])
        if course is None:
            raise LookupError(name)
        return course


def at_clock(now: datetime, days_ago: int, at: time, zone: str) -> datetime:
    return from_local(local(now, zone).date() - timedelta(days=days_ago), at, zone)
