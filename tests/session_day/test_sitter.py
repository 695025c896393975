"""The sitter's card: made and taken back by patient or staff, for one day, with a first name and nothing else."""

import re
from datetime import timedelta

import pytest

from server.demo_cast import CAST_IDS
from server.demo_words import TELLTALES
from tests.session_day.days import at, change, course_of, session_of, take, under_way
from tests.someone import Installation, Opened, Someone


@pytest.fixture
def session(installation: Installation) -> str:
    at(installation, "2026-11-26T10:00")
    return session_of(installation, "noor", 3)


def make(noor: Someone, session: str) -> str:
    """Answers the path of the card."""
    page = noor.send(f"/sessions/{session}/sitter")
    assert page.status_code == 200
    return path_of(page)


def path_of(page: Opened) -> str:
    (link,) = page.values("[data-copy]", "data-copy")
    return link.removeprefix("http://clinic.test")


def code_of(page: Opened) -> str:
    return page.one("#the-code").replace(" ", "")


def test_the_patient_makes_it_and_it_opens_without_an_account(noor: Someone, anyone: Someone, session: str) -> None:
    page = anyone.open(make(noor, session))

    assert page.one("h1") == "You are sitting with Noor."
    assert page.values("body", "data-role") == ["sitter"]
    assert "This will pass. I am here." in page.one("section[aria-labelledby=say]")  # D-01
    assert "Chest pain" in page.one("section[aria-labelledby=now]")  # D-06
    assert "No more ketamine, no alcohol, no sedatives." in page.one("section[aria-labelledby=do]")  # D-03
    assert page.values(".dock a.call", "href") == ["tel:+14165550142", "tel:911"]


def test_staff_make_one_too_and_both_see_the_same(noor: Someone, theo: Someone, session: str) -> None:
    made = theo.send(f"/sessions/{session}/record/sitter")

    assert path_of(made) == path_of(noor.open(f"/sessions/{session}/sitter")) == make(noor, session)
    assert code_of(made)[:3] in theo.open(f"/sessions/{session}/record").one("section[aria-labelledby=sitting]")


def test_one_card_lives_at_a_time_however_often_it_is_made(
    installation: Installation, noor: Someone, theo: Someone, session: str
) -> None:
    first = make(noor, session)
    assert make(noor, session) == first
    theo.send(f"/sessions/{session}/record/sitter")

    living = "select count(*) from sitter_card where session_id = :id and revoked_at is null"
    assert installation.value(living, id=session) == 1


@pytest.mark.parametrize("who", ["noor", "theo"])
def test_taken_back_it_is_over_at_once_and_a_new_one_has_another_way_in(
    installation: Installation, noor: Someone, anyone: Someone, session: str, who: str
) -> None:
    first = make(noor, session)
    code = code_of(noor.open(f"/sessions/{session}/sitter"))
    anyone.open(first)

    end = f"/sessions/{session}/sitter/end" if who == "noor" else f"/sessions/{session}/record/sitter/end"
    assert installation.someone(who).send(end).status_code == 200

    assert anyone.get(first).status_code == 410
    assert "Noor" not in anyone.get(first).text
    assert anyone.send("/sitter", {"code": code}).status_code == 422
    for line, form in (("check", {"well": "perhaps"}), ("handover", {"awake": "1"}), ("check", {})):
        refused = anyone.send(f"{first}/{line}", form)
        assert refused.status_code == 410, line
        assert "Noor" not in refused.text
    assert make(noor, session) != first
    assert anyone.get(first).status_code == 410


def test_it_ends_with_the_day(installation: Installation, noor: Someone, anyone: Someone, session: str) -> None:
    card = make(noor, session)
    at(installation, "2026-11-26T23:59")
    anyone.open(card)
    at(installation, "2026-11-27T00:00")

    assert anyone.get(card).status_code == 410
    assert noor.open(f"/sessions/{session}/sitter").tree.cssselect("[data-copy]") == []
    assert noor.send(f"/sessions/{session}/sitter").status_code == 409


def test_later_than_that_only_while_the_stay_time_goes_on(
    installation: Installation, noor: Someone, theo: Someone, anyone: Someone, session: str
) -> None:
    """Two hours from half past ten at night, and one more."""
    card = make(noor, session)
    under_way(installation, theo, "22:20", "22:30")
    at(installation, "2026-11-27T01:29")
    anyone.open(card)
    at(installation, "2026-11-27T01:30")

    assert anyone.get(card).status_code == 410


def test_once_the_session_is_over_none_is_made(
    installation: Installation, noor: Someone, theo: Someone, session: str
) -> None:
    take(theo, session)

    assert noor.send(f"/sessions/{session}/sitter").status_code == 409
    assert theo.send(f"/sessions/{session}/record/sitter").status_code == 409
    assert noor.send(f"/sessions/{session_of(installation, 'noor', 1)}/sitter").status_code == 409


def test_a_card_for_a_session_that_is_moved_ends_with_its_new_day(
    installation: Installation, noor: Someone, anyone: Someone, session: str
) -> None:
    card = make(noor, session)
    later = installation.clock.now + timedelta(days=2)
    change(installation, "update session set planned_at = :at where id = :id", at=later, id=session)
    installation.clock.now = later

    anyone.open(card)


@pytest.mark.parametrize(
    ("name", "first"), [("Ann Marie Smith", "Ann"), ("  Zoë  van Dijk", "Zoë"), ("Bo", "Bo"), ("<Li> Wu", "<Li>")]
)
def test_nothing_but_the_first_name_and_this_one_day_is_on_it(
    installation: Installation, noor: Someone, anyone: Someone, session: str, name: str, first: str
) -> None:
    change(installation, "update person set name = :name where id = :id", name=name, id=CAST_IDS["noor"])
    page = anyone.open(make(noor, session))

    assert page.one("h1") == f"You are sitting with {first}."
    for rest in name.split()[1:]:
        assert not re.search(rf"\b{rest}\b", page.text)
    text = page.text.lower()
    assert not [word for words in TELLTALES.values() for word in words if word in text]
    for other in (session_of(installation, "noor", number) for number in (1, 2)):
        assert other not in page.text
    for secret in (session, course_of(installation, "noor"), CAST_IDS["noor"]):
        assert secret not in page.text
    links = page.values("a", "href")
    assert not [link for link in links if link.startswith(("/journal", "/today", "/sessions", "/course", "/prepare"))]


def test_what_the_patient_and_staff_wrote_is_not_on_it(
    installation: Installation, noor: Someone, theo: Someone, anyone: Someone, session: str
) -> None:
    under_way(installation, theo)
    theo.send(f"/sessions/{session}/record/note", {"id": CAST_IDS["noor"], "words": "Moss on a wet roof."})
    noor.send("/prepare/checklist/P-13", {"session": session, "done": "1", "words": "Leyla Aydin"})

    page = anyone.open(make(noor, session))

    for secret in ("Moss on a wet roof.", "Aydin", "Theo", "Pria"):
        assert secret not in page.text
    assert anyone.get("/today").status_code == 303


@pytest.mark.parametrize("who", ["mara", "sol", "otto", "ada"])
def test_nobody_else_sees_makes_or_ends_it(
    installation: Installation, noor: Someone, anyone: Someone, session: str, who: str
) -> None:
    card = make(noor, session)
    code = code_of(noor.open(f"/sessions/{session}/sitter"))
    other = installation.someone(who)

    for path in (f"/sessions/{session}/sitter", f"/sessions/{session}/record/sitter"):
        for refused in (other.get(path), other.send(path), other.send(f"{path}/end")):
            assert refused.status_code in (403, 404)
            assert code not in refused.text
    anyone.open(card)


def test_a_link_that_was_never_made_opens_nothing(noor: Someone, anyone: Someone, session: str) -> None:
    card = make(noor, session)

    for path in ("/sitter/nonsense", card[:-1], f"{card}x", card.lower(), f"/sitter/{'a' * 5000}", "/sitter/%00"):
        if path != card:
            assert anyone.get(path).status_code == 404, path
            assert anyone.send(f"{path}/check", {"well": "1"}).status_code == 404
