"""A change of what proves somebody: a new token each time, and an end to the other logins where something went."""

from datetime import timedelta

import pytest

from tests.accounts.authenticator import Authenticator, enrol
from tests.accounts.devices import TOLD
from tests.accounts.people import come_in, give_passphrase, sign_in
from tests.accounts.second import code_now, make_codes, prove, set_up_app
from tests.someone import Installation, Someone


@pytest.mark.parametrize("deed", ["passkey", "app", "codes"])
def test_something_more_ends_no_other_login_and_something_less_or_other_ends_them(
    installation: Installation, deed: str
) -> None:
    noor, phone = installation.someone("noor"), installation.someone("noor")
    tokens = [noor.client.cookies["tidemark"]]

    def change(first: bool) -> None:
        if deed == "passkey" and first:
            enrol(noor, Authenticator())
        elif deed == "passkey":
            noor.send(noor.open("/account/passkeys").values("form[action$='/remove']", "action")[0])
        else:
            (set_up_app if deed == "app" else make_codes)(noor)
        tokens.append(noor.client.cookies["tidemark"])

    change(first=True)
    assert phone.get("/today").status_code == 200
    change(first=False)
    assert phone.get("/today").status_code == 303
    assert noor.get("/today").status_code == 200
    assert len(set(tokens)) == 3


def test_a_change_is_no_proof_of_its_own(installation: Installation, noor: Someone) -> None:
    noor.keeps_at_it = False
    installation.clock.move(timedelta(minutes=4))
    enrol(noor, Authenticator())
    installation.clock.move(timedelta(minutes=1, seconds=1))
    assert noor.get("/journal/export").status_code == 403


def test_a_browser_that_signs_in_after_a_factor_was_taken_away_is_told_as_new(installation: Installation) -> None:
    name = give_passphrase(installation)
    noor, other = installation.someone(), installation.someone()
    come_in(noor, name, own="1")
    installation.clock.move(timedelta(minutes=1))
    come_in(other, name, own="1")
    set_up_app(noor)
    app = set_up_app(noor)
    installation.clock.move(timedelta(minutes=1))
    step = sign_in(other, name, own="1")
    assert prove(other, step, code_now(other, app)).headers["location"] == "/today"
    assert TOLD in noor.open("/today").words
