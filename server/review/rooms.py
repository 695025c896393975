"""The clinic's rooms, for its administrator: added, given another name, retired. No two in use have one name."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import AdminController
from server.access.people import Person
from server.clinics.rooms import MOST_ROOMS, Room, add_room, hold_clinic, list_rooms, rename_room, retire_room
from server.courses.own import Me
from server.db.connection import Reader
from server.pages.forms import Id, Words, read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import Page, show

HERE = "/clinic/rooms"


class RoomForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    name: Annotated[str, Words(40, one_line=True)]


class RenameForm(msgspec.Struct, frozen=True, kw_only=True):
    """`was` is the name that the form showed."""

    was: Annotated[str, Words(40, one_line=True)]
    name: Annotated[str, Words(40, one_line=True)]


class RoomsPage(Page, kw_only=True):
    """`wrong` is the id of the room whose form is shown again; empty for the new one."""

    template: ClassVar[str] = "review/rooms.html"
    tab: ClassVar[str] = "clinic"
    rooms: list[Room]
    retired: list[Room]
    most: int
    wrong: str
    entered: dict[str, str]
    errors: dict[str, str]


class RoomsController(AdminController):
    path = HERE

    @get("/")
    async def open_rooms(self, db: Reads, me: Me) -> Response[str]:
        return show(await _page(db, me, "", {}, {}))

    @post("/")
    async def add(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        read = read_form(RoomForm, form)
        if read.value is None:
            return show(await _page(tx, me, "", read.entered, read.errors), 422)
        await hold_clinic(tx, me.clinic_id)
        rooms = await list_rooms(tx, me.clinic_id)
        if read.value.id not in {one.id for one in rooms}:
            in_use = [one for one in rooms if one.retired_at is None]
            if said := _taken(in_use, read.value.name, "") or _full(in_use):
                return show(await _page(tx, me, "", read.entered, {"name": said}), 409)
            await add_room(tx, me, read.value.id, read.value.name, now)
        return answer(request, then=HERE)

    @post("/{room_id:uuid}")
    async def rename(self, request: Visitor, tx: Writes, me: Me, room_id: InPath[UUID], form: Sent) -> Response[Any]:
        read = read_form(RenameForm, form)
        await hold_clinic(tx, me.clinic_id)
        room, in_use = await _room(tx, me, room_id)
        if read.value is None:
            return show(await _page(tx, me, room.id, read.entered, read.errors), 422)
        if room.name == read.value.name:
            return answer(request, then=HERE)
        if said := _changed(room, read.value.was) or _taken(in_use, read.value.name, room.id):
            return show(await _page(tx, me, room.id, read.entered, {"name": said}), 409)
        await rename_room(tx, me, room.id, read.value.name)
        return answer(request, then=HERE)

    @post("/{room_id:uuid}/retire")
    async def retire(self, request: Visitor, tx: Writes, me: Me, room_id: InPath[UUID], now: Now) -> Response[Any]:
        room, _in_use = await _room(tx, me, room_id)
        await retire_room(tx, me, room.id, now)
        return answer(request, then=HERE)


async def _room(db: Reader, me: Person, room_id: UUID) -> tuple[Room, list[Room]]:
    rooms = await list_rooms(db, me.clinic_id)
    found = next((one for one in rooms if one.id == str(room_id)), None)
    if found is None:
        raise NotFoundException
    return found, [one for one in rooms if one.retired_at is None]


def _taken(rooms: list[Room], name: str, but: str) -> str:
    same = any(one.name.casefold() == name.casefold() and one.id != but for one in rooms)
    return _("There is a room of this name. Please choose another.") if same else ""


def _full(rooms: list[Room]) -> str:
    if len(rooms) < MOST_ROOMS:
        return ""
    return _("A clinic has at most %(most)s rooms. Retire one first.", most=MOST_ROOMS)


def _changed(room: Room, was: str) -> str:
    if room.retired_at is not None:
        return _("This room has been retired meanwhile, and keeps its name.")
    return "" if room.name == was else _("It was given the name “%(name)s” meanwhile.", name=room.name)


async def _page(db: Reader, me: Person, wrong: str, entered: dict[str, str], errors: dict[str, str]) -> RoomsPage:
    rooms = await list_rooms(db, me.clinic_id)
    return RoomsPage(
        rooms=[one for one in rooms if one.retired_at is None],
        retired=[one for one in rooms if one.retired_at is not None][:20],
        most=MOST_ROOMS,
        wrong=wrong,
        entered=entered,
        errors=errors,
    )
