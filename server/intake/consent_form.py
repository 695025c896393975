"""Reads a posted answer to a consent text: everything that is wrong is named at once, and what was typed stays.

A yes counts with a name, and when each question about the text has its answer; a no needs neither.
"""

import re
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from server.intake.consent import Check, Document, document_now, document_of
from server.pages.forms import Choice, Id, Moment, Posted, Rule, Whole, Words, Wrong, read_form
from server.pages.language import gettext as _

MOST_NAME, MOST_WORDS, MOST_DRAWING = 120, 500, 20_000
DRAWN = re.compile(r"[0-9 ,.ML-]*")


class Drawing(Rule):
    """The path of an SVG, of straight lines alone; nothing when nothing was drawn."""

    empty = True

    def read(self, text: str, now: datetime) -> str:
        if len(text) > MOST_DRAWING or not DRAWN.fullmatch(text):
            raise Wrong(_("The drawing could not be kept as it came. Draw it again, or leave it: your name is enough."))
        return text


class ConsentForm(msgspec.Struct, frozen=True, kw_only=True):
    """`shown_version` is that of the text on the page it was sent from, where a phone brought back an older answer."""

    id: Annotated[str, Id()]
    written_at: Annotated[datetime | None, Moment()]
    version: Annotated[int, Whole(1, 9999)]
    shown_version: Annotated[int | None, Whole(1, 9999, optional=True)]
    agreed: Annotated[Literal["0", "1"], Choice("0", "1")]
    name: Annotated[str, Words(MOST_NAME, least=0, one_line=True)]
    drawing: Annotated[str | None, Drawing()]


class WithdrawForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    written_at: Annotated[datetime | None, Moment()]
    words: Annotated[str, Words(MOST_WORDS, least=0)]


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept locked: the very text that was read, and the answer to it."""

    document: Document
    name: str
    drawing: str
    answers: dict[str, str]


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    agreed: bool
    signed: Signed
    said_at: datetime


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """`telling` None: not kept. `document` is the text to show again."""

    telling: Telling | None
    document: Document
    entered: dict[str, str]
    errors: dict[str, str]


def read_consent(purpose: str, posted: Posted) -> Read:
    form = read_form(ConsentForm, posted)
    errors, entered = dict(form.errors), dict(form.entered)
    document = _document(purpose, entered, errors)
    answers = {one.field: posted.values.get(one.field, "") for one in document.questions}
    if "drawing" in errors:
        entered["drawing"] = ""  # nobody could take it out of the form again
    if entered["agreed"] == "1":
        errors |= {one.field: said for one in document.questions if (said := _wrong(one, answers[one.field]))}
        if not entered["name"].strip():
            errors["name"] = _("Please write your name. It is your signature.")
    if errors or form.value is None:
        return Read(telling=None, document=document, entered=entered | answers, errors=errors)
    given = form.value
    chosen = {one.id: answers[one.field] for one in document.questions if _among(one, answers[one.field])}
    signed = Signed(document=document, name=given.name, drawing=given.drawing or "", answers=chosen)
    said_at = min(given.written_at or posted.now, posted.now)
    telling = Telling(id=given.id, agreed=given.agreed == "1", signed=signed, said_at=said_at)
    return Read(telling=telling, document=document, entered=entered | answers, errors={})


def _document(purpose: str, entered: dict[str, str], errors: dict[str, str]) -> Document:
    """The text that was read; the newest when there never was such a one."""
    version = entered["shown_version"] or entered["version"]
    found = document_of(purpose, int(version)) if re.fullmatch(r"[0-9]{1,4}", version) else None
    errors.pop("shown_version", None)
    if found is None:
        errors["version"] = _("The clinic never had that version of the text. Please read this one, and answer it.")
    return found or document_now(purpose)


def _wrong(question: Check, value: str) -> str:
    """What to say beside it, or nothing."""
    if value == question.right:
        return ""
    return question.because if _among(question, value) else _("Please choose one.")


def _among(question: Check, value: str) -> bool:
    return value in {option.value for option in question.options}
