"""The clinic's side of a phone's lock: a key that only its owner gets back, and writes that come sealed."""

import json
import secrets
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.access.sealed import ESCROW, KEY
from tests.factories import entry_form
from tests.someone import Installation, Opened, Someone

WORDS = "The lantern went out, and I could still see."


class Phone:
    """What a phone holds once its lock is on."""

    def __init__(self, owner: Someone) -> None:
        self.owner, self.tag, self.key = owner, owner.tag(), secrets.token_bytes(KEY)
        answer = owner.send_raw("/account/lock", self.key)
        assert answer.status_code == 200
        self.escrow = answer.response.content

    def sealed(self, **other: object) -> tuple[str, bytes]:
        write = str(uuid4())
        form = entry_form(body=WORDS)
        body = "&".join(f"{name}={value}" for name, value in form.items()).replace(" ", "+")
        item = {"key": write, "tag": self.tag, "path": "/journal/entries", "body": body} | other
        nonce = secrets.token_bytes(12)
        return write, self.escrow + nonce + AESGCM(self.key).encrypt(nonce, json.dumps(item).encode(), None)


def send(person: Someone, write: str, sealed: bytes) -> Opened:
    return person.send_raw("/sealed", sealed, content_type="application/octet-stream", tidemark_write=write)


def test_the_key_comes_back_to_its_owner_and_what_is_given_out_meanwhile_is_not_the_key(noor: Someone) -> None:
    phone = Phone(noor)

    assert len(phone.escrow) == ESCROW
    assert phone.key not in phone.escrow
    answer = noor.send_raw("/account/lock/key", phone.escrow)
    assert (answer.status_code, answer.response.content) == (200, phone.key)


def test_nobody_else_gets_it(noor: Someone, mara: Someone, theo: Someone, ada: Someone, anyone: Someone) -> None:
    phone = Phone(noor)

    assert mara.send_raw("/account/lock/key", phone.escrow).status_code == 422
    for person, status in ((theo, 403), (ada, 403), (anyone, 401)):
        assert person.send_raw("/account/lock/key", phone.escrow).status_code == status
        assert person.send_raw("/account/lock", phone.key).status_code == status


def test_a_login_that_was_only_found_open_gets_nothing(installation: Installation) -> None:
    noor = installation.someone("noor")
    phone = Phone(noor)
    noor.keeps_at_it = False
    installation.clock.move(timedelta(minutes=6))

    assert noor.send_raw("/account/lock/key", phone.escrow).status_code == 403


@pytest.mark.parametrize("at", [0, 12, -1])
def test_a_touched_one_opens_nothing(noor: Someone, at: int) -> None:
    touched = bytearray(Phone(noor).escrow)
    touched[at] ^= 1

    assert noor.send_raw("/account/lock/key", bytes(touched)).status_code == 422
    assert noor.send_raw("/account/lock/key", b"").status_code == 422
    assert noor.send_raw("/account/lock", b"too short").status_code == 422


def test_a_sealed_entry_is_taken_in_as_the_entry_it_is_and_once(noor: Someone) -> None:
    write, sealed = Phone(noor).sealed()

    for _twice in range(2):
        answer = send(noor, write, sealed)
        assert answer.status_code == 200
        assert answer.headers["tidemark-kept"] == write

    assert noor.open("/journal").text.count(WORDS) == 1


def test_what_one_sealed_nobody_else_can_send(noor: Someone, mara: Someone, theo: Someone, anyone: Someone) -> None:
    write, sealed = Phone(noor).sealed()

    for person, status in ((mara, 400), (theo, 400), (anyone, 401)):
        assert send(person, write, sealed).status_code == status

    for person in (noor, mara):
        assert WORDS not in person.open("/journal").text


def test_a_seal_is_no_way_round_what_one_may_do(noor: Someone, theo: Someone) -> None:
    phone = Phone(noor)

    assert send(noor, *phone.sealed(path="/clinic/flags/away")).status_code == 403
    assert send(noor, *phone.sealed(path="/sealed")).status_code == 404
    assert send(noor, *phone.sealed(path="//elsewhere.example/")).status_code == 404


@pytest.mark.parametrize(
    "other", [{"tag": "somebody"}, {"media": "1"}, {"path": "journal"}, {"path": None}, {"body": None}]
)
def test_what_is_no_write_of_this_person_is_not_taken(noor: Someone, other: dict[str, object]) -> None:
    phone = Phone(noor)

    assert send(noor, *phone.sealed(**other)).status_code == 400


@pytest.mark.parametrize("cut", [0, 10, ESCROW, ESCROW + 5, ESCROW + 12, -1])
def test_what_is_cut_off_is_not_taken(noor: Someone, cut: int) -> None:
    write, sealed = Phone(noor).sealed()

    assert send(noor, write, sealed[:cut]).status_code == 400


def test_the_page_in_front_is_the_same_for_everybody_and_names_nobody(
    anyone: Someone, noor: Someone, theo: Someone
) -> None:
    front = anyone.open("/lock")

    assert front.values("body", "data-person") == [""]
    assert front.one("h1") == "Locked"
    assert {"/help"} == set(front.values("header a", "href"))
    assert "Noor" not in noor.open("/lock").text
    assert noor.open("/lock").values("body", "data-person") == [""]


def test_where_it_is_chosen_says_what_it_cannot_do_and_is_the_patients_alone(noor: Someone, theo: Someone) -> None:
    page = noor.open("/account/lock")

    assert "copies the whole phone" in page.words
    assert "/account/lock" in noor.open("/account").text
    assert theo.get("/account/lock").status_code == 403
    assert "/account/lock" not in theo.open("/account").text
