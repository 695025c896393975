"""Break-glass: who is not on a patient's team opens the course with a reason, for a few hours; all are told of it."""

import re
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import AdminController, ClinicianController, PatientController
from server.access.people import Person
from server.access.trail import write_trail
from server.courses.own import Me, OwnCourse, address_of, house_of
from server.courses.queries import find_course_of_clinic
from server.courses.team import end_place, mark_seen, open_in_emergency
from server.db.connection import Transaction
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Sent, Store, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import show
from server.team.emergency import Typed, emergencies_page, emergency_page, may_look
from server.team.models import FindForm, Match, OpenForm
from server.team.queries import find_match, find_own_opening, find_patients

BEFORE = re.compile(r"([0-9]{4}-[0-9:T.-]{15,25}Z)~([0-9a-f-]{36})")


class EmergencyController(ClinicianController):
    path = "/emergency"

    @get("/")
    async def open_emergency(self, request: Visitor, tx: Writes, me: Me) -> Response[str]:
        return await _show(request, tx, me, (None, ({}, {})), 200)

    @post("/find")
    async def find_patient(self, request: Visitor, store: Store, me: Me, form: Sent, now: Now) -> Response[Any]:
        """By name; each look leaves a row in the trail."""
        house, read = house_of(request), read_form(FindForm, form)
        if read.value is None:
            async with store.writing() as tx:
                return await _show(request, tx, me, (None, (read.entered, read.errors)), 422)
        allowed = await may_look(store, house, (me, address_of(request)), now)
        async with store.writing() as tx:
            if not allowed:
                said = {"name": _("That was many names in a short time. Please wait a quarter of an hour.")}
                return await _show(request, tx, me, (None, (read.entered, said)), 429)
            key = house.keys.trail
            await write_trail(tx, key, me, "searched", course_id=None, subject_id="emergency", now=now)
            found = await find_patients(tx, me, read.value.name, now)
            return await _show(request, tx, me, (found, (read.entered, {})), 200)

    @post("/open", proven=later("Open a patient’s page in an emergency"))
    async def open_course(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """Repeatable by the place's id. Without a reason nothing opens."""
        house, read = house_of(request), read_form(OpenForm, form)
        key = house.keys.trail
        await write_trail(tx, key, me, "searched", course_id=None, subject_id="emergency", now=now)
        match = await find_match(tx, me, read.value.course if read.value else read.entered["course"], now)
        course = await find_course_of_clinic(tx, house.vault, me.clinic_id, match.course_id) if match else None
        if read.value is None:
            wrong = read.errors | ({"course": _("Please choose one.")} if "course" in read.errors else {})
            return await _show(request, tx, me, ([match] if match else None, (read.entered, wrong)), 422)
        if match is None or course is None:
            raise NotFoundException
        outcome = await open_in_emergency(tx, course, (read.value.id, read.value.reason), me, now)
        if outcome == "strange":
            raise NotFoundException
        if outcome == "there":
            said = {"course": _("You are on this care team: the page opens without an emergency.")}
            return await _show(request, tx, me, ([match], (read.entered, said)), 409)
        about = {"course_id": course.id, "subject_id": read.value.id}
        await write_trail(tx, key, me, "opened in emergency", **about, now=now)
        return answer(request, then=f"/courses/{course.id}")

    @post("/{place_id:uuid}/end")
    async def end_emergency(
        self, request: Visitor, tx: Writes, me: Me, place_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """Before its time, by whoever opened it. Safe to repeat."""
        house = house_of(request)
        course_id = await find_own_opening(tx, me, str(place_id))
        course = await find_course_of_clinic(tx, house.vault, me.clinic_id, course_id) if course_id else None
        if course is None:
            raise NotFoundException
        about = {"course_id": course.id, "subject_id": me.id}
        await write_trail(tx, house.keys.trail, me, "changed team", **about, now=now)
        await end_place(tx, course, str(place_id), me, now)
        return answer(request, then="/emergency")


class EmergenciesController(AdminController):
    @get("/clinic/emergencies")
    async def open_emergencies(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        """Who opened whose course, when, for how long, and why; nothing of what is in it."""
        house = house_of(request)
        await write_trail(tx, house.keys.trail, me, "listed", course_id=None, subject_id="emergencies", now=now)
        key = BEFORE.fullmatch(request.query_params.get("before") or "")
        before = (key[1], key[2]) if key else None
        return show(await emergencies_page(tx, house.vault, me, before, now))


class OwnEmergenciesController(PatientController):
    @post("/course/emergencies/{place_id:uuid}/seen")
    async def say_seen(
        self, request: Visitor, tx: Writes, course: OwnCourse, place_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """It leaves Today, and stays on Course. Safe to repeat."""
        if not await mark_seen(tx, course, str(place_id), now):
            raise NotFoundException
        return answer(request, then="/today")


async def _show(
    request: Visitor, tx: Transaction, me: Person, found: tuple[list[Match] | None, Typed], status: int
) -> Response[str]:
    """The page names patients, and so leaves its own row."""
    house, now = house_of(request), house_of(request).clock()
    await write_trail(tx, house.keys.trail, me, "listed", course_id=None, subject_id="emergency", now=now)
    return show(await emergency_page(tx, house.vault, me, found, now), status)
