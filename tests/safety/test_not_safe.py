"""The screen for who is not safe needs no total and no network, asks one question, says what is true (Y-30 … Y-36)."""

from datetime import timedelta

import msgspec
import pytest

from server.access.audience import access_map
from server.demo_flags import FLAGS
from tests.house.words import forbidden_in, read_out
from tests.safety.flagged import head, heads, sign, tell
from tests.session_day.days import change
from tests.someone import Installation, Someone, routes

HERE = "/not-safe"
PAGES = (HERE, f"{HERE}/now", f"{HERE}/today")


def calls(page: object) -> list[str]:
    return page.values("a.call", "href")  # type: ignore[attr-defined,no-any-return]


def test_y_31_it_thanks_and_offers_911_the_crisis_line_the_clinic_and_ones_own_people(iris: Someone) -> None:
    page = iris.open(HERE)
    assert page.one("h1") == "You do not have to carry this alone."
    assert "Thank you for telling us." in page.words
    assert {"tel:911", "tel:988", "tel:+14165550142"} <= set(calls(page))
    assert any(one.startswith("sms:?") for one in calls(page))
    assert page.values("a.help", "href") == ["/help"]


@pytest.mark.parametrize(
    ("safe", "path", "said"),
    [
        ("no", "/not-safe/now", "Please call one of these now."),
        ("unsure", "/not-safe/now", "Please call one of these now."),
        ("yes", "/not-safe/today", "Please talk with your clinic today."),
    ],
)
def test_y_32_no_and_not_sure_bring_the_emergency_first_and_yes_the_clinic(
    iris: Someone, safe: str, path: str, said: str
) -> None:
    form = {"id": "0199c000-0000-7000-8000-00000000abcd", "safe": safe, "written_at": ""}
    page = iris.send(HERE, form)
    assert (page.path, page.one("h1")) == (path, said)
    assert calls(page)[0] == ("tel:+14165550142" if safe == "yes" else "tel:911")
    assert "tel:911" in calls(page)
    assert iris.outbox(HERE, form).headers["tidemark-then"] == path


def test_y_30_every_answer_also_yes_raises_a_flag_and_nothing_comes_before_it(
    installation: Installation, iris: Someone
) -> None:
    for count, safe in enumerate(("yes", "unsure", "no"), 1):
        tell(iris, safe)
        assert len(heads(installation)) == count


def test_an_answer_that_is_none_is_asked_again_and_raises_nothing(installation: Installation, iris: Someone) -> None:
    refused = iris.send(HERE, {"id": "", "safe": "perhaps"})
    assert refused.status_code == 422
    assert "Are you safe right now?" in refused.words
    assert heads(installation) == []


def test_without_a_script_each_button_is_a_form_with_an_id_of_its_own(iris: Someone) -> None:
    page = iris.open(HERE)
    ids = page.values("form[action='/not-safe'] [name=fallback_id]")
    assert page.values("form[action='/not-safe'] [name=safe]") == ["no", "unsure", "yes"]
    assert len(set(ids)) == 3
    assert iris.send(HERE, {"id": "", "fallback_id": ids[0], "safe": "no"}).path == "/not-safe/now"


def test_y_33_the_patient_reads_sent_and_then_who_has_seen_it_and_when(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    tell(iris)
    assert "not seen yet" in iris.open(f"{HERE}/now").words
    installation.clock.move(timedelta(minutes=6))
    theo.open(f"/flags/{head(installation).id}")
    said = iris.open(f"{HERE}/now").one(".with[role=status]")
    assert said.startswith("Sent")
    assert "10:00" in said
    assert "seen by Theo" in said
    assert "10:06" in said


def test_y_33_unseen_after_the_clinics_minutes_the_patient_is_told_to_call(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    told = "Nobody has seen this yet. Please do not wait: call your clinic"
    tell(iris)
    installation.clock.move(timedelta(minutes=14))
    assert told not in iris.open(f"{HERE}/now").words
    installation.clock.move(timedelta(minutes=1))
    assert told in iris.open(f"{HERE}/now").words
    theo.get(f"/flags/{head(installation).id}")
    assert told not in iris.open(f"{HERE}/now").words


def test_a_clock_that_was_put_back_says_to_call_rather_than_to_wait(installation: Installation, iris: Someone) -> None:
    tell(iris)
    installation.clock.move(timedelta(hours=-2))
    assert "Please do not wait" in iris.open(f"{HERE}/now").words


def test_y_33_where_nobody_is_told_it_is_said_plainly(installation: Installation, iris: Someone, sol: Someone) -> None:
    """Sol's clinic has not written who answers; Iris has nobody on her care team; then her clinic switches it off."""
    off = "Your clinic does not get word of this through the app."
    assert all(off in sol.open(path).words for path in PAGES)
    tell(sol)
    assert off in sol.open(f"{HERE}/now").words
    change(installation, "update care_team set until = :now", now=installation.clock.now)
    assert "Nobody at a clinic is linked to you here" in iris.open(HERE).words
    sign(installation, msgspec.structs.replace(FLAGS, on=False))
    assert off in iris.open(HERE).words


def test_it_never_says_that_somebody_watches(installation: Installation, iris: Someone) -> None:
    assert "Nobody watches this app day and night" in iris.open(HERE).words
    tell(iris)
    assert "Nobody watches this app day and night" in iris.open(f"{HERE}/now").words


def test_an_old_answer_is_not_shown_as_todays(installation: Installation, iris: Someone, theo: Someone) -> None:
    tell(iris)
    note = {"id": "0199c000-0000-7000-8000-00000000abce", "note": "We talked."}
    theo.send(f"/flags/{head(installation).id}/close", note)
    assert "seen by Theo" in iris.open(HERE).words
    installation.clock.move(timedelta(days=2))
    assert "seen by Theo" not in iris.open(HERE).words


def test_a_copy_kept_on_the_phone_claims_nothing_of_now(iris: Someone) -> None:
    tell(iris)
    for path in PAGES:
        copy = iris.get(path, sec_fetch_dest="empty")
        assert "Without a network your answer waits on this phone" in copy.words
        assert "Sent" not in copy.words
    kept = " ".join(iris.open("/today").values("meta[name=pocket]", "content"))
    assert set(PAGES) <= set(kept.split())


def test_y_36_no_answer_brings_out_a_score_a_grade_a_contract_or_a_chat(
    installation: Installation, iris: Someone, theo: Someone, ada: Someone
) -> None:
    for safe in ("yes", "unsure", "no"):
        tell(iris, safe)
    pages = [iris.open(path) for path in PAGES]
    pages += [theo.open(path) for path in ("/flags", "/review", "/caseload")]
    pages += [theo.open(f"/flags/{one.id}") for one in heads(installation)] + [ada.open("/clinic/flags")]
    assert [forbidden_in(read_out(page.text)) for page in pages] == [[]] * len(pages)
    assert not [path for _method, path, _who in access_map(routes(demo=True)) if "chat" in path or "score" in path]
