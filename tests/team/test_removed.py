"""Who is not on a care team any more: every page, list and stream of the patient is as if it had never been theirs."""

from collections.abc import Iterator

import pytest

from server.access.audience import access_map
from server.demo_cast import CAST_IDS
from tests.journal.shown import share, write
from tests.review.streams import NEVER, Ear
from tests.session_day.days import course_of, session_of
from tests.someone import Installation, Someone, routes
from tests.team.test_team_page import ends, joining, team_of


def pages(installation: Installation) -> Iterator[str]:
    """Every page of clinicians that names a course or a session and nothing else, of Noor."""
    course, session = course_of(installation, "noor"), session_of(installation, "noor", 1)
    for method, route, audience in access_map(routes(demo=True)):
        path = route.replace("{course_id:uuid}", course).replace("{session_id:uuid}", session)
        if (method, audience) == ("GET", "clinician") and path != route and "{" not in path:
            yield path


@pytest.fixture
def wren(installation: Installation, theo: Someone) -> Someone:
    """On Noor's team as co-therapist, and looking round."""
    theo.send(team_of(installation), joining())
    return installation.someone("wren")


def remove(installation: Installation, theo: Someone) -> None:
    theo.send(ends(theo.open(team_of(installation)))["End the place of Wren"])


def test_a_co_therapist_who_was_removed_reaches_no_page_of_the_patient(
    installation: Installation, theo: Someone, wren: Someone
) -> None:
    every = list(pages(installation))
    assert len(every) >= 16
    assert {path: wren.get(path).status_code for path in every} == dict.fromkeys(every, 200)

    remove(installation, theo)

    assert {path: wren.get(path).status_code for path in every} == dict.fromkeys(every, 404)


def test_nothing_of_the_patient_is_listed_for_them_nor_told(
    installation: Installation, theo: Someone, noor: Someone, wren: Someone
) -> None:
    entry = write(noor, "The sea came back.")
    share(noor, entry, **{"with": "team"})
    lists = ("/review", "/caseload", "/intake-board")
    for path in lists:
        assert "Noor" in wren.open(path).words
    assert wren.get(f"/review/{entry}").status_code == 200
    with Ear(wren) as ear:
        ear.settle()
        remove(installation, theo)
        assert ear.heard(), "what is no longer theirs is still on their open desk"
        while ear.heard(NEVER):
            pass
        share(noor, write(noor, "And again."), **{"with": "team"})
        assert not ear.heard(NEVER)

    for path in lists:
        assert "Noor" not in wren.open(path).words
    assert [wren.get(f"/review/{entry}{more}").status_code for more in ("", "/still")] == [404, 404]
    answered = wren.send(f"/review/{entry}/answer", {"id": CAST_IDS["wren"], "reply": "I heard it."})
    assert answered.status_code == 409
    assert "The sea" not in answered.text
    assert installation.value("select count(*) from answer where entry_id = :entry", entry=entry) == 0
