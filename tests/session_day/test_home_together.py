"""Several people and one dose at home: the patient, the sitter and the clinic, in any order (P-40, N-07, S-10)."""

import pytest

from tests.session_day.days import at, change, keep, line_form, session_of, take
from tests.someone import Installation, Someone

STEADY = dict.fromkeys(("awake", "talks", "walks", "drinks", "company"), "1")


@pytest.fixture
def session(installation: Installation, noor: Someone) -> str:
    """Noor's session, at home, at 11 on this morning, with Leyla named to stay."""
    at(installation, "2026-11-26T10:20")
    found = session_of(installation, "noor", 3)
    change(installation, "update session set route = 'SLh' where id = :id", id=found)
    noor.send("/prepare/checklist/P-14", {"session": found, "done": "1", "words": "Leyla"})
    return found


@pytest.fixture
def card(noor: Someone, session: str) -> str:
    noor.send(f"/sessions/{session}/sitter")
    link = noor.open(f"/sessions/{session}/sitter").values("[data-copy]", "data-copy")[0]
    return "/sitter/" + link.rpartition("/")[2]


def fact(installation: Installation, session: str, name: str) -> object:
    return installation.value(f"select {name} from session where id = :id", id=session)


def measure(noor: Someone, session: str, upper: str) -> None:
    noor.send(f"/sessions/{session}/pressure", line_form(systolic=upper, diastolic="80"))


def test_p_40_above_the_limit_the_sitters_card_says_wait_as_well(
    installation: Installation, anyone: Someone, noor: Someone, session: str, card: str
) -> None:
    assert "It is taken now" in anyone.open(card).words
    measure(noor, session, "165")

    assert "Wait. Call the clinic before the medicine is taken." in anyone.open(card).words
    assert anyone.open(card).values("form[action$='/taken']", "action") == []
    assert anyone.send(f"{card}/taken", line_form()).status_code == 409
    assert fact(installation, session, "started_at") is None


def test_p_40_after_the_clinics_word_the_sitters_card_goes_on(
    installation: Installation, anyone: Someone, noor: Someone, theo: Someone, session: str, card: str
) -> None:
    measure(noor, session, "165")
    keep(theo, session, "decision", choice="go on", words="We spoke.")

    assert anyone.send(f"{card}/taken", line_form()).status_code == 200

    assert fact(installation, session, "started_at") is not None


def test_the_evening_before_nothing_on_the_card_starts_the_session(
    installation: Installation, anyone: Someone, session: str, card: str
) -> None:
    at(installation, "2026-11-25T20:00")

    assert anyone.send(f"{card}/taken", line_form()).status_code in (404, 409, 410)

    assert fact(installation, session, "started_at") is None


def test_at_home_neither_opening_the_record_nor_writing_the_dose_begins_the_session(
    installation: Installation, noor: Someone, theo: Someone, pria: Someone, session: str
) -> None:
    take(theo, session, "opened")
    pria.send(f"/sessions/{session}/record/dose", line_form(amount="One lozenge, as ordered"))

    assert fact(installation, session, "started_at") is None
    today = noor.open("/today")
    assert "under way" not in today.one("h1")
    assert f"/sessions/{session}/arrival" in today.values(".dock a", "href")
    assert (
        "At home the patient or the sitter writes when the medicine is taken."
        in theo.open(f"/sessions/{session}/record").words
    )


@pytest.mark.parametrize("first", ["taken", "handover"])
def test_s_10_steady_again_ends_the_session_whichever_of_the_two_arrives_first(
    installation: Installation, anyone: Someone, noor: Someone, session: str, card: str, first: str
) -> None:
    at(installation, "2026-11-26T15:30")
    taken = line_form(written_at="2026-11-26T16:00:00.000Z")
    steady = line_form(written_at="2026-11-26T20:10:00.000Z", **STEADY)
    writes = {
        "taken": lambda: noor.outbox(f"/sessions/{session}/taken", taken),
        "handover": lambda: anyone.send(f"{card}/handover", steady),
    }
    for name in sorted(writes, key=lambda name: name != first):
        assert writes[name]().status_code == 200

    assert fact(installation, session, "started_at") == "2026-11-26T16:00:00.000Z"
    assert fact(installation, session, "ended_at") == "2026-11-26T20:10:00.000Z"
    assert noor.get("/journal").headers["location"] == f"/sessions/{session}/aftercare"


def test_p_43_the_morning_is_asked_also_where_nobody_wrote_that_it_ended(
    installation: Installation, noor: Someone, session: str
) -> None:
    measure(noor, session, "120")
    noor.send(f"/sessions/{session}/taken", line_form())
    at(installation, "2026-11-27T08:30")

    assert "Have you slept, and is your head clear?" in noor.open("/today").words


def test_n_07_who_says_on_arriving_that_nobody_stays_is_not_led_on(noor: Someone, session: str) -> None:
    measure(noor, session, "120")
    assert noor.open(f"/sessions/{session}/begin").values("#taken[hidden]", "id") == []

    noor.send(f"/sessions/{session}/arrival", {"fasting": "broken", "ride": "no"})

    page = noor.open(f"/sessions/{session}/begin")
    assert page.values("#taken[hidden]", "id") == ["taken"]
    assert noor.send(f"/sessions/{session}/taken", line_form()).status_code == 409
    assert "the fast may not have held" in page.words
    assert "You wrote that nobody stays with you yet." in noor.open(f"/sessions/{session}/arrival").words


def test_a_word_of_not_today_is_said_as_such_and_ends_with_its_day(
    installation: Installation, noor: Someone, theo: Someone, session: str
) -> None:
    measure(noor, session, "120")
    keep(theo, session, "decision", choice="not today", words="A cold.")
    assert "Your clinic has written that it is not for today." in noor.open(f"/sessions/{session}/begin").words

    at(installation, "2026-12-03T10:30")
    change(installation, "update session set planned_at = '2026-12-03T16:00:00.000Z' where id = :id", id=session)
    measure(noor, session, "120")

    assert noor.open(f"/sessions/{session}/begin").values("#taken[hidden]", "id") == []


def test_d_03_when_it_is_hard_at_home_whoever_sits_beside_reads_what_to_do(
    installation: Installation, noor: Someone, session: str
) -> None:
    page = noor.open(f"/sessions/{session}/hard").words

    for line in ("Stay in the room.", "Keep the light low", "If Noor feels sick: roll onto one side.",
                 "No more ketamine, no alcohol, no sedatives."):  # fmt: skip
        assert line in page
    assert page.index("You have taken a medicine.") < page.index("Stay in the room.")

    change(installation, "update session set route = 'IV' where id = :id", id=session)
    assert "Stay in the room." not in noor.open(f"/sessions/{session}/hard").words
