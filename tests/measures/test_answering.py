"""Questionnaires answered in the app: kept whole or not at all, once, and told in words (Q-01, Q-02, Q-22, Q-23)."""

from uuid import uuid4

import pytest

from server.measures.instruments import instruments
from tests.measures.filled import filled, gad7, phq9
from tests.someone import Installation, Opened, Someone


def total(page: Opened) -> list[str]:
    return page.values("[data-total]", "data-total")


def fresh(installation: Installation) -> int:
    """How many answers have come since the demo was made."""
    return int(str(installation.value("select count(*) from measure_answer"))) - 10


def test_the_forms_show_every_item_and_answer_as_published(noor: Someone) -> None:
    for id, instrument in instruments().items():
        for path in (f"/measures/{id}", f"/measures/{id}?all=1"):
            page = noor.open(path)
            for item in instrument.items:
                assert item.text in page.words
            assert page.words.count(instrument.options[3].label) == len(instrument.items)
            assert instrument.licence
            assert instrument.licence.notice in page.words


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("pcl5", id="Q-03"),
        pytest.param("qids-sr16", id="Q-04"),
        pytest.param("who5", id="Q-05"),
        pytest.param("c-ssrs", id="Q-06"),
        pytest.param("meq30", id="Q-07"),
        pytest.param("ebi", id="Q-08"),
        pytest.param("cadss", id="Q-09"),
        pytest.param("kset", id="Q-10"),
    ],
)
def test_what_may_not_be_used_is_nowhere(noor: Someone, name: str) -> None:
    assert noor.get(f"/measures/{name}").status_code == 404
    assert noor.send(f"/measures/{name}", phq9()).status_code == 404
    assert name.split("-")[0] not in noor.open("/measures").words.lower().split()


def test_q_24_help_is_there_also_when_the_ninth_says_not_at_all(noor: Someone) -> None:
    pages = [noor.open(path) for path in ("/measures", "/measures/phq9", "/measures/phq9?all=1", "/measures/gad7")]
    for page in (*pages, noor.send("/measures/phq9", phq9(3, last=0))):
        assert "/help" in page.values("a", "href")


@pytest.mark.parametrize("points", [0, 4, 5, 9, 10, 14, 15, 19, 20, 24])
def test_q_01_the_answer_page_carries_the_total_and_its_band(noor: Someone, points: int) -> None:
    page = noor.send("/measures/phq9", phq9(points))
    band = next(one.label for one in instruments()["phq9"].bands if one.min <= points <= one.max)
    assert total(page) == [str(points)]
    assert f"{points} of 27, {band.lower()}" in page.words


@pytest.mark.parametrize("points", [0, 4, 5, 9, 10, 14, 15, 21])
def test_q_02_the_answer_page_carries_the_total_and_its_band(noor: Someone, points: int) -> None:
    page = noor.send("/measures/gad7", gad7(points))
    band = next(one.label for one in instruments()["gad7"].bands if one.min <= points <= one.max)
    assert total(page) == [str(points)]
    assert f"{points} of 21, {band.lower()}" in page.words


@pytest.mark.parametrize("missing", [(1,), (9,), (2, 5), (1, 2, 3, 4, 5, 6, 7, 8, 9)])
def test_what_is_missing_is_named_nothing_is_imputed_and_the_rest_stays_chosen(
    installation: Installation, noor: Someone, missing: tuple[int, ...]
) -> None:
    form = filled([None if number in missing else 2 for number in range(1, 10)])
    page = noor.send("/measures/phq9", form)
    assert page.status_code == 422
    for number in range(1, 10):
        named = f"Question {number} is still open. Please choose one." in page.words
        assert named == (number in missing)
        chosen = page.values(f"input[name=q{number}][checked]")
        assert chosen == ([] if number in missing else ["2"])
    assert not total(page)
    assert fresh(installation) == 0


@pytest.mark.parametrize("value", ["4", "-1", "1.0", "01", "x", "３", "1 ", "9" * 400, "\0"])
def test_an_answer_that_the_questionnaire_does_not_have_is_refused(
    installation: Installation, noor: Someone, value: str
) -> None:
    page = noor.send("/measures/phq9", phq9() | {"q4": value})
    assert page.status_code == 422
    assert "Please choose one of the answers shown." in page.words
    assert noor.send("/measures/phq9", phq9(functional=value)).status_code == 422
    assert fresh(installation) == 0


def test_it_is_kept_once_however_often_it_is_sent(installation: Installation, noor: Someone) -> None:
    form = phq9(12)
    pages = [noor.send("/measures/phq9", form) for _ in range(3)]
    assert len({page.path for page in pages}) == 1
    assert fresh(installation) == 1


def test_other_answers_under_the_same_id_are_kept_too(installation: Installation, noor: Someone) -> None:
    form = phq9(12)
    first = noor.send("/measures/phq9", form)
    second = noor.send("/measures/phq9", form | {"q1": "0"})
    again = noor.send("/measures/phq9", form | {"q1": "0"})
    assert first.path != second.path == again.path
    assert (total(first), total(second)) == (["12"], ["10"])
    assert fresh(installation) == 2


def test_nobody_writes_over_or_reads_anothers_answers(installation: Installation, noor: Someone, mara: Someone) -> None:
    form = phq9(12)
    hers = noor.send("/measures/phq9", form)
    assert mara.send("/measures/phq9", form | {"q1": "0"}).status_code == 404
    assert mara.get(hers.path).status_code == 404
    assert noor.send("/measures/gad7", gad7() | {"id": form["id"]}).status_code == 404
    assert noor.get(hers.path.replace("phq9", "gad7")).status_code == 404
    assert total(noor.open(hers.path)) == ["12"]


def test_a_questionnaire_that_does_not_exist_is_no_page(noor: Someone) -> None:
    assert noor.get("/measures/phq8").status_code == 404
    assert noor.send("/measures/qids", phq9()).status_code == 404


def test_y_30_people_come_before_any_total_where_the_ninth_is_answered(noor: Someone) -> None:
    for last in (1, 2, 3):
        page = noor.send("/measures/phq9", phq9(9, last))
        text = page.words
        assert page.one("h1") == "You do not have to carry this alone."
        assert text.index("Somebody answers them day and night.") < text.index("9 of 27")
        assert {"tel:911", "tel:988"} <= set(page.values(".dock a", "href"))
    assert "carry this alone" not in noor.send("/measures/phq9", phq9(9)).one("h1")


def test_y_30_numbers_stand_in_the_form_itself_where_the_ninth_is_asked(noor: Someone) -> None:
    page = noor.open("/measures/phq9")
    (asked,) = page.tree.cssselect("#item-9")
    assert len(asked.cssselect(".alarmed a[href^='tel:']")) == 2
    assert [one.get("value") for one in asked.cssselect("input[data-then]")] == ["1", "2", "3"]
    assert not page.tree.cssselect("#item-8 .alarmed")


def test_q_22_it_is_told_beside_the_start_in_words(noor: Someone) -> None:
    """Noor's start was 17, and 12 the time before."""
    assert "About the same as your start" in noor.send("/measures/phq9", phq9(13)).words
    page = noor.send("/measures/phq9", phq9(9))
    assert "Eight points lower than your start" in page.words
    assert "cured" not in page.words


def test_q_23_more_of_it_asks_to_share_it_with_the_clinician(installation: Installation, sol: Someone) -> None:
    """Sol's start was 15."""
    assert "Please share this with your clinician" not in sol.send("/measures/phq9", phq9(19)).words
    page = sol.send("/measures/phq9", phq9(20))
    assert "Five points higher than your start" in page.words
    assert "Please share this with your clinician" in page.words


def test_numbers_can_be_hidden_and_shown_again(noor: Someone) -> None:
    noor.send("/measures/numbers", {"id": str(uuid4()), "hidden": "1"})
    page = noor.send("/measures/phq9", phq9(9))
    assert not total(page)
    assert "9 of 27" not in page.words
    assert not noor.open("/measures").tree.cssselect("svg.trend")
    assert noor.send("/measures/numbers", {"id": str(uuid4()), "hidden": "x"}).status_code == 422
    noor.send("/measures/numbers", {"id": str(uuid4()), "hidden": "0"})
    assert total(noor.open(page.path)) == ["9"]
