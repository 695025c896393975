"""Web Push, to a service on this machine that opens what it is sent as a browser does: neutral, signed, and once."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from server.reminders.push import public_key
from tests.reminders.phones import Service, another_evening, begin, evening, unplain
from tests.reminders.planned import at
from tests.reminders.post import fresh, send
from tests.reminders.test_neutral import WORDS
from tests.someone import Installation, Someone


def test_a_phone_shows_that_there_is_a_message_and_nothing_else(
    installation: Installation, service: Service, noor: Someone
) -> None:
    assert begin(installation, noor, service.subscription()) == 200
    evening(installation)
    send(installation)
    ((message, headers),) = service.taken
    assert message == {
        "web_push": 8030,
        "notification": {"title": "You have a message", "navigate": "http://clinic.test/today"},
        "app_badge": "1",
    }
    assert not WORDS.search(message["notification"]["title"])
    assert headers["content-encoding"] == "aes128gcm"
    assert headers["ttl"] == str((3 * 60 + 55) * 60)  # until nine in the evening
    assert not WORDS.search(" ".join(headers.values()))


def test_it_is_signed_by_this_installation_for_this_service(
    installation: Installation, service: Service, noor: Someone
) -> None:
    key = public_key(installation.house.keys)
    assert noor.open("/reminders").values("form[data-key]", "data-key") == [key]
    begin(installation, noor, service.subscription())
    evening(installation)
    token, _sep, given = service.taken[0][1]["authorization"].removeprefix("vapid t=").partition(",k=")
    assert given == key
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unplain(key))
    signed, _dot, signature = token.rpartition(".")
    raw = unplain(signature)
    whole = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    point.verify(whole, signed.encode(), ec.ECDSA(SHA256()))  # raises where it does not hold
    claims = json.loads(unplain(signed.partition(".")[2]))
    assert claims["aud"] == f"http://127.0.0.1:{service.port}"
    assert claims["sub"] == "mailto:app@localhost"
    assert 0 < claims["exp"] - installation.clock().timestamp() <= 24 * 3600


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_gone_is_asked_no_more(
    installation: Installation, service: Service, noor: Someone, status: int
) -> None:
    begin(installation, noor, service.subscription())
    service.status = status
    evening(installation)
    assert "One device shows" not in noor.open("/reminders").words
    another_evening(installation)
    assert installation.value("select count(*) from reminder") > 0
    assert len(service.taken) == 1


def test_a_service_in_trouble_is_asked_again_later(installation: Installation, service: Service, noor: Someone) -> None:
    begin(installation, noor, service.subscription())
    service.status = 503
    evening(installation)
    assert "One device shows" in noor.open("/reminders").words
    service.status = 201
    installation.clock.now = at("2026-11-25 17:07")
    send(installation)
    send(installation)
    assert len(service.taken) == 2


def test_each_phone_is_told_once_and_the_same_phone_twice_is_one(
    installation: Installation, service: Service, noor: Someone
) -> None:
    tablet = installation.someone("noor")
    for whose, name in ((noor, "one"), (tablet, "two"), (noor, "one")):
        begin(installation, whose, service.subscription(name))
    assert "2 devices show" in noor.open("/reminders").words
    evening(installation)
    assert len(service.taken) == 2


def test_stopped_it_goes_to_no_phone(installation: Installation, service: Service, noor: Someone) -> None:
    begin(installation, noor, service.subscription())
    noor.send("/reminders/push/end")
    evening(installation)
    assert not service.taken


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:9/x", "https://127.0.0.1/x", "https://clinic.test/x", "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com@clinic.test/x", "https://fcm.googleapis.com.clinic.test/x",
        "file:///etc/passwd", "x",
    ],
)  # fmt: skip
def test_a_form_makes_us_call_no_place_of_its_own(
    installation: Installation, service: Service, noor: Someone, endpoint: str
) -> None:
    text = json.dumps(json.loads(service.subscription()) | {"endpoint": endpoint})
    assert begin(installation, noor, text) == 404


@pytest.mark.parametrize("endpoint", ["https://fcm.googleapis.com/x", "https://web.push.apple.com/x"])
def test_the_services_of_browsers_are_known(
    installation: Installation, service: Service, noor: Someone, endpoint: str
) -> None:
    text = json.dumps(json.loads(service.subscription()) | {"endpoint": endpoint})
    assert begin(installation, noor, text) == 200


def test_nobody_ends_or_takes_over_anothers_phone(
    installation: Installation, service: Service, noor: Someone, mara: Someone
) -> None:
    form = {"id": fresh(installation), "subscription": service.subscription()}
    assert noor.send("/reminders/push", form).status_code == 200
    assert mara.send("/reminders/push", form).status_code == 404
    mara.send("/reminders/push/end")
    assert "One device shows" in noor.open("/reminders").words
