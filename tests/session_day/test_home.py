"""A session at home: who is there (N-07), the pressure gate (P-40), and where it may be at all (P-42)."""

import pytest

from server.clinics.protocol import Protocol
from tests.session_day.days import at, change, keep, kept, line_form, newest, session_of, use_numbers
from tests.someone import Installation, Opened, Someone

WAIT = "Wait. Call your clinic before taking your dose."
PO = "update session set route = 'PO' where id = :id"


@pytest.fixture
def session(installation: Installation, noor: Someone) -> str:
    """Noor's third, at home this time, ten minutes before it, with a sitter named."""
    session = session_of(installation, "noor", 3)
    change(installation, PO, id=session)
    at(installation, "2026-11-26T10:50")
    named = noor.send("/prepare/checklist/P-14", {"session": session, "done": "1", "words": "Leyla"})
    assert named.status_code == 200
    return session


def measure(noor: Someone, session: str, upper: int, lower: int, **more: str) -> Opened:
    form = line_form(systolic=str(upper), diastolic=str(lower), pulse="") | more
    return noor.send(f"/sessions/{session}/pressure", form)


def begin(noor: Someone, session: str) -> Opened:
    return noor.open(f"/sessions/{session}/begin")


def said(page: Opened) -> list[str]:
    """Which of the notices are shown."""
    found = page.tree.cssselect("[data-behaviour=gate] [data-when]:not([hidden])")
    return [one.get("data-when") for one in found]


def taken(noor: Someone, session: str, **more: str) -> Opened:
    return noor.send(f"/sessions/{session}/taken", line_form() | more)


def test_p_40_pressure_first_and_then_the_button_is_there(noor: Someone, session: str) -> None:
    assert said(begin(noor, session)) == ["pressure"]

    page = measure(noor, session, 140, 90)

    assert page.path == f"/sessions/{session}/begin"
    assert said(page) == ["ready"]
    assert "140/90, 10:50 am" in page.one("dl.facts")
    assert "Leyla" in page.one("dl.facts")


def test_p_24_the_line_of_the_checklist_is_turned_green_by_a_reading_and_not_by_a_tick(
    installation: Installation, noor: Someone, session: str
) -> None:
    ticked = noor.send("/prepare/checklist/P-24", {"session": session, "done": "1", "words": "120/80"})
    assert ticked.status_code == 404
    board = noor.open("/today")
    assert f"/sessions/{session}/pressure" in board.values(".board a", "href")

    measure(noor, session, 128, 82)

    assert "128/82. Noted by you" in noor.open("/today").words


@pytest.mark.parametrize(("upper", "lower"), [(141, 90), (140, 91), (280, 180)])
def test_p_40_above_the_limit_one_waits_and_a_lower_reading_does_not_change_it(
    installation: Installation, noor: Someone, session: str, upper: int, lower: int
) -> None:
    page = measure(noor, session, upper, lower)

    assert said(page) == ["gate"]
    assert WAIT in page.one("[data-when=gate]")
    assert page.values("[data-when=gate] a.call", "href") == ["tel:+14165550142"]
    assert WAIT in noor.open("/today").words
    at(installation, "2026-11-26T11:10")

    assert said(measure(noor, session, 120, 80)) == ["gate"]
    refused = taken(noor, session)
    assert refused.status_code == 409
    assert "Your clinic has not said yet" in refused.one("[role=alert]")
    assert kept(installation, "taken") == 0


def test_p_40_only_a_clinicians_word_opens_it_and_a_later_one_closes_it_again(
    installation: Installation, noor: Someone, theo: Someone, pria: Someone, session: str
) -> None:
    measure(noor, session, 152, 88)
    record = theo.open(f"/sessions/{session}/record")
    assert "Only a word from you changes that." in record.words
    assert keep(pria, session, "decision", choice="go on", words=" ").status_code == 422
    at(installation, "2026-11-26T11:00")

    assert keep(pria, session, "decision", choice="go on", words="Spoke by phone.").status_code == 200
    assert said(begin(noor, session)) == ["ready"]
    assert WAIT not in noor.open("/today").words

    at(installation, "2026-11-26T11:05")
    assert keep(theo, session, "decision", choice="not today", words="Unwell.").status_code == 200
    assert said(begin(noor, session)) == ["gate"]


def test_p_40_what_a_patient_sends_to_the_record_opens_nothing(
    installation: Installation, noor: Someone, session: str
) -> None:
    measure(noor, session, 152, 88)

    assert keep(noor, session, "decision", choice="go on", words="I feel well.").status_code == 403
    forged = {"choice": "go on", "words": "x", "about": newest(installation), "kind": "decision", "sure": "1"}
    measure(noor, session, 120, 80, **forged)

    assert said(begin(noor, session)) == ["gate"]


def test_p_40_the_clinics_own_numbers_are_used_and_shown(
    installation: Installation, noor: Someone, session: str
) -> None:
    use_numbers(installation, Protocol(home_routes=True, gate_systolic=150, gate_diastolic=95))
    page = noor.open(f"/sessions/{session}/pressure")
    assert "Above 150 or 95 before the medicine" in page.words

    assert said(measure(noor, session, 150, 95)) == ["ready"]
    assert said(measure(noor, session, 151, 95)) == ["gate"]


def test_p_24_a_reading_of_more_than_an_hour_ago_does_not_count(
    installation: Installation, noor: Someone, session: str
) -> None:
    measure(noor, session, 128, 82)
    at(installation, "2026-11-26T11:50")
    assert said(begin(noor, session)) == ["ready"]
    at(installation, "2026-11-26T11:51")

    assert said(begin(noor, session)) == ["pressure"]
    assert taken(noor, session).status_code == 409


def test_n_07_without_a_named_sitter_nothing_is_begun(installation: Installation, noor: Someone, session: str) -> None:
    noor.send("/prepare/checklist/P-14", {"session": session, "done": "0", "words": ""})
    measure(noor, session, 128, 82)

    assert said(begin(noor, session)) == ["sitter"]
    refused = taken(noor, session)
    assert refused.status_code == 409
    assert "Nobody is named to stay with you yet." in refused.one("[role=alert]")
    assert kept(installation, "taken") == 0
    assert installation.value("select started_at from session where id = :id", id=session) is None


def test_n_07_without_a_clinic_to_call_nothing_is_begun(
    installation: Installation, noor: Someone, session: str
) -> None:
    measure(noor, session, 128, 82)
    change(installation, "update clinic set phone = ''")

    assert said(begin(noor, session)) == ["contact"]
    assert taken(noor, session).status_code == 409


def test_n_07_where_the_protocol_allows_no_home_nothing_is_begun(
    installation: Installation, noor: Someone, session: str
) -> None:
    measure(noor, session, 128, 82)
    use_numbers(installation, Protocol())

    assert said(begin(noor, session)) == ["protocol"]
    assert taken(noor, session).status_code == 409
    assert kept(installation, "taken") == 0


@pytest.mark.parametrize("route", ["IV", "IM", "SLc", "IN"])
def test_p_42_a_session_in_a_clinic_has_none_of_these_pages(
    installation: Installation, noor: Someone, session: str, route: str
) -> None:
    """IN is Spravato where the protocol says esketamine; neither it nor another spray is ever taken at home."""
    change(installation, "update session set route = :route where id = :id", route=route, id=session)

    for page in ("pressure", "begin"):
        assert noor.get(f"/sessions/{session}/{page}").status_code == 404
    assert measure(noor, session, 128, 82).status_code == 404
    assert taken(noor, session).status_code == 404
    links = noor.open("/today").values("a", "href") + noor.open("/prepare/checklist").values("a", "href")
    assert not [link for link in links if link.endswith(("/pressure", "/begin"))]
    assert kept(installation, "taken") + kept(installation, "reading") == 0


@pytest.mark.parametrize("who", ["mara", "sol"])
def test_another_patient_finds_nothing_there(installation: Installation, session: str, who: str) -> None:
    other = installation.someone(who)

    for page in ("pressure", "begin"):
        assert other.get(f"/sessions/{session}/{page}").status_code == 404
    assert measure(other, session, 128, 82).status_code == 404
    assert taken(other, session).status_code == 404
    assert kept(installation, "reading") == 0
