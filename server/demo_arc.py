"""The rooms of the demo clinic, and which of the sessions ahead has one; told in the order in which it was done."""

from datetime import datetime
from uuid import uuid5

from server.clinics.rooms import add_room
from server.courses.placing import place_session
from server.courses.sessions import list_sessions
from server.db.connection import Transaction
from server.demo_people import NAMES, Cast, Deed, Told

ROOMS = {"ada": ("Harbour room", "Garden room"), "otto": ("Corner room",)}
# Whose sessions have which room, and who of the team is there. Mara's next are at home.
PLACED = {"noor": ("Harbour room", ("theo", "pria")), "sol": ("Corner room", ("otto",))}


def room_id(name: str) -> str:
    return str(uuid5(NAMES, f"room {name}"))


async def furnish(tx: Transaction, cast: Cast, now: datetime) -> None:
    for name, rooms in ROOMS.items():
        for room in rooms:
            await add_room(tx, cast.people[name], room_id(room), room, now)


def placing(cast: Cast, name: str, at: datetime) -> Told:
    return [(at, _place(cast, name, at))] if name in PLACED else []


def _place(cast: Cast, name: str, at: datetime) -> Deed:
    """The next session with everybody; those after it have the room already."""
    room, team = PLACED[name]

    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        coming = [one for one in await list_sessions(tx, course) if not one.held]
        for index, session in enumerate(coming):
            there = [cast.people[member].id for member in (team if index == 0 else team[:1])]
            await place_session(tx, course, session.id, (room_id(room), there), (cast.people[team[0]], at))

    return deed
