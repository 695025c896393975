"""Sums, bands and change of a questionnaire. Pure; it never imputes and never concludes (Q-01, Q-02, Q-22, Q-23)."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from server.measures.instruments import Band, Instrument

Direction = Literal["lower", "same", "higher"]


class Scored(msgspec.Struct, frozen=True):
    total: int
    band: Band


class Unfinished(msgspec.Struct, frozen=True):
    """The numbers of the items without an answer, in their order. There is no total then."""

    missing: tuple[int, ...]


class Compared(msgspec.Struct, frozen=True):
    """`points` is now minus before: below nought is lower. "same" where people do not notice so few points."""

    points: int
    direction: Direction


def score(instrument: Instrument, answers: Mapping[int, int | None]) -> Scored | Unfinished:
    """`answers` by the item's number. Raises ValueError for an answer that the questionnaire does not have."""
    known = {one.value for one in instrument.options}
    given = {one.number: answers.get(one.number) for one in instrument.items}
    strange = set(answers) - set(given)
    if strange or any(value is not None and value not in known for value in given.values()):
        raise ValueError(f"{instrument.id} has no such answer")
    missing = tuple(number for number, value in given.items() if value is None)
    if missing:
        return Unfinished(missing)
    total = sum(value for value in given.values() if value is not None)
    return Scored(total, band_of(instrument, total))


def band_of(instrument: Instrument, total: int) -> Band:
    """Raises ValueError for a total that the questionnaire cannot have."""
    for band in instrument.bands:
        if band.min <= total <= band.max:
            return band
    raise ValueError(f"{instrument.id} has no total of {total}")


def compare(instrument: Instrument, before: int, now: int) -> Compared:
    """Q-22: fewer points than the smallest that people notice read "about the same"."""
    points = now - before
    least = instrument.change.minimal_important_difference
    if abs(points) < least:
        return Compared(points, "same")
    return Compared(points, "lower" if points < 0 else "higher")


def has_worsened(instrument: Instrument, before: int, now: int) -> bool:
    """Q-23: by as many points as an improvement needs, it is shared with a clinician."""
    return compare(instrument, before, now).direction == "higher"


def level_of(instrument: Instrument, answers: Mapping[int, int | None]) -> str:
    """Y-30: the level of the item that is acted on at once, from whatever is answered so far; empty for none."""
    rule = instrument.safety_rule
    if rule is None:
        return ""
    number = next(one.number for one in instrument.items if one.id == rule.item_id)
    value = answers.get(number)
    if value is None or value < rule.trigger.value:
        return ""
    return next(one.level for one in rule.priority if one.min <= value <= one.max)
