"""A decision is a prescriber's alone, with its reason: superseded, never written over, never a "no" of the app's."""

import pytest

from tests.intake.clinic_side import (
    MESSAGE,
    REASON,
    decide,
    decision_form,
    decisions,
    decisions_kept,
    heads,
    place,
    second_prescriber,
)
from tests.session_day.days import together
from tests.someone import Installation, Someone

WORDS = {"proceed": "Go on with planning", "not yet": "Not yet", "not here": "Not at this clinic"}
WAITING = "Your clinic is putting its decision together"


@pytest.mark.parametrize(
    ("who", "status"), [("theo", 403), ("ada", 403), ("iris", 403), ("sol", 403), ("otto", 403), ("pria", 200)]
)
def test_a_prescriber_alone_decides(installation: Installation, who: str, status: int) -> None:
    assert decide(installation.someone(who)).status_code == status
    assert decisions_kept(installation) == (who == "pria")


def test_a_prescriber_of_the_clinic_who_is_not_on_the_care_team_does_not_decide(installation: Installation) -> None:
    assert decide(second_prescriber(installation, on_team=False)).status_code == 404
    assert decisions_kept(installation) == 0


def test_nobody_signed_out_decides(installation: Installation, anyone: Someone) -> None:
    refused = anyone.send(f"{place(installation)}/decision", decision_form(), follow=False)

    assert refused.status_code in (303, 401)
    assert decisions_kept(installation) == 0


@pytest.mark.parametrize("outcome", WORDS)
def test_e_05_each_of_three_outcomes_is_read_by_the_team_with_its_reason_and_by_the_patient_without(
    installation: Installation, iris: Someone, pria: Someone, theo: Someone, outcome: str
) -> None:
    decide(pria, outcome=outcome, conditions="A log of pressure for two weeks", again_on="2026-12-09")

    (said,) = decisions(theo.open(place(installation)), "notice")
    assert said.startswith(f"{WORDS[outcome]}. Pria, 25 November, 10:00 am")
    for words in (REASON, "Conditions: A log of pressure for two weeks", f"“{MESSAGE}”", "9 December 2026"):
        assert words in said
    page = iris.open("/intake")
    assert page.one("h1") == "Your clinic has decided"
    notice = page.one("section[aria-labelledby=decision]")
    assert MESSAGE in notice
    assert "Before that: A log of pressure for two weeks" in notice
    assert REASON not in page.words
    assert ("You can ask why" in notice) == (outcome != "proceed")
    for word in (" no ", "eligible", "approved", "cleared", "refused", "rejected", "denied"):
        assert word not in f" {notice.lower()} "


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": " "}, "Please write the reason. The care team reads it."),
        ({"message": ""}, "Please write what the patient will read."),
        ({"outcome": ""}, "Please choose one."),
        ({"outcome": "eligible"}, "Please choose one of the answers shown."),
        ({"reason": "x" * 1001}, "1,000"),
        ({"again_on": "in spring"}, "Please write the day as year-month-day"),
        ({"again_on": "2036-01-01"}, "Please choose a day within two years of today."),
        ({"seen": "moss"}, "This id is not one that Tidemark can use."),
    ],
)
def test_what_is_wrong_is_named_and_everything_typed_stays(
    installation: Installation, pria: Someone, more: dict[str, str], said: str
) -> None:
    typed = {"outcome": "not yet", "reason": "R e a s o n", "conditions": "C", "message": "M", "again_on": "2026-12-09"}

    page = decide(pria, **(typed | more))

    assert page.status_code == 422
    assert page.one("title").startswith("Error: Intake of Iris")
    assert said.replace(",", "") in page.one("[role=alert]").replace(",", "")
    fields = {name: page.tree.cssselect(f"textarea[name={name}]")[0].text or "" for name in ("conditions", "message")}
    assert fields == {"conditions": "C", "message": (typed | more)["message"]}
    assert page.values("[name=again_on]") == [(typed | more)["again_on"]]
    assert page.values("[name=outcome][checked]") == (["not yet"] if "outcome" not in more else [])
    assert decisions_kept(installation) == 0


def test_a_second_decision_takes_the_place_of_the_one_it_has_read_and_both_stay_readable(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    first = decide(pria, outcome="not yet", reason="Pressure first.", message="Two weeks of a log, please.")
    page = decide(pria, seen=heads(first), reason="The log is calm.", message="Now we plan.")

    (stands,), (earlier,) = decisions(page, "notice"), decisions(page, "quietly")
    assert "The log is calm." in stands
    assert earlier.startswith("Not yet. Pria, 25 November, 10:00 am. A later decision took its place.")
    assert "Pressure first." in earlier
    notice = iris.open("/intake").one("section[aria-labelledby=decision]")
    assert "Now we plan." in notice
    assert "Two weeks" not in notice


@pytest.mark.parametrize("at_once", [False, True])
def test_two_prescribers_who_decide_unseen_of_each_other_are_both_kept_and_none_counts_until_one_has_read_both(
    installation: Installation, iris: Someone, pria: Someone, at_once: bool
) -> None:
    otto, path = second_prescriber(installation), f"{place(installation)}/decision"
    mine = decision_form(outcome="proceed", reason="Mine.")
    theirs = decision_form(outcome="not here", reason="Theirs.", message="Not at our clinic.")
    if at_once:
        together(installation, (pria, path, mine), (otto, path, theirs))
    else:
        decide(pria, **mine)
        decide(otto, **theirs)

    page = pria.open(place(installation))
    assert "Two decisions stand" in page.one("section[aria-labelledby=decision] .flag[role=status]")
    assert {words for one in decisions(page, "notice") for words in ("Mine.", "Theirs.") if words in one} == {
        "Mine.", "Theirs.",
    }  # fmt: skip
    patients = iris.open("/intake")
    assert patients.one("h1") == WAITING
    assert not [one for one in (*WORDS.values(), MESSAGE, "Not at our clinic.") if one in patients.one("main")]

    page = decide(otto, seen=heads(page), outcome="not yet", reason="We spoke.", message="Give us two weeks.")

    assert len(decisions(page, "notice")) == 1
    assert len(decisions(page, "quietly")) == 2
    assert "Give us two weeks." in iris.open("/intake").words
    assert decisions_kept(installation) == 3


def test_the_page_after_the_second_of_two_says_so_at_once(installation: Installation, pria: Someone) -> None:
    decide(second_prescriber(installation))

    page = decide(pria, outcome="not yet")

    assert page.status_code == 200
    assert "Two decisions stand" in page.words
    assert [one.split(". ")[0] for one in decisions(page, "notice")] == [
        "Not yet",
        "Go on with planning",
    ]  # newest first
