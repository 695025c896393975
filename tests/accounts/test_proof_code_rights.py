"""Who may make a code that only proves, for whom, and what it is not for."""

import pytest

from server.demo_cast import CAST_IDS
from tests.accounts.asked import FIVE, SECOND, carried
from tests.accounts.people import give_passphrase, join, recover
from tests.accounts.proof_codes import NOOR, NOTICE, asked, code_for, joined_by_device
from tests.someone import Installation, Someone


@pytest.fixture
def robin(installation: Installation, theo: Someone) -> Someone:
    return joined_by_device(installation, theo)


def test_who_can_prove_it_by_themselves_gets_none(installation: Installation, theo: Someone, noor: Someone) -> None:
    give_passphrase(installation, "noor")
    assert not theo.open(NOOR.removesuffix("/proof")).tree.cssselect("form[action$='/proof']")
    refused = theo.send(NOOR)
    assert (refused.status_code, "No code was made" in refused.words) == (409, True)
    assert NOTICE not in noor.open("/today").words


def test_one_made_before_a_passphrase_proves_nothing_after_it(
    installation: Installation, robin: Someone, theo: Someone
) -> None:
    code, page = code_for(theo), asked(robin)
    other = code_for(theo)
    robin.send("/account/prove", carried(page, "code", other))
    robin.send("/account/passphrase", {"name": "robin here", "passphrase": "a calm grey sea"})
    installation.clock.move(FIVE + SECOND)
    for one in (code, other):
        assert robin.send("/account/prove", carried(page, "code", one)).status_code == 422


def test_making_one_asks_whether_it_is_you(installation: Installation, theo: Someone, noor: Someone) -> None:
    theo.keeps_at_it = False
    installation.clock.move(FIVE + SECOND)
    assert theo.send(NOOR).one("h1") == "Is it you?"
    assert installation.value("select count(*) from proof_code") == 0


def test_a_recovery_goes_on_beside_it(installation: Installation, theo: Someone, pria: Someone, noor: Someone) -> None:
    """A code of a recovery is typed to come in, and proves nothing here."""
    theo.send(NOOR)
    code = recover(theo, pria, NOOR.removesuffix("/proof"))
    assert noor.send("/account/prove", {"proof-way": "code", "proof-word": code}).status_code == 422
    assert join(installation, code).open("/today").status_code == 200


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("theo", NOOR, 201), ("pria", NOOR, 201), ("ada", NOOR, 404), ("wren", NOOR, 404), ("otto", NOOR, 404),
        ("noor", NOOR, 403), ("mara", NOOR, 403), (None, NOOR, 401),
        ("theo", f"/recovery/{CAST_IDS['pria']}/proof", 404), ("ada", f"/recovery/{CAST_IDS['theo']}/proof", 404),
    ],
)  # fmt: skip
def test_who_may_make_one(installation: Installation, who: str | None, whom: str, status: int) -> None:
    for name in ("noor", "theo", "pria"):
        installation.someone(name)
    assert installation.someone(who).send(whom).status_code == status
    assert installation.value("select count(*) from proof_code") == (1 if status == 201 else 0)
