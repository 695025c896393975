"""Who reads an intake: its care team, each by their role, and the patient, who reads who looked."""

import pytest

from tests.intake.clinic_side import note_step, place, reply
from tests.someone import Installation, Someone


def test_the_patient_reads_who_opened_it_and_who_wrote_in_it(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone
) -> None:
    assert "opened your intake" not in iris.open("/course/access").words

    pria.open(place(installation))
    note_step(theo, "asked")

    words = iris.open("/course/access").words
    assert "Pria opened your intake" in words
    assert "Theo wrote in your intake" in words


def test_a_therapist_reads_the_same_and_finds_no_form_to_decide_or_to_sign(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    kinds = "form[action$=decision], form[action$=medicines]"
    assert len(pria.open(place(installation)).tree.cssselect(kinds)) == 2

    assert theo.open(place(installation)).tree.cssselect(kinds) == []
    page = theo.open(place(installation, "noor"))
    assert "Two trials of length and dose" in page.words
    assert len(page.tree.cssselect("form[action*='/trials/']")) == 2


@pytest.mark.parametrize(("who", "status"), [("iris", 403), ("noor", 403), ("sol", 403), ("ada", 403), ("otto", 404)])
def test_nobody_but_the_care_team_reads_it(installation: Installation, iris: Someone, who: str, status: int) -> None:
    reply(iris, "heart-aneurysm", "yes", words="A moss garden.")

    refused = installation.someone(who).get(place(installation))

    assert refused.status_code == status
    assert "moss" not in refused.text
