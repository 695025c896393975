"""How advisories are compared with what is pinned, and how they are fetched: OSV's own rules (P21 holds the result)."""

import json
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from tests.advisories import fetch, known_against, never_asked
from tests.pins import Pin

TODAY = date(2026, 11, 25)


def fixed_in(name: str, advisory: str, fixed: str, introduced: str = "0") -> dict[str, Any]:
    events = [{"introduced": introduced}, {"fixed": fixed}]
    about = {"package": {"ecosystem": "PyPI", "name": name}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
    return {"id": advisory, "affected": [about]}


REAL = {
    "advisories": [
        fixed_in("aiohttp", "CVE-2026-69244", "3.14.3"),
        fixed_in("cryptography", "GHSA-g6cj-pr64-35w5", "50.0.0", "44.0.0"),
        fixed_in("idna", "CVE-2026-45409", "3.15"),
        fixed_in("litestar", "GHSA-83pv-qr33-2vcf", "2.8.3"),
    ]
}


@pytest.mark.parametrize(
    ("name", "version", "known"),
    [
        ("aiohttp", "3.14.2", "CVE-2026-69244"),
        ("aiohttp", "3.14.10", ""),
        ("cryptography", "49.0.0", "GHSA-g6cj-pr64-35w5"),
        ("cryptography", "43.0.3", ""),
        ("cryptography", "50.0.0", ""),
        ("idna", "3.14", "CVE-2026-45409"),
        ("idna", "3.15rc1", "CVE-2026-45409"),
        ("litestar", "2.8.2", "GHSA-83pv-qr33-2vcf"),
        ("litestar", "2.10.0", ""),
        ("aiohttp", "not a version", "CVE-2026-69244"),
        ("aiohttp-more", "3.14.2", ""),
    ],
)
def test_a_vulnerable_pin_is_seen_by_its_real_range(name: str, version: str, known: str) -> None:
    """And what cannot be compared counts as affected."""
    assert known_against([Pin(name, version, ())], REAL) == ([f"{name} {version}: {known}"] if known else [])


RANGES: list[tuple[dict[str, Any], str, bool]] = [
    ({"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}, "99", True),
    ({"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "2"}, {"last_affected": "2.5"}]}]}, "2.5", True),
    ({"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "2"}, {"last_affected": "2.5"}]}]}, "2.5.1", False),
    (
        {"ranges": [{"type": "ECOSYSTEM", "events": [{"fixed": "3"}, {"introduced": "0"}, {"introduced": "4"}]}]},
        "3.1",
        False,
    ),
    (
        {"ranges": [{"type": "ECOSYSTEM", "events": [{"fixed": "3"}, {"introduced": "0"}, {"introduced": "4"}]}]},
        "4.0",
        True,
    ),
    ({"versions": ["1.0", "1.1"]}, "1.1", True),
    ({"versions": ["1.0", "1.1"]}, "1.2", False),
    ({"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, "1.2", True),
    ({}, "1.2", True),
]


@pytest.mark.parametrize(("affected", "version", "known"), RANGES)
def test_ranges_are_read_as_osv_defines_them(affected: dict[str, Any], version: str, known: bool) -> None:
    about = affected | {"package": {"ecosystem": "PyPI", "name": "some_thing"}}
    snapshot = {"advisories": [{"id": "X-1", "affected": [about]}]}
    assert bool(known_against([Pin("some-thing", version, ())], snapshot)) is known
    withdrawn = {"advisories": [{"id": "X-1", "withdrawn": "2026-01-01T00:00:00Z", "affected": [about]}]}
    assert known_against([Pin("some-thing", version, ())], withdrawn) == []


@pytest.fixture
def service() -> Iterator[str]:
    """Speaks as osv.dev does: two pages for one package, nothing for the others."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            name, more = asked["package"]["name"], asked.get("page_token")
            one = {
                "id": "X-2" if more else "X-1", "details": "a long story", "aliases": ["CVE-1"],
                "affected": [{"package": {"ecosystem": "PyPI", "name": name}, "versions": ["3.14.5"]}],
            }  # fmt: skip
            page: dict[str, Any] = {"vulns": [one] if name == "aiohttp" else []}
            if name == "aiohttp" and not more:
                page["next_page_token"] = "next"
            body = json.dumps(page).encode()
            self.send_response(200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_make_advisories_asks_about_every_package_and_keeps_what_can_be_compared(service: str) -> None:
    pins = [Pin("aiohttp", "3.14.5", ()), Pin("idna", "3.20", ())]
    snapshot = fetch(service, pins, TODAY)
    assert (snapshot["taken_on"], snapshot["complete"], snapshot["asked"]) == ("2026-11-25", True, ["aiohttp", "idna"])
    assert known_against(pins, snapshot) == ["aiohttp 3.14.5: X-1", "aiohttp 3.14.5: X-2"]
    assert "details" not in snapshot["advisories"][0]
    assert never_asked([*pins, Pin("lxml", "6", ())], snapshot) == ["lxml"]
