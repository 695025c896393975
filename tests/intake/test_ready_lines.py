"""What intake knows stands on the ready board (P-10, E-15, E-03, E-05), and else the clinic's own mark."""

import pytest

from server.demo_cast import CAST_IDS
from tests.intake.clinic_side import (
    A_MOMENT,
    add_medicine,
    board_line,
    decide,
    hand_in,
    heads,
    note_step,
    place,
    second_prescriber,
)
from tests.intake.signing import sign, withdraw
from tests.session_day.days import change, course_of, session_of
from tests.someone import Installation, Someone

MEDICINES, CONSENT, REFERRAL, DECISION = "Medicines reviewed", "Consent", "Referral", "Decision"


def titles(person: Someone) -> list[str]:
    return [one.text_content() for one in person.open("/today").tree.cssselect("ul.board > li .line b")]


def mark(staff: Someone, name: str, number: int, item: str, done: str = "1") -> int:
    """On paper: the clinic's own mark."""
    form = {"session": session_of(staff.installation, name, number), "item": item, "done": done}
    staff.installation.clock.move(A_MOMENT)
    return staff.send(f"/courses/{course_of(staff.installation, name)}/ready", form).status_code


def soon(installation: Installation, name: str) -> None:
    """The lines of consent and medicines are due weeks before: the session is tomorrow."""
    change(
        installation,
        "update session set planned_at = '2026-11-26T16:00:00.000Z' where opened_at is null and course_id = :course",
        course=course_of(installation, name),
    )


@pytest.fixture
def cedar(installation: Installation, otto: Someone) -> Someone:
    """Otto with a prescriber's role: he goes through Sol's papers at Cedar Clinic."""
    change(installation, "update person set role = 'prescriber' where id = :otto", otto=CAST_IDS["otto"])
    return installation.someone("otto")


def test_e_15_a_consent_taken_back_turns_it_red_on_both_boards_and_signing_again_green(
    installation: Installation, noor: Someone, pria: Someone
) -> None:
    state, said = board_line(noor.open("/today"), CONSENT)
    assert (state, "noted by you, 12 October." in said) == ("done", True)

    withdraw(noor)

    state, said = board_line(noor.open("/today"), CONSENT)
    assert (state, "You took it back: Treatment. Your clinic talks with you" in said) == ("open", True)
    state, said = board_line(pria.open(f"/courses/{course_of(installation, 'noor')}"), CONSENT)
    assert (state, "Waits for Noor." in said) == ("open", True)
    installation.clock.move(A_MOMENT)
    sign(noor, "treatment", name="Noor")
    assert board_line(noor.open("/today"), CONSENT)[0] == "done"


def test_e_15_a_paper_mark_does_not_speak_over_what_the_patient_took_back(noor: Someone, pria: Someone) -> None:
    withdraw(noor)

    mark(pria, "noor", 3, "E-15")

    assert board_line(noor.open("/today"), CONSENT)[0] == "open"


def test_p_10_a_paper_mark_does_not_speak_over_a_list_that_changed(noor: Someone, pria: Someone) -> None:
    add_medicine(noor, "Gravol")

    mark(pria, "noor", 3, "P-10")

    assert board_line(noor.open("/today"), MEDICINES)[0] == "open"


@pytest.mark.parametrize(("item", "title"), [("P-10", MEDICINES), ("E-15", CONSENT)])
def test_p_10_and_e_15_for_who_told_nothing_here_the_clinics_own_mark_speaks(
    installation: Installation, sol: Someone, cedar: Someone, item: str, title: str
) -> None:
    soon(installation, "sol")
    assert board_line(sol.open("/today"), title)[0] == "open"

    assert mark(cedar, "sol", 2, item) == 200

    state, said = board_line(sol.open("/today"), title)
    assert (state, "noted by Otto, 25 November." in said) == ("done", True)
    mark(cedar, "sol", 2, item, done="0")
    assert board_line(sol.open("/today"), title)[0] == "open"


def test_p_10_a_list_begun_here_is_gone_through_here(installation: Installation, sol: Someone, cedar: Someone) -> None:
    soon(installation, "sol")
    mark(cedar, "sol", 2, "P-10")

    add_medicine(sol, "Gravol")

    assert board_line(sol.open("/today"), MEDICINES)[0] == "open"


def test_e_03_referral_and_decision_are_on_the_board_of_who_told_their_intake_here_alone(
    installation: Installation, noor: Someone, sol: Someone
) -> None:
    soon(installation, "sol")
    assert {REFERRAL, DECISION} <= set(titles(noor))
    assert MEDICINES in titles(sol)
    assert not {REFERRAL, DECISION} & set(titles(sol))
    assert board_line(noor.open("/today"), REFERRAL)[0] == "done"
    assert "Go on with planning: Pria, 13 October." in board_line(noor.open("/today"), DECISION)[1]


@pytest.mark.parametrize(
    ("step", "state", "said"),
    [
        ("asked", "open", "It was asked for and has not come yet."),
        ("sent", "open", "It is on its way."),
        ("missing", "open", "A page is missing."),
        ("received", "done", "Your clinic has it."),
    ],
)
def test_e_03_the_referral_stands_where_its_last_step_left_it(
    noor: Someone, theo: Someone, step: str, state: str, said: str
) -> None:
    note_step(theo, step, "noor")

    assert board_line(noor.open("/today"), REFERRAL)[0] == state
    assert said in board_line(noor.open("/today"), REFERRAL)[1]


@pytest.mark.parametrize(("outcome", "word"), [("not yet", "Not yet"), ("not here", "Not at this clinic")])
def test_e_05_another_decision_opens_the_line_with_its_words_and_who_can_change_it(
    installation: Installation, noor: Someone, pria: Someone, outcome: str, word: str
) -> None:
    decide(pria, "noor", outcome=outcome, seen=heads(pria.open(place(installation, "noor"))))

    state, said = board_line(noor.open("/today"), DECISION)

    assert state == "open"
    assert f"{word}: Pria, 25 November." in said
    assert "Pria can turn this green" in said


def test_e_05_while_two_decisions_stand_none_of_them_is_on_the_board(
    installation: Installation, noor: Someone, pria: Someone
) -> None:
    decide(second_prescriber(installation, "noor"), "noor", outcome="not here")
    hand_in(noor)

    state, said = board_line(noor.open("/today"), DECISION)

    assert (state, "Your clinic has not decided yet." in said) == ("open", True)
    assert "Not at this clinic" not in said


def test_p_10_whoever_has_sessions_planned_finds_the_way_to_their_list(noor: Someone) -> None:
    for page in ("/course", "/prepare"):
        assert "/intake/medicines" in noor.open(page).values("main a", "href")


def test_a_clinician_finds_the_intake_from_the_patients_page(installation: Installation, pria: Someone) -> None:
    page = pria.open(f"/courses/{course_of(installation, 'noor')}")

    assert place(installation, "noor") in page.values("main a", "href")


def test_p_10_the_overview_too_says_that_a_changed_list_is_read_once_more(mara: Someone, pria: Someone) -> None:
    again = "It reads your list of medicines once more before your next session."
    assert again not in mara.open("/intake").text
    add_medicine(mara, "Sudafed", "pseudoephedrine")
    assert mara.open("/intake").one("h1") == "Your clinic has decided"
    assert again in mara.open("/intake").text
