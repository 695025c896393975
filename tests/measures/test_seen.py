"""The questionnaires as the care team reads them: every answer, what was missed, and a row of the trail."""

import pytest

from tests.measures.filled import phq9
from tests.someone import Installation, Someone

COURSE = """
    select course.id from course join person on person.id = course.patient_id where person.name = :name
"""


def path_of(installation: Installation, name: str) -> str:
    return f"/courses/{installation.value(COURSE, name=name)}/measures"


def test_the_team_reads_totals_each_answer_and_what_was_missed(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    noor.send("/measures/phq9", phq9(23, 3))
    page = theo.open(path_of(installation, "Noor"))
    assert "23, severe" in page.words
    assert "Eleven points higher than the time before." in page.words
    death = page.tree.xpath("//dt[contains(., 'better off dead')]/following-sibling::dd")
    assert [one.text_content() for one in death] == ["Nearly every day"]
    assert "What was not endorsed here may still be so: ask." in page.words
    assert "Before session three Answered 25 November." in page.words


def test_what_was_missed_is_said_and_never_filled_in(installation: Installation, mara: Someone, theo: Someone) -> None:
    page = theo.open(path_of(installation, "Mara"))
    assert "Before session one Answered" in page.words
    assert len(page.tree.cssselect("#phq9-t")) == 1
    assert "19 on" in page.one("#phq9-t")
    assert "14 on" in page.one("#phq9-t")


def test_opening_it_stands_in_the_patients_own_list(installation: Installation, noor: Someone, theo: Someone) -> None:
    theo.open(path_of(installation, "Noor"))
    assert "Theo opened your questionnaires" in noor.open("/course/access").words


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("ada", 403), ("noor", 403), (None, 303)])
def test_nobody_else_reads_them(installation: Installation, who: str | None, status: int) -> None:
    assert installation.someone(who).get(path_of(installation, "Noor")).status_code == status


def test_hidden_numbers_are_hidden_from_the_patient_alone(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    noor.send("/measures/numbers", {"id": "0199c000-0000-7000-8000-00000000f001", "hidden": "1"})
    page = theo.open(path_of(installation, "Noor"))
    assert "Noor has chosen not to see numbers." in page.words
    assert page.tree.cssselect("svg.trend")


def test_p_12_the_board_turns_by_what_was_answered_and_a_clinicians_mark_still_counts(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    def line() -> str:
        rows = noor.open("/today").tree.cssselect(".board li")
        return next(" ".join(row.text_content().split()) for row in rows if "questionnaires" in row.text_content())

    assert "Not answered yet: PHQ-9, GAD-7." in line()
    noor.send("/measures/phq9", phq9(9))
    assert "Not answered yet: GAD-7." in line()
    session = noor.open("/prepare/checklist").values("input[name=session]")[0]
    course = installation.value(COURSE, name="Noor")
    theo.send(f"/courses/{course}/ready", {"session": session, "item": "P-12", "done": "1"})
    assert "noted by Theo, 25 November" in line()


def test_how_long_it_lasted_is_told_as_a_description_to_clinicians_alone(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    page = theo.open(path_of(installation, "Noor"))
    told = page.tree.cssselect("[data-lasted]")[0]
    words = " ".join(" ".join(told.itertext()).split())
    assert "Session 1 Five points lower, 17 to 12, on day 13." in words
    assert "No answers from day 0 to day 13." in words
    assert "A description of the answers, not advice." in words
    assert "How long it lasted" not in noor.open("/measures").words
