"""Days that the clinic set for itself: to ask for papers again, and to look at a decision again."""

from datetime import timedelta

from tests.intake.clinic_side import decide, note_step, place, reply
from tests.intake.test_intake_board_page import BOARD, decided, lines, top
from tests.someone import Installation, Someone


def test_e_03_papers_are_chased_while_the_patient_still_tells(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    reply(iris, "heart-avm")
    note_step(pria, "asked", chase_on="2026-11-27")
    telling = "Is still telling: one question is answered so far."
    line = top(pria)
    assert line.whose == "Iris"
    assert line.said == f"{telling} The referral has not come. Ask again on 27 November 2026. Since today"

    installation.clock.move(timedelta(days=2))
    line = top(pria)
    assert line.whose == "The clinic"
    assert line.said.startswith("The referral was asked for and has not come. To ask again since 27 November 2026.")

    note_step(pria, "received")
    assert top(pria)[1:3] == ("Iris", f"{telling} Since 25 November")


def test_a_decision_to_be_looked_at_again_comes_back_on_its_day(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    reply(iris, "heart-avm")
    decide(pria, outcome="not yet", again_on="2026-11-27")
    assert "Iris" in decided(pria.open(BOARD))

    installation.clock.move(timedelta(days=2))
    line = next(one for one in lines(pria.open(BOARD)) if one.name == "Iris")
    assert line.whose == "The prescriber"
    assert line.said.startswith("Decided, and to be looked at again since 27 November 2026.")

    stands = pria.open(place(installation)).values("form[action$=decision] [name=seen]")[0]
    decide(pria, outcome="not here", seen=stands)
    assert "Iris" in decided(pria.open(BOARD))
