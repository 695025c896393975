"""How a number of the protocol is typed, read and said: with its unit, and within bounds. Pure."""

import re
from typing import Any

import msgspec

from server.pages.forms import Posted, Wrong
from server.pages.language import gettext as _
from server.pages.language import later, ngettext

BETWEEN = re.compile(r"[\s,;]+")


def in_units(amount: float, unit: str) -> str:
    """6 hours, 6.5 hours, 1 hour."""
    n, text = (1 if amount == 1 else 2), f"{amount:g}"
    return {
        "hours": ngettext("%(amount)s hour", "%(amount)s hours", n, amount=text),
        "minutes": ngettext("%(amount)s minute", "%(amount)s minutes", n, amount=text),
        "days": ngettext("%(amount)s day", "%(amount)s days", n, amount=text),
        "years": ngettext("%(amount)s year", "%(amount)s years", n, amount=text),
        "sessions": ngettext("%(amount)s session", "%(amount)s sessions", n, amount=text),
        "mmHg": _("%(amount)s mmHg", amount=text),
    }[unit]


UNITS: dict[str, str] = {
    "hours": later("hours"), "minutes": later("minutes"), "days": later("days"), "years": later("years"),
    "sessions": later("sessions"), "mmHg": later("mmHg"),
}  # fmt: skip


def listed(parts: list[str]) -> str:
    """20, 40 and 60"""
    return _("%(parts)s and %(last)s", parts=", ".join(parts[:-1]), last=parts[-1]) if len(parts) > 1 else parts[0]


class Kind(msgspec.Struct, frozen=True):
    """`read` gives the value of a field or raises Wrong; `fields` are the texts by which it is typed again."""

    def read(self, posted: Posted, name: str) -> Any:
        raise NotImplementedError

    def fields(self, name: str, value: Any) -> dict[str, str]:
        raise NotImplementedError

    def said(self, value: Any) -> str:
        raise NotImplementedError

    def bounds(self) -> str:
        """What may be typed, as a sentence; nothing where it is chosen."""
        return ""

    @property
    def unit_said(self) -> str:
        return ""

    @property
    def options(self) -> list[tuple[str, str]]:
        return []


class Amount(Kind, frozen=True):
    """One number with a point or a comma where `fine`, else a whole one. `optional`: none, where another one counts."""

    low: float
    high: float
    unit: str
    fine: bool = False
    optional: bool = False

    def read(self, posted: Posted, name: str) -> float | None:
        text = posted.values.get(name, "").strip()
        if self.optional and not text:
            return None
        pattern = r"[0-9]{1,4}([.,][0-9]{1,2})?" if self.fine else r"[0-9]{1,4}"
        amount = float(text.replace(",", ".")) if re.fullmatch(pattern, text) else None
        if amount is None or not self.low <= amount <= self.high:
            raise Wrong(self.bounds())
        return amount if self.fine else int(amount)

    def fields(self, name: str, value: float | None) -> dict[str, str]:
        return {name: "" if value is None else f"{value:g}"}

    def said(self, value: float) -> str:
        return in_units(value, self.unit)

    def bounds(self) -> str:
        low, high = f"{self.low:g}", in_units(self.high, self.unit)
        if self.fine:
            return _("From %(low)s to %(high)s, also halves like 6.5.", low=low, high=high)
        return _("A whole number from %(low)s to %(high)s.", low=low, high=high)

    @property
    def unit_said(self) -> str:
        return _(UNITS[self.unit])


class Moments(Kind, frozen=True):
    """Several whole numbers in rising order. With `dose`, minutes from the dose: those before it have a minus."""

    low: int
    high: int
    most: int
    dose: bool = False

    def read(self, posted: Posted, name: str) -> tuple[int, ...] | None:
        text = posted.values.get(name, "").strip().replace("\u2212", "-")
        if self.dose and not text:
            return None
        parts = [one for one in BETWEEN.split(text) if one]
        if not parts or not all(re.fullmatch(r"-?[0-9]{1,4}", one) for one in parts):
            raise Wrong(self.bounds())
        found = tuple(int(one) for one in parts)
        if len(found) > self.most or min(found) < self.low or max(found) > self.high or 0 in found:
            raise Wrong(self.bounds())
        if list(found) != sorted(set(found)):
            raise Wrong(_("Please write each once, the earliest first."))
        return found

    def fields(self, name: str, value: tuple[int, ...] | None) -> dict[str, str]:
        return {name: ", ".join(str(one) for one in value or ())}

    def said(self, value: tuple[int, ...]) -> str:
        if not self.dose:
            return _("%(days)s days", days=listed([str(one) for one in value])) if value else _("never")
        before, after = [str(-one) for one in value if one < 0], [str(one) for one in value if one >= 0]
        said = [_("%(n)s minutes before the dose", n=listed(before))] if before else []
        said += [_("%(n)s minutes after it", n=listed(after))] if after else []
        return "; ".join(said)

    def bounds(self) -> str:
        if self.dose:
            return _(
                "At most %(most)s whole numbers from %(low)s to %(high)s, with commas between. Nothing: as it comes.",
                most=self.most, low=self.low, high=self.high,
            )  # fmt: skip
        return _(
            "One to %(most)s whole numbers of days from %(low)s to %(high)s, with commas between.",
            most=self.most, low=self.low, high=self.high,
        )  # fmt: skip

    @property
    def unit_said(self) -> str:
        return _("minutes from the dose; before it with a minus") if self.dose else _("days")


class OneOf(Kind, frozen=True):
    """One of a few values, each with the text in the form and its words."""

    choices: tuple[tuple[str, Any, str], ...]

    def read(self, posted: Posted, name: str) -> Any:
        for text, value, _words in self.choices:
            if posted.values.get(name, "") == text:
                return value
        raise Wrong(_("Please choose one of the answers shown."))

    def fields(self, name: str, value: Any) -> dict[str, str]:
        return {name: next(text for text, one, _words in self.choices if one == value)}

    def said(self, value: Any) -> str:
        words = next(words for _text, one, words in self.choices if one == value)
        return _(words)

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(text, _(words)) for text, _value, words in self.choices]


class Several(Kind, frozen=True):
    """Any of a few, each ticked in a field of its own.."""

    choices: tuple[tuple[str, str], ...]

    def read(self, posted: Posted, name: str) -> tuple[str, ...]:
        return tuple(one for one, _words in self.choices if posted.values.get(f"{name}-{one}", "0") not in ("", "0"))

    def fields(self, name: str, value: tuple[str, ...]) -> dict[str, str]:
        return {f"{name}-{one}": "1" for one in value}

    def said(self, value: tuple[str, ...]) -> str:
        words = dict(self.choices)
        return listed([words.get(one, one) for one in value]) if value else _("none")

    @property
    def options(self) -> list[tuple[str, str]]:
        return list(self.choices)
