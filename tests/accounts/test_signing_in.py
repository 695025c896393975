"""Signing in with a passphrase: one answer for every wrong try, a new token for every right one."""

import hashlib

import pytest

from server.access import passphrases
from tests.accounts.people import PASSPHRASE, alerts, give_passphrase, sign_in
from tests.accounts.second import code_now, prove, set_up_second
from tests.someone import Installation, Someone

WRONG = "This name and passphrase do not belong together."


def test_the_right_passphrase_opens_ones_own_first_page(installation: Installation, anyone: Someone) -> None:
    name = give_passphrase(installation)

    assert sign_in(anyone, name).headers["location"] == "/today"
    assert "Noor" in anyone.open("/account").words


def test_staff_land_on_their_own_first_page(installation: Installation) -> None:
    for person, home in (("theo", "/review"), ("pria", "/review"), ("ada", "/clinic")):
        name = give_passphrase(installation, person)
        app, _codes = set_up_second(installation.someone(person))
        somebody = installation.someone()
        step = sign_in(somebody, name)
        assert prove(somebody, step, code_now(somebody, app, steps=1)).headers["location"] == home


def test_a_wrong_passphrase_and_an_unknown_name_get_the_same_answer(installation: Installation) -> None:
    known = give_passphrase(installation)
    pages = []
    for name in (known, "nora@example.org"):
        answer = sign_in(installation.someone(), name, "not the right one")
        assert answer.status_code == 422
        assert alerts(answer) == [WRONG]
        assert "set-cookie" not in answer.headers
        pages.append(answer.text.replace(name, "NAME"))
    assert pages[0] == pages[1]


def test_an_unknown_name_costs_as_much_work_as_a_known_one(
    installation: Installation, anyone: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    verify = passphrases._verify

    def counted(stored: str, text: str) -> bool:
        verified.append(stored.rsplit("$", 2)[0])
        return verify(stored, text)

    monkeypatch.setattr(passphrases, "_verify", counted)
    known = give_passphrase(installation)

    sign_in(anyone, known, "not the right one")
    sign_in(anyone, "nora@example.org", "not the right one")

    assert len(verified) == 2
    assert verified[0] == verified[1]


def test_the_name_is_found_however_a_phone_writes_it(installation: Installation, anyone: Someone) -> None:
    give_passphrase(installation)

    assert sign_in(anyone, "  Noor@Example.ORG ").status_code == 303


def test_a_wrong_try_keeps_the_name_and_never_shows_the_passphrase(anyone: Someone) -> None:
    answer = sign_in(anyone, "noor@example.org", "mistyped-secret", own="1", next="/journal")

    assert answer.values("input[name=name]") == ["noor@example.org"]
    assert answer.values("input[name=next]") == ["/journal"]
    assert "mistyped-secret" not in answer.text
    assert answer.tree.cssselect("input[name=own][checked]")


def test_both_empty_fields_are_named_at_once(anyone: Someone) -> None:
    answer = sign_in(anyone, "", "")

    assert answer.status_code == 422
    assert alerts(answer) == ["Please write the name you sign in with.", "Please write your passphrase."]
    assert answer.one("title").startswith("Error: ")


def test_somebody_without_a_passphrase_cannot_be_signed_in_as(installation: Installation, anyone: Someone) -> None:
    """Noor keeps a device login; her row has no passphrase and no name to sign in with."""
    for name in ("noor", "Noor", ""):
        for passphrase in ("", "None", "nobody has this one"):
            assert sign_in(anyone, name, passphrase).status_code in (422, 429)
    assert anyone.get("/today").headers["location"] == "/sign-in?next=/today"


def test_every_sign_in_makes_a_new_token(installation: Installation, anyone: Someone) -> None:
    name = give_passphrase(installation)
    tokens = set()
    for _ in range(3):
        sign_in(anyone, name)
        tokens.add(anyone.client.cookies["tidemark"])

    assert len(tokens) == 3


def test_a_planted_cookie_is_never_adopted(installation: Installation, anyone: Someone) -> None:
    name = give_passphrase(installation)
    planted = "p" * 43
    anyone.client.cookies.set("tidemark", planted, domain="clinic.test", path="/")

    sign_in(anyone, name)
    stranger = installation.someone()
    stranger.client.headers["cookie"] = f"tidemark={planted}"

    assert anyone.client.cookies["tidemark"] != planted
    assert stranger.get("/today").status_code == 303


def test_only_the_sha256_of_a_token_is_stored(installation: Installation, anyone: Someone) -> None:
    sign_in(anyone, give_passphrase(installation))
    token = anyone.client.cookies["tidemark"]
    digest = hashlib.sha256(token.encode()).hexdigest()

    assert installation.value("select count(*) from login where token_hash = :hash", hash=digest) == 1
    anyone.client.cookies.clear()
    anyone.client.headers["cookie"] = f"tidemark={digest}"
    assert anyone.get("/today").status_code == 303
    assert len(token) >= 43


def test_only_a_hash_of_the_passphrase_is_stored(installation: Installation) -> None:
    name = give_passphrase(installation)

    stored = installation.value("select passphrase_hash from person where sign_in_name = :name", name=name)
    assert str(stored).startswith("$argon2id$")
    assert PASSPHRASE not in str(stored)
