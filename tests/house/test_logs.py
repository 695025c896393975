"""The logs of the whole suite are read by every test (tests/conftest.py). Here: a leak would be seen by it."""

import json
import logging

import pytest

from server.logs import JsonLines, PlainLines, line_of
from tests.logs_read import FORMS, Reading, fault_of, faults_in, sentences
from tests.someone import Someone

log = logging.getLogger("tidemark")
GOOD = {
    "at": "2026-11-25T15:00:00.000000Z", "level": "info", "event": "answered", "method": "GET",
    "route": "/journal/entries/{entry_id}", "status": 200, "ms": 12, "role": "patient",
}  # fmt: skip
LEAKS: dict[str, dict[str, object]] = {
    "a word": {"words": "The sea came back."},
    "a word as the event": {"event": "The sea came back."},
    "a name as the event": {"event": "Mara at server/x.py:1"},
    "a name in a known field": {"during": "Mara"},
    "an address with an id": {"route": "/journal/entries/0199c000-0000-7000-8000-00000000f001"},
    "an address with a code": {"route": "/join/7KQ2M9"},
    "a query": {"route": "/journal?words=sea"},
    "a person's id": {"request": "0199c000-0000-7000-8000-00000000f001"},
    "an e-mail address": {"library": "noor@mail.test"},
    "a role that is none": {"role": "Dr. Theo"},
    "a method that is none": {"method": "MARA"},
}


def test_a_good_line_passes() -> None:
    assert fault_of(json.dumps(GOOD)) == ""


@pytest.mark.parametrize("leak", LEAKS.values(), ids=LEAKS)
def test_each_leak_alone_is_seen(leak: dict[str, object]) -> None:
    line = json.dumps(GOOD | leak)
    assert fault_of(line)
    assert faults_in(f"Tidemark is at http://x\n{line}\n")


@pytest.mark.parametrize(
    "leak", ["her own words", "Mara at server/x.py:1", "a locked text does not open: entry_version 0199c000"]
)
def test_what_a_test_logs_is_read_at_its_end(read_logs: Reading, leak: str) -> None:
    before = read_logs.lines
    log.error(leak)
    assert read_logs.lines == before + 1
    assert len(read_logs.taken()) == 1


def test_a_request_is_one_line_by_its_routes_template(noor: Someone, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    entry = next(path for path in noor.open("/journal").values("a", "href") if "/entries/" in path)
    caplog.clear()
    noor.get(f"{entry}?back=words")
    (record,) = [one for one in caplog.records if one.name == "tidemark"]
    line = line_of(record)
    assert (line["event"], line["route"], line["role"]) == ("answered", "/journal/entries/{entry_id}", "patient")
    assert set(line) <= FORMS.keys() | {"event"}
    assert entry.rpartition("/")[2] not in JsonLines().format(record) + PlainLines().format(record)


def test_an_address_that_is_no_routes_is_not_repeated(noor: Someone, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    noor.get("/nowhere/mara")
    (record,) = [one for one in caplog.records if one.name == "tidemark"]
    assert line_of(record)["route"] == "none"


def test_files_and_health_leave_no_line_while_they_are_well(anyone: Someone, caplog: pytest.LogCaptureFixture) -> None:
    file = anyone.open("/help").values("link[rel=stylesheet]", "href")[0]
    caplog.set_level(logging.INFO)
    for path in (file, "/health", "/health/live"):
        assert anyone.get(path).status_code == 200
    assert [one for one in caplog.records if one.name == "tidemark"] == []


def test_of_another_library_its_place_is_said_and_not_its_words() -> None:
    record = logging.LogRecord("asyncio", logging.ERROR, "/x/base_events.py", 1821, "her words %s", ("too",), None)
    line = JsonLines().format(record)
    assert "her words" not in line
    assert json.loads(line)["place"] == "base_events:1821"
    assert fault_of(line) == ""


def test_our_own_sentences_are_constants() -> None:
    """`sentences` refuses any that is put together."""
    assert len(sentences()) >= 12
