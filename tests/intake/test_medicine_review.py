"""M-11: a prescriber goes through one version of a list; what changes later asks again, on every board."""

from uuid import uuid4

import pytest

from tests.intake.clinic_side import (
    A_MOMENT,
    add_medicine,
    asked_again,
    board_line,
    medicines_stand,
    place,
    review,
    take_out,
)
from tests.session_day.days import course_of
from tests.someone import Installation, Someone

TITLE = "Medicines reviewed"
CHANGED = "Your list has changed since Pria went through it."
AGAIN = "The list changed while you read it. It is shown as it is now; please read it once more."
SIGNS = "form[action$=medicines]"


def kept(installation: Installation, name: str = "noor") -> int:
    sql = "select count(*) from medicine_review where course_id = :course"
    return int(str(installation.value(sql, course=course_of(installation, name))))


def test_m_11_at_first_the_list_stands_as_pria_went_through_it(
    installation: Installation, noor: Someone, pria: Someone
) -> None:
    state, said = board_line(noor.open("/today"), TITLE)

    assert state == "done"
    assert "Reviewed, noted by Pria, 13 October." in said
    assert pria.open(place(installation, "noor")).tree.cssselect(SIGNS) == []


def test_p_10_a_medicine_added_later_turns_it_red_with_the_reason_and_signing_again_green(
    installation: Installation, noor: Someone, pria: Someone
) -> None:
    add_medicine(noor, "Uniphyl", "theophylline")

    state, said = board_line(noor.open("/today"), TITLE)
    assert (state, CHANGED in said) == ("open", True)
    assert "Pria can turn this green" in said
    state, said = board_line(pria.open(f"/courses/{course_of(installation, 'noor')}"), TITLE)
    assert (state, "Waits for Pria." in said) == ("open", True)
    assert "The list of medicines changed after" in asked_again(pria)
    assert "It has changed since." in pria.open(place(installation, "noor")).one("section[aria-labelledby=medicines]")

    page = review(pria, words="Theophylline: I call the pharmacy.")

    assert "“Theophylline: I call the pharmacy.”" in page.one("section[aria-labelledby=medicines]")
    assert page.tree.cssselect(SIGNS) == []
    assert "Reviewed, noted by Pria, 25 November." in board_line(noor.open("/today"), TITLE)[1]
    assert board_line(pria.open(f"/courses/{course_of(installation, 'noor')}"), TITLE)[0] == "done"
    assert asked_again(pria) == ""


def test_p_10_words_put_right_in_a_line_or_a_line_taken_out_ask_again_too(noor: Someone, pria: Someone) -> None:
    medicine = add_medicine(noor, "Gravol")
    review(pria)
    assert medicines_stand(noor) == "done"

    add_medicine(noor, "Gravol", medicine=medicine, dose="100 mg")
    assert medicines_stand(noor) == "open"
    review(pria)
    assert medicines_stand(noor) == "done"

    take_out(noor, medicine)
    assert medicines_stand(noor) == "open"


def test_m_11_a_list_that_changed_meanwhile_is_not_signed_unseen(
    installation: Installation, noor: Someone, pria: Someone
) -> None:
    add_medicine(noor, "Gravol")
    read = pria.open(place(installation, "noor")).values(f"{SIGNS} [name=list]")[0]
    add_medicine(noor, "Grandmother’s drops")

    page = review(pria, list=read, words="All as before.")

    assert page.status_code == 409
    assert AGAIN in page.one("[role=alert]")
    assert "“Grandmother’s drops”" in page.one("section[aria-labelledby=medicines]")
    assert page.one(f"{SIGNS} textarea") == "All as before."
    assert (kept(installation), medicines_stand(noor)) == (1, "open")
    installation.clock.move(A_MOMENT)
    signed = pria.send(
        f"{place(installation, 'noor')}/medicines",
        {"id": str(uuid4()), "list": page.values(f"{SIGNS} [name=list]")[0], "words": "All as before."},
    )
    assert signed.status_code == 200
    assert medicines_stand(noor) == "done"


@pytest.mark.parametrize("more", [{"list": ""}, {"id": "moss"}, {"words": "x" * 601}, {"list": "y" * 65}])
def test_what_is_wrong_with_the_form_is_named_and_nothing_is_signed(
    installation: Installation, noor: Someone, pria: Someone, more: dict[str, str]
) -> None:
    add_medicine(noor, "Gravol")

    page = review(pria, **({"words": "Kept."} | more))

    assert page.status_code == 422
    assert page.one(f"{SIGNS} textarea") == more.get("words", "Kept.")
    assert (kept(installation), medicines_stand(noor)) == (1, "open")


@pytest.mark.parametrize(("who", "status"), [("theo", 403), ("ada", 403), ("noor", 403), ("sol", 403), ("otto", 403)])
def test_a_prescriber_alone_signs_it(
    installation: Installation, noor: Someone, pria: Someone, who: str, status: int
) -> None:
    add_medicine(noor, "Gravol")
    form = {"id": str(uuid4()), "list": pria.open(place(installation, "noor")).values(f"{SIGNS} [name=list]")[0]}

    assert installation.someone(who).send(f"{place(installation, 'noor')}/medicines", form).status_code == status
    assert (kept(installation), medicines_stand(noor)) == (1, "open")


def test_sent_three_times_it_is_signed_once_and_an_id_of_another_course_not_at_all(
    installation: Installation, mara: Someone, noor: Someone, pria: Someone
) -> None:
    add_medicine(noor, "Gravol")
    form = {"id": str(uuid4()), "list": pria.open(place(installation, "noor")).values(f"{SIGNS} [name=list]")[0]}
    for _time in range(3):
        assert pria.send(f"{place(installation, 'noor')}/medicines", form).status_code == 200
    add_medicine(mara, "Gravol")

    assert review(pria, "mara", id=form["id"]).status_code == 404
    assert (kept(installation), kept(installation, "mara")) == (2, 1)


def test_an_empty_list_can_be_gone_through_and_the_first_medicine_asks_again(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    page = review(pria, "iris")
    assert "Pria went through the list" in page.one("section[aria-labelledby=medicines]")

    add_medicine(iris, "Gravol")

    assert "It has changed since." in pria.open(place(installation)).one("section[aria-labelledby=medicines]")
