"""What a clinician sends again under an id with something else is said, not lost; and what counts as having looked."""

from uuid import uuid4

import pytest

from server.intake import facts
from tests.intake.clinic_side import add_medicine, new_form, place, reply
from tests.intake.tried import tell
from tests.session_day.days import course_of
from tests.someone import Installation, Someone

SAID = "This was sent before with something else, and that was kept."
LOOKED = "select at from intake_look where course_id = :course"


def count(installation: Installation, table: str) -> object:
    return installation.value(f"select count(*) from {table} where course_id = '{course_of(installation, 'iris')}'")


def test_a_step_sent_again_with_other_words_is_said_and_keeps_them_in_the_form(
    installation: Installation, pria: Someone
) -> None:
    path = f"{place(installation)}/referral"
    form = {"id": str(uuid4()), "step": "sent", "words": "By fax.", "chase_on": "2026-12-01"}
    for _time in range(2):
        assert pria.send(path, form).status_code == 200
    for other in ({"words": "By post."}, {"step": "missing"}, {"chase_on": ""}):
        page = pria.send(path, form | other)
        assert page.status_code == 409
        assert SAID in page.one("#wrong")
        assert page.values("#step-words") == [(form | other)["words"]]
        assert page.values("#step option[selected]") == [(form | other)["step"]]
        assert page.values("form[action$=referral] [name=id]") != [form["id"]]
    assert count(installation, "referral_step") == 1


def test_a_review_sent_again_with_other_words_is_said_and_keeps_them_in_the_form(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    add_medicine(iris, "Norvasc")
    listed = pria.open(place(installation)).values("form[action$=medicines] [name=list]")[0]
    form = {"id": str(uuid4()), "list": listed, "words": "Seen."}
    for _time in range(2):
        assert pria.send(f"{place(installation)}/medicines", form).status_code == 200
    page = pria.send(f"{place(installation)}/medicines", form | {"words": "Seen, and called."})

    assert (page.status_code, SAID in page.one("#wrong")) == (409, True)
    assert page.one("#review-words") == "Seen, and called."
    assert count(installation, "medicine_review") == 1


def test_a_tick_sent_again_the_other_way_is_said(installation: Installation, iris: Someone, pria: Someone) -> None:
    tell(iris)
    page = pria.open(place(installation))
    path, fact = page.values("form[action*='/trials/']", "action")[0], page.values("[name=fact]")[0]
    form = {"id": str(uuid4()), "fact": fact, "dose_enough": "1"}
    for _time in range(2):
        assert pria.send(path, form).status_code == 200

    page = pria.send(path, form | {"dose_enough": "", "weeks_enough": "1"})

    assert (page.status_code, SAID in page.one("#wrong")) == (409, True)
    assert count(installation, "trial_tick") == 1


def test_only_opening_the_page_counts_as_having_looked(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    course = course_of(installation, "iris")
    for path, form in (("decision", {"id": str(uuid4())}), ("referral", {"id": str(uuid4()), "step": "moss"})):
        assert pria.send(f"{place(installation)}/{path}", form).status_code == 422
    assert installation.value(LOOKED, course=course) is None

    pria.open(place(installation))
    first = installation.value(LOOKED, course=course)
    reply(iris, "heart-avm")
    page = pria.send(f"{place(installation)}/decision", {"id": str(uuid4())})

    assert installation.value(LOOKED, course=course) == first
    assert "New" in page.all("brief")[0]
    assert "New" in pria.open(place(installation)).all("brief")[0]


def test_an_intake_that_holds_all_that_fits_says_so_and_what_to_do(
    iris: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply(iris, "heart-avm")
    monkeypatch.setattr(facts, "MOST_ROWS", 1)

    page = iris.send("/intake/answers/heart-aneurysm", new_form(value="no"))

    assert page.status_code == 409
    assert "Your intake holds as much as fits." in page.one("h1")
    assert "your words are still in the form. Please call your clinic" in page.words


@pytest.mark.parametrize(("day", "status"), [("2026-11-24", 200), ("2026-11-25", 200), ("2026-11-26", 422)])
def test_e_03_the_day_of_the_letter_is_a_day_of_the_patients_own_clock(
    installation: Installation, iris: Someone, day: str, status: int
) -> None:
    """In the evening of Toronto it is the next day in Greenwich already."""
    installation.clock.now = installation.clock.now.replace(day=26, hour=3)
    told = new_form(way="clinician", name="Dr Quill", day=day)

    assert iris.send("/intake/referral", told).status_code == status
