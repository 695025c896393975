"""Wrong codes after a right passphrase: few in a day, with growing waits, and their owner is never kept out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.accounts.ceremony import LASTS
from server.accounts.wrong_codes import FIRST_WAIT, FREE, LONGEST_WAIT, Wrong
from tests.accounts.authenticator import Authenticator, enrol, enter
from tests.accounts.people import at_once, give_passphrase, sign_in
from tests.accounts.second import QUARTER, code_now, guess, guess_until_it_waits, prove, set_up_second
from tests.someone import Installation, Someone

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("many", "minutes"), [(0, 0), (19, 0), (20, 15), (21, 30), (22, 60), (24, 240), (25, 480), (26, 720), (500, 720)]
)
def test_the_waits_grow(many: int, minutes: int) -> None:
    assert Wrong(many, NOW).waits_for(NOW) == minutes
    assert Wrong(many, NOW).waits_for(NOW + timedelta(minutes=minutes)) == 0


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_more_wrong_ones_never_shorten_the_wait_and_it_ends(many: int, more: int) -> None:
    fewer, waits = Wrong(many, NOW).waits_for(NOW), Wrong(many + more, NOW).waits_for(NOW)
    assert fewer <= waits <= LONGEST_WAIT // timedelta(minutes=1)
    assert not waits or waits >= FIRST_WAIT // timedelta(minutes=1)


def test_after_twenty_in_a_day_codes_wait(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    app, codes = set_up_second(theo)

    page = guess_until_it_waits(installation, name)

    assert (page.status_code, page.values("[name=code]")) == (422, [])
    assert "The next one can be typed in 15 minutes." in page.words
    fresh = installation.someone()
    step = sign_in(fresh, name)
    assert "Many codes were wrong today." in step.words
    for right in (code_now(fresh, app, 1), codes[0]):
        assert prove(fresh, step, right).status_code in (422, 429), "also a right one, while it waits"


def test_after_the_wait_one_may_be_tried_and_the_next_wait_is_longer(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    app, _codes = set_up_second(theo)
    guess_until_it_waits(installation, name)
    installation.clock.move(QUARTER)
    assert "The next one can be typed in 30 minutes." in guess(installation, name).words
    installation.clock.move(2 * QUARTER)
    fresh = installation.someone()
    assert prove(fresh, sign_in(fresh, name), code_now(fresh, app)).headers["location"] == "/review"


def test_then_the_passphrase_is_given_anew_before_each(installation: Installation, theo: Someone) -> None:
    """The shortest wait outlasts what a right passphrase is worth."""
    assert FIRST_WAIT > LASTS
    name = give_passphrase(installation, "theo")
    app, _codes = set_up_second(theo)
    guess_until_it_waits(installation, name)
    installation.clock.move(timedelta(minutes=14))
    person = installation.someone()
    step = sign_in(person, name)
    installation.clock.move(timedelta(minutes=2))
    prove(person, step, "000000")
    installation.clock.move(timedelta(minutes=31))
    assert "Too much time went by." in prove(person, step, code_now(person, app)).words


def test_many_sent_at_once_count_each_other(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    set_up_second(theo)
    for _time in range(10):
        guess(installation, name)
    installation.clock.move(QUARTER)
    for _time in range(FREE - 13):
        guess(installation, name)
    installation.clock.move(QUARTER)
    thief = installation.someone()
    step = sign_in(thief, name).values("[name=step]")[0]
    at_once(thief, "/sign-in/second", [{"step": step, "code": f"00000{n}"} for n in range(5)])
    assert installation.value("select count(*) from wrong_code") == FREE


def test_a_known_device_is_kept_out_by_no_stranger(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    app, codes = set_up_second(theo)
    laptop = installation.someone()
    prove(laptop, sign_in(laptop, name), codes[0])
    laptop.send("/sign-out")
    guess_until_it_waits(installation, name)

    step = sign_in(laptop, name)
    assert "Many codes were wrong today." not in step.words
    assert prove(laptop, step, code_now(laptop, app, 1)).headers["location"] == "/review"


def test_what_is_guessed_on_a_known_device_is_few_too(installation: Installation, theo: Someone) -> None:
    """Somebody else's hands may be on it; strangers' guesses and these count apart."""
    name = give_passphrase(installation, "theo")
    _app, codes = set_up_second(theo)
    laptop = installation.someone()
    prove(laptop, sign_in(laptop, name), codes[0])
    laptop.send("/sign-out")
    for number in range(FREE):
        if number == 10:
            installation.clock.move(QUARTER)
        answer = prove(laptop, sign_in(laptop, name), "000000")
    assert "The next one can be typed in 15 minutes." in answer.words
    assert "Many codes were wrong today." not in guess(installation, name).words


def test_a_passkey_comes_in_while_codes_wait(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    set_up_second(theo)
    device = Authenticator()
    enrol(theo, device)
    page = guess_until_it_waits(installation, name)
    assert page.values("button[data-behaviour=passkey]") == ["/sign-in/passkey"]
    assert enter(installation.someone(), device).headers["location"] == "/review"
