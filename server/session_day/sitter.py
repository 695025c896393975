"""The sitter's phone: no account, one day, first name only. What it writes reaches the session's record once."""

from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access import attempts
from server.access.audience import ThresholdController
from server.access.house import House
from server.courses.own import address_of, house_of
from server.courses.queries import find_course_of_clinic
from server.courses.sessions import find_session, take_step
from server.db.connection import Reader, Transaction
from server.pages.content import read_json
from server.pages.errors import error_page
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Sent, Store, Visitor, Writes, answer, go
from server.pages.language import gettext as _
from server.pages.language import use_language
from server.pages.page import show
from server.session_day.facts import Check, Handover, Nothing
from server.session_day.line_forms import LineForm
from server.session_day.lines import NewLine, add_line, end_if_handed_over, moment_of
from server.session_day.sitter_cards import (
    LATE_CHECKS,
    FoundCard,
    card_by_code,
    card_by_token,
    card_token,
    mark_opened,
)
from server.session_day.sitter_models import (
    STEADY,
    CheckForm,
    CodeForm,
    HandoverForm,
    SitterCodePage,
    SitterEndedPage,
    TakenForm,
)
from server.session_day.sitter_page import Sitting, sitter_page, waits_for_clinic

TRIES = 5
ON_THE_WAY = timedelta(minutes=2)
FORMS: dict[str, type[LineForm]] = {"check": CheckForm, "taken": TakenForm, "handover": HandoverForm}


class SitterController(ThresholdController):
    path = "/sitter"

    @get("/")
    async def open_code(self) -> Response[str]:
        return show(SitterCodePage(entered={}, errors={}))

    @post("/")
    async def type_code(self, request: Visitor, store: Store, form: Sent, now: Now) -> Response[str]:
        """Few tries: six characters would not stand many."""
        read = read_form(CodeForm, form)
        if read.value is None:
            return show(SitterCodePage(entered=read.entered, errors=read.errors), 422)
        house = house_of(request)
        address = address_of(request)
        of = attempts.subjects(house.keys, "sitter", address, f"all {address}")
        noted = await attempts.begin_attempt(store, of, now, TRIES)
        if noted is None:
            return error_page(429, {"Retry-After": "900"})
        async with store.reading() as reader:
            card = await card_by_code(reader, house.keys, read.value.code)
            sitting = await _sitting(reader, house, card)
        if card is None or sitting is None or _is_over(sitting, now):
            said = _("This code does not open a card today. Please look at it again, or ask for a new one.")
            return show(SitterCodePage(entered=read.entered, errors={"code": said}), 422)
        async with store.writing() as tx:
            await attempts.forget_attempts(tx, of, noted)
        return go(f"/sitter/{card_token(house.keys, card.id)}")

    @get("/{token:str}")
    async def open_card(self, request: Visitor, tx: Writes, token: InPath[str], now: Now) -> Response[str]:
        sitting = await _by_token(tx, house_of(request), token)
        if sitting is None:
            raise NotFoundException
        if _is_over(sitting, now):
            return _ended()
        await mark_opened(tx, sitting.card.id, now)
        return show(await sitter_page(tx, sitting, ({}, {}), now))

    @post("/{token:str}/{kind:str}")
    async def write_line(
        self, request: Visitor, tx: Writes, token: InPath[str], kind: InPath[str], form: Sent, now: Now
    ) -> Response[Any]:
        """Repeatable by the line's own id; what was written in time is taken late, once."""
        sitting = await _by_token(tx, house_of(request), token)
        if sitting is None or kind not in FORMS:
            raise NotFoundException
        read = read_form(FORMS[kind], form)
        errors = dict(read.errors)
        if isinstance(read.value, HandoverForm) and not all(getattr(read.value, name) for name in STEADY):
            errors["steady"] = _("Some of it is not ticked yet. There is no hurry; call the clinic if you are unsure.")
        if read.value is None or errors:
            if _is_over(sitting, now):  # its page is shown to nobody any more
                return _ended()
            return show(await sitter_page(tx, sitting, (read.entered, errors), now), 422)
        at, device_at = moment_of(read.value.written_at, read.ahead, now)
        if _was_over(sitting, at, now):
            return _ended()
        if kind == "taken" and now - at <= ON_THE_WAY and await waits_for_clinic(tx, sitting, now):
            return show(await sitter_page(tx, sitting, ({}, {}), now), 409)
        if not await _write(tx, sitting, kind, (read.value, at, device_at), now):
            errors = {"steady": _("The record of this day holds no more. Please call the clinic.")}
            return show(await sitter_page(tx, sitting, (read.entered, errors), now), 409)
        return answer(request, then=f"/sitter/{token}")


def _was_over(sitting: Sitting, at: datetime, now: datetime) -> bool:
    """Whether the card was over at the moment that the line speaks of; what was written in time is taken for a week."""
    revoked = sitting.card.revoked_at
    return at > sitting.ends_at or now > sitting.ends_at + LATE_CHECKS or (revoked is not None and at >= revoked)


async def _write(
    tx: Transaction, sitting: Sitting, kind: str, written: tuple[LineForm, datetime, datetime | None], now: datetime
) -> bool:
    """False when the record is full. A phone whose clock is a little slow has not written before the card was made."""
    form, at, device_at = written
    course, session = sitting.course, sitting.session
    at = max(at, sitting.card.made_at)
    body = _body(form)
    if isinstance(body, Check) and not body.well:
        kind = "concern"
    line = NewLine(
        id=form.id, kind=kind, body=body, at=at, source="sitter", by=sitting.card.id,  # type: ignore[arg-type]
        device_at=device_at,
    )  # fmt: skip
    if not await add_line(tx, course, session, line, now):
        return False
    if kind == "taken" and session.at_home:
        await take_step(tx, course, session.id, "opened", None, at)
        await take_step(tx, course, session.id, "started", None, at)
    if session.at_home:
        await end_if_handed_over(tx, course, session.id)
    return True


def _body(form: LineForm) -> Any:
    if isinstance(form, CheckForm):
        return Check(well=form.well == "1")
    if isinstance(form, HandoverForm):
        return Handover(steady=[name for name in STEADY if getattr(form, name)], words=form.words)
    return Nothing()


async def _by_token(db: Reader, house: House, token: str) -> Sitting | None:
    card = await card_by_token(db, house.keys, token[:64])
    return await _sitting(db, house, card)


async def _sitting(db: Reader, house: House, card: FoundCard | None) -> Sitting | None:
    if card is None:
        return None
    use_language(card.language)
    course = await find_course_of_clinic(db, house.vault, card.clinic_id, card.course_id)
    session = await find_session(db, course, card.session_id) if course else None
    if course is None or session is None:
        return None
    return Sitting(card=card, course=course, session=session, token=card_token(house.keys, card.id))


def _is_over(sitting: Sitting, now: datetime) -> bool:
    return sitting.card.revoked_at is not None or now >= sitting.ends_at


def _ended() -> Response[str]:
    texts = read_json("sitter.json")["ended"]
    return show(SitterEndedPage(title=texts["title"], text=texts["text"]), 410)
