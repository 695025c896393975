"""Inviting: staff give a name, and get a code, a link and a QR code that are shown once and kept only as hashes."""

import hashlib
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from server.accounts.invitations import ALPHABET, fold_code, new_code
from tests.accounts.people import alerts, invite, token_of
from tests.someone import Installation, Someone

THEO = "0199c000-0000-7000-8000-000000000004"
OTTO = "0199c000-0000-7000-8000-000000000007"


def test_an_invitation_is_a_code_a_link_and_a_qr_code(theo: Someone) -> None:
    made = invite(theo, "Wren")

    assert re.fullmatch(rf"[{ALPHABET}]{{4}} [{ALPHABET}]{{4}}", made.code)
    assert made.page.one("#the-link").startswith("http://clinic.test/join/")
    assert len(token_of(made.path)) >= 32
    assert made.page.one("h1") == "Invitation for Wren"
    assert "ends 9 December" in made.page.words
    (qr,) = made.page.tree.cssselect("svg.qr")
    assert qr.get("aria-label") == "QR code of the link"
    size = int(qr.get("viewbox", qr.get("viewBox")).split()[2])
    assert 25 <= size <= 60
    assert len(qr.cssselect("path.modules")[0].get("d")) > 500


def test_the_qr_code_is_of_the_very_link(theo: Someone) -> None:
    segno = pytest.importorskip("segno")
    made = invite(theo)
    code = segno.make(made.page.one("#the-link"), error="m")

    modules = _drawn(made.page.tree.cssselect("path.modules")[0].get("d"))
    assert modules == {(x, y) for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark}


def test_links_are_made_from_the_configured_address_and_never_from_the_request(theo: Someone) -> None:
    answer = theo._ask(
        "POST", "/invitations", {"name": "Wren"}, follow=False,
        headers={"host": "evil.example", "x-forwarded-host": "evil.example"},
    )  # fmt: skip

    assert answer.status_code == 201
    assert answer.one("#the-link").startswith("http://clinic.test/join/")
    assert "evil.example" not in answer.text


def test_a_name_is_needed_and_what_was_typed_stays(theo: Someone) -> None:
    answer = theo.send("/invitations", {"name": "  ", "email": "wren@example.org", "therapist": THEO})

    assert answer.status_code == 422
    assert alerts(answer) == ["Please write a name. A first name is enough."]
    assert answer.values("input[name=email]") == ["wren@example.org"]
    assert answer.values("option[selected]") == [THEO]


def test_the_e_mail_address_is_optional_and_looked_at(installation: Installation, theo: Someone) -> None:
    assert invite(theo, email="").page.status_code == 201
    assert invite(theo, email=" wren@example.org ").page.status_code == 201
    for wrong in ("wren", "wren@", "@example.org", "wren example@x.org", "a@b", "a@b\0.org", "x" * 250 + "@x.org"):
        answer = theo.send("/invitations", {"name": "Wren", "email": wrong})
        assert answer.status_code == 422, wrong
        assert [line.partition(".")[0] for line in alerts(answer)] == ["This does not look like an e-mail address"]
        assert answer.values("input[name=name]") == ["Wren"]
    assert installation.value("select count(*) from person where email = 'wren@example.org'") == 1


def test_only_the_fields_that_are_wrong_are_named(ada: Someone) -> None:
    nameless = ada.send("/invitations", {"name": "", "role": "prescriber"})
    assert alerts(nameless) == ["Please write a name. A first name is enough."]

    chosen = ada.send("/invitations", {"name": "", "role": "patient", "therapist": THEO})
    assert alerts(chosen) == ["Please write a name. A first name is enough."]

    both = ada.send("/invitations", {"name": "", "email": "x", "role": "patient"})
    assert len(alerts(both)) == 3


def test_a_therapist_invites_to_their_own_caseload(theo: Someone) -> None:
    invite(theo, "Wren")

    assert "Wren" in theo.open("/caseload").words


def test_a_prescriber_or_administrator_has_to_choose_the_therapist(pria: Someone, ada: Someone) -> None:
    for person in (pria, ada):
        answer = person.send("/invitations", {"name": "Wren"})
        assert answer.status_code == 422
        assert alerts(answer) == ["Please choose the therapist who will see this patient."]
        assert invite(person, therapist=THEO).page.status_code == 201


def test_a_therapist_of_another_clinic_cannot_be_chosen(installation: Installation, theo: Someone) -> None:
    before = installation.value("select count(*) from person")

    for other in (OTTO, "0199c000-0000-7000-8000-000000000005", "nobody", "' or 1=1 --"):
        answer = theo.send("/invitations", {"name": "Wren", "therapist": other})
        assert answer.status_code == 422
        assert alerts(answer) == ["Please choose the therapist who will see this patient."]
    assert installation.value("select count(*) from person") == before
    assert "Otto" not in theo.open("/invitations").words


def test_nothing_of_an_invitation_is_stored_readably(installation: Installation, theo: Someone) -> None:
    made = invite(theo)
    code, token = fold_code(made.code), token_of(made.path)

    stored = hashlib.sha256(token.encode()).hexdigest()
    assert installation.value("select count(*) from invitation where token_hash = :hash", hash=stored) == 1
    for plain in (code, token, hashlib.sha256(code.encode()).hexdigest()):
        found = "select count(*) from invitation where token_hash = :plain or code_hash = :plain"
        assert installation.value(found, plain=plain) == 0


def test_the_list_says_how_each_invitation_stands(installation: Installation, theo: Someone) -> None:
    invite(theo, "Wren")
    old = theo.open("/invitations")
    assert old.all("state") == ["Open until 9 December"]

    installation.clock.move(timedelta(days=14))
    theo = installation.someone("theo")
    page = theo.open("/invitations")
    assert page.all("state") == ["Over"]
    assert "Invited by Theo, 25 November, 10:00 am" in page.words
    assert not page.tree.cssselect("form[action$='/withdraw']")


def test_nobody_invited_yet_is_said(theo: Someone) -> None:
    assert "Nobody has been invited yet." in theo.open("/invitations").words


def test_a_code_has_eight_characters_that_are_not_mistaken_for_one_another() -> None:
    codes = {new_code() for _ in range(2000)}

    assert len(codes) == 2000
    assert set("".join(codes)) == set(ALPHABET)
    assert {len(code) for code in codes} == {8}
    assert not set("01OIL U") & set(ALPHABET)
    assert urlsplit(f"/join/{max(codes)}").path == f"/join/{max(codes)}"


def _drawn(path: str) -> set[tuple[int, int]]:
    """The modules that a path of horizontal strokes paints."""
    painted: set[tuple[int, int]] = set()
    x, y = 0.0, 0.0
    for deed, numbers in re.findall(r"([MmhH])([-0-9. ]+)", path):
        given = [float(number) for number in numbers.split()]
        if deed in "Mm":
            x, y = (given[0], given[1]) if deed == "M" else (x + given[0], y + given[1])
        else:
            painted |= {(int(x) + step, int(y - 0.5)) for step in range(int(given[0]))}
            x += given[0]
    return painted
