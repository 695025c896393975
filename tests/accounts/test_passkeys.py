"""Passkeys: made, listed with when they were used, renamed, removed; and signing in by one."""

from datetime import timedelta

import pytest

from server.access.lifetimes import OWN_PHONE, SHARED_DEVICE
from server.demo_cast import CAST_IDS
from tests.accounts.authenticator import Authenticator, asked_by, enrol, enter
from tests.accounts.people import alerts
from tests.someone import Installation, Someone

HERE = "/account/passkeys"


def test_a_passkey_that_was_made_is_listed_and_signs_in(installation: Installation, noor: Someone) -> None:
    device, laptop = Authenticator(), installation.someone()
    assert enrol(noor, device).headers["location"] == HERE
    assert "My phone" in noor.open(HERE).words
    assert "Added 25 November, 10:00 am, not used yet" in noor.open(HERE).words
    installation.clock.move(timedelta(hours=2))

    assert enter(laptop, device).headers["location"] == "/today"

    assert "Noor" in laptop.open("/account").words
    assert "last used 25 November, 12:00 pm" in laptop.open(HERE).words


def test_every_sign_in_by_passkey_makes_a_new_token(installation: Installation, noor: Someone) -> None:
    device, phone = Authenticator(), installation.someone()
    enrol(noor, device)
    tokens = set()
    for _time in range(3):
        enter(phone, device)
        tokens.add(phone.client.cookies["tidemark"])
    assert len(tokens) == 3


@pytest.mark.parametrize(("own", "lasts"), [("1", OWN_PHONE.whole), ("", SHARED_DEVICE.whole)])
def test_how_long_it_lasts_is_chosen_as_with_a_passphrase(
    installation: Installation, noor: Someone, own: str, lasts: timedelta
) -> None:
    device = Authenticator()
    enrol(noor, device)
    answer = enter(installation.someone(), device, own=own, next="/journal")
    assert answer.headers["location"] == "/journal"
    assert f"Max-Age={int(lasts.total_seconds())}" in answer.headers["set-cookie"]


def test_where_to_go_next_is_never_another_site(installation: Installation, noor: Someone) -> None:
    device = Authenticator()
    enrol(noor, device)
    for path in ("https://evil.test/", "//evil.test", "/\\evil.test"):
        assert enter(installation.someone(), device, next=path).headers["location"] == "/today"


def test_what_a_browser_is_asked_names_nobody_and_wants_the_persons_own_unlock(
    installation: Installation, noor: Someone, anyone: Someone
) -> None:
    enrol(noor, Authenticator())
    asked = asked_by(anyone, "/sign-in/passkey")
    assert (asked["rpId"], asked["userVerification"], asked.get("allowCredentials", [])) == (
        "clinic.test",
        "required",
        [],
    )
    new = asked_by(noor, "/account/passkeys/new")
    assert new["authenticatorSelection"]["residentKey"] == "required"
    assert new["authenticatorSelection"]["userVerification"] == "required"
    assert (new["rp"], len(new["excludeCredentials"])) == ({"name": "Tidemark", "id": "clinic.test"}, 1)
    assert CAST_IDS["noor"] not in str(new)


def test_the_host_header_moves_nothing(anyone: Someone) -> None:
    assert anyone.get("/sign-in/passkey", host="evil.test").response.json()["rpId"] == "clinic.test"


def test_a_name_is_changed_and_a_wrong_one_is_said_beside_it(noor: Someone) -> None:
    enrol(noor, Authenticator())
    (address,) = noor.open(HERE).values("form[action$='/name']", "action")
    assert "Silver phone" in noor.send(address, {"name": " Silver  phone "}).words

    wrong = noor.send(address, {"name": ""})
    assert wrong.status_code == 422
    assert alerts(wrong) == ["Please give it a name you will know it by."]
    long = noor.send(address, {"name": "x" * 61})
    assert (long.status_code, long.values("details[open] input")) == (422, ["x" * 61])


def test_a_removed_passkey_opens_nothing_and_signs_the_other_devices_out(
    installation: Installation, noor: Someone
) -> None:
    device, lost = Authenticator(), installation.someone()
    enrol(noor, device)
    enter(lost, device)
    assert lost.get("/today").status_code == 200
    (address,) = noor.open(HERE).values("form[action$='/remove']", "action")

    assert "None yet." in noor.send(address).words

    assert lost.get("/today").status_code == 303
    assert noor.get("/today").status_code == 200
    assert enter(installation.someone(), device).status_code == 422
    assert noor.send(address).status_code == 404


def test_a_passkey_is_known_once_whoever_sends_it(noor: Someone, mara: Someone) -> None:
    device = Authenticator()
    assert enrol(noor, device).status_code == 303
    for person in (noor, mara):
        answer = enrol(person, device)
        assert answer.status_code == 422
        assert answer.one("#name-error").startswith("The passkey was not made")


def test_nobody_renames_or_removes_anothers(installation: Installation, noor: Someone) -> None:
    enrol(noor, Authenticator())
    page = noor.open(HERE)
    addresses = page.values("form[action$='/name'], form[action$='/remove']", "action")
    for name in ("mara", "sol", "theo", "pria", "ada", "otto"):
        for address in addresses:
            assert installation.someone(name).send(address, {"name": "Mine"}).status_code == 404
    for address in addresses:
        assert installation.someone().send(address, {"name": "Mine"}).status_code == 401
    assert "My phone" in noor.open(HERE).words


def test_twenty_fit(noor: Someone) -> None:
    for n in range(20):
        assert enrol(noor, Authenticator(id=b"passkey %d" % n)).status_code == 303
    refused = enrol(noor, Authenticator(id=b"one more"))
    assert refused.status_code == 409
    assert "Remove one that you no longer use." in refused.words


def test_somebody_who_has_left_is_not_let_in(installation: Installation, theo: Someone) -> None:
    device = Authenticator()
    enrol(theo, device)

    async def leave() -> None:
        async with installation.house.db.writing() as tx:
            sql = "update person set ended_at = :now where id = :theo"
            await tx.run(sql, now=installation.clock(), theo=CAST_IDS["theo"])

    installation.run(leave)
    assert enter(installation.someone(), device).status_code == 422
