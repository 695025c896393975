"""Proving it again by a passkey, a code of the app or a code from the paper: each once."""

import pytest

from tests.accounts.asked import FIVE, SECOND, STAFF_PAGE, by_both, carried, credential, credentials, late
from tests.accounts.authenticator import Authenticator, asked_by, enrol
from tests.accounts.people import PASSPHRASE, give_passphrase, sign_in
from tests.accounts.second import app_of, code_now, code_on_paper, make_codes, set_up_app
from tests.someone import Installation, Opened, Someone

PASSKEY = "/account/prove/passkey"


@pytest.fixture
def noor_at_rest(installation: Installation) -> tuple[Someone, Authenticator]:
    """Noor with a passkey and nothing else, who proved it more than five minutes ago."""
    noor, device = installation.someone("noor"), Authenticator()
    assert enrol(noor, device).status_code == 303
    noor.keeps_at_it = False
    installation.clock.move(FIVE + SECOND)
    return noor, device


def by_passkey(person: Someone, page: Opened, device: Authenticator) -> Opened:
    """As the page's module sends it: everything in the form around the button, to the address that asked."""
    (form,) = page.tree.cssselect("form:has(button[data-behaviour=passkey])")
    hidden = {one.get("name", ""): one.get("value", "") for one in form.cssselect("input[type=hidden]")}
    (button,) = form.cssselect("button")
    answer = {button.getprevious().get("name"): device.sign(asked_by(person, button.get("value", "")))}
    return person.send(button.get("value", ""), hidden | answer, follow=False)


def test_staff_are_offered_all_that_they_have_and_what_was_typed_goes_on(installation: Installation) -> None:
    ada, device = late(installation, "ada"), Authenticator()
    page = ada.send("/account/passkeys/new", {"name": "My laptop"})
    assert page.values("button[name=proof-way]") == ["both", "demo"], "never a passphrase, nor a code, alone"
    ada.send("/account/prove", by_both(installation, page))
    enrol(ada, device)
    installation.clock.move(FIVE + SECOND)

    page = ada.send(STAFF_PAGE, credential(title="Two\nlines & “quotes”"))
    assert page.values("button[data-behaviour=passkey]") == [PASSKEY]
    before = ada.client.cookies["tidemark"]
    again = by_passkey(ada, page, device)

    assert (again.status_code, again.headers["location"]) == (307, STAFF_PAGE)
    assert ada.client.cookies["tidemark"] != before
    assert ada.send(STAFF_PAGE, by_both(installation, page)).status_code == 200
    assert credentials(installation) == 1


def test_a_way_that_is_not_offered_proves_nothing(installation: Installation) -> None:
    ada = late(installation, "ada")
    code = code_on_paper(installation, "ada@example.org")
    for way, word in (("passphrase", PASSPHRASE), ("own-code", code)):
        assert ada.send("/account/prove", {"proof-way": way, "proof-word": word}).status_code == 422
    assert ada.send(STAFF_PAGE, credential()).status_code == 403


def test_a_passkey_proves_it_once_and_for_this_login_alone(
    installation: Installation, noor_at_rest: tuple[Someone, Authenticator], mara: Someone
) -> None:
    noor, device = noor_at_rest
    page = noor.get("/journal/export")
    theirs = Authenticator(id=b"another's")
    assert enrol(mara, theirs).status_code == 303
    for wrong in (
        theirs.sign(asked_by(noor, PASSKEY)),
        device.sign(asked_by(mara, PASSKEY)),
        device.sign(asked_by(noor, "/sign-in/passkey")),
        Authenticator().sign(asked_by(noor, PASSKEY)),
        "{}",
    ):
        refused = noor.send(PASSKEY, {"proof-way": "passkey", "proof-word": wrong})
        assert refused.status_code == 422
        assert refused.all("error") == [
            "This passkey did not prove it. Please try once more, or prove it in another way."
        ]
    assert noor.get("/journal/export").status_code == 403

    right = device.sign(asked_by(noor, PASSKEY))
    form = {"proof-way": "passkey", "proof-word": right}
    assert [noor.send(PASSKEY, form, follow=False).status_code for _time in range(2)] == [303, 422]
    assert page.status_code == 403
    assert noor.get("/journal/export").status_code == 200


def test_a_passkey_that_counts_backwards_proves_nothing_and_is_stopped(
    noor_at_rest: tuple[Someone, Authenticator],
) -> None:
    noor, device = noor_at_rest
    device.count = 5
    assert by_passkey(noor, noor.get("/journal/export"), device).status_code == 200
    device.count = 2
    noor.send("/account/prove", {"proof-way": "passkey", "proof-word": device.sign(asked_by(noor, PASSKEY))})
    assert "It counted backwards" in noor.open("/account/passkeys").words


def test_a_code_of_the_app_and_one_from_the_paper_prove_it_once(installation: Installation, noor: Someone) -> None:
    app, codes = set_up_app(noor), make_codes(noor)
    noor.keeps_at_it = False
    for code in (lambda: code_now(noor, app), lambda: codes[2]):
        installation.clock.move(FIVE + SECOND)
        page = noor.get("/journal/export")
        typed = code()
        answers = [noor.send("/account/prove", carried(page, "own-code", typed), follow=False) for _time in range(2)]
        assert [one.status_code for one in answers] == [200, 422]
        assert answers[1].all("error") == [
            "This code does not prove it now. Each works once; please wait for the next one."
        ]
        assert noor.get("/journal/export").status_code == 200
    empty = noor.send("/account/prove", carried(page, "own-code", " "))
    assert empty.all("error") == ["Please type the figures, or a recovery code."]


def test_tries_in_every_way_count_together(installation: Installation, noor: Someone) -> None:
    set_up_app(noor)
    wrong = {"proof-way": "own-code", "proof-word": "000000"}
    answers = [noor.send("/account/prove", wrong).status_code for _time in range(11)]
    assert answers == [422] * 10 + [429]
    assert noor.send("/account/prove", {"proof-way": "demo"}).status_code == 429


def test_a_name_goes_through_the_question_and_the_passkey_is_made_after_it(
    installation: Installation, noor_at_rest: tuple[Someone, Authenticator]
) -> None:
    noor, device = noor_at_rest
    assert not noor.open("/account/passkeys").values("button[value='/account/passkeys/new']")
    page = noor.send("/account/passkeys/new", {"name": "Blue “laptop”"})
    assert (page.status_code, page.one("h1")) == (403, "Is it you?")
    assert by_passkey(noor, page, device).status_code == 307

    page = noor.send("/account/passkeys/new", {"name": "Blue “laptop”"})
    assert (page.status_code, page.all("error")) == (200, [])
    assert page.values("form[action='/account/passkeys/new'] input[name=name]") == ["Blue “laptop”"]
    assert page.values("button[value='/account/passkeys/new']")
    assert enrol(noor, Authenticator(id=b"another")).status_code == 303


def test_a_secret_of_an_app_is_shown_only_shortly_after_a_proof(installation: Installation, noor: Someone) -> None:
    app = app_of(noor)
    assert noor.open("/account/one-time").tree.cssselect("#the-secret")
    noor.keeps_at_it = False
    installation.clock.move(FIVE + SECOND)
    assert not noor.open("/account/one-time").tree.cssselect("#the-secret")
    page = noor.send("/account/one-time", {"code": code_now(noor, app)})
    assert page.one("h1") == "Is it you?"
    assert noor.send("/account/prove", carried(page, "demo")).path == "/account/second"


def test_somebody_held_may_prove_it_too(installation: Installation) -> None:
    theo = installation.someone()
    assert sign_in(theo, give_passphrase(installation, "theo")).headers["location"] == "/account/second"
    installation.clock.move(FIVE + SECOND)
    page = theo.send("/account/one-time/begin")
    assert page.one("h1") == "Is it you?"
    assert "Caseload" not in page.words
    assert theo.send("/account/prove", carried(page), follow=False).status_code == 307
    set_up_app(theo)
    make_codes(theo)
    assert theo.open("/review").status_code == 200
