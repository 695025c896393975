"""A patient's list of medicines: each in their own words, the match that they confirmed, and what the list says of it.

Nothing is taken for a medicine of the list unless the patient says so (M-05); unknown stays unknown (M-04).
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import msgspec

from server.clinics.protocol import Route
from server.intake.facts import Fact, of_kind
from server.intake.finder import Suggestion, suggest
from server.intake.interactions import Note, interactions, note_on
from server.pages.forms import Id, Moment, Words
from server.pages.language import later

MOST_MEDICINES = 60
COMPLETE = "medicines"  # the subject of "that is all of them"


class Medicine(msgspec.Struct, frozen=True, kw_only=True):
    """`generic` is the row of the list that the patient confirmed; not `asked`: they have not been asked yet."""

    typed: str
    generic: str = ""
    asked: bool = False
    dose: str = ""
    purpose: str = ""


class MedicineForm(msgspec.Struct, frozen=True, kw_only=True):
    """`id` names this telling, `medicine` the line of the list. A new line is named by its first telling: an id that
    came with the page would be the same for two lines written on one copy of it. `generic` is what was chosen.
    """

    id: Annotated[str, Id()]
    medicine: Annotated[str | None, Id(optional=True)]
    typed: Annotated[str, Words(120, one_line=True, missing=later("Please write its name as you know it."))]
    generic: Annotated[str, Words(80, least=0, one_line=True)]
    dose: Annotated[str, Words(80, least=0, one_line=True)]
    purpose: Annotated[str, Words(120, least=0, one_line=True)]
    written_at: Annotated[datetime | None, Moment()]


class MatchForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which of the suggestions it is; empty for none of them."""

    id: Annotated[str, Id()]
    generic: Annotated[str, Words(80, least=0, one_line=True)]
    written_at: Annotated[datetime | None, Moment()]


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the list as it is shown. `suggestions` are asked about while the patient has not answered."""

    id: str
    fact_id: str
    medicine: Medicine
    note: Note
    suggestions: list[Suggestion]
    received_at: datetime

    @property
    def title(self) -> str:
        """The confirmed name with a capital, else their own words."""
        name = self.medicine.generic or self.medicine.typed
        return name[:1].upper() + name[1:]


def read_medicine(form: MedicineForm) -> Medicine:
    """A name that this list does not hold, perhaps of an older one on a phone, leaves the patient's own words."""
    known = form.generic in interactions()
    return Medicine(
        typed=form.typed, generic=form.generic if known else "", asked=known, dose=form.dose, purpose=form.purpose
    )


def list_medicines(facts: list[Fact], routes: tuple[Route, ...] = ()) -> list[Listed]:
    """In the order in which they were added."""
    return [_listed(fact, fact.read(Medicine), routes) for fact in of_kind(facts, "medicine")]


def _listed(fact: Fact, medicine: Medicine, routes: tuple[Route, ...]) -> Listed:
    return Listed(
        id=fact.subject, fact_id=fact.id, medicine=medicine, received_at=fact.received_at,
        note=note_on(medicine.generic, medicine.typed, routes),
        suggestions=[] if medicine.asked else suggest(medicine.typed),
    )  # fmt: skip


def list_version(medicines: list[Listed]) -> str:
    """The same for the same lines in the same words, and for no other list."""
    return _digest(f"{one.id} {one.fact_id}" for one in sorted(medicines, key=lambda one: one.id))


def result_version(medicines: list[Listed]) -> str:
    """The same as long as the same is said of each line, whatever else the data have learnt."""
    return _digest(
        f"{one.id} {one.note.tier} {one.note.said} {one.note.effect}" for one in sorted(medicines, key=lambda it: it.id)
    )


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def is_complete(facts: list[Fact]) -> bool:
    """The patient has said that these are all, or that there are none."""
    return any(one.subject == COMPLETE for one in of_kind(facts, "handed in"))
