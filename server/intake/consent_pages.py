"""The pages of consent: the texts with where each stands, one text to answer, taking it back, and the copy to keep."""

from datetime import datetime
from typing import ClassVar

import msgspec

from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.intake.consent import PURPOSES, ConsentState, Document, Told, document_now, state_of
from server.intake.consent_form import MOST_NAME, MOST_WORDS
from server.intake.consent_queries import Signature, find_signature, read_history
from server.pages.language import gettext as _
from server.pages.page import Page, current_frame, render
from server.pages.templating import FOLDER
from server.pages.times import clock, full_date, local_day, long_date

STYLE = FOLDER / "intake" / "consent_copy.css"
Refused = tuple[dict[str, str], dict[str, str]]  # what was typed, and the sentences beside it


class Line(msgspec.Struct, frozen=True, kw_only=True):
    document: Document
    said: str
    done: bool


class ConsentsPage(Page, kw_only=True):
    template: ClassVar[str] = "intake/consents.html"
    lines: list[Line]


class ConsentPage(Page, kw_only=True):
    """`document` is the text to read. `standing` says what counts now, and is empty before the first answer.

    `signed` is the latest signature, whether or not it stands; `wrong` names each error by what it is about.
    """

    template: ClassVar[str] = "intake/consent.html"
    document: Document
    state: ConsentState
    standing: str
    signed: Told | None
    most_name: int
    entered: dict[str, str]
    errors: dict[str, str]
    wrong: dict[str, str]


class WithdrawPage(Page, kw_only=True):
    """`document` is the newest; `stands` says whether there is something to take back."""

    template: ClassVar[str] = "intake/consent_withdraw.html"
    document: Document
    standing: str
    stands: bool
    most_words: int
    entered: dict[str, str]
    errors: dict[str, str]


class CopyPage(Page, kw_only=True):
    """`document` is the text as it was signed; `ended` says what was decided since, when it no longer stands."""

    template: ClassVar[str] = "intake/consent_copy.html"
    patient_name: str
    document: Document
    name: str
    drawing: str
    signed_at: str
    answers: list[tuple[str, str]]
    ended: list[tuple[str, str]]
    saved_at: str


async def consents_page(db: Reader, course: OwnCourse) -> ConsentsPage:
    history = await read_history(db, course)
    documents = [document_now(purpose) for purpose in PURPOSES]
    states = [(one, state_of(one, history)) for one in documents]
    return ConsentsPage(
        lines=[Line(document=one, said=said_of(state), done=state.state == "signed") for one, state in states]
    )


def said_of(state: ConsentState) -> str:
    """Where it stands, in words."""
    day = long_date(state.at, current_frame().zone) if state.at else ""
    return {
        "none": _("Not read yet"),
        "signed": _("Signed on %(day)s, version %(n)s", day=day, n=state.version),
        "declined": _("You did not agree, on %(day)s", day=day),
        "withdrawn": _("Taken back on %(day)s", day=day),
        "older": _("There is a newer text: please read it again"),
    }[state.state]


async def consent_page(
    db: Reader, course: OwnCourse, purpose: str, refused: Refused = ({}, {}), shown: Document | None = None
) -> ConsentPage:
    """`shown` is the text that was answered, where the answer could not be kept."""
    history = await read_history(db, course)
    state = state_of(document_now(purpose), history)
    document = shown or document_now(purpose)
    return ConsentPage(
        document=document,
        state=state,
        standing=_standing(state),
        signed=history.latest_yes(purpose),
        most_name=MOST_NAME,
        entered=refused[0],
        errors=refused[1],
        wrong=_named(document, refused[1]),
    )


def _standing(state: ConsentState) -> str:
    day = long_date(state.at, current_frame().zone) if state.at else ""
    return {
        "none": "",
        "signed": _("You signed this text (version %(n)s) on %(day)s. It counts.", n=state.version, day=day),
        "declined": _("On %(day)s you said that you do not agree. You can answer again at any time.", day=day),
        "withdrawn": _("You took this back on %(day)s. Nothing here counts until you sign again.", day=day),
        "older": _(
            "You signed the earlier text (version %(n)s) on %(day)s. It is kept. There is a newer one; please read it.",
            n=state.version,
            day=day,
        ),
    }[state.state]


def _named(document: Document, errors: dict[str, str]) -> dict[str, str]:
    """For the summary, in the order of the page: a question by what it asks, since its explanation stands beside it."""
    asked = {one.field: one.ask for one in document.questions}
    order = [name for name in ("version", *asked, "agreed", "name", "drawing", *errors) if name in errors]
    return {name: asked.get(name, errors[name]) for name in order}


async def withdraw_page(db: Reader, course: OwnCourse, purpose: str, refused: Refused = ({}, {})) -> WithdrawPage:
    state = state_of(document_now(purpose), await read_history(db, course))
    return WithdrawPage(
        document=document_now(purpose),
        standing=_standing(state) or _("There is no signature here yet, so there is nothing to take back."),
        stands=state.state in ("signed", "older"),
        most_words=MOST_WORDS,
        entered=refused[0],
        errors=refused[1],
    )


async def copy_of(db: Reader, course: OwnCourse, purpose: str, now: datetime) -> bytes | None:
    """One file that opens anywhere. None: nothing was signed."""
    found = await find_signature(db, course, purpose)
    if found is None:
        return None
    signed = found.signed
    page = CopyPage(
        patient_name=course.patient_name,
        document=signed.document,
        name=signed.name,
        drawing=signed.drawing,
        signed_at=_day_and_hour(found.told.signed_at, course.zone),
        answers=[
            (one.ask, option.label)
            for one in signed.document.questions
            for option in one.options
            if signed.answers.get(one.id) == option.value
        ],
        ended=_ended(found, course.zone),
        saved_at=_day_and_hour(now, course.zone),
    )
    style = f"<style>{STYLE.read_text()}</style></head>"  # in the file itself, which is no page of ours
    return render(page).replace("</head>", style, 1).encode()


def _ended(found: Signature, zone: str) -> list[tuple[str, str]]:
    """Each time it was taken back, with the words for it; and a no that was said since."""
    ended = [(_("Taken back on %(when)s", when=_day_and_hour(one.at, zone)), one.words) for one in found.backs]
    if found.now.state == "declined" and found.now.at:
        when = _day_and_hour(found.now.at, zone)
        ended.append((_("On %(when)s the answer was: I do not agree.", when=when), ""))
    return ended


def _day_and_hour(moment: datetime, zone: str) -> str:
    """With its year and its zone: a copy is read years later, by anybody."""
    return _(
        "%(day)s, %(clock)s (%(zone)s)", day=full_date(local_day(moment, zone)), clock=clock(moment, zone), zone=zone
    )
