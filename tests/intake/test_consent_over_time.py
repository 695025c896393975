"""Consent in time (E-15, L-17): earlier texts, taking back at any time, signing again, and nobody else's."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from server.intake.consent import State, all_required_signed
from tests.intake.signing import consent_form, newer_text, sign, stands, states, withdraw
from tests.someone import Installation, Someone

LATER = timedelta(hours=1)


def state(installation: Installation, purpose: str = "treatment") -> tuple[State, int | None]:
    found = next(one for one in states(installation) if one.purpose == purpose)
    return found.state, found.version


def test_e_15_the_board_asks_for_treatment_and_sharing_alone(installation: Installation, iris: Someone) -> None:
    seen = []
    for purpose in ("touch", "treatment", "sharing"):
        sign(iris, purpose)
        seen.append(all_required_signed(states(installation)))

    assert seen == [False, False, True]
    assert [(one.purpose, one.required) for one in states(installation)] == [
        ("treatment", True), ("sharing", True), ("touch", False), ("recording", False),
    ]  # fmt: skip
    iris.send("/intake/consent/touch", consent_form("touch", agreed="0"))
    assert all_required_signed(states(installation)), "a no to what is optional holds nothing up"
    withdraw(iris, "sharing")
    assert not all_required_signed(states(installation))


def test_e_15_signed_for_an_old_version_offline_it_is_kept_and_the_newer_one_is_asked_for(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, iris: Someone
) -> None:
    offline = consent_form(written_at="2026-11-24T15:00:00Z")
    newer_text(monkeypatch)
    kept = iris.outbox("/intake/consent/treatment", offline)

    assert (kept.status_code, kept.headers["tidemark-then"]) == (200, "/intake/consent/treatment")
    assert state(installation) == ("older", 1)
    assert not all_required_signed(states(installation))
    page = iris.open("/intake/consent/treatment")
    assert (
        "You signed the earlier text (version 1) on 24 November. It is kept. There is a newer one; please read it."
        in page.words
    )
    assert "Now it says something else." in page.words
    assert page.values("[name=version]") == ["2"]


def test_an_old_version_whose_text_was_not_kept_is_not_signed(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, iris: Someone
) -> None:
    offline = consent_form()
    newer_text(monkeypatch, kept=False)
    page = iris.send("/intake/consent/treatment", offline)

    assert page.status_code == 422
    assert "The clinic never had that version of the text. Please read this one, and answer it." in page.words
    assert (page.values("[name=name]"), page.values("[name=version]")) == (["Iris Moor"], ["2"])
    assert state(installation) == ("none", None)


def test_an_answer_that_a_phone_brings_back_counts_for_the_text_it_now_stands_under(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, iris: Someone
) -> None:
    newer_text(monkeypatch)
    sign(iris, version="1", shown_version="2")

    assert state(installation) == ("signed", 2)


def test_a_wrong_answer_to_an_old_text_is_asked_again_under_that_text(
    monkeypatch: pytest.MonkeyPatch, iris: Someone
) -> None:
    offline = consent_form(**{"q-drive": "a"})
    newer_text(monkeypatch)
    page = iris.send("/intake/consent/treatment", offline)

    assert page.values("[name=version]") == ["1"]
    assert "Now it says something else." not in page.words


def test_l_17_taken_back_at_any_time_after_reading_what_that_means_and_signed_again(
    installation: Installation, iris: Someone
) -> None:
    seen = []
    for deed in (sign, withdraw, sign, withdraw):
        installation.clock.move(timedelta(days=1))
        if deed is withdraw:
            before = iris.open("/intake/consent/treatment/withdraw")
            assert "No further session is held until you have talked with your clinician." in before.words
        page = deed(iris)
        seen.append(stands(iris)["Treatment"])

    assert seen == [
        "Signed on 26 November, version 1", "Taken back on 27 November", "Signed on 28 November, version 1",
        "Taken back on 29 November",
    ]  # fmt: skip
    assert "You took this back on 29 November. Nothing here counts until you sign again." in page.words


def test_in_one_moment_the_order_of_arrival_decides(installation: Installation, iris: Someone) -> None:
    seen = []
    for deed in (sign, withdraw, sign, withdraw, sign):
        deed(iris)
        seen.append(state(installation)[0])

    assert seen == ["signed", "withdrawn", "signed", "withdrawn", "signed"]


def test_a_withdrawal_sent_again_after_a_new_signature_takes_nothing_back(
    installation: Installation, iris: Someone
) -> None:
    again = str(uuid4())
    for deed in (lambda: sign(iris), lambda: withdraw(iris, id=again)) * 2:
        deed()
        installation.clock.move(LATER)
    assert state(installation) == ("signed", 1)


def test_a_yes_from_before_the_withdrawal_that_arrives_late_does_not_count(
    installation: Installation, iris: Someone
) -> None:
    sign(iris, written_at="2026-11-20T15:00:00Z")
    withdraw(iris, written_at="2026-11-25T14:00:00Z")
    sign(iris, written_at="2026-11-24T15:00:00Z")

    assert state(installation) == ("withdrawn", 1)
    assert "Taken back on 25 November 2026, 9:00 am" in iris.get("/intake/consent/treatment/copy").text


def test_a_withdrawal_always_counts_whatever_the_clock_of_its_phone_says(
    installation: Installation, iris: Someone
) -> None:
    sign(iris, written_at="2026-11-25T14:00:00Z")
    withdraw(iris, written_at="2025-01-01T00:00:00Z")

    assert state(installation) == ("withdrawn", 1)


def test_taking_back_what_was_never_signed_is_refused_in_words(iris: Someone) -> None:
    page = withdraw(iris, words="I changed my mind.")

    assert page.status_code == 409
    assert "There is no signature here yet, so there is nothing to take back." in page.words
    assert "I changed my mind." in page.words
    assert not iris.open("/intake/consent/treatment/withdraw").tree.cssselect("form")


def test_words_too_long_for_a_withdrawal_stay_in_the_form(installation: Installation, iris: Someone) -> None:
    sign(iris)
    page = withdraw(iris, words="x" * 501)

    assert page.status_code == 422
    assert page.one("#words") == "x" * 501
    assert state(installation) == ("signed", 1)


def test_another_patient_can_neither_answer_nor_take_back_with_her_id(
    installation: Installation, iris: Someone, noor: Someone
) -> None:
    mine, back = consent_form(), {"id": str(uuid4()), "words": ""}
    iris.send("/intake/consent/treatment", mine)
    sign(noor, name="Noor Vale")
    iris.send("/intake/consent/treatment/withdraw", back)

    assert noor.send("/intake/consent/treatment", mine | {"name": "Noor"}).status_code == 404
    assert noor.send("/intake/consent/treatment/withdraw", back).status_code == 404
    assert states(installation, "noor")[0].state == "signed"
    assert "Iris Moor" not in noor.get("/intake/consent/treatment/copy").text


def test_staff_and_visitors_reach_none_of_it(theo: Someone, pria: Someone, anyone: Someone) -> None:
    for path in ("", "/treatment", "/treatment/withdraw", "/treatment/copy"):
        assert theo.get(f"/intake/consent{path}").status_code == 403
        assert pria.get(f"/intake/consent{path}").status_code == 403
        assert anyone.get(f"/intake/consent{path}").status_code == 303


@pytest.mark.parametrize("sent", ["2019-01-01T00:00:00Z", "2031-01-01T00:00:00Z", "yesterday"])
def test_a_time_that_cannot_be_is_refused_and_one_ahead_is_put_to_now(
    installation: Installation, iris: Someone, sent: str
) -> None:
    assert sign(iris, written_at=sent).status_code == 422
    sign(iris, written_at="2026-11-26T15:00:00Z")
    found = next(one for one in states(installation) if one.purpose == "treatment")
    assert found.at == datetime.fromisoformat("2026-11-25T15:00:00Z")
