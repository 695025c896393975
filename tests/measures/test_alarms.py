"""An answer that needs a person opens a flag at once, once, and before any total (Y-30, Q-23)."""

from uuid import uuid4

import pytest

from tests.measures.filled import gad7, phq9
from tests.someone import Installation, Someone

FLAGS = """
    select count(*) from flag join course on course.id = flag.course_id
    join person on person.id = course.patient_id where person.name = :name and flag.rule = :rule
"""
CAUSES = FLAGS.replace("from flag ", "from flag_cause as flag ")


def flags(installation: Installation, rule: str = "item-9", name: str = "Noor") -> int:
    return int(str(installation.value(FLAGS, rule=rule, name=name)))


@pytest.mark.parametrize(("last", "opened"), [(0, 0), (1, 1), (2, 1), (3, 1)])
def test_y_30_any_answer_above_not_at_all_opens_a_flag_with_the_answers(
    installation: Installation, noor: Someone, last: int, opened: int
) -> None:
    form = phq9(9, last)
    for _ in range(3):
        noor.send("/measures/phq9", form)
    assert flags(installation) == opened


@pytest.mark.parametrize("value", ["1", "3"])
def test_y_30_it_is_opened_the_moment_it_is_chosen_and_not_again_by_the_answers(
    installation: Installation, noor: Someone, value: str
) -> None:
    chosen = {"id": str(uuid4()), "value": value}
    for _ in range(2):
        noor.send("/measures/phq9/alarm", chosen)
    assert flags(installation) == 1
    noor.send("/measures/phq9", phq9(9, int(value), alarm=chosen["id"]))
    assert flags(installation) == 1


def test_y_30_a_more_pressing_answer_chosen_afterwards_is_told_as_that(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    chosen = {"id": str(uuid4()), "value": "1"}
    noor.send("/measures/phq9/alarm", chosen)
    noor.send("/measures/phq9/alarm", chosen | {"value": "3"})
    assert flags(installation) == 2
    assert theo.open("/flags").words.count("question nine") >= 2


@pytest.mark.parametrize("value", ["0", "4", "9", "-1", "x", ""])
def test_what_is_no_such_answer_tells_nobody(installation: Installation, noor: Someone, value: str) -> None:
    assert noor.send("/measures/phq9/alarm", {"id": str(uuid4()), "value": value}).status_code == 422
    assert flags(installation) == 0


def test_a_questionnaire_without_such_an_item_has_no_such_way(noor: Someone) -> None:
    assert noor.send("/measures/gad7/alarm", {"id": str(uuid4()), "value": "1"}).status_code == 404


def test_q_23_a_total_that_is_worse_is_told_in_words(installation: Installation, noor: Someone) -> None:
    """Noor's GAD-7 was 12, then 9: people notice four points."""
    noor.send("/measures/gad7", gad7(12))
    assert installation.value(CAUSES, rule="worsened", name="Noor") == 0
    noor.send("/measures/gad7", gad7(16))
    assert installation.value(CAUSES, rule="worsened", name="Noor") == 1
    assert flags(installation, "worsened") == 0  # this clinic has the rule off


def test_y_33_where_flags_are_off_nobody_is_told_and_the_page_says_so(installation: Installation, sol: Someone) -> None:
    page = sol.send("/measures/phq9", phq9(9, 2))
    assert flags(installation, name="Sol") == 0
    assert int(str(installation.value(CAUSES, rule="item-9", name="Sol"))) == 1  # for the rehearsal of rules
    assert "Your clinic does not get word of this through the app." in page.words


def test_y_33_the_answer_page_says_what_is_true_of_telling(noor: Someone, theo: Someone) -> None:
    page = noor.send("/measures/phq9", phq9(9, 2))
    assert "Sent today, 10:00 am · not seen yet" in page.words
    flag = theo.open("/flags").values("a[href^='/flags/']", "href")[0]
    theo.open(flag)
    assert "seen by Theo" in noor.open(page.path).words
