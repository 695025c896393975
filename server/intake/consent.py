"""Consent: the texts, each for one purpose and in versions, and by pure rules what a patient's word on one is now.

The latest word counts, by when it was said. Taking back always takes back what stood when it arrived (E-15).
"""

from datetime import datetime
from typing import Literal

import msgspec

from server.pages.content import read_json

State = Literal["none", "signed", "declined", "withdrawn", "older"]
PURPOSES = ("treatment", "sharing", "touch", "recording")


class Passage(msgspec.Struct, frozen=True):
    heading: str
    text: tuple[str, ...]
    items: tuple[str, ...]


class Option(msgspec.Struct, frozen=True):
    value: str
    label: str


class Check(msgspec.Struct, frozen=True):
    """A question about the text; `because` explains it to whoever answered something else."""

    id: str
    ask: str
    options: tuple[Option, ...]
    right: str
    because: str

    @property
    def field(self) -> str:
        return f"q-{self.id}"


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """It is kept with every signature: a field that comes later needs a default."""

    purpose: str
    version: int
    title: str
    asks: str
    required: bool
    may_decline: str
    lead: str
    sections: tuple[Passage, ...]
    questions: tuple[Check, ...]
    withdrawing: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A yes or a no to one text, without its body."""

    id: str
    purpose: str
    version: int
    agreed: bool
    signed_at: datetime
    received_at: datetime


class TakenBack(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    consent_id: str
    at: datetime
    received_at: datetime


class History(msgspec.Struct, frozen=True):
    """All that was ever said about consent in one course."""

    told: list[Told]
    taken_back: list[TakenBack]

    def latest_yes(self, purpose: str) -> Told | None:
        """The signature that a copy shows and that taking back is about, whether or not it still stands."""
        found = [one for one in self.told if one.purpose == purpose and one.agreed]
        return max(found, key=lambda one: (one.signed_at, one.received_at, one.id), default=None)

    def backs_on(self, purpose: str, since: Told) -> list[TakenBack]:
        """What took back this signature, or an earlier one of its purpose after it was given."""
        earlier = {one.id for one in self.told if one.purpose == purpose}
        return [
            one
            for one in self.taken_back
            if one.consent_id == since.id or (one.consent_id in earlier and one.at > since.signed_at)
        ]


class ConsentState(msgspec.Struct, frozen=True, kw_only=True):
    """What counts now. `version` and `at` are those of the word that counts; None while there is none."""

    purpose: str
    title: str
    required: bool
    state: State
    version: int | None = None
    at: datetime | None = None


def document_now(purpose: str) -> Document:
    return _read(f"consent/{purpose}.json")


def document_of(purpose: str, version: int) -> Document | None:
    """This version's text, also when it is an earlier one. None: there never was one, or it was not kept."""
    newest = document_now(purpose)
    if version == newest.version:
        return newest
    try:
        return _read(f"consent/archive/{purpose}-{version}.json")
    except FileNotFoundError:
        return None


def _read(name: str) -> Document:
    return msgspec.convert(read_json(name), Document)


def state_of(document: Document, history: History) -> ConsentState:
    """`document` is the newest of its purpose."""
    purpose, title, required = document.purpose, document.title, document.required
    words = _words_on(purpose, history)
    if not words:
        return ConsentState(purpose=purpose, title=title, required=required, state="none")
    said, _arrived, back, _id, told = max(words, key=lambda word: word[:4])
    state: State = "signed" if told.version == document.version else "older"
    if back or not told.agreed:
        state = "withdrawn" if back else "declined"
    return ConsentState(
        purpose=purpose, title=title, required=required, state=state, version=told.version, at=said
    )  # fmt: skip


def _words_on(purpose: str, history: History) -> list[tuple[datetime, datetime, bool, str, Told]]:
    """When each was said and arrived, whether it takes back, and the telling it is or is about."""
    told = {one.id: one for one in history.told if one.purpose == purpose}
    words = [(one.signed_at, one.received_at, False, one.id, one) for one in told.values()]
    for back in history.taken_back:
        if one := told.get(back.consent_id):
            said, arrived = max(back.at, one.signed_at), max(back.received_at, one.received_at)
            words.append((said, arrived, True, back.id, one))
    return words


def all_required_signed(states: list[ConsentState]) -> bool:
    return all(one.state == "signed" for one in states if one.required)
