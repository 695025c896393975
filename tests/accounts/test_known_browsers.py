"""What a browser is known by: told of once, another at each sign-in, and forgotten when its owner says so."""

from datetime import timedelta

import pytest

from server.access.attempts import PER_ADDRESS
from tests.accounts.authenticator import Authenticator, enrol, enter
from tests.accounts.devices import FIREFOX, address, comes, is_told
from tests.accounts.people import come_in, give_passphrase, sign_in
from tests.someone import Installation, Someone


def test_a_browser_that_is_known_is_not_told_of_again(installation: Installation) -> None:
    old, new = comes(installation, "mara"), comes(installation, "mara")
    old.send(address(old.open("/today"), "mine"))
    for _ in range(3):
        installation.clock.move(timedelta(days=1))
        new.send("/sign-out")
        sign_in(new, "mara@example.org", own="1")

    assert not is_told(old.open("/today"))


def test_a_laptop_of_staff_is_known_the_next_morning_and_told_of_the_night(installation: Installation) -> None:
    """Their logins end in the evening; what is told waits for them."""
    laptop = comes(installation, "theo")
    installation.clock.move(timedelta(hours=14))
    night = comes(installation, "theo")
    night.send("/sign-out")
    installation.clock.move(timedelta(hours=8))

    come_in(laptop, "theo@example.org")

    assert is_told(laptop.open("/review"))
    assert "It is signed out since" in laptop.open("/review").words


def test_a_shared_device_is_known_by_nothing_and_told_each_time(installation: Installation) -> None:
    old = comes(installation, "mara")
    library = comes(installation, "mara", own="")
    assert "tidemark-browser" not in library.client.cookies
    for _ in range(2):
        old.send(address(old.open("/today"), "mine"))
        installation.clock.move(timedelta(minutes=1))
        sign_in(library, "mara@example.org")
        assert is_told(old.open("/today"))


def test_what_a_browser_is_known_by_is_new_at_each_sign_in_and_hidden(installation: Installation) -> None:
    phone, seen = comes(installation, "mara"), set()
    for _ in range(3):
        answer = sign_in(phone, "mara@example.org", own="1")
        (given,) = [one for one in answer.response.headers.get_list("set-cookie") if "-browser=" in one]
        assert all(part in given for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=34560000"))
        seen.add(phone.client.cookies["tidemark-browser"])

    assert len(seen) == 3
    assert installation.value("select count(*) from known_device") == 1


def test_one_browser_is_known_to_each_who_uses_it(installation: Installation) -> None:
    desk = comes(installation, "theo")
    give_passphrase(installation, "pria")
    come_in(desk, "pria@example.org")
    installation.clock.move(timedelta(minutes=1))
    come_in(desk, "theo@example.org")

    assert installation.value("select count(*) from known_device") == 2
    assert installation.value("select count(*) from login where new_at is not null") == 0


def test_a_planted_browser_is_known_to_nobody(installation: Installation) -> None:
    """Whoever knows the cookie that they planted is not taken for the owner of the phone afterwards."""
    comes(installation, "mara")
    phone, planted = installation.someone(), "p" * 43
    phone.client.cookies.set("tidemark-browser", planted, domain="clinic.test", path="/")
    sign_in(phone, "mara@example.org", own="1")
    installation.clock.move(timedelta(minutes=1))

    thief = installation.someone()
    thief.client.cookies.set("tidemark-browser", planted, domain="clinic.test", path="/")
    sign_in(thief, "mara@example.org", own="1")

    assert is_told(phone.open("/today"))


def test_an_older_device_is_ended_by_a_newer_one_only_after_a_proof(installation: Installation) -> None:
    old, new = comes(installation, "mara"), comes(installation, "mara")
    installation.clock.move(timedelta(minutes=6))
    to_old, to_new = (address(one.open("/account/devices"), "end") for one in (new, old))

    for path in (to_old, "/account/devices/others/end"):
        refused = new.send(path)
        assert (refused.status_code, refused.one("h1")) == (403, "Is it you?")
    assert old.get("/today").status_code == 200

    assert old.send(to_new).status_code == 200
    assert [one.get("/today").status_code for one in (old, new)] == [200, 303]


def test_all_others_are_ended_at_once_when_all_are_newer(installation: Installation) -> None:
    old, *others = (comes(installation, "mara") for _ in range(3))

    assert old.send("/account/devices/others/end").path == "/account/devices"

    assert [one.get("/today").status_code for one in (old, *others)] == [200, 303, 303]


def test_signing_out_everywhere_forgets_every_browser(installation: Installation) -> None:
    here, _there = comes(installation, "mara"), comes(installation, "mara")

    here.send("/sign-out", {"everywhere": "1"})

    assert installation.value("select count(*) from known_device") == 0


def test_own_and_shared_devices_are_told_apart_with_their_ends(installation: Installation) -> None:
    own, _shared = comes(installation, "mara"), comes(installation, "mara", own="")

    words = own.open("/account/devices").words

    assert "A device of your own. Signed out by itself 23 February, 10:10 am at the latest." in words
    assert "A shared device. Signed out by itself 25 November, 10:20 pm at the latest." in words


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) Version/26.0 Mobile Safari/604.1", "iPhone, Safari"),
        ("Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/148.0 Safari/537.36", "Android phone, Chrome"),
        ("Mozilla/5.0 (Macintosh) AppleWebKit/537.36 Chrome/148.0 Safari/537.36 Edg/148.0", "Mac, Edge"),
        (FIREFOX, "Windows computer, Firefox"),
        ("x" * 3000, "Another device"),
    ],
)
def test_a_device_has_a_name_that_its_owner_knows(installation: Installation, agent: str, name: str) -> None:
    person = comes(installation, "mara", agent)

    assert f"{name} this one" in person.open("/account/devices").words


def test_tries_with_a_passkey_count_apart_where_its_owner_is_known(installation: Installation, noor: Someone) -> None:
    device = Authenticator()
    enrol(noor, device)
    phone, strangers = installation.someone(), installation.someone()
    assert enter(phone, device, own="1").status_code == 303
    phone.send("/sign-out")

    others = [Authenticator(id=f"another's {number}".encode()) for number in range(PER_ADDRESS + 1)]
    answers = [enter(strangers, one).status_code for one in others]

    assert answers[-2:] == [422, 429]
    assert enter(installation.someone(), device).status_code == 429, "from the same address, on a new device"
    assert enter(phone, device, own="1").status_code == 303


def test_tries_with_a_passkey_on_a_known_browser_are_few(installation: Installation, noor: Someone) -> None:
    device = Authenticator()
    enrol(noor, device)
    phone = installation.someone()
    enter(phone, device, own="1")
    phone.send("/sign-out")
    wrong = Authenticator(id=device.id)
    assert [enter(phone, wrong).status_code for _time in range(11)] == [422] * 10 + [429]
