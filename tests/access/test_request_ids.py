"""Each answer has an id of ours: in its header, in the log, and as figures that a patient can read out."""

import json
import logging
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.logs import JsonLines
from server.pages.request_ids import STRICT, begin_request, spoken
from tests.someone import Installation, Someone

GIVEN = "0123456789abcdef0123456789abcdef"
PEER = "203.0.113.9"  # from where the tests' people come


def id_of(anyone: Someone, given: str) -> str:
    return str(anyone.get("/help", x_request_id=given).headers["x-request-id"])


def believes(installation: Installation, peer: str | None) -> None:
    house = installation.house
    house.settings = msgspec.structs.replace(house.settings, trusted_proxy=peer)


@pytest.mark.parametrize("proxy", [None, "203.0.113.10"])
def test_what_somebody_calls_their_request_is_not_believed(
    installation: Installation, anyone: Someone, proxy: str | None
) -> None:
    believes(installation, proxy)
    ours = id_of(anyone, GIVEN)
    assert ours != GIVEN
    assert re.fullmatch("[0-9a-f]{32}", ours)


def test_the_named_proxys_id_is_taken_if_it_is_of_the_strict_form(installation: Installation, anyone: Someone) -> None:
    believes(installation, PEER)
    assert id_of(anyone, GIVEN) == GIVEN
    assert id_of(anyone, "01234567-89ab-cdef-0123-456789abcdef") == GIVEN
    for odd in ("", "noor", GIVEN.upper(), GIVEN + "0", GIVEN[:-1], f"{GIVEN},{GIVEN}", f"{GIVEN[:-1]}\t"):
        assert id_of(anyone, odd) not in (odd, GIVEN)


@given(st.text())
def test_whatever_is_given_the_id_is_hexadecimal_and_reads_out_as_eight_figures(given_id: str) -> None:
    ours = begin_request(given_id)
    assert re.fullmatch("[0-9a-f]{32}", ours)
    assert STRICT.fullmatch(given_id) or given_id != ours
    assert re.fullmatch(r"\d{4} \d{4}", spoken(ours))


def test_a_failure_says_the_number_that_stands_in_the_log(
    installation: Installation, anyone: Someone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(region: str) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("server.safety.help.read_region", fail)
    lines: list[dict[str, object]] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(json.loads(JsonLines().format(record)))

    keep = Keep()
    logging.getLogger("tidemark").addHandler(keep)
    opened = anyone.get("/help")
    logging.getLogger("tidemark").removeHandler(keep)

    number = spoken(str(opened.headers["x-request-id"]))
    assert opened.status_code == 500
    assert f"read out: {number}" in opened.words
    failure, answered = lines
    assert str(failure["event"]).startswith("RuntimeError at ")
    assert {failure["number"], answered["number"]} == {number}
    assert {failure["request"], answered["request"]} == {opened.headers["x-request-id"]}


def test_a_page_that_is_not_there_is_the_same_for_everybody(anyone: Someone) -> None:
    assert anyone.get("/nowhere").text == anyone.get("/nowhere").text
