"""E-61: "tell your clinician" is all that a patient told, on one page that can be held out, printed or saved."""

from datetime import timedelta

from server.intake.content import asked
from tests.intake import paying, tried
from tests.intake.clinic_side import add_medicine, new_form, reply
from tests.someone import Installation, Opened, Someone

HERE = "/intake/copy"


def heard(page: Opened, section: str) -> str:
    found = page.tree.cssselect(f"section[aria-labelledby={section}]")
    return " ".join(" ".join(found[0].itertext()).split()) if found else ""


def test_e_61_the_copy_holds_all_that_was_told_and_what_is_flagged_first(iris: Someone) -> None:
    reply(iris, "head-seizures", "past", words="Once, as a child.")
    reply(iris, "day-elsewhere", "yes")
    reply(iris, "heart-avm", "no", words="Never looked for.")
    tried.tell(iris, words="It made me tired.")
    add_medicine(iris, "Norvasc", "amlodipine", dose="5 mg", purpose="pressure")
    add_medicine(iris, "grandmother’s drops")
    paying.tell(iris, "visits", payer="public", source="Jo at the desk")
    paying.give(iris)
    iris.send("/intake/referral", new_form(way="clinician", role="physician", name="Dr Quill", practice="Lakeside"))

    page = iris.open(HERE)

    first = heard(page, "first")
    assert first.index("Being given ketamine or esketamine elsewhere") < first.index("Epilepsy or seizures")
    assert "“Once, as a child.”" in first
    assert "AVM" not in first
    assert "AVM (tangle of blood vessels) No “Never looked for.”" in heard(page, "answers")
    assert "Seizures or epilepsy" in heard(page, "answers")
    assert "Sertraline, up to 200 mg, 8 weeks." in heard(page, "tried")
    assert "“It made me tired.”" in heard(page, "tried")
    assert "“Norvasc”" in heard(page, "medicines")
    assert "Grandmother’s drops" in heard(page, "medicines")
    assert "Dr Quill, physician, Lakeside" in heard(page, "referral")
    assert "A public plan. Said by Jo at the desk, on 3 November 2026." in heard(page, "coverage")
    assert paying.NUMBER not in page.text
    assert "Ends in 7897." in heard(page, "coverage")


def test_e_61_before_a_word_it_says_that_there_is_nothing(iris: Someone) -> None:
    page = iris.open(HERE)

    assert "Nothing flagged so far." in heard(page, "first")
    assert heard(page, "answers") == "Everything I answered Nothing yet."
    assert heard(page, "referral") == heard(page, "coverage") == ""


def test_the_copy_of_a_whole_intake_is_small(noor: Someone) -> None:
    """Opened by a house that refuses more than 14 KB and 12 queries, with words beside every answer."""
    for question in asked().questions.values():
        if question.kind == "choice":
            reply(noor, question.id, question.options[-1].value, words="As I remember it, since about two years ago.")
    for number in range(6):
        tried.tell(noor, what=f"Treatment {number}", words="It helped for a while, and then it did not.")
    for name in ("lamotrigine", "theophylline", "valium", "Ativan", "Ritalin", "grandmother’s drops"):
        add_medicine(noor, name, dose="one each evening")

    page = noor.open(HERE)

    answers = page.tree.cssselect("section[aria-labelledby=answers] dl > div")
    assert len(answers) > 45


def test_the_copy_is_one_press_from_the_answers_whatever_the_outcome(iris: Someone) -> None:
    for value in ("no", "unsure", "yes"):
        reply(iris, "heart-avm", value)
        assert iris.open("/intake/answers").values("main .go", "href").count(HERE) == 1, value


def test_another_patients_words_are_in_no_copy_but_theirs(iris: Someone, noor: Someone) -> None:
    reply(iris, "heart-avm", "no", words="Never looked for.")

    assert "Never looked for." not in noor.open(HERE).text


def test_it_is_asked_for_again_and_kept_on_no_phone(installation: Installation, iris: Someone) -> None:
    iris.keeps_at_it = False
    installation.clock.move(timedelta(minutes=6))
    page = iris.get(HERE)
    assert (page.status_code, page.one("h1")) == (403, "Is it you?")
    assert "Open a copy of all that you told at intake" in page.words
    (kept,) = iris.open("/intake").values("meta[name=pocket]", "content")
    assert "/intake/answers" in kept
    assert HERE not in kept.split()
    iris.send("/account/prove", {"proof-way": "demo"}, follow=False)
    assert iris.get(HERE).status_code == 200
