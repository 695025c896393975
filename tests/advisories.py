"""What is known against the packages that are pinned: a snapshot in OSV's form, its age, and the comparison.

`make advisories` asks an OSV service anew for every pinned package (`--from` names another than osv.dev).
Nothing here guesses: what cannot be compared counts as affected.
"""

import argparse
import json
import sys
import urllib.request
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

from tests.pins import REQUIREMENTS, Pin, pins_of

SNAPSHOT = REQUIREMENTS / "advisories.json"
OSV = "https://api.osv.dev"
MOST_DAYS = 30
COMPLETE = "Every advisory that the service had for each pinned package, and none it did not know of yet."


def read_snapshot(path: Path = SNAPSHOT) -> dict[str, Any]:
    """Raises ValueError when there is none to be read, or it has no form that can be compared."""
    try:
        snapshot: dict[str, Any] = json.loads(path.read_text())
        date.fromisoformat(snapshot["taken_on"])
        assert snapshot["advisories"], "it is empty"
        assert all(one["id"] and one["affected"] for one in snapshot["advisories"])
    except (OSError, KeyError, TypeError, ValueError, AssertionError) as error:
        raise ValueError(f"the snapshot of advisories cannot be read: {error}") from None
    return snapshot


def too_old(snapshot: dict[str, Any], today: date) -> str:
    """A sentence, or nothing. One from the future is as old as none."""
    days = (today - date.fromisoformat(snapshot["taken_on"])).days
    if 0 <= days <= MOST_DAYS:
        return ""
    return f"the snapshot of advisories is {days} days old, of {MOST_DAYS} at most: run make advisories"


def known_against(pins: Iterable[Pin], snapshot: dict[str, Any]) -> list[str]:
    found = []
    for pin in pins:
        for one in snapshot["advisories"]:
            about = [part for part in one["affected"] if _names(part, pin.name)]
            if not one.get("withdrawn") and any(_affects(part, pin.version) for part in about):
                found.append(f"{pin.name} {pin.version}: {one['id']}")
    return found


def never_asked(pins: Iterable[Pin], snapshot: dict[str, Any]) -> list[str]:
    return sorted({pin.name for pin in pins} - set(snapshot["asked"]))


def _names(part: dict[str, Any], name: str) -> bool:
    package = part.get("package", {})
    return package.get("ecosystem") == "PyPI" and package.get("name", "").lower().replace("_", "-") == name


def _affects(part: dict[str, Any], version: str) -> bool:
    ranges = [one for one in part.get("ranges", []) if one.get("type") in ("ECOSYSTEM", "SEMVER")]
    if version in part.get("versions", []):
        return True
    if not ranges:
        return not part.get("versions")  # neither a range nor a list that could be compared
    try:
        return any(_within(one["events"], Version(version)) for one in ranges)
    except (InvalidVersion, KeyError):
        return True


def _within(events: list[dict[str, str]], version: Version) -> bool:
    """OSV's rule: in order of the versions, what was introduced holds until it is fixed, or was last affected."""

    def at(event: dict[str, str]) -> Version:
        ((_kind, text),) = event.items()
        return Version("0.dev0" if text == "0" else text)

    inside = False
    for event in sorted(events, key=at):
        if "introduced" in event and version >= at(event):
            inside = True
        if ("fixed" in event and version >= at(event)) or ("last_affected" in event and version > at(event)):
            inside = False
    return inside


def fetch(service: str, pins: Iterable[Pin], today: date) -> dict[str, Any]:
    names, found = sorted({pin.name for pin in pins}), dict[str, Any]()
    for name in names:
        for one in _asked(service, {"package": {"ecosystem": "PyPI", "name": name}}):
            found[one["id"]] = _short(one)
    advisories = [found[name] for name in sorted(found)]
    about = {"taken_on": today.isoformat(), "source": service, "complete": True, "holds": COMPLETE}
    return about | {"asked": names, "advisories": advisories}


def _asked(service: str, question: dict[str, Any]) -> list[dict[str, Any]]:
    """Every page of the answer."""
    found: list[dict[str, Any]] = []
    while True:
        sent = urllib.request.Request(
            f"{service}/v1/query", json.dumps(question).encode(), {"content-type": "application/json"}
        )
        with urllib.request.urlopen(sent, timeout=30) as answer:
            page = json.load(answer)
        found += page.get("vulns", [])
        if not page.get("next_page_token"):
            return found
        question = question | {"page_token": page["next_page_token"]}


def _short(one: dict[str, Any]) -> dict[str, Any]:
    kept = {name: one[name] for name in ("id", "aliases", "modified", "withdrawn", "summary") if name in one}
    affected = [
        {name: part[name] for name in ("package", "ranges", "versions") if name in part}
        for part in one.get("affected", [])
        if part.get("package", {}).get("ecosystem") == "PyPI"
    ]
    return kept | {"affected": affected}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="service", default=OSV)
    given = parser.parse_args()
    pins = [*pins_of("run"), *pins_of("test")]
    snapshot = fetch(given.service, pins, datetime.now(UTC).date())
    SNAPSHOT.write_text(json.dumps(snapshot, indent=1) + "\n")
    print(f"{len(snapshot['advisories'])} advisories about {len(snapshot['asked'])} packages are written down")
    if found := known_against(pins, snapshot):
        sys.exit("known against what is pinned: " + "; ".join(found))


if __name__ == "__main__":
    main()
