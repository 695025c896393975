"""end-account does from a terminal what an administrator does on the page, with the same limits."""

from argparse import Namespace

import pytest

from server.db.errors import CannotStart
from server.parting import end_account
from tests.someone import Installation, Someone


def ended(installation: Installation, who: str, **more: str) -> tuple[str, str]:
    about = {"who": who, "by": "Ada", "to": "", "clinic": "Harbour Clinic"} | more
    done = installation.run(lambda: end_account(installation.house, Namespace(**about)))
    assert isinstance(done, tuple)
    return done


def test_whoever_is_named_is_out_and_who_takes_over_is_in(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    assert ended(installation, "theo", to="Wren")[1] == "Theo"
    assert theo.get("/review").status_code == 303
    with pytest.raises(CannotStart, match="has ended already"):
        ended(installation, "theo")


@pytest.mark.parametrize(
    ("who", "more", "why"),
    [
        ("Theo", {}, r"Name with --to another therapist who takes over: nobody else is there for Iris, Mara, Noor\."),
        ("Theo", {"to": "Pria"}, "Name with --to another therapist"),
        ("Nobody", {}, "Nobody who works at Harbour Clinic is called Nobody"),
        ("Noor", {}, "Nobody who works at Harbour Clinic is called Noor"),
        ("Otto", {}, "Nobody who works at Harbour Clinic is called Otto"),
        ("Wren", {"by": "Theo"}, "Theo is no administrator"),
        ("Ada", {}, "the only administrator who has come in"),
    ],
)
def test_what_it_refuses_it_says_and_nothing_is_changed(
    installation: Installation, who: str, more: dict[str, str], why: str
) -> None:
    installation.someone("ada")
    with pytest.raises(CannotStart, match=why):
        ended(installation, who, **more)
    assert installation.value("select count(*) from account_change") == 0
