"""The crisis lines: every number can be called or written to with one tap, and none of them is out of date."""

import json
import re
from typing import Any

import pytest

from server.pages.content import read_json
from server.pages.language import CONTENT
from server.safety.help import Region, read_region

FOLDER = CONTENT / "en" / "help"
INDEX: dict[str, Any] = json.loads((FOLDER / "index.json").read_text())
REGIONS = [one["region"] for one in INDEX["regions"]]
RETIRED = ("888-692-9355", "8886929355", "NYC Well")  # Y-20: the city moved to 988


@pytest.fixture(params=REGIONS)
def region(request: pytest.FixtureRequest) -> Region:
    return read_region(request.param)


def test_every_region_of_the_list_has_its_file_and_every_file_is_listed() -> None:
    assert {f"{one}.json" for one in REGIONS} == {path.name for path in FOLDER.glob("*.json")} - {"index.json"}
    assert [one["file"] for one in INDEX["regions"]] == [f"{one}.json" for one in REGIONS]
    assert INDEX["default"] in REGIONS
    assert len(set(REGIONS)) == len(REGIONS)


def test_each_region_says_which_one_it_is(region: Region) -> None:
    assert region.region in REGIONS
    assert region.name
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", region.verified_on)


def test_the_first_two_calls_are_the_emergency_number_and_988(region: Region) -> None:
    assert (region.emergency["to"], region.emergency["href"]) == ("911", "tel:911")
    first = region.lines[0]
    assert (first.kind, first.to, first.href) == ("call", "988", "tel:988")


def test_one_can_write_instead_of_talking(region: Region) -> None:
    assert any((line.kind, line.href) == ("text", "sms:988") for line in region.lines)


def test_every_number_is_a_link_that_dials_or_writes_to_that_very_number(region: Region) -> None:
    for line in region.lines:
        scheme = {"call": "tel:", "text": "sms:", "chat": "https://"}[line.kind]
        assert line.href.startswith(scheme), line
        if line.kind != "chat":
            dialled = re.sub(r"\D", "", line.href.removeprefix(scheme))
            shown = re.sub(r"\D", "", line.to)
            assert dialled == shown, line
            assert re.fullmatch(r"(tel|sms):\+?\d{3,15}", line.href), line


def test_a_long_number_is_dialled_with_its_country(region: Region) -> None:
    for line in region.lines:
        if len(re.sub(r"\D", "", line.to)) > 6:
            assert line.href.startswith("tel:+1"), line


def test_no_number_is_given_in_the_words_alone(region: Region) -> None:
    """A number in a sentence cannot be tapped."""
    for line in region.lines:
        for number in re.findall(r"\+?\d[\d() -]{5,}\d", f"{line.name} {line.text}"):
            pytest.fail(f"{number} is in the words of {line.name}")


def test_the_retired_number_of_new_york_is_nowhere() -> None:
    for path in sorted(CONTENT.rglob("*")):
        if path.is_file():
            text = path.read_text()
            assert not [one for one in RETIRED if one in text], path


def test_each_line_has_words_and_its_sources_are_named(region: Region) -> None:
    told = read_json(f"help/{region.region}.json")
    for line in told["lines"]:
        assert line["name"], line
        assert line["text"].endswith("."), line
        assert line["source"], line
        assert set(line["source"]) <= set(told["sources"])


def test_what_is_still_to_be_confirmed_is_one_of_the_lines(region: Region) -> None:
    told = read_json(f"help/{region.region}.json")
    text = json.dumps([told["lines"], told["emergency"]])
    for number in told["to_confirm"]:
        assert number.split(",")[0] in text, number
