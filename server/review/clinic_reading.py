"""Where an administrator signs how fast is read and sets days and minutes; figures are sums, never a person's."""

from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get, post

from server.access.audience import AdminController
from server.access.house import House
from server.access.people import Person
from server.access.trail import write_trail
from server.clinics.queries import current_protocol
from server.clinics.reading import NewDays, NewRule, Outcome, set_reading_days, sign_reading_rule
from server.clinics.signing import NewVersion, sign_protocol
from server.courses.own import Me, house_of
from server.db.connection import Transaction
from server.pages.forms import Choice, read_form
from server.pages.handlers import Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.review.clinic_reading_models import DaysForm, RuleForm
from server.review.clinic_reading_page import Asked, clinic_reading_page
from server.review.setup_queries import list_clinicians

HERE = "/clinic/reading"


class ClinicReadingController(AdminController):
    path = HERE

    @get("/")
    async def open_reading(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        chosen = request.query_params.get("person") or ""
        return show(await clinic_reading_page(tx, me, Asked(chosen=chosen), now))

    @post("/")
    async def sign_rule(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """How fast is a number of the protocol: where it is another, a version is signed with it. Safe to repeat."""
        read = read_form(RuleForm, form)
        if read.value is None:
            return show(await clinic_reading_page(tx, me, Asked(entered=read.entered, errors=read.errors), now), 422)
        outcome = await _sign(tx, house_of(request), me, read.value, now)
        if outcome == "kept":
            return answer(request, then=HERE)
        asked = Asked(entered=read.entered, behind="rule")
        return show(await clinic_reading_page(tx, me, asked, now), 409)

    @post("/days")
    async def set_days(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """For one clinician of the clinic. Safe to repeat; the later of two administrators is told of the first."""
        read = read_form(DaysForm, form)
        errors, known = dict(read.errors), {one.id for one in await list_clinicians(tx, me.clinic_id)}
        if read.value and read.value.person not in known:
            errors["person"] = Choice().missing()
        if read.value is None or errors:
            chosen = read.entered["person"] if read.entered["person"] in known else ""
            asked = Asked(entered=read.entered, errors=errors, chosen=chosen)
            return show(await clinic_reading_page(tx, me, asked, now), 422)
        given = read.value
        new = NewDays(
            id=given.days_id, after=given.days_number, person_id=given.person, days=given.days, minutes=given.minutes
        )
        if await set_reading_days(tx, me, new, now) != "kept":
            asked = Asked(entered=read.entered, chosen=given.person, behind="days")
            return show(await clinic_reading_page(tx, me, asked, now), 409)
        await _leave_trail(tx, house_of(request), me, new.id, now)
        return answer(request, then=f"{HERE}?person={given.person}#days")


async def _sign(tx: Transaction, house: House, me: Person, form: RuleForm, now: datetime) -> Outcome:
    """Both or neither: what is behind leaves nothing written."""
    new = NewRule(id=form.id, after=form.number, out_of_hours=form.out_of_hours)
    current = await current_protocol(tx, me.clinic_id)
    other = current.read().reads_within_days != form.within
    if other and current.version != form.protocol:
        return "behind"
    outcome = await sign_reading_rule(tx, me, new, now)
    if outcome != "kept":
        return outcome
    if other:
        because = _("Shared entries are read within %(n)s working days.", n=form.within)
        numbers = msgspec.structs.replace(current.read(), reads_within_days=form.within, because=because)
        await sign_protocol(tx, me, NewVersion(id=form.id, after=form.protocol, protocol=numbers), now)
        await write_trail(tx, house.keys.trail, me, "signed protocol", course_id=None, subject_id=form.id, now=now)
    await _leave_trail(tx, house, me, form.id, now)
    return "kept"


async def _leave_trail(tx: Transaction, house: House, me: Person, subject_id: str, now: datetime) -> None:
    await write_trail(tx, house.keys.trail, me, "changed clinic", course_id=None, subject_id=subject_id, now=now)
