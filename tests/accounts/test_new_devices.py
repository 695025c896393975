"""A sign-in on a device that was not known is told to those that were, in the app; nobody answers for themselves."""

from datetime import timedelta

import pytest

from tests.accounts.devices import TOLD, address, comes, is_told
from tests.accounts.people import invite, join, sign_in
from tests.someone import Installation, Someone


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
    assert "Tell your clinic today:" in page.words
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
def test_the_newest_device_does_not_answer_for_the_one_before_it(installation: Installation, end: str) -> None:
    """Or whoever came on two devices would vouch for themselves."""
    old, first, second = (comes(installation, "mara") for _ in range(3))
    _of_the_second, of_the_first = old.open("/account/devices").values(f"form[action$='/{end}']", "action")

    assert second.send(of_the_first).status_code == 404
    assert first.get("/today").status_code == second.get("/today").status_code == 200
    assert installation.value("select count(*) from login where answered_at is not null") == 0


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
