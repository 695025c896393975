"""A day on scales of nought to ten: one's own, repeatable, in radios that a thumb and a keyboard reach (Q-20)."""

from uuid import uuid4

import pytest

from server.measures.day import sliders
from tests.someone import Installation, Someone


def form(**marks: str) -> dict[str, str]:
    return {"id": str(uuid4())} | marks


def told(person: Someone) -> list[str]:
    return [" ".join(one.text_content().split()) for one in person.open("/measures/day").tree.cssselect("dl.told dd")]


def test_q_20_every_scale_is_eleven_radios_with_both_ends_in_words_and_says_what_it_is_not(noor: Someone) -> None:
    page = noor.open("/measures/day")
    assert [one.id for one in sliders()] == ["mood", "worry", "energy", "connection", "sleep", "intensity", "comfort"]
    for one in sliders():
        assert page.values(f"#{one.id} input[type=radio]") == [str(number) for number in range(11)]
        assert f"0, {one.low}" in page.words
        assert f"10, {one.high}" in page.words
    assert "Not a clinical test." in page.words


def test_marks_are_kept_once_and_other_marks_under_the_same_id_are_kept_too(noor: Someone) -> None:
    marks = form(mood="0", sleep="10")
    for _ in range(3):
        noor.send("/measures/day", marks)
    assert told(noor) == ["Mood 0, Last night’s sleep 10"]
    noor.send("/measures/day", marks | {"mood": "1"})
    assert sorted(told(noor)) == ["Mood 0, Last night’s sleep 10", "Mood 1, Last night’s sleep 10"]


@pytest.mark.parametrize("mark", ["11", "-1", "5.5", "05", "x", "５"])
def test_what_is_no_mark_is_named_and_the_others_stay(noor: Someone, mark: str) -> None:
    page = noor.send("/measures/day", form(mood=mark, sleep="3"))
    assert page.status_code == 422
    assert "Please choose a whole number from 0 to 10." in page.one("#mood-error")
    assert page.values("input[name=sleep][checked]") == ["3"]
    assert told(noor) == []


def test_nothing_marked_is_nothing_kept(noor: Someone) -> None:
    page = noor.send("/measures/day", form())
    assert page.status_code == 422
    assert "Nothing is marked yet. One of them is enough." in page.words


def test_nobody_else_reads_or_takes_them(installation: Installation, noor: Someone, theo: Someone) -> None:
    marks = form(mood="7", comfort="2")
    noor.send("/measures/day", marks)
    assert installation.someone("mara").send("/measures/day", marks | {"mood": "1"}).status_code == 404
    assert told(noor) == ["Mood 7, At ease in your body 2"]
    course = installation.value(
        "select course.id from course join person on person.id = course.patient_id where person.name = 'Noor'"
    )
    for path in (f"/courses/{course}", f"/courses/{course}/measures"):
        assert "At ease in your body" not in theo.open(path).words


def test_what_does_not_fit_any_more_is_said_and_nothing_is_written_over(
    monkeypatch: pytest.MonkeyPatch, noor: Someone
) -> None:
    marks = form(mood="7")
    noor.send("/measures/day", marks)
    monkeypatch.setattr("server.measures.answers.MOST", 5)
    assert noor.send("/measures/day", marks).status_code == 200
    page = noor.send("/measures/day", form(mood="8"))
    assert page.status_code == 409
    assert "There is no room for more of these answers." in page.words
    assert told(noor) == ["Mood 7"]
