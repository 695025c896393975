"""Whoever gives a passphrase and not the code is told of to its owner, in the app, wherever that one is signed in."""

from datetime import timedelta

from tests.accounts.people import alerts, come_in, give_passphrase, sign_in
from tests.accounts.second import code_now, guess, guess_until_it_waits, prove, set_up_second
from tests.someone import Installation, Someone

NOTICE = "There is something to know about how you sign in."


def test_its_owner_is_told_that_somebody_knew_the_passphrase(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    set_up_second(theo)
    thief = installation.someone()
    thief.client.headers["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    step = sign_in(thief, name)
    assert NOTICE not in theo.open("/review").words, "that the passphrase was right alone is not told"
    prove(thief, step, "000000")
    prove(thief, step, "000001")

    assert NOTICE in theo.open("/review").words
    told = theo.open("/account/told")
    assert "Linux computer, Firefox" in told.words
    assert "2 wrong codes after it" in told.words
    assert told.tree.cssselect("a[href='/account/passphrase']")
    theo.send("/account/told/known", {"until": told.values("[name=until]")[0]})
    assert NOTICE not in theo.open("/review").words
    prove(thief, step, "000002")
    assert NOTICE in theo.open("/review").words


def test_whoever_mistypes_and_then_comes_in_is_told_nothing(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    app, _codes = set_up_second(theo)
    person = installation.someone()
    step = sign_in(person, name)
    for _slip in range(3):
        prove(person, step, "000000")
    prove(person, step, code_now(person, app, 1))
    assert NOTICE not in theo.open("/review").words
    assert installation.value("select count(*) from wrong_code") == 0


def test_whoever_guessed_more_than_three_times_and_comes_in_is_told_of(
    installation: Installation, theo: Someone
) -> None:
    name = give_passphrase(installation, "theo")
    app, _codes = set_up_second(theo)
    thief = installation.someone()
    step = sign_in(thief, name)
    for _guess in range(4):
        prove(thief, step, "000000")
    assert prove(thief, step, code_now(thief, app, 1)).status_code == 303
    assert "4 wrong codes after it" in theo.open("/account/told").words


def test_nothing_typed_is_no_guess(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    set_up_second(theo)
    person = installation.someone()
    assert len(alerts(prove(person, sign_in(person, name), " "))) == 1
    assert installation.value("select count(*) from wrong_code") == 0


def test_after_a_day_it_begins_anew_and_after_thirty_it_is_forgotten(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    set_up_second(theo)
    guess_until_it_waits(installation, name)
    installation.clock.move(timedelta(days=1, minutes=1))
    assert "Many codes were wrong today." not in guess(installation, name).words
    assert NOTICE in theo.open("/review").words
    installation.clock.move(timedelta(days=31))
    assert NOTICE not in theo.open("/review").words
    guess(installation, name)
    assert installation.value("select count(*) from wrong_code") == 1


def test_patients_with_codes_of_an_app_are_told_the_same(installation: Installation, mara: Someone) -> None:
    name = give_passphrase(installation, "mara")
    set_up_second(mara)
    guess(installation, name)
    assert NOTICE in mara.open("/today").words
    other = installation.someone()
    assert come_in(other, name)
