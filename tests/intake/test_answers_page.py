"""E-05, E-47, E-60, E-61 as a patient sees them: a calm word, the answers that led to it, and somebody to call."""

import re

import pytest

from server.clinics.protocol import Protocol
from server.intake.content import asked
from server.intake.outcomes import Answer
from tests.intake.clinic_side import hand_in, new_form, reply
from tests.intake.kept import history
from tests.session_day.days import use_numbers
from tests.someone import Installation, Opened, Someone

ALONE = "/not-safe"
NOTHING = "Nothing flagged so far. A clinician still reads all of it and decides with you."
DISCUSS = "To discuss with your clinician"
DECIDE = "Your clinician must decide before anything is booked"
NEVER = re.compile(r"\b(eligible|approved|cleared|safe to take|stop taking|covered by OHIP)\b", re.IGNORECASE)


def outcome(page: Opened) -> str:
    return page.one("main .notice")


def links(page: Opened) -> list[tuple[str, str]]:
    found = page.tree.cssselect("main .notice .rows a")
    return [(one.get("href"), one.text_content()) for one in found]


def test_e_05_nothing_flagged_is_said_to_be_read_all_the_same(iris: Someone) -> None:
    reply(iris, "heart-avm", "no")
    page = iris.open("/intake/answers")

    assert outcome(page) == NOTHING
    assert not NEVER.search(page.words)


def test_e_05_something_to_discuss_names_the_answers_and_leads_there(iris: Someone) -> None:
    reply(iris, "body-porphyria", "yes")
    page = iris.open("/intake/answers")

    assert outcome(page).startswith(DISCUSS)
    assert links(page) == [("/intake/body#body-porphyria", "Porphyria")]
    assert not NEVER.search(page.words)


def test_e_61_an_answer_of_tier_d_explains_calmly_leads_to_it_and_offers_a_copy_to_show(iris: Someone) -> None:
    reply(iris, "body-porphyria", "yes")
    reply(iris, "heart-avm", "yes", words="Found in 2019.")
    page = iris.open("/intake/answers")

    assert outcome(page).startswith(DECIDE)
    assert "It is not a “no”, and you did nothing wrong by saying it." in outcome(page)
    assert links(page) == [("/intake/heart#heart-avm", "AVM (tangle of blood vessels)")]
    assert page.values("main .notice .go", "href") == ["/intake/copy"]
    assert "“Found in 2019.”" in page.words
    assert not NEVER.search(page.words)


def test_e_61_the_copy_to_show_a_clinician_opens(iris: Someone) -> None:
    reply(iris, "heart-avm", "yes")

    assert "AVM" in iris.open("/intake/copy").words


def test_e_61_corrected_it_is_calm_again_and_the_first_telling_stays(installation: Installation, iris: Someone) -> None:
    reply(iris, "heart-avm", "yes")
    reply(iris, "heart-avm", "no")

    assert outcome(iris.open("/intake/answers")) == NOTHING
    assert [one.read(Answer).values for one in history(installation, "iris", "answer", "heart-avm")] == [
        ("no",),
        ("yes",),
    ]


def test_e_60_a_clinics_own_tier_sets_the_word(installation: Installation, iris: Someone) -> None:
    reply(iris, "body-porphyria", "yes")
    use_numbers(installation, Protocol(condition_tiers={"E-43": "D"}))
    assert outcome(iris.open("/intake/answers")).startswith(DECIDE)

    reply(iris, "body-porphyria", "no")
    reply(iris, "heart-avm", "yes")
    use_numbers(installation, Protocol(condition_tiers={"E-21": "T"}))
    assert outcome(iris.open("/intake/answers")).startswith(DISCUSS)


@pytest.mark.parametrize("value", ["thoughts", "plan", "unsure", "person"])
def test_e_47_any_answer_but_no_leads_to_somebody_to_call(iris: Someone, value: str) -> None:
    page = reply(iris, "mind-suicide-now", value)

    assert page.path == ALONE
    assert "You do not have to carry this alone." in page.words
    assert {"tel:911", "tel:988", "tel:+14165550142"} <= set(page.values("a.call", "href"))


def test_e_47_words_without_a_choice_lead_there_too_and_are_flagged(iris: Someone) -> None:
    page = reply(iris, "mind-suicide-now", "", words="I cannot say it.")

    assert page.path == ALONE
    assert outcome(iris.open("/intake/answers")).startswith(DISCUSS)


def test_e_47_the_outbox_is_led_there_as_well(iris: Someone) -> None:
    form = {"id": "0199c000-0000-7000-8000-00000000bbbb", "written_at": "", "value": "plan"}

    assert iris.outbox("/intake/answers/mind-suicide-now", form).headers["tidemark-then"] == ALONE


def test_e_47_a_plain_no_goes_on_and_the_earlier_yes_stays_in_the_history(
    installation: Installation, iris: Someone
) -> None:
    reply(iris, "mind-suicide-now", "plan", words="Tonight.")
    page = reply(iris, "mind-suicide-now", "no")

    assert page.path != ALONE
    found = [one.read(Answer) for one in history(installation, "iris", "answer", "mind-suicide-now")]
    assert [(one.values, one.words) for one in found] == [(("no",), ""), (("plan",), "Tonight.")]
    assert outcome(iris.open("/intake/answers")) == NOTHING


def test_e_47_in_the_united_states_the_numbers_are_those_of_there(sol: Someone) -> None:
    numbers = sol.open(ALONE).values("a.call", "href")

    assert {"tel:911", "tel:988", "tel:+12125550117"} <= set(numbers)


def test_markup_in_an_answer_is_shown_as_it_was_written(iris: Someone) -> None:
    reply(iris, "you-brings", "", words="<b>sea</b>")

    page = iris.open("/intake/answers")
    assert "“<b>sea</b>”" in page.words
    assert not page.tree.cssselect("dl b")


def test_that_a_list_is_whole_is_not_taken_for_handing_in(iris: Someone) -> None:
    iris.send("/intake/medicines/complete", new_form())

    assert "Tell my clinic that this is ready" in iris.open("/intake/answers").words
    hand_in(iris)
    assert "You handed these in on 25 November." in iris.open("/intake/answers").words


def test_a_part_that_is_not_begun_names_as_many_questions_as_it_then_counts(iris: Someone) -> None:
    lines = iris.open("/intake").tree.cssselect(".overview .line")
    counted = {line.cssselect("a")[0].get("href"): line.cssselect(".state")[0].text_content() for line in lines}
    for part in asked().parts:
        first = iris.open(f"/intake/{part.id}").tree.cssselect(".ask .when")[0].text_content()
        assert counted[f"/intake/{part.id}"] == f"{first.rpartition(' of ')[2].strip()} questions"


def test_an_answer_that_was_refused_is_opened_again_in_its_own_question_alone(iris: Someone) -> None:
    kinds = iris.open("/intake/heart").values("form[data-draft]", "data-kind")
    assert len(kinds) > 3
    assert len(set(kinds)) == len(kinds)
