"""E-20 to E-53: which answer raises which condition, and with which tier; who is not sure has not said no."""

from datetime import date

import pytest

from server.intake.content import Tier, asked
from server.intake.outcomes import Answer, Raised, raised

TODAY = date(2026, 11, 25)
# Each condition with its tier as clinical.md 1.3 ships it, and the answers that raise it for sure.
FLAGS: dict[str, tuple[Tier, str]] = {
    "E-20": ("D", "heart-aneurysm:yes heart-aneurysm:treated"),
    "E-21": ("D", "heart-avm:yes heart-avm:treated"),
    "E-22": ("D", "head-stroke:bleed"),
    "E-23": ("D", "body-ketamine-allergy:yes"),
    "E-24": ("D", "heart-pressure:high heart-pressure-rise:yes"),
    "E-25": ("D", "body-preeclampsia:now"),
    "E-26": (
        "D",
        "heart-illness:attack-recent heart-illness:coronary heart-illness:muscle heart-illness:failure "
        "heart-chest-pain:worse",
    ),
    "E-27": ("D", "head-stroke:stroke head-injury:yes"),
    "E-28": ("D", "head-pressure:yes"),
    "E-29": ("D", "mind-psychosis-now:sometimes mind-psychosis-now:often"),
    "E-30": ("T", "mind-psychosis-past:short mind-psychosis-past:told mind-family:psychosis-close"),
    "E-31": ("D", "mind-mania-now:yes mind-mania-now:mixed"),
    "E-32": ("T", "mind-mania-past:own mind-mania-past:drug mind-bipolar:with mind-bipolar:without"),
    "E-33": ("D", "body-pregnancy:pregnant body-pregnancy:trying body-pregnancy:fertility"),
    "E-34": ("D", "body-pregnancy:breastfeeding"),
    "E-35": ("D", "substances-control:now"),
    "E-36": (
        "T",
        "substances-cannabis:sometimes substances-cannabis:daily substances-other:opioids substances-other:stimulants "
        "substances-other:sedatives substances-other:psychedelics substances-other:other substances-ketamine:own "
        "substances-control:year substances-control:past substances-treatment:past substances-treatment:now",
    ),
    "E-37": ("D", "substances-day-without:no"),
    "E-38": ("D", "body-liver:severe"),
    "E-39": ("T", "body-liver:other body-liver:tests"),
    "E-40": ("T", "body-bladder:cystitis body-bladder:pain body-bladder:blood body-bladder:often"),
    "E-41": ("T", "head-eyes:glaucoma head-eyes:pressure head-eyes:surgery"),
    "E-42": ("T", "body-thyroid:over body-thyroid:medicine"),
    "E-43": ("T", "body-porphyria:yes"),
    "E-44": ("T", "head-seizures:recent head-seizures:past"),
    "E-45": (
        "T",
        "body-sleep:machine body-sleep:yes body-breathing:asthma-severe body-breathing:copd body-breathing:other",
    ),
    "E-46": ("T", "head-memory:yes"),
    "E-47": ("D", "mind-suicide-now:plan"),
    "E-48": ("D", "day-elsewhere:yes"),
    "E-49": ("D", "day-ride:no day-fasting:no day-hard:plan day-hard:think day-hard:other-decides day-hard:pressure"),
    "E-50": ("T", "mind-personality:crisis"),
    "E-52": ("T", "body-stomach:slow body-stomach:reflux body-stomach:glp1 body-pregnancy:pregnant"),
    "E-53": ("T", "body-reactions:general body-reactions:local body-reactions:ketamine"),
}
CASES = [(one, tier, answer) for one, (tier, answers) in FLAGS.items() for answer in answers.split()]
OPEN = [
    (condition, question.id, option.value)
    for question in asked().questions.values()
    for option in question.options
    for condition in option.unsure
]
ASKED_OF = sorted({one for question in asked().questions.values() for one in question.items} & set(FLAGS))


def told(*answers: str, **words: str) -> dict[str, Answer]:
    """Written as question:option, or question alone with words."""
    found: dict[str, Answer] = {}
    for one in answers:
        question, _colon, option = one.partition(":")
        before = found[question].values if question in found else ()
        found[question] = Answer(values=(*before, *([option] if option else [])), words=words.get("words", ""))
    return found


def found_in(answers: dict[str, Answer], tiers: dict[str, Tier] | None = None) -> dict[str, Raised]:
    return {one.condition.id: one for one in raised(answers, tiers or {}, TODAY)}


@pytest.mark.parametrize(
    ("condition", "tier", "answer"), CASES, ids=[f"{one}-{answer}" for one, _tier, answer in CASES]
)
def test_a_condition_is_raised_by_the_answers_that_say_so_with_its_tier(
    condition: str, tier: Tier, answer: str
) -> None:
    one = found_in(told(answer, words="As I know it."))[condition]

    assert (one.tier, one.sure, one.question, one.words) == (tier, True, answer.split(":")[0], "As I know it.")


def test_no_other_answer_raises_a_condition_for_sure() -> None:
    said = {
        (flag, f"{question.id}:{option.value}")
        for question in asked().questions.values()
        for option in question.options
        for flag in option.flags
    }
    assert said == {(condition, answer) for condition, _tier, answer in CASES}


def test_every_condition_from_e_20_to_e_53_has_its_shipped_tier_and_a_basis() -> None:
    known = asked().conditions
    wanted = {f"E-{n}" for n in range(20, 54)} | {"E-04"}

    assert set(known) == wanted
    assert {one: known[one].tier for one in FLAGS} == {one: tier for one, (tier, _answers) in FLAGS.items()}
    assert (known["E-04"].tier, known["E-51"].tier) == ("D", "T")
    assert all(one.title and one.basis for one in known.values())


@pytest.mark.parametrize(("condition", "question", "option"), OPEN, ids=["-".join(one) for one in OPEN])
def test_an_answer_that_leaves_it_open_is_to_be_talked_about_and_not_sure(
    condition: str, question: str, option: str
) -> None:
    one = found_in(told(f"{question}:{option}"))[condition]

    assert (one.tier, one.sure) == ("T", False)


def test_whoever_is_not_sure_of_a_condition_is_never_read_as_having_said_no() -> None:
    for question in asked().questions.values():
        for option in question.options:
            conditions = set(question.items) & set(asked().conditions)
            if option.value == "unsure" and conditions:
                assert option.unsure, question.id


@pytest.mark.parametrize("condition", ASKED_OF)
def test_what_is_told_in_words_alone_is_left_open_for_a_person_to_read(condition: str) -> None:
    question = next(one for one in asked().questions.values() if condition in one.items and one.options)
    one = found_in({question.id: Answer(words="It is hard to say.")})[condition]

    assert (one.tier, one.sure, one.words) == ("T", False, "It is hard to say.")
    assert found_in({question.id: Answer()}) == {}
