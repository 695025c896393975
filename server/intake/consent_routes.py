"""Consent for the patient: the texts, an answer to each, taking it back at any time, and a copy to keep."""

from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.own import OwnCourse, rest_first
from server.intake.consent import PURPOSES, document_now
from server.intake.consent_form import WithdrawForm, read_consent
from server.intake.consent_pages import consent_page, consents_page, copy_of, withdraw_page
from server.intake.consent_queries import Taking, keep_consent, take_back
from server.pages.errors import error_page
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.pages.times import local_day

FILE_CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
HERE = "/intake/consent"


class ConsentController(PatientController):
    path = HERE
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_consents(self, db: Reads, course: OwnCourse) -> Response[str]:
        return show(await consents_page(db, course))

    @get("/{purpose:str}")
    async def open_consent(self, db: Reads, course: OwnCourse, purpose: InPath[str]) -> Response[str]:
        return show(await consent_page(db, course, _known(purpose)))

    @post("/{purpose:str}")
    async def answer_consent(
        self, request: Visitor, tx: Writes, course: OwnCourse, purpose: InPath[str], form: Sent, now: Now
    ) -> Response[Any]:
        """Only added, with the text that was read. Safe to repeat; an earlier text leads to the one there is now."""
        read = read_consent(_known(purpose), form)
        if read.telling is None:
            return show(await consent_page(tx, course, purpose, (read.entered, read.errors), read.document), 422)
        outcome = await keep_consent(tx, course, read.telling, now)
        if outcome == "strange":
            raise NotFoundException
        if outcome == "full":
            said = _("There are more answers here than can be kept. Nothing was changed. Please call your clinic.")
            return show(await consent_page(tx, course, purpose, (read.entered, {"agreed": said}), read.document), 409)
        newest = read.document.version == document_now(purpose).version
        return answer(request, then=HERE if newest else f"{HERE}/{purpose}")

    @get("/{purpose:str}/withdraw")
    async def open_withdraw(self, db: Reads, course: OwnCourse, purpose: InPath[str]) -> Response[str]:
        """What it means, before it is done."""
        return show(await withdraw_page(db, course, _known(purpose)))

    @post("/{purpose:str}/withdraw")
    async def withdraw(
        self, request: Visitor, tx: Writes, course: OwnCourse, purpose: InPath[str], form: Sent, now: Now
    ) -> Response[Any]:
        read = read_form(WithdrawForm, form)
        if read.value is None:
            return show(await withdraw_page(tx, course, _known(purpose), (read.entered, read.errors)), 422)
        at = min(read.value.written_at or now, now)
        taking = Taking(id=read.value.id, words=read.value.words, at=at)
        outcome = await take_back(tx, course, _known(purpose), taking, now)
        if outcome == "strange":
            raise NotFoundException
        if outcome == "kept":
            return answer(request, then=f"{HERE}/{purpose}")
        said = (
            _("There is no signature here yet, so there is nothing to take back.")
            if outcome == "nothing"
            else _("This is taken back already. More words do not fit here; please call your clinic.")
        )
        return show(await withdraw_page(tx, course, purpose, (read.entered, {"words": said})), 409)

    @get("/{purpose:str}/copy")
    async def save_copy(
        self, db: Reads, course: OwnCourse, purpose: InPath[str], now: Now
    ) -> Response[bytes] | Response[str]:
        """The text as it was signed, whatever it says by now."""
        raw = await copy_of(db, course, _known(purpose), now)
        if raw is None:
            return error_page(404)
        name = f"consent-{purpose}-{local_day(now, course.zone).isoformat()}.html"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": FILE_CSP,
            "Cache-Control": "no-store",
        }
        return Response(raw, media_type="text/html; charset=utf-8", headers=headers)


def _known(purpose: str) -> str:
    if purpose not in PURPOSES:
        raise NotFoundException
    return purpose
