"""Passkeys belong to the configured address: where a browser came by another, it is led there, and all else works."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from server.accounts.ceremony import only_at
from server.settings import Settings
from tests.accounts.authenticator import Authenticator, enrol
from tests.someone import Installation, Someone

HERE = "/account/passkeys"
NUMBER, NAME = {"host": "127.0.0.1:8123"}, {"host": "localhost:8123"}
Settle = Callable[[str], None]


@pytest.fixture
def settle(installation: Installation) -> Settle:
    house = installation.house

    def settle(address: str) -> None:
        house.settings = msgspec.structs.replace(house.settings, base_url=address)

    return settle


def test_at_the_number_of_this_machine_the_page_says_where_passkeys_are(noor: Someone, settle: Settle) -> None:
    settle("http://localhost:8123")

    page = noor.get(HERE, **NUMBER)

    assert page.values("a[href^='http']", "href") == ["http://localhost:8123/account/passkeys"]
    assert "Passkeys belong to one address, and you opened Tidemark by another." in page.words
    assert not page.tree.cssselect("form[action='/account/passkeys/new']")


def test_at_its_name_one_can_be_made(noor: Someone, settle: Settle) -> None:
    settle("http://localhost:8123")

    page = noor.get(HERE, **NAME)

    assert "you opened Tidemark by another" not in page.words
    assert page.tree.cssselect("form[action='/account/passkeys/new'] input[name=answer]")
    device = Authenticator(rp_id="localhost", origin="http://localhost:8123")
    assert enrol(noor, device).headers["location"] == HERE


def test_signing_in_offers_them_at_the_name_alone_and_a_form_is_taken_at_both(anyone: Someone, settle: Settle) -> None:
    settle("http://localhost:8123")
    assert "Sign in with a passkey" in anyone.get("/sign-in", **NAME).words
    assert "Sign in with a passkey" not in anyone.get("/sign-in", **NUMBER).words
    for there in (NUMBER, NAME):
        del anyone.client.headers["origin"]
        anyone.client.headers.pop("sec-fetch-site", None)
        entered = anyone.send(
            "/demo/sign-in", {"person": "noor"}, follow=False, origin=f"http://{there['host']}", **there
        )
        assert entered.status_code == 303
        anyone.client.headers["origin"] = "http://clinic.test"


@pytest.mark.parametrize(
    ("address", "host", "there"),
    [
        ("http://localhost:8000", "localhost:8000", ""),
        ("http://localhost:8000", "LOCALHOST:8000", ""),
        ("http://localhost:8000", "localhost:9000", ""),
        ("http://localhost:8000", "127.0.0.1:8000", "http://localhost:8000"),
        ("http://localhost:8000", "[::1]:8000", "http://localhost:8000"),
        ("http://localhost:8000", "[::1", "http://localhost:8000"),
        ("http://localhost:8000", "", "http://localhost:8000"),
        ("http://10.0.0.7:8000", "127.0.0.1:8000", ""),
        ("https://clinic.example", "127.0.0.1:8000", ""),
        ("https://clinic.example", "clinic.example", ""),
    ],
)
def test_who_is_led_elsewhere(tmp_path: Path, address: str, host: str, there: str) -> None:
    assert only_at(Settings(data=tmp_path, base_url=address), host) == there
