"""Staff invite patients; administrators invite staff too. The code is shown once, as figures, link and QR code."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import StaffController
from server.access.house import House
from server.access.people import Person
from server.access.trail import write_trail
from server.accounts.invitations import invite, list_invitations, person_of, withdraw
from server.accounts.models import InvitationsPage, InvitedPage, InviteForm
from server.accounts.proving import need_proof
from server.clinics.people import NewPerson, add_person
from server.clinics.queries import current_protocol, list_staff
from server.courses.own import Me, house_of
from server.courses.queries import course_of_patient, create_course, join_care_team
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer, go
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import show
from server.pages.qr import draw_qr


class InvitationsController(StaffController):
    path = "/invitations"

    @get("/")
    async def open_invitations(self, db: Reads, me: Me, now: Now) -> Response[str]:
        return show(await _invitations_page(db, me, ({}, {}), now))

    @post("/")
    async def invite_person(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        read = read_form(InviteForm, form)
        errors = dict(read.errors)
        role = read.entered["role"] or "patient"
        if role != "patient" and me.role != "admin":
            errors["role"] = _("Only an administrator invites staff.")
        elif role != "patient":
            await need_proof(request, later("Invite a colleague"))
        therapist = await _therapist_for(tx, me, read.entered["therapist"])
        if role == "patient" and therapist is None:
            errors.setdefault("therapist", _("Please choose the therapist who will see this patient."))
        if read.value is None or errors:
            return show(await _invitations_page(tx, me, (read.entered, errors), now), 422)
        person = NewPerson(
            id=new_id(now), clinic_id=me.clinic_id, role=read.value.role or "patient", name=read.value.name,
            email=read.value.email, zone=me.clinic_zone, language=me.language,
        )  # fmt: skip
        await add_person(tx, person, now)
        if role == "patient" and therapist:
            await open_course(tx, house_of(request), (person, therapist), now)
        return show(await _invited(request, tx, me, (person.id, person.name), now), 201)

    @post("/{invitation_id:uuid}/withdraw")
    async def withdraw_invitation(
        self, request: Visitor, tx: Writes, me: Me, invitation_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        if not await withdraw(tx, me, str(invitation_id), now):
            raise NotFoundException
        return answer(request, then="/invitations")

    @post("/{invitation_id:uuid}/again", proven=later("Make a new code for somebody’s account"))
    async def invite_again(
        self, request: Visitor, tx: Writes, me: Me, invitation_id: InPath[UUID], now: Now
    ) -> Response[str]:
        """A new code for somebody who lost theirs; the one before ends. Who has been in comes in again by recovery."""
        row = await person_of(tx, me, str(invitation_id), now)
        if row is None:
            raise NotFoundException
        if row.joined:
            return go(f"/recovery/{row.person_id}")
        person = (row.person_id, row.person_name)
        if course_id := await course_of_patient(tx, person[0]):
            key = house_of(request).keys.trail
            await write_trail(tx, key, me, "made code", course_id=course_id, subject_id=person[0], now=now)
        return show(await _invited(request, tx, me, person, now), 201)


async def open_course(tx: Transaction, house: House, people: tuple[NewPerson, str], now: datetime) -> str:
    """The patient's course, its key and its care team: the chosen therapist and the clinic's prescribers."""
    patient, therapist_id = people
    course_id = new_id(now)
    protocol = await current_protocol(tx, patient.clinic_id)
    await create_course(tx, house.vault, (patient.clinic_id, patient.id), course_id, protocol.id, now)
    await join_care_team(tx, course_id, therapist_id, now)
    for member in await list_staff(tx, patient.clinic_id):
        if member.role == "prescriber" and member.ended_at is None:
            await join_care_team(tx, course_id, member.id, now)
    return course_id


async def _therapist_for(db: Reader, me: Person, chosen: str) -> str | None:
    """A therapist invites to their own caseload unless another is chosen; only one of the same clinic will do."""
    wanted = chosen or (me.id if me.role == "therapist" else "")
    staff = await list_staff(db, me.clinic_id)
    return next(
        (one.id for one in staff if one.id == wanted and one.role == "therapist" and one.ended_at is None),
        None,
    )


async def _invitations_page(
    db: Reader, me: Person, typed: tuple[dict[str, str], dict[str, str]], now: datetime
) -> InvitationsPage:
    staff = await list_staff(db, me.clinic_id)
    entered = typed[0] or ({"therapist": me.id} if me.role == "therapist" else {})
    return InvitationsPage(
        invitations=await list_invitations(db, me, now),
        therapists=[(one.id, one.name) for one in staff if one.role == "therapist" and one.ended_at is None],
        may_invite_staff=me.role == "admin",
        entered=entered,
        errors=typed[1],
    )


async def _invited(
    request: Visitor, tx: Transaction, me: Person, person: tuple[str, str], now: datetime
) -> InvitedPage:
    house = house_of(request)
    token, code, expires = await invite(tx, house.keys, (me.clinic_id, person[0]), me.id, now)
    link = f"{house.settings.base_url}/join/{token}"
    return InvitedPage(name=person[1], code=code, link=link, qr=draw_qr(link), expires_at=expires)
