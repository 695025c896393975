"""M-02 to M-05 on the page: a list in the patient's own words, nothing matched without their yes, nothing lost."""

import pytest

from tests.intake.clinic_side import A_MOMENT, add_medicine, new_form
from tests.intake.kept import history
from tests.someone import Installation, Opened, Someone

HERE = "/intake/medicines"
FOOTER = (
    "Keep taking your prescribed medicines exactly as prescribed unless your prescriber tells you otherwise. Suddenly "
    "going without some of them can be dangerous."
)
UNKNOWN = "We have no note on this one. Show it to your pharmacist or prescriber."


def match(person: Someone, medicine: str, generic: str, **more: str) -> Opened:
    person.installation.clock.move(A_MOMENT)
    return person.send(f"{HERE}/{medicine}/match", new_form(generic=generic) | more)


def names(page: Opened) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.tree.cssselect(".meds h2")]


def line(page: Opened, medicine: str) -> str:
    return page.one(f"#m-{medicine}")


def tier(page: Opened, medicine: str) -> str:
    return page.one(f"#m-{medicine} .tier")


def test_m_05_a_medicine_is_kept_in_the_patients_words_until_they_say_which_it_is(iris: Someone) -> None:
    mine = add_medicine(iris, "Zolofft", dose="50 mg", purpose="for mood")
    page = iris.open(HERE)

    assert names(page) == ["“Zolofft”"]
    assert tier(page, mine) == "Nothing found"
    assert "Is it one of these?" in line(page, mine)
    assert page.values(f"#m-{mine} button[name=generic]")[0] == "sertraline"
    assert page.values(f"#m-{mine} button[name=generic]")[-1] == ""


def test_m_05_only_what_the_patient_confirms_is_taken_for_the_medicine(iris: Someone) -> None:
    mine = add_medicine(iris, "Zolofft")
    page = match(iris, mine, "sertraline")

    assert names(page) == ["Sertraline"]
    assert "You wrote “Zolofft”." in line(page, mine)
    assert tier(page, mine) == "Kept on your list"
    assert not page.tree.cssselect(f"#m-{mine} button[name=generic]")


def test_m_05_none_of_these_leaves_their_own_words_and_asks_no_more(iris: Someone) -> None:
    mine = add_medicine(iris, "Zolofft")
    page = match(iris, mine, "")

    assert names(page) == ["“Zolofft”"]
    assert "In your own words." in line(page, mine)
    assert tier(page, mine) == "Nothing found"
    assert not page.tree.cssselect(f"#m-{mine} button[name=generic]")


def test_m_05_a_match_sent_late_again_does_not_undo_what_was_said_since(
    installation: Installation, iris: Someone
) -> None:
    mine, form = add_medicine(iris, "Zolofft"), new_form(generic="sertraline")
    match(iris, mine, **form)
    add_medicine(iris, "My blue pill", medicine=mine, dose="one at night")
    match(iris, mine, "")
    before = len(history(installation, "iris", "medicine", mine))

    assert match(iris, mine, **form).status_code == 200
    assert names(iris.open(HERE)) == ["“My blue pill”"]
    assert len(history(installation, "iris", "medicine", mine)) == before


def test_m_05_another_answer_from_the_same_page_is_kept_too(iris: Someone) -> None:
    mine, form = add_medicine(iris, "Zolofft"), new_form(generic="sertraline")
    match(iris, mine, **form)
    page = match(iris, mine, **form | {"generic": ""})

    assert names(page) == ["“Zolofft”"]


@pytest.mark.parametrize("generic", ["amoxicillin", "Sertraline", "x" * 81, "a\0b"])
def test_m_05_a_match_with_what_is_not_listed_is_refused(iris: Someone, generic: str) -> None:
    mine = add_medicine(iris, "Zolofft")

    assert match(iris, mine, generic).status_code == 422
    assert names(iris.open(HERE)) == ["“Zolofft”"]


@pytest.mark.parametrize("typed", ["amoxicillin", "the small yellow one", "Lipitor 20", "sertraline", "alcohol", "💊"])
def test_m_04_what_is_not_confirmed_never_shows_a_tier_and_never_reads_as_harmless(iris: Someone, typed: str) -> None:
    mine = add_medicine(iris, typed)
    page = iris.open(HERE)

    assert tier(page, mine) == "Nothing found"
    assert UNKNOWN in line(page, mine)
    assert "No strong concern" not in page.words


def test_m_03_the_footer_stands_under_every_list_and_under_none_that_is_empty(iris: Someone, mara: Someone) -> None:
    assert FOOTER not in iris.open(HERE).words
    for typed, generic in (("beer", "alcohol"), ("lithium", "lithium"), ("amoxicillin", "")):
        add_medicine(iris, typed, generic)
        assert FOOTER in iris.open(HERE).words
    assert FOOTER in mara.open(HERE).words


def test_m_10_limited_evidence_is_said_on_the_page(iris: Someone) -> None:
    mine = add_medicine(iris, "Dayvigo", "lemborexant")
    named = add_medicine(iris, "Xanax", "alprazolam")
    page = iris.open(HERE)

    assert "Limited evidence: part of this rests on general knowledge." in line(page, mine)
    assert "Limited evidence" not in line(page, named)


def test_m_06_a_session_that_is_planned_by_vein_is_told_so(noor: Someone) -> None:
    mine = add_medicine(noor, "grapefruit", "grapefruit")

    assert "and less the way yours is planned." in line(noor.open(HERE), mine)
