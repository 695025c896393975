"""A sign-in on a device that was not known is told to those that were, in the app; nobody answers for themselves."""

from datetime import timedelta

import pytest

from tests.accounts.people import give_passphrase, invite, join, sign_in
from tests.someone import Installation, Opened, Someone

TOLD = "A device that was not known here signed in as you"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def comes(installation: Installation, name: str, agent: str = FIREFOX, **more: str) -> Someone:
    """Ten minutes later, on another device."""
    installation.clock.move(timedelta(minutes=10))
    person = installation.someone()
    person.client.headers["user-agent"] = agent
    sign_in(person, give_passphrase(installation, name), **{"own": "1"} | more)
    return person


def is_told(page: Opened) -> bool:
    return TOLD in page.words


def address(page: Opened, end: str) -> str:
    return page.values(f"form[action$='/{end}']", "action")[0]


@pytest.mark.parametrize(("name", "first"), [("mara", "/today"), ("theo", "/review"), ("ada", "/clinic")])
def test_the_old_device_is_told_where_its_owner_looks_first_and_the_new_one_is_not(
    installation: Installation, name: str, first: str
) -> None:
    old = comes(installation, name)
    new = comes(installation, name)

    for path in (first, "/account/devices"):
        assert "Windows computer, Firefox, 25 November, 10:20 am" in old.open(path).words
        assert not is_told(new.open(path))


def test_nobody_is_told_of_the_first_device_of_all(installation: Installation, theo: Someone) -> None:
    wren = join(installation, invite(theo).code)

    assert not is_told(wren.open("/today"))
    assert installation.value("select count(*) from login where new_at is not null") == 0


def test_it_was_me_ends_the_line(installation: Installation) -> None:
    old, new = comes(installation, "mara"), comes(installation, "mara")

    page = old.send(address(old.open("/today"), "mine"))

    assert page.path == "/account/devices"
    assert not is_told(page)
    assert not is_told(old.open("/today"))
    assert new.get("/today").status_code == 200


def test_it_was_not_me_ends_every_other_device_at_once_and_says_what_to_do(installation: Installation) -> None:
    """Long after the sign-in: whoever was here first proves nothing for it."""
    old, other, new = (comes(installation, "mara") for _ in range(3))
    installation.clock.move(timedelta(hours=2))

    page = old.send(address(old.open("/today"), "not-mine"))

    assert "All other devices are signed out." in page.words
    assert "Ask your clinic for a new code" in page.words
    assert [one.get("/today").status_code for one in (old, other, new)] == [200, 303, 303]


def test_who_was_signed_out_so_is_told_of_again_when_it_comes_back(installation: Installation) -> None:
    old, new = comes(installation, "mara"), comes(installation, "mara")
    old.send(address(old.open("/today"), "not-mine"))

    installation.clock.move(timedelta(minutes=1))
    sign_in(new, "mara@example.org", own="1")

    assert is_told(old.open("/today"))


@pytest.mark.parametrize("end", ["mine", "not-mine"])
def test_a_new_device_answers_neither_for_itself_nor_for_an_older_one(installation: Installation, end: str) -> None:
    old, new = comes(installation, "mara"), comes(installation, "mara")
    of_the_new = address(old.open("/today"), end)
    of_the_old = address(new.open("/account/devices"), "end").replace("/end", f"/{end}")

    assert new.send(of_the_new).status_code == 404
    assert new.send(of_the_old).status_code == 404
    assert is_told(old.open("/today"))
    assert old.get("/today").status_code == new.get("/today").status_code == 200


@pytest.mark.parametrize("end", ["mine", "not-mine"])
def test_nobody_else_answers(installation: Installation, end: str) -> None:
    old, _new = comes(installation, "mara"), comes(installation, "mara")
    path = address(old.open("/today"), end)

    for name in ("noor", "theo", "ada", "sol"):
        assert installation.someone(name).send(path).status_code == 404
    assert is_told(old.open("/today"))


def test_two_devices_may_answer_the_same(installation: Installation) -> None:
    old, older = comes(installation, "mara"), comes(installation, "mara")
    _new = comes(installation, "mara")
    pages = [one.open("/account/devices") for one in (old, older)]

    answers = [one.send(address(page, "mine")) for one, page in zip((old, older), pages, strict=True)]

    assert [answer.status_code for answer in answers] == [200, 200]


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

    sign_in(laptop, "theo@example.org")

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
    sign_in(desk, "pria@example.org")
    installation.clock.move(timedelta(minutes=1))
    sign_in(desk, "theo@example.org")

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


def test_the_copy_for_the_pocket_tells_nobody(installation: Installation) -> None:
    old, _new = comes(installation, "mara"), comes(installation, "mara")

    assert TOLD not in old.get("/today", tidemark_pocket="1").text
    assert is_told(old.open("/today"))


def test_after_thirty_days_it_is_not_told_any_more(installation: Installation) -> None:
    old, _new = comes(installation, "mara"), comes(installation, "mara")
    for days in (29, 2):
        installation.clock.move(timedelta(days=days))
        page = old.open("/today")

    assert not is_told(page)


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
