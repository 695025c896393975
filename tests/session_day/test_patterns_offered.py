"""/breathe: for everybody, without a login; and with nothing to hold for who has a session open (B-14)."""

from server.clinics.protocol import Protocol
from tests.session_day.days import at, change, session_of, use_numbers
from tests.someone import Installation, Someone

ALL = ["B-02", "B-01", "B-03", "B-04", "B-05", "B-06", "B-07"]
DURING = ["B-02", "B-01", "B-03", "B-07"]


def test_breathing_needs_no_login_and_asks_no_database(anyone: Someone) -> None:
    page = anyone.open("/breathe")
    assert page.values("input[name=pattern]") == ALL
    assert page.queries.count == 0


def test_a_held_breath_is_hidden_until_the_question_is_answered_and_so_is_the_question_without_scripts(
    anyone: Someone,
) -> None:
    page = anyone.open("/breathe")
    hidden = page.values("label[hidden] input[name=pattern]")
    assert hidden == ["B-04", "B-05"] == page.values("input[data-holds]")
    assert len(page.tree.cssselect("[data-asks][hidden]")) == 1
    assert page.values("[name=holds][checked]") == []


def test_once_staff_opened_todays_session_nothing_that_holds_and_no_sigh_is_offered(
    installation: Installation, noor: Someone, theo: Someone, mara: Someone
) -> None:
    assert noor.open("/breathe").values("input[name=pattern]") == ALL
    at(installation, "2026-11-26T13:45")
    open_session = "update session set opened_at = planned_at where id = :id"
    change(installation, open_session, id=session_of(installation, "noor", 3))

    assert noor.open("/breathe").values("input[name=pattern]") == DURING
    assert theo.open("/breathe").values("input[name=pattern]") == ALL
    assert mara.open("/breathe").values("input[name=pattern]") == ALL

    at(installation, "2026-11-29T09:00")
    assert noor.open("/breathe").values("input[name=pattern]") == ALL


def test_a_patient_breathes_by_their_protocols_minutes(
    installation: Installation, noor: Someone, anyone: Someone
) -> None:
    use_numbers(installation, Protocol(fade_minutes=25))
    assert noor.open("/breathe").values(".pacer", "data-fade-minutes") == ["25"]
    assert anyone.open("/breathe").values(".pacer", "data-fade-minutes") == ["10"]
