"""Staff and what they may do: licences, registrations and trainings that an administrator confirms, and until when."""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import AdminController
from server.access.people import CLINICIANS, Person
from server.access.trail import write_trail
from server.clinics.credential_words import KIND_WORDS, said
from server.clinics.credentials import (
    KINDS,
    MOST,
    Credential,
    Kind,
    NewCredential,
    confirm_credential,
    list_credentials,
    list_running_out,
    take_credential_away,
)
from server.clinics.queries import StaffMember, list_staff
from server.courses.own import Me, house_of
from server.db.connection import Reader, Transaction
from server.pages.forms import Choice, Id, Rule, Words, Wrong, read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import Page, show
from server.pages.times import local_day

HERE = "/clinic/staff"
CHANGE = later("Change what one of the staff may do")
FURTHEST = timedelta(days=30 * 366)
MEANWHILE = later(
    "Somebody changed what you were renewing meanwhile, and nothing was written. Look at the list, and confirm what "
    "you typed as a new one if it is still right."
)
NO_ROOM = later("It could not be added: it may be here already, or there are %(n)s already.")
Typed = tuple[dict[str, str], dict[str, str]]


class ValidUntil(Rule):
    """A day from yesterday on, wherever the clinic is, at most thirty years ahead."""

    empty = True

    def read(self, text: str, now: datetime) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise Wrong(_("Please write the day as year-month-day, like 2026-05-03.")) from None
        if day < now.date() - timedelta(days=1):
            raise Wrong(_("This day is over. Confirm what is valid now."))
        if day - now.date() > FURTHEST:
            raise Wrong(_("Please choose a day within thirty years of today."))
        return day


class CredentialForm(msgspec.Struct, frozen=True, kw_only=True):
    """`replaces` is the id of what it renews."""

    id: Annotated[str, Id()]
    kind: Annotated[Kind, Choice(*KINDS)]
    title: Annotated[str, Words(80, one_line=True, missing=later("Write what it is, like “Registered social worker”."))]
    issuer: Annotated[str, Words(120, one_line=True, missing=later("Write who issued it."))]
    number: Annotated[str, Words(60, least=0, one_line=True)]
    until: Annotated[date | None, ValidUntil()]
    replaces: Annotated[str | None, Id(optional=True)]


class StaffPage(Page, kw_only=True):
    """`soon` are those that have run out or will within sixty days: person's id and name, title, and the sentence."""

    template: ClassVar[str] = "review/staff.html"
    tab: ClassVar[str] = "clinic"
    soon: list[tuple[str, str, str, str]]
    staff: list[StaffMember]
    ended: list[StaffMember]


class StaffPersonPage(Page, kw_only=True):
    """`renews` is what the form renews, or None."""

    template: ClassVar[str] = "review/staff_person.html"
    tab: ClassVar[str] = "clinic"
    person: StaffMember
    credentials: list[tuple[Credential, str]]
    kinds: list[tuple[Kind, str]]
    renews: Credential | None
    most: int
    entered: dict[str, str]
    errors: dict[str, str]


class StaffPagesController(AdminController):
    path = HERE

    @get("/")
    async def open_staff(self, db: Reads, me: Me, now: Now) -> Response[str]:
        today = local_day(now, me.clinic_zone)
        soon = [
            (one.person_id, one.person_name, one.title, said(one, today, me.clinic_zone))
            for one in await list_running_out(db, me.clinic_id, today)
        ]
        everybody = await list_staff(db, me.clinic_id)
        here = [one for one in everybody if one.ended_at is None]
        return show(StaffPage(soon=soon, staff=here, ended=[one for one in everybody if one.ended_at is not None]))

    @get("/{person_id:uuid}")
    async def open_person(
        self, request: Visitor, db: Reads, me: Me, person_id: InPath[UUID], now: Now
    ) -> Response[str]:
        renews = request.query_params.get("renew") or ""
        return show(await _page(db, me, str(person_id), ({"replaces": renews}, {}), now))

    @post("/{person_id:uuid}", proven=CHANGE)
    async def confirm(
        self, request: Visitor, tx: Writes, me: Me, person_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat. What somebody else renewed or took away meanwhile is said, and what was typed is kept."""
        person, read = await _person(tx, me, str(person_id)), read_form(CredentialForm, form)
        errors = dict(read.errors)
        if read.value and read.value.until is None and read.value.kind != "training":
            errors["until"] = _("A licence and a registration end on a day. Please write it.")
        if read.value and read.value.until and read.value.until < local_day(now, me.clinic_zone):
            errors["until"] = _("This day is over. Confirm what is valid now.")
        if read.value is None or errors:
            return show(await _page(tx, me, person.id, (read.entered, errors), now), 422)
        outcome = await confirm_credential(tx, me, _new(read.value, person.id), now)
        if outcome != "kept":
            wrong = {"replaces": _(MEANWHILE) if outcome == "behind" else _(NO_ROOM, n=MOST)}
            entered = read.entered | {"id": "", "replaces": ""}
            return show(await _page(tx, me, person.id, (entered, wrong), now), 409)
        await _leave_trail(request, tx, me, read.value.id, now)
        return answer(request, then=f"{HERE}/{person.id}")

    @post("/{person_id:uuid}/{credential_id:uuid}/end", proven=CHANGE)
    async def take_away(
        self, request: Visitor, tx: Writes, me: Me, person_id: InPath[UUID], credential_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """Patients see it no more; that it was confirmed, and by whom, stays."""
        if not await take_credential_away(tx, me, (str(credential_id), str(person_id)), now):
            raise NotFoundException
        await _leave_trail(request, tx, me, str(credential_id), now)
        return answer(request, then=f"{HERE}/{person_id}")


def _new(form: CredentialForm, person_id: str) -> NewCredential:
    return NewCredential(
        id=form.id, person_id=person_id, kind=form.kind, title=form.title, issuer=form.issuer, number=form.number,
        valid_until=form.until, replaces=form.replaces or "",
    )  # fmt: skip


async def _leave_trail(request: Visitor, tx: Transaction, me: Person, subject_id: str, now: datetime) -> None:
    key = house_of(request).keys.trail
    await write_trail(tx, key, me, "changed clinic", course_id=None, subject_id=subject_id, now=now)


async def _person(db: Reader, me: Person, person_id: str) -> StaffMember:
    """A clinician of this clinic who has not left; otherwise there is no such page."""
    staff = await list_staff(db, me.clinic_id)
    found = next((one for one in staff if one.id == person_id and one.role in CLINICIANS and not one.ended_at), None)
    if found is None:
        raise NotFoundException
    return found


async def _page(db: Reader, me: Person, person_id: str, typed: Typed, now: datetime) -> StaffPersonPage:
    entered, errors = typed
    person, today = await _person(db, me, person_id), local_day(now, me.clinic_zone)
    found = await list_credentials(db, me.clinic_id, person.id)
    renews = next((one for one in found if one.id == entered.get("replaces")), None)
    if renews and "title" not in entered:
        entered = entered | {"kind": renews.kind, "title": renews.title, "issuer": renews.issuer,
                             "number": renews.number}  # fmt: skip
    return StaffPersonPage(
        person=person,
        credentials=[(one, said(one, today, me.clinic_zone)) for one in found],
        kinds=[(one, _(KIND_WORDS[one])) for one in KINDS],
        renews=renews,
        most=MOST,
        entered=entered,
        errors=errors,
    )
