"""P21: what a clinic installs is pinned by hash, listed, and held against what is known to be vulnerable.

`make promises` fails on a snapshot older than 30 days. `make test` compares with whatever snapshot there is and says
how old it is: a clone of last year is not broken by the calendar, and a vulnerable pin is red in both.
"""

import hashlib
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.advisories import MOST_DAYS, SNAPSHOT, known_against, never_asked, read_snapshot, too_old
from tests.house.source import ROOT
from tests.pins import Pin, pins_of, read_pins
from tests.promises.conftest import Figure
from tests.promises.form import FULL
from tests.sbom import make_sbom

TODAY = date(2026, 11, 25)


def installed() -> list[Pin]:
    return [*pins_of("run"), *pins_of("test")]


def test_p21_nothing_that_is_pinned_is_known_to_be_vulnerable(figure: Figure) -> None:
    pins, snapshot = installed(), read_snapshot()
    age = too_old(snapshot, datetime.now(UTC).date())
    found = known_against(pins, snapshot)
    how = "complete" if snapshot["complete"] else f"by hand, {len(snapshot['asked'])} packages asked about"
    count = len({pin.name for pin in pins})
    figure(f"{len(found)} of {count} known vulnerable, {len(snapshot['advisories'])} advisories ({how})")
    figure(age or f"snapshot of {snapshot['taken_on']}")
    assert found == []
    if snapshot["complete"]:
        assert never_asked(pins, snapshot) == [], "run make advisories"
    assert not FULL or not age, age


@pytest.mark.parametrize(("days", "old"), [(0, False), (30, False), (31, True), (400, True), (-1, True)])
def test_p21_it_fails_closed_after_thirty_days_and_before_its_own_day(days: int, old: bool) -> None:
    taken = {"taken_on": (TODAY - timedelta(days=days)).isoformat()}
    assert bool(too_old(taken, TODAY)) is old
    assert str(MOST_DAYS) in too_old({"taken_on": "2020-01-01"}, TODAY)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"taken_on": "2026-11-23", "advisories": []}', '{"taken_on": "soon", "advisories": [1]}']
)
def test_p21_a_snapshot_that_cannot_be_read_is_no_all_clear(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    for path in (tmp_path / "a.json", tmp_path / "none.json"):
        with pytest.raises(ValueError, match="cannot be read"):
            read_snapshot(path)


def test_p21_everything_is_pinned_by_version_and_hash() -> None:
    assert len(installed()) > 150
    assert {pin.name for pin in pins_of("run")} < {pin.name for pin in pins_of("test")}
    for loose in ("aiohttp>=3\n", "aiohttp==3.14.5\n", "git+https://example.org/x\n", "-e .\n"):
        with pytest.raises(ValueError, match="not pinned"):
            read_pins(loose)


@pytest.mark.parametrize("name", ["Makefile", "README.md", "deploy/Containerfile"])
def test_p21_every_install_asks_for_the_hashes_or_takes_nothing_from_outside(name: str) -> None:
    """But for uv, with which the pins themselves are made."""
    installs = re.findall(r"pip install[^\n&]*(?:\\\n[^\n&]*)*", (ROOT / name).read_text())
    assert installs
    for one in installs:
        assert "--require-hashes" in one or "--no-deps" in one or one.endswith("install --quiet uv"), one


def test_p21_the_list_names_every_package_with_its_hashes_and_is_the_same_each_time() -> None:
    text = make_sbom()
    assert text == make_sbom()
    bom = json.loads(text)
    listed = {
        (one["name"].lower().replace("_", "-").replace(".", "-"), one["version"]): {
            found["content"] for place in one["externalReferences"] for found in place.get("hashes", [])
        }
        for one in bom["components"]
        if one["purl"].startswith("pkg:pypi/")
    }
    (script,) = [one for one in bom["components"] if not one["purl"].startswith("pkg:pypi/")]
    (file,) = (ROOT / "web" / "static" / "vendor").glob("*.js")
    assert script["purl"] == f"pkg:npm/htmx.org@{file.name.removeprefix('htmx-').removesuffix('.min.js')}"
    assert script["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}]
    assert listed == {(pin.name, pin.version): set(pin.hashes) for pin in pins_of("run")}
    assert (bom["bomFormat"], bom["metadata"]["component"]["name"]) == ("CycloneDX", "tidemark")
    refs = {one["bom-ref"] for one in bom["components"]}
    assert {one["ref"] for one in bom["dependencies"]} == refs | {"tidemark"}


def test_p21_every_advisory_of_the_snapshot_makes_a_planted_pin_red() -> None:
    for one in read_snapshot()["advisories"]:
        for part in one["affected"]:
            events = [event for found in part.get("ranges", []) if found["type"] != "GIT" for event in found["events"]]
            first = next((event["introduced"] for event in events if "introduced" in event), None)
            version = (part.get("versions") or ["0.0.1"])[0] if first in (None, "0") else first
            pin = Pin(part["package"]["name"].lower().replace("_", "-"), str(version), ())
            assert f"{pin.name} {pin.version}: {one['id']}" in known_against([pin], read_snapshot())


def test_p21_the_snapshot_says_what_it_holds_and_how_it_came() -> None:
    snapshot = read_snapshot(SNAPSHOT)
    assert {"taken_on", "source", "complete", "holds", "asked", "advisories"} == snapshot.keys()
    assert snapshot["complete"] or "by hand" in snapshot["holds"]
