"""The care team of one patient: who is on it, who may change that, and that access follows at the next request."""

from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from tests.session_day.days import change, course_of
from tests.someone import Installation, Opened, Someone


def team_of(installation: Installation, name: str = "noor") -> str:
    return f"/courses/{course_of(installation, name)}/team"


def joining(colleague: str = "wren", **more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "colleague": CAST_IDS.get(colleague, colleague)} | more


def ends(page: Opened) -> dict[str, str]:
    """The path that ends each place, by what its button's heading says."""
    return {
        item.cssselect("summary")[0].text_content(): item.cssselect("form")[0].get("action")
        for item in page.tree.cssselect("main details")
    }


def ends_wren(installation: Installation, theo: Someone) -> None:
    """The stand-in that the demo has planned is taken back, so that the team is Theo and Pria alone."""
    theo.send(ends(theo.open(team_of(installation)))["End the place of Wren"])


def test_who_is_on_it_who_will_be_and_who_was_with_their_days(installation: Installation, theo: Someone) -> None:
    page = theo.open(team_of(installation))

    here, planned, were = (page.one(f"section[aria-labelledby={name}]") for name in ("here", "planned", "were"))
    assert "Theo Therapist since 11 October" in here
    assert "Pria Prescriber since 11 October" in here
    assert "Wren Stands in for Theo from 15 December until the end of 22 December" in planned
    assert "Wren Stands in for Theo from 19 October until the end of 26 October" in were
    assert "Wren Opened in an emergency 10 November, 9:10 pm, until 11 November, 1:10 am" in were
    assert "“Noor rang at nine in the evening" in were


@pytest.mark.parametrize("who", ["theo", "pria"])
def test_a_member_adds_a_colleague_who_reaches_the_patient_at_the_next_request(
    installation: Installation, who: str
) -> None:
    team, wren = team_of(installation), installation.someone("wren")
    assert wren.get(team).status_code == 404

    page = installation.someone(who).send(team, joining())

    assert "Wren Co-therapist since 25 November · added by" in page.one("section[aria-labelledby=here]")
    assert page.tree.cssselect("section[aria-labelledby=planned]") == []  # a lasting place ends one that was planned
    assert wren.open(team).status_code == 200
    assert [one.startswith("Noor") for one in wren.open("/caseload").all("queue li")] or "Noor" in wren.open(
        "/caseload"
    ).words
    assert CAST_IDS["wren"] not in page.values("#colleague option")


def test_the_patient_reads_who_joined_and_that_somebody_changed_it(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    theo.send(team_of(installation), joining())

    course = noor.open("/course").one("section[aria-labelledby=team]")
    assert "Co-therapist Wren since 25 November" in course
    assert "Theo changed who is on your care team" in noor.open("/course/access").words


def test_sent_twice_it_is_one_place(installation: Installation, theo: Someone) -> None:
    form = joining()
    assert [theo.send(team_of(installation), form, follow=False).status_code for _time in range(2)] == [303, 303]

    assert count(installation, "wren", "co_therapist") == 1


def count(installation: Installation, who: str, kind: str) -> object:
    return installation.value(
        "select count(*) from care_team where person_id = :who and kind = :kind and course_id = :course",
        who=CAST_IDS[who],
        kind=kind,
        course=course_of(installation, "noor"),
    )


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({}, 422, "Please choose a colleague."),
        (joining(""), 422, "Please choose a colleague."),
        (joining("pria"), 409, "This colleague joined the team meanwhile. Nothing was changed."),
        (joining("ada"), 404, ""),
        (joining("mara"), 404, ""),
        (joining("otto"), 404, ""),
        (joining("0199c000-0000-7000-8000-00000000dead"), 404, ""),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_changes_nothing(
    installation: Installation, theo: Someone, form: dict[str, str], status: int, said: str
) -> None:
    before = installation.value("select count(*) from care_team")

    page = theo.send(team_of(installation), form)

    assert page.status_code == status
    assert not said or page.one("#colleague-error") == said
    assert installation.value("select count(*) from care_team") == before


@pytest.mark.parametrize(("who", "status"), [("wren", 404), ("otto", 404), ("ada", 403), ("noor", 403), ("mara", 403)])
def test_nobody_else_reads_or_changes_it(installation: Installation, theo: Someone, who: str, status: int) -> None:
    team, person = team_of(installation), installation.someone(who)
    end = ends(theo.open(team))["End the place of Pria"]

    assert person.get(team).status_code == status
    assert person.send(team, joining()).status_code == status
    assert person.send(end).status_code == status
    assert installation.someone("pria").get(team).status_code == 200


def test_the_only_therapist_stays_until_there_is_another(installation: Installation, theo: Someone) -> None:
    team = team_of(installation)
    ends_wren(installation, theo)
    mine = ends(theo.open(team))["End your place"]

    refused = theo.send(mine)
    assert refused.status_code == 409
    assert "This is the only therapist. Add another one first" in refused.one(".error")
    assert refused.tree.cssselect("details[open]")

    theo.send(team, joining())
    left = theo.send(mine)

    assert left.path == "/caseload"
    assert theo.get(team).status_code == 404
    assert "Wren Therapist since 25 November" in installation.someone("wren").open(team).words  # nobody is “co-” alone


def test_a_prescriber_may_be_ended_and_added_again_and_the_history_has_both(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    team = team_of(installation)

    theo.send(ends(theo.open(team))["End the place of Pria"])
    assert pria.get(team).status_code == 404
    page = theo.send(team, joining("pria"))

    assert "Pria Prescriber since 25 November · added by Theo" in page.one("section[aria-labelledby=here]")
    assert "Pria Prescriber" in page.one("section[aria-labelledby=were]")
    assert "ended by Theo" in page.one("section[aria-labelledby=were]")
    assert pria.get(team).status_code == 200


def test_who_stands_in_adds_and_ends_nobody_but_may_go(installation: Installation, theo: Someone) -> None:
    team, wren = team_of(installation), installation.someone("wren")
    change(
        installation, "update care_team set since = :now where person_id = :wren and until > :now",
        now=installation.clock.now, wren=CAST_IDS["wren"],
    )  # fmt: skip
    page = wren.open(team)
    assert page.tree.cssselect("#colleague") == []
    assert list(ends(page)) == ["End your place"]

    refused = wren.send(team, joining("wren"))
    assert refused.status_code == 409
    assert wren.send(ends(theo.open(team))["End the place of Pria"]).status_code == 409

    wren.send(ends(page)["End your place"])
    assert wren.get(team).status_code == 404


def test_the_patients_page_leads_to_it(installation: Installation, theo: Someone) -> None:
    team = team_of(installation)

    assert team in theo.open(team.removesuffix("/team")).values("#team a", "href")
