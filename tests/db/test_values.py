"""A value is refused before it reaches a database that would change it."""

from datetime import datetime, timedelta, timezone
from enum import StrEnum

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.db.errors import UnstorableText
from server.db.values import bind, utc_text


class Colour(StrEnum):
    SEA = "sea"


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (True, TypeError),
        (datetime(2026, 1, 1), ValueError),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-5))), ValueError),
        (float("nan"), ValueError),
        (float("inf"), ValueError),
        (2**63, ValueError),
    ],
)
def test_values_the_databases_disagree_about_are_refused(value, error):
    with pytest.raises(error):
        bind("select :x", {"x": value})


def test_values_that_are_not_text_pass_as_they_are():
    values = {"a": 1, "b": b"\0", "c": None, "d": -(2**63), "e": Colour.SEA}
    assert bind("select :a, :b, :c, :d, :e", values) == values


@given(st.datetimes(timezones=st.timezones()))
def test_times_sort_as_text_and_read_back_to_the_millisecond(moment):
    try:
        text = utc_text(moment)
    except ValueError:
        assert moment.year in (1, 9999)
        return
    back = msgspec.convert(text, datetime)
    assert len(text) == 24
    assert timedelta(0) <= moment - back < timedelta(milliseconds=1)


@given(st.text())
def test_text_is_refused_exactly_when_it_is_not_storable(text):
    storable = "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
    try:
        assert bind("select :x", {"x": text}) == {"x": text}
        assert storable
    except UnstorableText:
        assert not storable
