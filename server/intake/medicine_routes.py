"""The patient's list of medicines, and the finder. What was typed stays, also where nothing like it is known (M-05)."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController, SignedInController
from server.access.people import Person
from server.courses.models import OwnCourse as OwnCourseRow
from server.courses.own import Me, OwnCourse, house_of, rest_first
from server.db.connection import Reader, Transaction
from server.intake.checks import check_again
from server.intake.facts import Telling, history_of, keep_fact, list_facts
from server.intake.finder import MOST_TYPED, suggest
from server.intake.interactions import interactions
from server.intake.medicine_pages import FinderPage, medicine_page, medicines_page
from server.intake.medicines import (
    COMPLETE,
    MOST_MEDICINES,
    Listed,
    MatchForm,
    Medicine,
    MedicineForm,
    list_medicines,
    read_medicine,
)
from server.intake.routes import answer_told
from server.intake.telling import ToldForm
from server.pages.errors import error_page
from server.pages.forms import Form, read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show


class Count(msgspec.Struct, frozen=True):
    medicines: int


class FinderController(SignedInController):
    @get("/medicines")
    async def find_medicine(self, request: Visitor) -> Response[str]:
        """What of the list looks like `q`, best first; nothing is said of it here."""
        typed = request.query_params.get("q", "")[:MOST_TYPED]
        return show(FinderPage(typed=typed, suggestions=suggest(typed)))


class MedicinesController(PatientController):
    path = "/intake/medicines"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_medicines(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await medicines_page(db, course, ({}, {}), now))

    @post("/")
    async def keep_medicine(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """Adds a line or tells it anew. Safe to repeat: the telling has an id of its own."""
        read = read_form(MedicineForm, form)
        if read.value is None:
            return await self._again(tx, course, read, now)
        held = list_medicines(await list_facts(tx, course))
        line = read.value.medicine or read.value.id
        if len(held) >= MOST_MEDICINES and line not in {one.id for one in held}:
            read.errors["typed"] = _(
                "Your list holds %(n)s medicines, which is what fits. Take one out, or tell your clinic of the others.",
                n=MOST_MEDICINES,
            )
            return await self._again(tx, course, read, now, 409)
        told = Telling(
            id=read.value.id, kind="medicine", subject=line, body=read_medicine(read.value),
            written_at=read.value.written_at or now,
        )  # fmt: skip
        return await _keep(request, tx, course, me, told)

    async def _again(
        self, tx: Transaction, course: OwnCourse, read: Form[MedicineForm], now: datetime, status: int = 422
    ) -> Response[str]:
        held = list_medicines(await list_facts(tx, course))
        one = next((one for one in held if one.id == read.entered.get("medicine")), None)
        if one:
            return show(await medicine_page(tx, course, one, (read.entered, read.errors)), status)
        return show(await medicines_page(tx, course, (read.entered, read.errors), now), status)

    @get("/{medicine_id:uuid}")
    async def open_medicine(self, db: Reads, course: OwnCourse, medicine_id: InPath[UUID]) -> Response[str]:
        return show(await medicine_page(db, course, await _find(db, course, medicine_id)))

    @post("/{medicine_id:uuid}/match")
    async def confirm_match(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, medicine_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """The patient says which one it is, or that it is none of them."""
        read = read_form(MatchForm, form)
        one = await _find(tx, course, medicine_id)
        if read.value is None or (read.value.generic and read.value.generic not in interactions()):
            return error_page(422)
        known = [fact for fact in await history_of(tx, course, "medicine", one.id) if fact.id == read.value.id]
        if known and known[0].body and known[0].read(Medicine).generic == read.value.generic:
            return answer(request, then="/intake/medicines")  # a late repeat: what was said since then stays
        body = msgspec.structs.replace(one.medicine, generic=read.value.generic, asked=True)
        told = Telling(
            id=read.value.id, kind="medicine", subject=one.id, body=body, written_at=read.value.written_at or now
        )
        return await _keep(request, tx, course, me, told)

    @post("/{medicine_id:uuid}/remove")
    async def take_out(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, medicine_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """Out of the list; what was said before stays in its history."""
        read = read_form(ToldForm, form)
        if read.value is None:
            return error_page(422)
        if not await history_of(tx, course, "medicine", str(medicine_id)):
            raise NotFoundException
        told = Telling(
            id=read.value.id, kind="medicine", subject=str(medicine_id), body=None,
            written_at=read.value.written_at or now,
        )  # fmt: skip
        return await _keep(request, tx, course, me, told)

    @post("/complete")
    async def say_complete(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """That is all of them, or there are none."""
        read = read_form(ToldForm, form)
        if read.value is None:
            return error_page(422)
        held = list_medicines(await list_facts(tx, course))
        told = Telling(
            id=read.value.id, kind="handed in", subject=COMPLETE, body=Count(len(held)),
            written_at=read.value.written_at or now,
        )  # fmt: skip
        return await _keep(request, tx, course, me, told, then="/intake")


async def _find(db: Reader, course: OwnCourse, medicine_id: UUID) -> Listed:
    held = list_medicines(await list_facts(db, course))
    one = next((one for one in held if one.id == str(medicine_id)), None)
    if one is None:
        raise NotFoundException
    return one


async def _keep(
    request: Visitor, tx: Transaction, course: OwnCourseRow, by: Person, told: Telling, then: str = "/intake/medicines"
) -> Response[Any]:
    """With the list, what is said of it is compared anew (M-11)."""
    now = house_of(request).clock()
    outcome = await keep_fact(tx, course, by, told, now)
    if told.kind == "medicine" and outcome == "kept":
        await check_again(tx, course, list_medicines(await list_facts(tx, course)), ("list", None), now)
    return answer_told(request, outcome, then)
