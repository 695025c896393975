"""Where a guess comes from: the caller's own address, or what the one named proxy says, and nobody else's word."""

import msgspec
import pytest

from tests.someone import Installation, Someone

PER_ADDRESS = 60
PROXY = "203.0.113.9"  # where the tests' people connect from


@pytest.fixture
def behind_proxy(installation: Installation) -> Installation:
    house = installation.house
    house.settings = msgspec.structs.replace(house.settings, trusted_proxy=PROXY)
    return installation


def guess(person: Someone, forwarded: str) -> int:
    return person.send("/join", {"code": "WXYZ2345"}, x_forwarded_for=forwarded).status_code


def spend(person: Someone, forwarded: str) -> None:
    """The account limit counts tries of one code, so each is another one here."""
    for n in range(PER_ADDRESS):
        answer = person.send("/join", {"code": f"GUESS{n:03}"}, x_forwarded_for=forwarded)
        assert answer.status_code == 422


def test_without_a_named_proxy_a_forwarded_address_is_not_believed(anyone: Someone) -> None:
    """Or every guess would come from another address."""
    for n in range(PER_ADDRESS):
        anyone.send("/join", {"code": f"GUESS{n:03}"}, x_forwarded_for=f"198.51.100.{n}")

    assert guess(anyone, "198.51.100.250") == 429


def test_behind_the_named_proxy_each_caller_has_their_own_limit(behind_proxy: Installation) -> None:
    person = behind_proxy.someone()
    spend(person, "198.51.100.1")

    assert guess(person, "198.51.100.1") == 429
    assert guess(person, "198.51.100.2") == 422


def test_of_several_addresses_the_one_that_the_proxy_added_counts(behind_proxy: Installation) -> None:
    """What stands before it was written by the caller."""
    person = behind_proxy.someone()
    spend(person, "10.9.8.7, 198.51.100.1")

    for made_up in ("1.2.3.4, 198.51.100.1", "198.51.100.1", " x ,,198.51.100.1 "):
        assert guess(person, made_up) == 429
    assert guess(person, "198.51.100.1, 198.51.100.2") == 422


def test_a_forwarded_address_of_rubbish_is_an_address_like_another(behind_proxy: Installation) -> None:
    person = behind_proxy.someone()

    for rubbish in ("", ",", " , ", "a" * 5000, "' or 1=1 --"):
        assert guess(person, rubbish) == 422


def test_another_proxy_than_the_named_one_is_not_believed(installation: Installation) -> None:
    house = installation.house
    house.settings = msgspec.structs.replace(house.settings, trusted_proxy="203.0.113.10")
    person = installation.someone()
    spend(person, "198.51.100.1")

    assert guess(person, "198.51.100.2") == 429
