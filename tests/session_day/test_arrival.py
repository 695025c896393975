"""The arrival check: three short answers, the newest stands, and a broken fast leads to a call (P-07, S-05)."""

from uuid import uuid4

import pytest

from tests.session_day.days import at, session_of, take
from tests.someone import Installation, Opened, Someone

KEPT = {"fasting": "kept", "ride": "yes", "feeling": "4", "words": "A cold since <Monday>.", "written_at": ""}
OFFLINE = "2026-11-26T15:30:00.000Z"  # half past ten in Toronto


@pytest.fixture(autouse=True)
def _morning(installation: Installation) -> None:
    at(installation, "2026-11-26T10:40")


def arrive(installation: Installation, noor: Someone, **answers: str) -> Opened:
    return noor.send(f"/sessions/{session_of(installation, 'noor', 3)}/arrival", KEPT | answers)


def on_record(installation: Installation, theo: Someone) -> str:
    page = theo.open(f"/sessions/{session_of(installation, 'noor', 3)}/record")
    return page.one("section[aria-labelledby=arrival]")


def test_what_the_patient_answers_stands_in_the_record_as_it_was_typed(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    assert "Noor has not answered the arrival questions." in on_record(installation, theo)

    assert arrive(installation, noor).path == "/today"

    said = on_record(installation, theo)
    for part in ("Nothing since the time", "Arranged", "4 of 10", "A cold since <Monday>.", "26 November, 10:40 am"):
        assert part in said


def test_sent_twice_it_is_kept_once(installation: Installation, noor: Someone) -> None:
    arrive(installation, noor, written_at=OFFLINE)
    arrive(installation, noor, written_at=OFFLINE)

    assert installation.value("select count(*) from arrival") == 1


def test_a_newer_answer_replaces_an_older_one(installation: Installation, noor: Someone, theo: Someone) -> None:
    arrive(installation, noor, written_at=OFFLINE)
    arrive(installation, noor, fasting="unsure", words="Half a glass of water.")

    assert "Not sure" in on_record(installation, theo)
    assert "Half a glass of water." in on_record(installation, theo)


def test_an_older_answer_that_arrives_late_does_not_write_over_a_newer_one(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    arrive(installation, noor, fasting="broken")

    assert arrive(installation, noor, written_at=OFFLINE).status_code == 200

    assert "Ate or drank something" in on_record(installation, theo)


def test_a_phone_whose_clock_runs_ahead_does_not_block_the_answers_after_it(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    arrive(installation, noor, written_at="2026-11-27T15:30:00.000Z")
    at(installation, "2026-11-26T10:45")

    arrive(installation, noor, fasting="broken", written_at="2026-11-26T15:44:00.000Z")

    assert "Ate or drank something" in on_record(installation, theo)


@pytest.mark.parametrize("answers", [{"fasting": "broken"}, {"fasting": "unsure"}, {"ride": "no"}])
def test_p_07_a_broken_fast_or_no_ride_leads_to_a_call(
    installation: Installation, noor: Someone, answers: dict[str, str]
) -> None:
    told = arrive(installation, noor, **answers)

    assert told.path.endswith("/arrival")
    assert "Please talk to your clinic before anything else" in told.one(".needs")
    assert "They decide with you what happens now." in told.one(".needs")
    assert told.values(".needs a.call", "href") == ["tel:+14165550142"]


def test_answers_that_need_no_call_raise_no_alarm(installation: Installation, noor: Someone) -> None:
    arrive(installation, noor)

    page = noor.open(f"/sessions/{session_of(installation, 'noor', 3)}/arrival")

    assert page.all("needs") == []
    assert page.values("input[name=fasting][checked]") == ["kept"]
    assert page.one("textarea#words") == "A cold since <Monday>."


def test_once_staff_opened_the_session_an_answer_is_not_changed_and_says_so(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    arrive(installation, noor)
    take(theo, session_of(installation, "noor", 3), "opened")
    at(installation, "2026-11-26T10:50")

    refused = arrive(installation, noor, words="And a headache.")

    assert refused.status_code == 409
    assert "Please tell them yourself what is new." in refused.one("[role=alert]")
    assert refused.one("textarea#words") == "And a headache."
    assert "And a headache." not in on_record(installation, theo)


def test_what_was_written_before_the_opening_counts_when_it_arrives_after(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    arrive(installation, noor, written_at=OFFLINE)
    take(theo, session_of(installation, "noor", 3), "opened")
    at(installation, "2026-11-26T10:50")

    for _try in range(2):
        assert arrive(installation, noor, fasting="broken", written_at="2026-11-26T15:39:00.000Z").status_code == 200

    assert "Ate or drank something" in on_record(installation, theo)


def test_a_first_answer_is_taken_after_the_opening_too_and_may_be_repeated(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    take(theo, session_of(installation, "noor", 3), "opened")
    at(installation, "2026-11-26T10:50")

    for _try in range(2):
        assert arrive(installation, noor).status_code == 200
        at(installation, "2026-11-26T10:52")

    assert "A cold since <Monday>." in on_record(installation, theo)


def test_every_wrong_field_is_named_and_what_was_typed_stays(installation: Installation, noor: Someone) -> None:
    wrong = {
        "fasting": "perhaps",
        "ride": "",
        "feeling": "11",
        "words": "x" * 301,
        "written_at": "1970-01-01T00:00:00Z",
    }

    refused = arrive(installation, noor, **wrong)

    assert refused.status_code == 422
    assert refused.values("[role=alert] a", "href") == ["#fasting", "#ride", "#feeling", "#words", "#written_at"]
    assert refused.one("textarea#words") == "x" * 301
    assert installation.value("select count(*) from arrival") == 0


def test_how_one_feels_may_be_left_out(installation: Installation, noor: Someone, theo: Someone) -> None:
    arrive(installation, noor, feeling="", words="")

    assert "of 10" not in on_record(installation, theo)


def test_another_patients_session_is_not_found(installation: Installation, noor: Someone) -> None:
    for session in (session_of(installation, "mara", 3), str(uuid4())):
        assert noor.get(f"/sessions/{session}/arrival").status_code == 404
        assert noor.send(f"/sessions/{session}/arrival", KEPT).status_code == 404
    assert installation.value("select count(*) from arrival") == 0
