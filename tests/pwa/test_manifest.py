"""The manifest and the icons: installable, and telling nothing of treatment on a home screen."""

import struct
from typing import Any

import pytest

from server.pages.assets import STATIC
from tests.someone import Installation, Someone

TELLING = ("ketamine", "therapy", "therapist", "clinic", "patient", "treatment", "psych", "session", "course")


@pytest.fixture
def manifest(anyone: Someone) -> dict[str, Any]:
    answer = anyone.get("/manifest.webmanifest")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/manifest+json"
    told: dict[str, Any] = answer.response.json()
    return told


def png(body: bytes) -> tuple[int, int, int]:
    """Width, height and colour type, from the header of a PNG."""
    assert body[:8] == b"\x89PNG\r\n\x1a\n"
    assert body[12:16] == b"IHDR"
    width, height, _depth, colour = struct.unpack(">IIBB", body[16:26])
    return width, height, colour


def test_the_manifest_says_what_an_installed_app_needs(manifest: dict[str, Any]) -> None:
    assert {name: manifest[name] for name in ("id", "start_url", "scope", "display", "lang")} == {
        "id": "/", "start_url": "/", "scope": "/", "display": "standalone", "lang": "en",
    }  # fmt: skip
    assert manifest["name"] == manifest["short_name"] == "Tidemark"
    assert manifest["background_color"].startswith("#")
    assert manifest["theme_color"].startswith("#")


def test_nothing_on_a_home_screen_tells_of_treatment(manifest: dict[str, Any]) -> None:
    shown = [manifest["name"], manifest["short_name"], manifest["description"]]
    shown += [one["name"] for one in manifest["shortcuts"]]

    for word in TELLING:
        assert word not in " ".join(shown).lower()


def test_every_icon_exists_with_the_size_it_claims(manifest: dict[str, Any], anyone: Someone) -> None:
    purposes = {}
    for icon in manifest["icons"]:
        answer = anyone.get(icon["src"])
        width, height, _colour = png(answer.response.content)
        assert (answer.status_code, answer.headers["content-type"]) == (200, icon["type"])
        assert f"{width}x{height}" == icon["sizes"]
        purposes.setdefault(icon["purpose"], []).append(icon["sizes"])

    assert {"192x192", "512x512"} <= set(purposes["any"])
    assert purposes["maskable"] == ["512x512"]


def test_the_icon_for_an_iphone_has_no_transparent_corners(anyone: Someone) -> None:
    page = anyone.open("/sign-in")
    (address,) = page.values("link[rel=apple-touch-icon]", "href")

    width, height, colour = png(anyone.get(address).response.content)
    assert (width, height) == (180, 180)
    assert colour in (2, 3)
    assert png((STATIC / "icons" / "icon-maskable-512.png").read_bytes())[2] in (2, 3)


def test_every_page_names_manifest_and_icons(anyone: Someone, noor: Someone, theo: Someone) -> None:
    for person, path in ((anyone, "/sign-in"), (noor, "/today"), (theo, "/review"), (anyone, "/breathe")):
        page = person.open(path)
        assert page.values("link[rel=manifest]", "href") == ["/manifest.webmanifest"]
        for address in page.values("link[rel=icon], link[rel=apple-touch-icon], link[rel=stylesheet]", "href"):
            assert anyone.get(address).status_code == 200, address


def test_shortcuts_lead_to_pages_that_open(manifest: dict[str, Any], noor: Someone) -> None:
    for one in manifest["shortcuts"]:
        assert noor.open(one["url"]).status_code == 200
    assert [one["url"] for one in manifest["shortcuts"]] == ["/today", "/breathe", "/journal/write", "/help"]


def test_the_start_leads_everyone_to_their_own_first_page(installation: Installation) -> None:
    homes = {"noor": "/today", "theo": "/review", "pria": "/review", "ada": "/clinic", None: "/sign-in"}
    for name, home in homes.items():
        assert installation.someone(name).get("/").headers["location"] == home


def test_an_old_browser_finds_an_icon(anyone: Someone) -> None:
    answer = anyone.get("/favicon.ico")

    assert answer.headers["content-type"] == "image/png"
    assert png(answer.response.content)[:2] == (192, 192)
