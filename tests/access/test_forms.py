"""A whole form: every wrong field is named at once, and what was typed is kept."""

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from server.pages.forms import Choice, Email, Form, Moment, Tick, Whole, Words, parse_urlencoded, read_form

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
WHOLE = "Some characters did not arrive whole. Please check the words and send them again."
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    body: Annotated[str, Words(20)]
    mood: Annotated[int | None, Whole(0, 10, optional=True)]
    at: Annotated[datetime | None, Moment()]
    way: Annotated[str, Choice("a", "b")]
    email: Annotated[str | None, Email()]
    share: Annotated[bool, Tick()]
    derived: str = "not a field of the form"


def read(body: bytes | str) -> Form[Sample]:
    return read_form(Sample, parse_urlencoded(body.encode() if isinstance(body, str) else body, NOW))


def test_a_right_form_is_a_struct_of_its_values() -> None:
    form = read("body=The+sea%0D%0Acame+back.&mood=7&at=2026-11-25T14:58:00Z&way=a&email=a%40b.c&share=1")

    assert form.errors == {}
    assert form.value == Sample(
        body="The sea\ncame back.",
        mood=7,
        at=datetime(2026, 11, 25, 14, 58, tzinfo=UTC),
        way="a",
        email="a@b.c",
        share=True,
    )


def test_what_may_be_left_out_is_none() -> None:
    form = read("body=x&way=b")

    assert form.value == Sample(body="x", mood=None, at=None, way="b", email=None, share=False)


def test_every_wrong_field_is_named_at_once_with_what_was_typed() -> None:
    form = read("body=&mood=11&at=2199-01-01T00:00:00Z&way=c&email=x&share=1")

    assert form.value is None
    assert list(form.errors) == ["body", "mood", "at", "way", "email"]
    assert form.entered == {
        "body": "", "mood": "11", "at": "2199-01-01T00:00:00Z", "way": "c", "email": "x", "share": "1",
    }  # fmt: skip


def test_nothing_at_all_names_what_is_needed() -> None:
    assert read("").errors == {"body": "There are no words yet.", "way": "Please choose one."}


def test_a_damaged_field_is_named_and_every_other_one_read() -> None:
    form = read(b"body=caf%e9&mood=3&way=a")

    assert form.errors == {"body": WHOLE}
    assert form.entered["body"] == "caf\N{REPLACEMENT CHARACTER}"
    assert form.entered["mood"] == "3"


def test_a_damaged_field_that_may_be_empty_is_named_all_the_same() -> None:
    assert read(b"body=x&way=a&mood=%ff&share=%ff").errors == {"mood": WHOLE, "share": WHOLE}


def test_fields_that_nobody_asked_for_are_passed_over() -> None:
    form = read("body=x&way=a&derived=planted&role=admin&__class__=1&body%5B%5D=y")

    assert form.value is not None
    assert form.value.derived == "not a field of the form"
    assert form.entered.keys() == {"body", "mood", "at", "way", "email", "share"}


def test_the_last_of_several_values_counts() -> None:
    posted = parse_urlencoded(b"a=%ff&a=1&b=1&b=%ff&c=1&c=", NOW)

    assert posted.values == {"a": "1", "b": "\N{REPLACEMENT CHARACTER}", "c": ""}
    assert posted.damaged == {"b"}


def test_no_more_than_two_hundred_fields_are_read() -> None:
    posted = parse_urlencoded(b"&".join(b"f%d=1" % n for n in range(1000)), NOW)

    assert list(posted.values) == [f"f{n}" for n in range(200)]


def test_the_id_that_the_page_made_serves_where_no_script_made_one() -> None:
    assert parse_urlencoded(b"id=&fallback_id=page", NOW).values["id"] == "page"
    assert parse_urlencoded(b"fallback_id=page", NOW).values["id"] == "page"
    assert parse_urlencoded(b"id=script&fallback_id=page", NOW).values["id"] == "script"
    assert "id" not in parse_urlencoded(b"body=x", NOW).values


def test_what_is_shown_again_holds_no_character_that_a_page_may_not() -> None:
    form = read("body=a%00b&way=a")

    assert list(form.errors) == ["body"]
    assert form.entered["body"] == "a\N{REPLACEMENT CHARACTER}b"


@settings(deadline=None)
@given(st.dictionaries(TEXTS.filter(lambda name: name not in ("", "id", "fallback_id")), TEXTS, max_size=20))
def test_whatever_a_browser_encodes_is_read_back(fields: dict[str, str]) -> None:
    posted = parse_urlencoded(urlencode(fields).encode(), NOW)

    assert posted.values == fields
    assert not posted.damaged


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_at_all_break_the_reading(body: bytes) -> None:
    posted = parse_urlencoded(body, NOW)

    assert all(text.encode() or not text for text in posted.values.values())
    assert posted.damaged <= posted.values.keys() | {""}
    assert read_form(Sample, posted).entered.keys() == {"body", "mood", "at", "way", "email", "share"}
