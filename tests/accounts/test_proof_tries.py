"""Guessing under "Is it you?" grows slower by the day, for passphrases as for codes, and the owner is told."""

from datetime import timedelta

import pytest

from server.accounts.wrong_codes import FREE
from tests.accounts.asked import both, late
from tests.accounts.people import PASSPHRASE, at_once, come_in
from tests.accounts.second import QUARTER, code_now, set_up_app
from tests.someone import Installation, Someone

HERE = "/account/prove"
WORD = {"proof-way": "passphrase", "proof-word": PASSPHRASE}


def guess_for_a_day(person: Someone, form: dict[str, str]) -> None:
    for number in range(FREE):
        if number in (7, 14):
            person.installation.clock.move(QUARTER)
        assert person.send(HERE, form).status_code == 422


@pytest.fixture
def noor_at_rest(installation: Installation) -> Someone:
    return late(installation, "noor", own="1")


def test_after_twenty_in_a_day_the_right_one_waits_too_and_longer_each_time(
    installation: Installation, noor_at_rest: Someone
) -> None:
    guess_for_a_day(noor_at_rest, WORD | {"proof-word": "a guess"})
    refused = noor_at_rest.send(HERE, WORD)
    assert refused.status_code == 422
    assert "Many answers were wrong today. The next one can be typed in 15 minutes." in refused.words

    installation.clock.move(QUARTER)
    assert noor_at_rest.send(HERE, WORD | {"proof-word": "a guess"}).status_code == 422
    assert "in 30 minutes." in noor_at_rest.send(HERE, WORD).words
    installation.clock.move(2 * QUARTER)
    assert noor_at_rest.send(HERE, WORD, follow=False).status_code == 303


def test_the_owner_is_told_on_their_other_devices(installation: Installation, noor_at_rest: Someone) -> None:
    other = installation.someone()
    come_in(other, "noor@example.org", own="1")
    for _time in range(2):
        noor_at_rest.send(HERE, WORD | {"proof-word": "a guess"})
    assert "There is something to know about how you sign in." in other.open("/today").words
    told = other.open("/account/told").words
    assert "Somebody was asked whether it is you" in told
    assert "2 wrong answers" in told
    assert "Somebody gave your passphrase" not in told


def test_a_slip_of_somebody_who_then_gets_it_right_is_told_to_nobody(noor_at_rest: Someone) -> None:
    noor_at_rest.send(HERE, WORD | {"proof-word": "a slip"})
    assert noor_at_rest.send(HERE, WORD, follow=False).status_code == 303
    assert "There is nothing to know now." in noor_at_rest.open("/account/told").words
    assert noor_at_rest.installation.value("select count(*) from wrong_code") == 0


def test_of_staff_a_right_passphrase_with_a_wrong_code_counts(installation: Installation) -> None:
    ada = late(installation, "ada")
    form = both(installation)
    guess_for_a_day(ada, form | {"proof-code": "000000"})
    assert "Many answers were wrong today." in ada.send(HERE, form).words


def test_codes_of_an_app_count_with_them(installation: Installation, noor: Someone) -> None:
    app = set_up_app(noor)
    noor.keeps_at_it = False
    guess_for_a_day(noor, {"proof-way": "own-code", "proof-word": "000000"})
    right = {"proof-way": "own-code", "proof-word": code_now(noor, app)}
    assert "Many answers were wrong today." in noor.send(HERE, right).words
    assert noor.send(HERE, {"proof-way": "demo"}, follow=False).status_code == 303, (
        "what nobody guesses is not kept out"
    )


def test_many_sent_at_once_count_each_other(installation: Installation, noor_at_rest: Someone) -> None:
    guess_for_a_day(noor_at_rest, WORD | {"proof-word": "a guess"})
    installation.clock.move(QUARTER + timedelta(minutes=1))
    at_once(noor_at_rest, HERE, [WORD | {"proof-word": f"guess {n}"} for n in range(5)])
    assert installation.value("select count(*) from wrong_code") == FREE + 1
