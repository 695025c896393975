"""Who confirms a way back in is somebody whom the one who began it could not have made up."""

from datetime import timedelta

import pytest

from server.demo_cast import CAST_IDS
from tests.accounts.leaving import end, take_up
from tests.accounts.people import PASSPHRASE, come_in, invite, join
from tests.someone import Installation, Someone
from tests.start.test_adding_staff import added

THEO, ADA = (f"/recovery/{CAST_IDS[name]}" for name in ("theo", "ada"))


@pytest.fixture(autouse=True)
def came_in(installation: Installation) -> None:
    for name in ("theo", "ada"):
        installation.someone(name)


def test_no_administrator_does_it_alone_with_somebody_they_invited(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    code = invite(ada, "Puppet", role="prescriber").code
    puppet = join(installation, code, way="passphrase", name="puppet@example.org", passphrase=PASSPHRASE)
    installation.clock.move(timedelta(days=30))
    puppet = installation.someone()
    come_in(puppet, "puppet@example.org")
    ada.send(f"{THEO}/begin")

    assert puppet.send(f"{THEO}/confirm").status_code == 409
    words = puppet.open(THEO)
    assert "You cannot be the second person here: who began it, or who it is for, invited you." in words.words
    assert not words.tree.cssselect("form[action$='/confirm']")
    assert ada.send(f"{THEO}/code").status_code == 409, "the waiting holds"


@pytest.mark.parametrize(("days", "status"), [(0, 409), (2, 409), (4, 200)])
def test_who_has_only_just_come_confirms_nothing(
    installation: Installation, theo: Someone, days: int, status: int
) -> None:
    """Invited from the command line, so by nobody; what counts is since when they have been here."""
    code = added(installation, name="Newcomer", role="prescriber", clinic="Harbour Clinic")[2]
    form = {"way": "passphrase", "name": "new@example.org", "passphrase": PASSPHRASE}
    newcomer = join(installation, code, **form)
    installation.clock.move(timedelta(days=days))
    newcomer = installation.someone()
    come_in(newcomer, "new@example.org")
    theo.send(f"{ADA}/begin")

    page = newcomer.open(ADA)
    assert ("You cannot be the second person here: whoever confirms" in page.words) is (status == 409)
    assert newcomer.send(f"{ADA}/confirm").status_code == status


def test_an_account_that_was_just_taken_up_again_confirms_nothing(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    end(ada, "wren")
    take_up(ada, "wren")
    wren = installation.someone("wren")
    theo.send(f"{ADA}/begin")
    assert wren.send(f"{ADA}/confirm").status_code == 409
    installation.clock.move(timedelta(days=15))
    theo.send(f"{ADA}/begin")
    assert wren.send(f"{ADA}/confirm").status_code == 200
