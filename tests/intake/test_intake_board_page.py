"""The intake board as the clinic opens it: the people of one's own care teams, whose move it is, danger first."""

from datetime import timedelta
from typing import NamedTuple

import pytest

from tests.accounts.people import invite, join
from tests.intake.clinic_side import add_medicine, decide, hand_in, heads, note_step, place, reply, take_out
from tests.intake.signing import withdraw
from tests.session_day.days import change, course_of
from tests.someone import Installation, Opened, Someone

BOARD = "/intake-board"
ALARM = "mind-suicide-now"
CALL = "Said that they think of ending their life. Please call them. Since today"


class Line(NamedTuple):
    name: str
    whose: str
    said: str
    flagged: bool


def lines(page: Opened) -> list[Line]:
    """Those that wait, from the top."""
    found = []
    for one in page.tree.xpath("//main//div[@class='stack big'][1]/ul/li"):
        link, whose, said = one.cssselect("a")[0], one.cssselect(".state")[0], one.xpath("./p[2]")[0]
        texts = [" ".join(it.text_content().split()) for it in (link, whose, said)]
        found.append(Line(*texts, flagged="flag" in (one.get("class") or "")))
    return found


def decided(page: Opened) -> list[str]:
    return [one.text_content() for one in page.tree.cssselect("section[aria-labelledby=decided] li a")]


def top(staff: Someone) -> Line:
    return lines(staff.open(BOARD))[0]


@pytest.mark.parametrize("who", ["pria", "theo"])
def test_both_of_a_care_team_read_who_waits_and_who_is_decided(installation: Installation, who: str) -> None:
    page = installation.someone(who).open(BOARD)

    assert lines(page) == [Line("Iris", "Iris", "Invited, and has not begun. Since 11 October", flagged=False)]
    assert sorted(decided(page)) == ["Mara", "Noor"]
    assert page.values("main .rows a", "href")[0] == place(installation)


def test_the_line_follows_iris_from_the_first_answer_to_the_decision(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    reply(iris, "heart-aneurysm")
    reply(iris, "heart-avm")
    assert top(pria)[1:3] == ("Iris", "Is still telling: 2 questions are answered so far. Since today")

    hand_in(iris)
    assert top(pria)[1:3] == ("The clinic", "The referral or the records have not been asked for. Since today")

    note_step(pria, "asked", chase_on="2026-11-27")
    asked = "The referral was asked for and has not come."
    assert top(pria)[1:3] == ("Another office", f"{asked} Ask again on 27 November 2026. Since today")

    installation.clock.move(timedelta(days=2))
    assert top(pria)[1:3] == ("The clinic", f"{asked} To ask again since 27 November 2026. Since 25 November")

    note_step(pria, "received")
    assert top(pria)[1:3] == ("The prescriber", "Everything is here for the prescriber to read and decide. Since today")

    decide(pria)
    assert top(pria)[1:3] == ("Iris", "2 consents are not signed. Since today")

    reply(iris, "heart-avm", "unsure")
    hand_in(iris)
    assert top(pria)[1:3] == ("The prescriber", "Told something new after the decision. Since today")


def test_e_47_danger_stands_on_top_and_only_a_decision_made_after_it_takes_it_away(
    installation: Installation, iris: Someone, noor: Someone, mara: Someone, pria: Someone
) -> None:
    """Y-35: a person answers it, not another answer."""
    add_medicine(noor, "Gravol")
    add_medicine(mara, "Gravol")
    decide(pria, outcome="not yet")
    reply(iris, ALARM, "plan")
    assert [one.name for one in lines(pria.open(BOARD))] == ["Iris", "Noor", "Mara"]
    assert top(pria) == Line("Iris", "The prescriber", CALL, flagged=True)

    reply(iris, ALARM, "no")
    assert top(pria)[2:] == (CALL, True)

    decide(pria, outcome="not yet", seen=heads(pria.open(place(installation))))
    assert [one.name for one in lines(pria.open(BOARD))] == ["Noor", "Mara"]

    reply(iris, ALARM, "thoughts")
    assert top(pria)[2:] == (CALL, True)


@pytest.mark.parametrize("value", ["thoughts", "plan", "unsure", "person"])
def test_e_47_everything_but_a_plain_no_is_danger(iris: Someone, theo: Someone, value: str) -> None:
    reply(iris, ALARM, "no")
    assert top(theo).flagged is False

    reply(iris, ALARM, value)

    assert top(theo) == Line("Iris", "The prescriber", CALL, flagged=True)


def test_m_11_a_list_that_changed_after_its_review_asks_the_prescriber_again(noor: Someone, pria: Someone) -> None:
    medicine = add_medicine(noor, "Gravol")
    found = next(one for one in lines(pria.open(BOARD)) if one.name == "Noor")
    assert found.whose == "The prescriber"
    assert found.said == "The list of medicines changed after the prescriber went through it. Since today"

    take_out(noor, medicine)

    assert "Noor" in decided(pria.open(BOARD))


def test_e_15_a_consent_taken_back_is_the_patients_move_again(noor: Someone, theo: Someone) -> None:
    withdraw(noor)

    found = next(one for one in lines(theo.open(BOARD)) if one.name == "Noor")
    assert found[1:3] == ("Noor", "One consent is not signed. Since 13 October")


def test_another_clinic_and_a_colleague_off_the_team_read_none_of_them(
    installation: Installation, iris: Someone, otto: Someone, theo: Someone
) -> None:
    """Nor is Sol there: a session was held and nothing told, so that intake was on paper."""
    reply(iris, ALARM, "plan")
    elsewhere = otto.open(BOARD)
    assert "Nobody waits for anything just now." in elsewhere.words
    assert decided(elsewhere) == []

    gone = "update care_team set until = :now where course_id = :course"
    change(installation, gone, now=installation.clock.now, course=course_of(installation, "iris"))

    assert lines(theo.open(BOARD)) == []


def test_sol_comes_onto_the_board_with_the_first_word_told_here(sol: Someone, otto: Someone) -> None:
    reply(sol, "heart-avm")

    assert top(otto)[:3] == ("Sol", "Sol", "Is still telling: one question is answered so far. Since today")


def test_a_course_that_is_closed_waits_for_nobody(installation: Installation, iris: Someone, pria: Someone) -> None:
    reply(iris, ALARM, "plan")

    change(
        installation, "update course set closed_at = :now where id = :course", now=installation.clock.now,
        course=course_of(installation, "iris"),
    )  # fmt: skip

    assert lines(pria.open(BOARD)) == []


@pytest.mark.parametrize(("who", "status"), [("ada", 403), ("iris", 403), ("sol", 403)])
def test_the_board_is_for_clinicians(installation: Installation, who: str, status: int) -> None:
    assert installation.someone(who).get(BOARD).status_code == status


def test_opening_it_leaves_a_line_in_the_trail_each_time(installation: Installation, theo: Someone) -> None:
    count = "select count(*) from trail where deed = 'listed' and subject_id = 'intake'"
    theo.open(BOARD)
    theo.open(BOARD)

    assert installation.value(count) == 2


def test_many_people_need_no_more_questions_to_the_database_than_few(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    before = theo.open(BOARD).queries.count
    for number in range(6):
        patient = join(installation, invite(theo, f"Wren {number}").code)
        reply(patient, ALARM, "plan")

    page = theo.open(BOARD)

    assert len(lines(page)) == 7
    assert page.queries.count == before


def test_markup_in_a_name_is_read_as_letters(installation: Installation, theo: Someone) -> None:
    join(installation, invite(theo, "<b>Wren</b>").code)

    page = theo.open(BOARD)

    assert "<b>Wren</b>" in [one.name for one in lines(page)]
    assert "&lt;b&gt;Wren" in page.text
