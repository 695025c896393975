"""N-02: the dose is what a prescriber typed, letter by letter; nothing reads, converts or judges it."""

import pytest

from tests.journal.shown import elements
from tests.session_day.days import at, keep, kept, line_form, session_of, take
from tests.someone import Installation, Opened, Someone

AMOUNT = "0,5 mg/kg über 40 min; = 38 <mg> i.v."


@pytest.fixture
def session(installation: Installation, theo: Someone) -> str:
    at(installation, "2026-11-26T10:50")
    session = session_of(installation, "noor", 3)
    take(theo, session, "opened")
    at(installation, "2026-11-26T11:10")
    return session


def dose(page: Opened) -> str:
    return page.one("#doses ~ ul")


def test_n_02_it_stands_as_it_was_typed_with_who_and_when(
    installation: Installation, theo: Someone, pria: Someone, session: str
) -> None:
    page = keep(pria, session, "dose", amount=AMOUNT, at="11:05")

    assert page.status_code == 200
    shown = theo.open(f"/sessions/{session}/record")
    assert AMOUNT in elements(shown, "", "b") or AMOUNT in dose(shown)
    assert "11:05 am" in dose(shown)
    assert "Pria" in dose(shown)


@pytest.mark.parametrize("amount", ["50 mg", "500000 mg", "half", "a little more than last time"])
def test_n_02_no_amount_is_doubted_and_none_is_worked_out(
    installation: Installation, pria: Someone, session: str, amount: str
) -> None:
    page = keep(pria, session, "dose", amount=amount)

    assert page.status_code == 200
    assert " ".join(dose(page).split()).startswith(f"11:10 am{amount} Pria")


def test_the_dose_starts_the_clock_of_the_record(installation: Installation, pria: Someone, session: str) -> None:
    at(installation, "2026-11-26T11:16")

    page = keep(pria, session, "dose", amount="38 mg", at="11:10")

    assert "6 min since the medicine" in page.words
    assert "Started 26 November, 11:10 am by Pria" in " ".join(
        " ".join(" ".join(line.itertext()).split()) for line in page.tree.cssselect("[aria-labelledby=steps] li")
    )


@pytest.mark.parametrize(
    ("who", "status"), [("theo", 403), ("otto", 403), ("ada", 403), ("noor", 403), ("mara", 403), ("sol", 403)]
)
def test_n_02_only_a_prescriber_may_type_it(installation: Installation, session: str, who: str, status: int) -> None:
    refused = keep(installation.someone(who), session, "dose", amount="38 mg")

    assert refused.status_code == status
    assert kept(installation, "dose") == 0
    assert installation.value("select started_at from session where id = :id", id=session) is None


def test_a_prescriber_who_is_not_on_the_care_team_may_not_type_it(
    installation: Installation, pria: Someone, session: str
) -> None:
    for other in (session_of(installation, "sol", 2), "0199c000-0000-7000-8000-00000000dddd"):
        assert keep(pria, other, "dose", amount="38 mg").status_code == 404
    assert kept(installation, "dose") == 0


def test_nobody_signed_out_may_type_it(installation: Installation, anyone: Someone, session: str) -> None:
    refused = anyone.send(f"/sessions/{session}/record/dose", line_form(amount="38 mg"), follow=False)

    assert refused.status_code in (303, 401)
    assert kept(installation, "dose") == 0


def test_a_therapist_reads_who_can_type_it_and_finds_no_field(
    installation: Installation, theo: Someone, pria: Someone, session: str
) -> None:
    page = theo.open(f"/sessions/{session}/record")

    assert "Not written yet. Pria can write it." in page.words
    assert page.tree.cssselect("[name=amount]") == []
    assert pria.open(f"/sessions/{session}/record").tree.cssselect("[name=amount]")


@pytest.mark.parametrize(("amount", "said"), [(" ", "Please type the dose as you ordered it."), ("x" * 121, "121")])
def test_an_empty_or_endless_one_is_refused_beside_its_field(
    installation: Installation, pria: Someone, session: str, amount: str, said: str
) -> None:
    refused = keep(pria, session, "dose", amount=amount)

    assert refused.status_code == 422
    assert said in refused.one("#amount-error")
    assert kept(installation, "dose") == 0


def test_before_the_session_is_opened_there_is_no_dose(installation: Installation, pria: Someone) -> None:
    refused = keep(pria, session_of(installation, "mara", 3), "dose", amount="38 mg")

    assert refused.status_code == 422
    assert "Please open the session first" in refused.one("#wrong")
    assert kept(installation, "dose") == 0


def test_a_correction_keeps_the_first_amount_readable_and_needs_a_reason(
    installation: Installation, theo: Someone, pria: Someone, session: str
) -> None:
    form = line_form(amount="83 mg")
    pria.send(f"/sessions/{session}/record/dose", form)
    assert keep(pria, session, "dose", amount="38 mg", about=form["id"]).status_code == 422
    at(installation, "2026-11-26T11:20")
    assert pria.open(f"/sessions/{session}/record?correct={form['id']}").values("[name=amount]") == ["83 mg"]

    page = keep(pria, session, "dose", amount="38 mg", about=form["id"], why="Figures swapped.", at="11:10")

    assert "38 mg" in dose(page)
    assert page.one("#doses ~ ul del").startswith("83 mg, written by Pria at 11:10 am")
    assert theo.send(f"/sessions/{session}/record/dose", form | {"id": "", "about": form["id"]}).status_code == 403


def test_sent_again_it_is_one_dose(installation: Installation, pria: Someone, session: str) -> None:
    form = line_form(amount="38 mg")

    for _try in range(2):
        assert pria.outbox(f"/sessions/{session}/record/dose", form).status_code == 200

    assert kept(installation, "dose") == 1
