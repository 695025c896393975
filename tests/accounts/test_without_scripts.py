"""In a browser that runs no scripts a passkey cannot be used: whoever has nothing else reads there what to do."""

from tests.accounts.asked import FIVE, SECOND
from tests.accounts.authenticator import Authenticator, enrol
from tests.accounts.people import give_passphrase, sign_in
from tests.accounts.second import set_up_app
from tests.someone import Installation, Opened, Someone

SAID = "A passkey needs scripts, and this browser runs none here."


def says_so(page: Opened) -> bool:
    return any(SAID in one.text_content() for one in page.tree.cssselect("noscript"))


def test_every_page_that_offers_a_passkey_says_what_to_do(installation: Installation, noor: Someone) -> None:
    assert says_so(installation.someone().open("/sign-in"))
    assert says_so(noor.open("/account/passkeys"))
    enrol(noor, Authenticator())
    set_up_app(noor)
    noor.keeps_at_it = False
    installation.clock.move(FIVE + SECOND)
    question = noor.get("/journal/export")
    assert (question.one("h1"), says_so(question)) == ("Is it you?", True)
    step = sign_in(installation.someone(), give_passphrase(installation, "noor"))
    assert (step.one("h1"), says_so(step)) == ("One more proof", True)


def test_where_no_passkey_is_offered_nothing_is_said_of_it(installation: Installation, noor: Someone) -> None:
    set_up_app(noor)
    step = sign_in(installation.someone(), give_passphrase(installation, "noor"))
    assert (step.one("h1"), says_so(step)) == ("One more proof", False)
