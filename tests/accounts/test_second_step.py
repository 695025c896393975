"""After the passphrase: a code of the app, a code from the paper, each once; and what staff are held to."""

from datetime import timedelta

import pyotp
import pytest

from server.accounts.one_time import step_of
from tests.accounts.authenticator import Authenticator, enrol, enter
from tests.accounts.people import alerts, at_once, give_passphrase, sign_in
from tests.accounts.second import app_of, code_now, make_codes, prove, set_up_app, set_up_second
from tests.someone import Installation, Someone

NOT_THIS = "This code does not open anything now. Each works once; please wait for the next one."
SECRET = "JBSWY3DPEHPK3PXP" * 2


def test_a_code_of_the_app_is_asked_for_after_the_passphrase(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    app, _codes = set_up_second(theo)
    laptop = installation.someone()

    step = sign_in(laptop, name, next="/caseload", own="1")
    assert (step.status_code, step.one("h1")) == (200, "One more proof")
    assert "tidemark=" not in step.headers["set-cookie"]
    assert laptop.get("/review").status_code == 303

    done = prove(laptop, step, code_now(laptop, app, 1))
    assert done.headers["location"] == "/caseload"
    assert f"Max-Age={12 * 3600}" in done.headers["set-cookie"]
    assert laptop.open("/caseload").status_code == 200


def test_a_code_works_once_and_none_before_one_that_was_used(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    app, _codes = set_up_second(theo)
    for steps, right in ((0, False), (1, True), (1, False), (0, False)):
        person = installation.someone()
        answer = prove(person, sign_in(person, name), code_now(person, app, steps))
        assert answer.status_code == (303 if right else 422), steps
        assert right or alerts(answer) == [NOT_THIS]


def test_of_one_code_sent_twice_at_once_one_is_right(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    app, _codes = set_up_second(theo)
    person = installation.someone()
    step = sign_in(person, name)
    form = {"step": step.values("[name=step]")[0], "code": code_now(person, app, 1)}

    first, second = at_once(person, "/sign-in/second", [form] * 2)
    assert sorted([first.status_code, second.status_code]) in ([303, 409], [303, 422])


@pytest.mark.parametrize(("late", "right"), [(-31, False), (-30, True), (0, True), (29, True), (59, True), (60, False)])
def test_a_clock_may_be_one_step_off_and_no_further(installation: Installation, late: int, right: bool) -> None:
    now = installation.clock()  # on the minute
    code = pyotp.TOTP(SECRET).at(int(now.timestamp()))
    assert (step_of(SECRET, code, now + timedelta(seconds=late)) is not None) is right


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34", "-12345"])
def test_what_is_no_code_is_none(installation: Installation, typed: str) -> None:
    assert step_of(SECRET, typed, installation.clock()) is None


def test_a_recovery_code_stands_in_once_however_it_is_typed(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    _app, codes = set_up_second(theo)
    assert len(set(codes)) == 10
    for right in (True, False):
        person = installation.someone()
        step = sign_in(person, name)
        answer = prove(person, step, codes[3].lower().replace(" ", "-"))
        assert answer.status_code == (303 if right else 422)
    assert "9 recovery codes are left." in theo.open("/account/second").words


def test_new_codes_end_the_old_ones_and_no_page_shows_them_again(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    _app, old = set_up_second(theo)
    new = make_codes(theo)
    person = installation.someone()
    assert prove(person, sign_in(person, name), old[0]).status_code == 422
    assert prove(person, sign_in(person, name), new[0]).status_code == 303
    assert not [one for one in new if one in theo.open("/account/codes").words]


def test_anothers_code_opens_nothing(installation: Installation, theo: Someone, pria: Someone) -> None:
    name = give_passphrase(installation, "theo")
    set_up_second(theo)
    app, codes = set_up_second(pria)
    person = installation.someone()
    for code in (code_now(person, app, 1), codes[0]):
        assert prove(person, sign_in(person, name), code).status_code == 422


def test_ten_wrong_codes_are_enough_for_a_quarter_of_an_hour(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    app, _codes = set_up_second(theo)
    person = installation.someone()
    step = sign_in(person, name)
    assert [prove(person, step, "000000").status_code for _time in range(11)] == [422] * 10 + [429]
    assert prove(person, step, code_now(person, app, 1)).status_code == 429
    installation.clock.move(timedelta(minutes=16))
    assert prove(person, sign_in(person, name), code_now(person, app)).status_code == 303


def test_whoever_knows_the_passphrase_and_guesses_codes_keeps_its_owner_out_of_no_known_browser(
    installation: Installation, theo: Someone
) -> None:
    name = give_passphrase(installation, "theo")
    app, codes = set_up_second(theo)
    laptop, thief = installation.someone(), installation.someone()
    prove(laptop, sign_in(laptop, name), codes[0])
    laptop.send("/sign-out")
    step = sign_in(thief, name)
    assert [prove(thief, step, "000000").status_code for _time in range(11)][-1] == 429

    fresh = installation.someone()
    assert prove(fresh, sign_in(fresh, name), codes[1]).status_code == 429
    assert prove(laptop, sign_in(laptop, name), code_now(laptop, app, 1)).headers["location"] == "/review"


def test_that_the_passphrase_was_right_holds_for_this_browser_and_ten_minutes(
    installation: Installation, theo: Someone
) -> None:
    name = give_passphrase(installation, "theo")
    app, _codes = set_up_second(theo)
    mine, other = installation.someone(), installation.someone()
    step, theirs = sign_in(mine, name), sign_in(other, name)
    assert "Too much time went by." in prove(other, step, code_now(mine, app, 1)).words
    step_text = theirs.values("[name=step]")[0]
    for wrong in (
        "",
        "x",
        "x.y.z",
        step_text.replace(".0.", ".1."),
        step_text[:-1] + ("1" if step_text[-1] == "0" else "0"),
        step_text + "é",
    ):
        forged = other.send("/sign-in/second", {"step": wrong, "code": code_now(mine, app, 1)}, follow=False)
        assert (forged.status_code, "Too much time went by." in forged.words) == (422, True)
    installation.clock.move(timedelta(minutes=11))
    assert "Too much time went by." in prove(mine, step, code_now(mine, app)).words


def test_staff_with_a_passkey_are_asked_for_it_and_it_signs_in(installation: Installation, theo: Someone) -> None:
    name = give_passphrase(installation, "theo")
    device = Authenticator()
    enrol(theo, device)
    codes = make_codes(theo)
    laptop = installation.someone()
    step = sign_in(laptop, name)
    assert step.values("button[data-behaviour=passkey]") == ["/sign-in/passkey"]
    assert enter(laptop, device).headers["location"] == "/review"
    other = installation.someone()
    assert prove(other, sign_in(other, name), codes[0]).headers["location"] == "/review"


def test_a_patient_who_set_up_nothing_goes_in_by_the_passphrase(installation: Installation, noor: Someone) -> None:
    name = give_passphrase(installation, "noor")
    enrol(noor, Authenticator())
    assert sign_in(installation.someone(), name).headers["location"] == "/today"
    set_up_app(noor)
    assert sign_in(installation.someone(), name).one("h1") == "One more proof"


def test_a_wrong_figure_sets_nothing_up(noor: Someone) -> None:
    app = app_of(noor)
    wrong = noor.send("/account/one-time", {"code": "000000"})
    assert (wrong.status_code, len(alerts(wrong))) == (422, 1)
    assert noor.send("/account/one-time", {"code": ""}).status_code == 422
    assert "Neither is set up." in noor.open("/account/second").words
    noor.send("/account/one-time", {"code": code_now(noor, app)})
    assert "One-time codes are set up." in noor.open("/account/second").words
    assert not noor.open("/account/one-time").tree.cssselect("#the-secret")


def test_the_secret_lies_wrapped(installation: Installation, noor: Someone) -> None:
    app = set_up_app(noor)
    stored = bytes(installation.value("select secret_wrapped from one_time_key"))  # type: ignore[call-overload]
    assert app.secret.encode() not in stored
    assert len(stored) > len(app.secret)
