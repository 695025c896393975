"""What no passkey may get past: another's challenge, an old one, one used twice, another site, a copy."""

from datetime import timedelta
from typing import Any

import pytest
import webauthn

from server.accounts import ceremony
from tests.accounts.authenticator import PRESENT, Authenticator, asked_by, enrol, enter
from tests.accounts.people import alerts, at_once
from tests.someone import Installation, Someone

NOT_OURS = "This passkey did not open anything here. Please try once more, or sign in another way."


def send(person: Someone, answer: str) -> Any:
    return person.send("/sign-in/passkey", {"answer": answer}, follow=False)


def test_a_passkey_that_nobody_has_gets_the_same_answer_as_a_wrong_signature(
    installation: Installation, noor: Someone
) -> None:
    enrol(noor, Authenticator())
    pages = []
    for device in (Authenticator(), Authenticator(id=b"nobody's at all")):
        answer = enter(installation.someone(), device)
        assert (answer.status_code, alerts(answer)) == (422, [NOT_OURS])
        assert "tidemark=" not in answer.headers.get("set-cookie", "")
        pages.append(answer.text)
    assert pages[0] == pages[1]


def test_an_unknown_passkey_is_held_against_a_key_too(
    installation: Installation, noor: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[bytes] = []
    verify = webauthn.verify_authentication_response

    def counted(**given: Any) -> Any:
        checked.append(given["credential_public_key"])
        return verify(**given)

    monkeypatch.setattr(webauthn, "verify_authentication_response", counted)
    enrol(noor, Authenticator())
    for device in (Authenticator(), Authenticator(id=b"nobody's at all")):
        enter(installation.someone(), device)
    assert len(checked) == 2
    assert checked[1] == ceremony.NOBODYS_KEY


def test_the_key_that_stands_for_nobodys_opens_nothing(installation: Installation) -> None:
    """It is the point that every curve begins with: its private half is no secret."""
    from cryptography.hazmat.primitives.asymmetric import ec

    device = Authenticator(id=b"nobody's at all", key=ec.derive_private_key(1, ec.SECP256R1()))
    assert enter(installation.someone(), device).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://evil.test"},
        {"origin": "http://clinic.test:8080"},
        {"rp_id": "evil.test"},
        {"flags": PRESENT},
        {"flags": 0},
    ],
    ids=["another site", "another port", "another host", "no unlock", "nobody there"],
)
def test_an_answer_made_elsewhere_or_without_the_persons_unlock_is_refused(
    installation: Installation, noor: Someone, wrong: dict[str, Any]
) -> None:
    device = Authenticator()
    enrol(noor, device)
    for name, value in wrong.items():
        setattr(device, name, value)
    assert enter(installation.someone(), device).status_code == 422
    assert enrol(noor, Authenticator(id=b"another one", **wrong)).status_code == 422


def test_an_answer_serves_once_also_when_it_is_sent_twice_at_once(installation: Installation, noor: Someone) -> None:
    device, phone = Authenticator(), installation.someone()
    enrol(noor, device)
    said = device.sign(asked_by(phone, "/sign-in/passkey"))

    first, second = at_once(phone, "/sign-in/passkey", [{"answer": said}] * 2)

    assert sorted([first.status_code, second.status_code]) in ([303, 409], [303, 422])
    assert send(phone, said).status_code == 422
    assert noor.open("/account/passkeys").words.count("counted backwards") == 0


def test_a_challenge_is_worth_nothing_in_another_browser(installation: Installation, noor: Someone) -> None:
    device, phone, other = Authenticator(), installation.someone(), installation.someone()
    enrol(noor, device)
    asked = asked_by(phone, "/sign-in/passkey")
    asked_by(other, "/sign-in/passkey")

    assert send(other, device.sign(asked)).status_code == 422
    assert send(installation.someone(), device.sign(asked)).status_code == 422
    assert send(phone, device.sign(asked)).status_code == 303


def test_a_challenge_for_one_thing_serves_for_no_other(
    installation: Installation, noor: Someone, mara: Someone
) -> None:
    device = Authenticator()
    for asks, asked in ((noor, mara), (noor, installation.someone())):
        path = "/account/passkeys/new" if asked is mara else "/sign-in/passkey"
        said = device.make(asked_by(asked, path))
        answer = asks.send("/account/passkeys/new", {"name": "Mine", "answer": said})
        assert answer.status_code == 422
    assert "None yet." in noor.open("/account/passkeys").words


def test_a_challenge_is_over_after_ten_minutes(installation: Installation, noor: Someone) -> None:
    device, phone = Authenticator(), installation.someone()
    enrol(noor, device)
    asked = asked_by(phone, "/sign-in/passkey")
    installation.clock.move(timedelta(minutes=9, seconds=59))
    in_time = device.sign(asked)
    installation.clock.move(timedelta(seconds=2))

    assert send(phone, in_time).status_code == 422


def test_a_copy_that_counts_behind_is_refused_and_told_and_stopped(installation: Installation, noor: Someone) -> None:
    device = Authenticator()
    enrol(noor, device)
    enter(installation.someone(), device)
    device.count = 0

    answer = enter(installation.someone(), device)

    assert answer.status_code == 422
    assert "It has been stopped." in alerts(answer)[0]
    assert "has been stopped. Remove it, and tell your clinic." in noor.open("/account/passkeys").words
    device.count = 50
    assert alerts(enter(installation.someone(), device)) == [NOT_OURS]


def test_a_passkey_that_never_counts_is_no_copy(installation: Installation, noor: Someone) -> None:
    device = Authenticator(counts=False)
    enrol(noor, device)
    for _time in range(3):
        assert enter(installation.someone(), device).status_code == 303


def test_many_wrong_answers_from_one_place_are_refused_for_a_while(installation: Installation, noor: Someone) -> None:
    enrol(noor, Authenticator())
    wrong = Authenticator()
    answers = [enter(installation.someone(), wrong).status_code for _time in range(11)]
    assert answers == [422] * 10 + [429]
