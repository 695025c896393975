"""Where the papers are: asked, sent, a page missing, received; in the order in which it was noted, and once each."""

import pytest

from tests.intake.clinic_side import new_form, note_step
from tests.intake.test_referral import ASKED, HERE, WRITTEN, by_clinician, tell
from tests.session_day.days import course_of
from tests.someone import Installation, Opened, Someone

ABSENT = "0199c000-0000-7000-8000-00000000dead"


def steps(page: Opened) -> list[str]:
    return [one.text_content() for one in page.tree.cssselect("ol.board b")]


def count(installation: Installation) -> object:
    course = course_of(installation, "iris")
    return installation.value("select count(*) from referral_step where course_id = :course", course=course)


def test_the_steps_stand_in_the_order_in_which_they_came(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    tell(iris, by_clinician())
    assert "Nobody has noted yet that it was asked for." in iris.open(HERE).words
    iris.send(ASKED, new_form())
    for step in ("sent", "missing", "received"):
        note_step(pria, step, words="Page 2 is blank." if step == "missing" else "")
    page = iris.open(HERE)

    assert steps(page) == ["Asked", "Sent", "A page is missing", "Received"]
    assert "“Page 2 is blank.”" in page.words
    assert "Noted by you" in page.words
    assert "Noted by Pria" in page.words
    assert page.one(".when") == "The clinic has it."


def test_i_have_asked_for_it_is_kept_once_and_offered_again_only_when_a_page_is_missing(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    tell(iris, by_clinician())
    form = new_form(written_at=WRITTEN)
    for _time in range(3):
        assert iris.send(ASKED, form).status_code == 200

    assert count(installation) == 1
    assert not iris.open(HERE).tree.cssselect(f"form[action='{ASKED}']")
    note_step(pria, "missing")
    assert iris.open(HERE).tree.cssselect(f"form[action='{ASKED}']")


@pytest.mark.parametrize("form", [{"id": "not-an-id"}, {"id": ""}, {"id": ABSENT, "written_at": "soon"}])
def test_a_step_without_an_id_or_time_of_its_own_is_refused(
    installation: Installation, iris: Someone, form: dict[str, str]
) -> None:
    assert iris.send(ASKED, form).status_code == 422
    assert count(installation) == 0
