"""Questionnaires as files of web/content/<language>/measures: item text unchanged, licence, bands, thresholds.

A file without a licence that lets it be used in software is not switched on (Q-01 to Q-10).
"""

import hashlib
from functools import lru_cache

import msgspec

from server.pages.content import read_json
from server.pages.language import CONTENT, language

FOLDER = "measures"


class Licence(msgspec.Struct, frozen=True):
    """`notice` stands under the form where it must be displayed."""

    status: str
    notice: str
    notice_must_be_displayed: bool = False


class Item(msgspec.Struct, frozen=True):
    id: str
    number: int
    text: str


class Option(msgspec.Struct, frozen=True):
    label: str
    value: int


class Scoring(msgspec.Struct, frozen=True):
    method: str
    min: int
    max: int
    missing: str


class Band(msgspec.Struct, frozen=True):
    """From `min` to `max`, both included."""

    min: int
    max: int
    label: str


class Change(msgspec.Struct, frozen=True):
    """How many points differ in a way that people notice; below that it reads "about the same" (Q-22)."""

    minimal_important_difference: int
    minimal_important_difference_source: str
    response: str = ""
    remission: str = ""
    response_remission_source: str = ""
    baseline_needed_for_response: int | None = None
    reliable_change_index: int | None = None
    reliable_change_source: str = ""


class FunctionalItem(msgspec.Struct, frozen=True):
    """Asked beside the others and never counted."""

    id: str
    text: str
    scored: bool
    options: tuple[Option, ...]


class Trigger(msgspec.Struct, frozen=True):
    operator: str
    value: int


class Priority(msgspec.Struct, frozen=True):
    min: int
    max: int
    level: str


class SafetyRule(msgspec.Struct, frozen=True):
    """The item whose answer is acted on at once, before any total (Y-30)."""

    item_id: str
    trigger: Trigger
    evaluate: str
    priority: tuple[Priority, ...]
    actions: tuple[str, ...]
    must_not: tuple[str, ...]
    also_trigger_on_increase: bool = False


class Instrument(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    language: str
    licence: Licence | None = None
    citation: str
    recall_period_days: int
    stem: str
    items: tuple[Item, ...]
    options: tuple[Option, ...]
    scoring: Scoring
    bands: tuple[Band, ...]
    change: Change
    functional_item: FunctionalItem | None = None
    safety_rule: SafetyRule | None = None
    notes: tuple[str, ...] = ()

    @property
    def edition(self) -> str:
        """Names the text that is asked: another wording, or another answer to choose, is another edition."""
        asked = (self.stem, self.items, self.options, self.scoring, self.functional_item)
        return hashlib.sha256(msgspec.json.encode(asked)).hexdigest()[:16]

    @property
    def usable(self) -> bool:
        """Its licence is written down, with the sentence that gives it."""
        return self.licence is not None and bool(self.licence.status.strip() and self.licence.notice.strip())

    @property
    def short(self) -> str:
        """PHQ-9: what stands in brackets in its title."""
        return self.title[self.title.rindex("(") + 1 : self.title.rindex(")")] if "(" in self.title else self.title


def instruments() -> dict[str, Instrument]:
    """Those that may be used, by id. A file that is wrong stops the start: msgspec.ValidationError."""
    return _instruments(language())


@lru_cache
def _instruments(language: str) -> dict[str, Instrument]:
    names = sorted(path.stem for path in (CONTENT / language / FOLDER).glob("*.json"))
    found = [msgspec.convert(read_json(f"{FOLDER}/{name}.json"), Instrument) for name in names]
    return {one.id: one for one in found if one.usable}
