"""Reads a posted form so that every wrong field is named at once, beside the field, with what was typed kept."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Generic, TypeVar, get_args, get_origin, get_type_hints
from urllib.parse import unquote_to_bytes

import msgspec

from server.ids import read_id
from server.pages.language import gettext as _
from server.pages.language import later

T = TypeVar("T", bound=msgspec.Struct)
MOST_FIELDS = 200
EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
PHONE_AHEAD = timedelta(days=2)
CLOCKS_AGREE = timedelta(minutes=2)
NO_ID = later("This id is not one that Tidemark can use. Please open the page again and send it from there.")
MOST_AHEAD = timedelta(days=36525)  # a century: no clock that ran out of battery is further off


class Wrong(Exception):
    """A field's value cannot be used; the message is the sentence beside it."""


class Posted(msgspec.Struct):
    """What arrived: the last value of each field, and the fields whose bytes were not valid UTF-8.

    `ahead` is by how much our clock is ahead of the sender's: what a phone wrote by its own clock is put right by it.
    """

    values: dict[str, str]
    damaged: frozenset[str]
    now: datetime
    ahead: timedelta = timedelta(0)


class Form(msgspec.Struct, Generic[T]):
    """`value` is None when anything is wrong; `entered` is what was typed, for showing it again."""

    value: T | None
    entered: dict[str, str]
    errors: dict[str, str]
    ahead: timedelta = timedelta(0)


def parse_urlencoded(body: bytes, now: datetime, sent: str = "") -> Posted:
    """`sent` is what the sender's clock said when it sent this, where it said so."""
    values: dict[str, str] = {}
    damaged: set[str] = set()
    for pair in body.split(b"&")[:MOST_FIELDS]:
        name, _sep, value = pair.partition(b"=")
        key = _decode(name)[0]
        values[key], whole = _decode(value)
        damaged.discard(key)
        if not whole:
            damaged.add(key)
    values.pop("", None)
    for own in ("id", "version"):
        if not values.get(own) and f"fallback_{own}" in values:
            values[own] = values[f"fallback_{own}"]  # without scripts the page's own id serves
    return Posted(values, frozenset(damaged), now, _ahead(sent, now))


def _ahead(sent: str, now: datetime) -> timedelta:
    """Nothing when the two agree within CLOCKS_AGREE, which also covers the way here, or when it is no clock."""
    try:
        ahead = now - datetime.fromisoformat(sent)
    except (ValueError, TypeError, OverflowError):
        return timedelta(0)
    return ahead if CLOCKS_AGREE < abs(ahead) < MOST_AHEAD else timedelta(0)


def _decode(raw: bytes) -> tuple[str, bool]:
    plain = unquote_to_bytes(raw.replace(b"+", b" "))
    try:
        return plain.decode(), True
    except UnicodeDecodeError:
        return plain.decode(errors="replace"), False


class Rule:
    """How one field is read: `read` gives the value or raises Wrong."""

    empty: bool = False

    def read(self, text: str, now: datetime) -> Any:
        raise NotImplementedError

    def missing(self) -> str:
        return _("This is needed.")

    def put_right(self, text: str, posted: Posted) -> Any:
        return self.read(text, posted.now)


class Words(Rule):
    """Text of at most `most` characters, line ends as \\n. `least` 0 makes it optional."""

    def __init__(self, most: int, *, least: int = 1, one_line: bool = False, missing: str = "") -> None:
        self.most, self.least, self.one_line, self._missing = most, least, one_line, missing

    def missing(self) -> str:
        return _(self._missing) if self._missing else _("There are no words yet.")

    def read(self, text: str, now: datetime) -> str:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            raise Wrong(_("There is a character here that cannot be kept. Please take it out."))
        if self.one_line:
            text = " ".join(text.split())
        if not text.strip():
            text = ""
        if len(text) > self.most:
            raise Wrong(
                _(
                    "This is %(length)s characters, and %(most)s fit. Please shorten it by %(over)s.",
                    length=f"{len(text):,}",
                    most=f"{self.most:,}",
                    over=f"{len(text) - self.most:,}",
                )
            )
        if len(text.strip()) < self.least:
            raise Wrong(self.missing() if self.least <= 1 else _("Please use at least %(n)s characters.", n=self.least))
        return text


class Whole(Rule):
    def __init__(self, lowest: int, highest: int, *, optional: bool = False) -> None:
        self.lowest, self.highest, self.empty = lowest, highest, optional

    def read(self, text: str, now: datetime) -> int:
        if not re.fullmatch(r"-?[0-9]{1,6}", text) or not self.lowest <= int(text) <= self.highest:
            raise Wrong(
                _(
                    "Please choose a whole number from %(low)s to %(high)s.",
                    low=self.lowest,
                    high=self.highest,
                )
            )
        return int(text)


class Moment(Rule):
    """A time that a phone wrote: ISO 8601 with an offset, from 2020 to two days ahead of the server's clock."""

    def __init__(self, *, optional: bool = True) -> None:
        self.empty = optional

    def read(self, text: str, now: datetime) -> datetime:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise Wrong(
                _("This time could not be read. Leave it out, or write it like 2026-05-03T14:00:00Z.")
            ) from None
        if moment.tzinfo is None:
            raise Wrong(_("This time lacks its zone. Write it like 2026-05-03T14:00:00Z."))
        if not EARLIEST <= moment <= now + PHONE_AHEAD:
            raise Wrong(
                _(
                    "The clock of this phone seems to be wrong: the date is %(day)s. Please set it, then send again.",
                    day=moment.date(),
                )
            )
        return moment.astimezone(UTC)

    def put_right(self, text: str, posted: Posted) -> datetime:
        """By our clock: a phone that is years behind has still written just now."""
        try:
            theirs = datetime.fromisoformat(text)
            if theirs.tzinfo is not None:
                text = (theirs + posted.ahead).isoformat()
        except (ValueError, OverflowError):
            pass  # `read` says what is wrong with it
        return self.read(text, posted.now)


class Id(Rule):
    def __init__(self, *, optional: bool = False) -> None:
        self.empty = optional

    def read(self, text: str, now: datetime) -> str:
        found = read_id(text)
        if found is None:
            raise Wrong(_(NO_ID))
        return found


class Ids(Rule):
    """Ids with spaces or commas between, each once, at most `most`; with `numbers`, small whole numbers too."""

    def __init__(self, most: int, *, numbers: bool = False) -> None:
        self.most, self.numbers, self.empty = most, numbers, True

    def read(self, text: str, now: datetime) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for part in text.replace(",", " ").split():
            plain = self.numbers and re.fullmatch(r"[0-9]{1,4}", part)
            if (one := part if plain else read_id(part)) is None:
                raise Wrong(_(NO_ID))
            found[one] = None
        if len(found) > self.most:
            raise Wrong(_("At most %(n)s fit here.", n=self.most))
        return tuple(found)


class Choice(Rule):
    def __init__(self, *options: str, optional: bool = False) -> None:
        self.options, self.empty = options, optional

    def missing(self) -> str:
        return _("Please choose one.")

    def read(self, text: str, now: datetime) -> str:
        if text in self.options:
            return text
        raise Wrong(_("Please choose one of the answers shown."))


class Tick(Rule):
    empty = True

    def read(self, text: str, now: datetime) -> bool:
        return text not in ("", "0")


class Day(Rule):
    """A calendar day, at most two years away from today."""

    def __init__(self, *, optional: bool = False) -> None:
        self.empty = optional

    def read(self, text: str, now: datetime) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise Wrong(_("Please write the day as year-month-day, like 2026-05-03.")) from None
        if abs((day - now.date()).days) > 731:
            raise Wrong(_("Please choose a day within two years of today."))
        return day


class Clock(Rule):
    def __init__(self, *, optional: bool = False) -> None:
        self.empty = optional

    def read(self, text: str, now: datetime) -> time:
        if not re.fullmatch(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?", text):
            raise Wrong(_("Please write the time as hours and minutes, like 9:30 or 14:00."))
        try:
            return time.fromisoformat(text.zfill(5 if text.count(":") == 1 else 8)).replace(second=0)
        except ValueError:
            raise Wrong(_("There is no such time of day.")) from None


class Email(Rule):
    empty = True

    def read(self, text: str, now: datetime) -> str:
        text = text.strip()
        if len(text) > 254 or not re.fullmatch(r"[^@\s\0]+@[^@\s\0]+\.[^@\s\0]+", text):
            raise Wrong(_("This does not look like an e-mail address. Leave it empty if there is none."))
        return text


def read_form(kind: type[T], posted: Posted) -> Form[T]:
    """Every field of `kind` is Annotated with its Rule; `with_` reads the field `with`. Others are passed over."""
    found: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for attribute, rule in _rules(kind).items():
        name = attribute.removesuffix("_")
        text = posted.values.get(name, "")
        try:
            if name in posted.damaged:
                raise Wrong(_("Some characters did not arrive whole. Please check the words and send them again."))
            found[attribute] = _read_one(rule, text, posted)
        except Wrong as wrong:
            errors[name] = str(wrong)
    names = [name.removesuffix("_") for name in _rules(kind)]
    entered = {name: posted.values.get(name, "").replace("\0", "\ufffd") for name in names}
    return Form(None if errors else kind(**found), entered, errors, posted.ahead)


def _read_one(rule: Rule, text: str, posted: Posted) -> Any:
    if text == "" and rule.empty:
        return rule.read("", posted.now) if isinstance(rule, Tick | Ids) else None
    if text == "" and not isinstance(rule, Words):
        raise Wrong(rule.missing())
    return rule.put_right(text, posted)


def _rules(kind: type[msgspec.Struct]) -> dict[str, Rule]:
    hints = get_type_hints(kind, include_extras=True)
    return {
        name: next(part for part in get_args(hint) if isinstance(part, Rule))
        for name, hint in hints.items()
        if get_origin(hint) is Annotated
    }
