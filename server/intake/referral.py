"""The way in: somebody refers the patient, or the patient does and agrees that records are asked for (E-03)."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from server.intake.facts import Fact, of_kind
from server.pages.content import read_json
from server.pages.forms import Choice, Day, Id, Moment, Posted, Tick, Words, read_form
from server.pages.language import gettext as _
from server.pages.times import local_day

SUBJECT = "referral"
Way = Literal["clinician", "self"]
Role = Literal["physician", "nurse practitioner"]


class Passage(msgspec.Struct, frozen=True):
    value: str
    label: str
    text: str


class Release(msgspec.Struct, frozen=True):
    title: str
    text: tuple[str, ...]
    asks: str


class StepWords(msgspec.Struct, frozen=True):
    id: str
    title: str
    patient: str
    text: str


class ReferralTexts(msgspec.Struct, frozen=True):
    paths: tuple[Passage, ...]
    release: Release
    steps: tuple[StepWords, ...]
    documents: dict[str, str]


class Referral(msgspec.Struct, frozen=True, kw_only=True):
    """`sources` are the offices that may be asked for records; `agreed_as` the name under that agreement."""

    way: Way
    role: str = ""
    name: str = ""
    practice: str = ""
    contact: str = ""
    day: str = ""
    sources: str = ""
    agreed_as: str = ""


class ReferralForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    way: Annotated[Way, Choice("clinician", "self")]
    role: Annotated[Role | None, Choice("physician", "nurse practitioner", optional=True)]
    name: Annotated[str, Words(120, least=0, one_line=True)]
    practice: Annotated[str, Words(160, least=0, one_line=True)]
    contact: Annotated[str, Words(120, least=0, one_line=True)]
    day: Annotated[date | None, Day(optional=True)]
    sources: Annotated[str, Words(600, least=0)]
    agree: Annotated[bool, Tick()]
    agreed_as: Annotated[str, Words(120, least=0, one_line=True)]
    written_at: Annotated[datetime | None, Moment()]


def texts() -> ReferralTexts:
    return msgspec.convert(read_json("intake/referral.json"), ReferralTexts)


def find_referral(facts: list[Fact]) -> tuple[Referral, Fact] | None:
    found = next((one for one in of_kind(facts, "referral") if one.subject == SUBJECT), None)
    return None if found is None else (found.read(Referral), found)


def read_referral(
    posted: Posted, now: datetime, zone: str, *, self_allowed: bool
) -> tuple[Referral | None, tuple[str, datetime], dict[str, str]]:
    """The referral, the telling's id and when it was written and agreed to, and what is wrong beside which field."""
    read = read_form(ReferralForm, posted)
    form = read.value
    if form is None:
        return None, ("", now), read.errors
    errors = (
        _by_clinician(form, local_day(form.written_at or now, zone))
        if form.way == "clinician"
        else _by_oneself(form, allowed=self_allowed)
    )
    if errors:
        return None, ("", now), errors
    own = form.way == "self"
    return (
        Referral(
            way=form.way, role="" if own else form.role or "", name="" if own else form.name,
            practice="" if own else form.practice, contact="" if own else form.contact,
            day=form.day.isoformat() if form.day and not own else "", sources=form.sources if own else "",
            agreed_as=form.agreed_as if own else "",
        ),
        (form.id, form.written_at or now),
        {},
    )  # fmt: skip


def _by_clinician(form: ReferralForm, today: date) -> dict[str, str]:
    errors = {} if form.name else {"name": _("Please write who refers you, or who will be asked.")}
    if form.day and form.day > today:
        errors["day"] = _("This day has not come yet. Leave it empty until the letter is written.")
    return errors


def _by_oneself(form: ReferralForm, *, allowed: bool) -> dict[str, str]:
    if not allowed:
        return {"way": _("At this clinic a physician or nurse practitioner refers. Please choose that way.")}
    errors = {} if form.sources else {"sources": _("Please name the offices or hospitals that may be asked.")}
    if not form.agree:
        errors["agree"] = _("Without this agreement no records are asked for. Tick it, or choose the other way.")
    if not form.agreed_as:
        errors["agreed_as"] = _("Please write your name under it.")
    return errors
