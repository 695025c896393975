"""What may go into a statement and how rows come out; both databases see the same values."""

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from server.db.errors import StatementFailed, UnstorableText
from server.db.sql import names_in

T = TypeVar("T", bound=msgspec.Struct)


def utc_text(moment: datetime) -> str:
    """The one way a time is written, so that times sort as text."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("a time too near the ends of the calendar cannot be stored") from None
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def bind(sql: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as the drivers take them, after checking that none is missing or too many."""
    names = names_in(sql)
    if len(names) != len(params) or not all(name in params for name in names):
        raise TypeError(_misfit(names, params))
    return {name: _storable(name, params[name]) for name in names}


def _misfit(names: tuple[str, ...], params: Mapping[str, Any]) -> str:
    missing = ", ".join(sorted(set(names) - set(params)))
    extra = ", ".join(sorted(set(params) - set(names)))
    parts = [f"missing: {missing}" if missing else "", f"not in the statement: {extra}" if extra else ""]
    return "parameters " + "; ".join(part for part in parts if part)


def _storable(name: str, value: Any) -> Any:
    if isinstance(value, str):
        _check_text(name, value)
    elif isinstance(value, bool):
        raise TypeError(f"{name}: a truth value has no column; store a time or a row")
    elif isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise ValueError(f"{name}: the number does not fit 64 bits")
    elif isinstance(value, float):
        # SQLite would quietly store NaN as null.
        if not math.isfinite(value):
            raise ValueError(f"{name}: not a finite number")
    elif isinstance(value, datetime):
        return utc_text(value)
    elif isinstance(value, date):
        return value.isoformat()
    return value


def _check_text(name: str, value: str) -> None:
    if "\0" in value:
        raise UnstorableText(f"{name}: holds a NUL character")
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            raise UnstorableText(f"{name}: holds half of a character (a lone surrogate)") from None


def structs(kind: type[T], rows: Sequence[Any]) -> list[T]:
    """Rows (of either driver) as structs, by column name.

    The names are asked once, of the first row: a row that looks each of them up is slow where there are many.
    """
    names = tuple(rows[0].keys()) if rows else ()
    if len(set(names)) != len(names):
        raise StatementFailed(f"two columns of the same name for {kind.__name__}")
    truths = _truths(kind)
    found = (dict(zip(names, row, strict=True)) for row in rows)
    try:
        return [msgspec.convert(_with_truths(row, truths) if truths else row, kind) for row in found]
    except msgspec.ValidationError as error:
        # Not passed on as it is: a form handler would take it for the visitor's mistake.
        raise StatementFailed(f"a row does not fit {kind.__name__}: {error}") from None


def _with_truths(row: dict[str, Any], truths: tuple[str, ...]) -> dict[str, Any]:
    for name in truths:
        if row.get(name) in (0, 1):
            row[name] = bool(row[name])
    return row


@cache
def _truths(kind: type[Any]) -> tuple[str, ...]:
    """Fields that hold a condition computed by the query: SQLite gives 0 or 1, PostgreSQL a truth value."""
    hints = get_type_hints(kind)
    return tuple(name for name, hint in hints.items() if _is_truth(hint))


def _is_truth(hint: Any) -> bool:
    if get_origin(hint) in (Union, UnionType):
        return set(get_args(hint)) == {bool, NoneType}
    return hint is bool
