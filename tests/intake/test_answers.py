"""Reading an answer: what is wrong is said beside its field, what was typed stays, and each telling is kept once."""

from datetime import date
from urllib.parse import urlencode

import pytest

from server.intake.answers import read_answer
from server.intake.content import asked
from server.intake.outcomes import Answer
from server.pages.forms import parse_urlencoded
from tests.conftest import MORNING
from tests.intake.clinic_side import A_MOMENT, hand_in, new_form, reply
from tests.intake.kept import history
from tests.someone import Installation, Someone

TODAY = date(2026, 11, 25)
CHOOSE, SHOWN = "Please choose one.", "Please choose one of the answers shown."
NO_DAY = "This is not a day of the calendar."
NUMBERS = "Please write a whole number from 20 to 300, or leave both empty."


def read(question: str, fields: dict[str, str]) -> tuple[Answer | None, dict[str, str]]:
    posted = parse_urlencoded(urlencode(fields).encode(), MORNING)
    return read_answer(asked().questions[question], posted, TODAY)


def born(day: str, month: str, year: str) -> dict[str, str]:
    return {"day": day, "month": month, "year": year}


def pressure(upper: str, lower: str) -> dict[str, str]:
    return {"upper": upper, "lower": lower}


WRONG = [
    ("heart-avm", {}, "value", CHOOSE),
    ("heart-avm", {"value": "maybe"}, "value", SHOWN),
    ("heart-avm", {"value": "no", "words": "x" * 2001}, "words", "Please shorten it by 1."),
    ("heart-avm", {"value": "no", "words": "a\0b"}, "words", "There is a character here that cannot be kept."),
    ("heart-illness", {}, "value", CHOOSE),
    ("heart-illness", {"pick-stubbed-toe": "1"}, "value", CHOOSE),
    ("heart-illness", {"pick-none": "1", "pick-muscle": "1"}, "value", "You chose “None of these” and something else."),
    (
        "body-pregnancy",
        {"pick-na": "1", "pick-trying": "1"},
        "value",
        "“This does not apply to me” and something else.",
    ),
    ("substances-other", {"pick-private": "1", "pick-opioids": "1"}, "value", "“I would rather not say here” and"),
    ("you-diagnosis", {"words": ""}, "words", "This is needed."),
    ("you-diagnosis", {"words": " \r\n "}, "words", "This is needed."),
    ("you-birth", {}, "value", "This is needed."),
    ("you-birth", born("26", "11", "2026"), "value", "This day has not come yet."),
    ("you-birth", born("31", "2", "1985"), "value", NO_DAY),
    ("you-birth", born("29", "2", "1900"), "value", NO_DAY),
    ("you-birth", born("14", "3", "1896"), "value", "This is more than 120 years ago."),
    ("you-birth", born("14", "3", "85"), "value", "This is more than 120 years ago."),
    ("you-birth", born("14", "March", "1985"), "value", NO_DAY),
    ("you-birth", born("14", "3", ""), "value", NO_DAY),
    ("you-birth", born("१४", "3", "1985"), "value", NO_DAY),
    ("heart-reading", pressure("400", "20"), "upper", NUMBERS),
    ("heart-reading", pressure("120", "19"), "lower", NUMBERS),
    ("heart-reading", pressure("120", ""), "lower", NUMBERS),
    ("heart-reading", pressure("", "80"), "upper", NUMBERS),
    ("heart-reading", pressure("12.5", "8"), "upper", NUMBERS),
    ("heart-reading", pressure("80", "120"), "upper", "The upper number is the larger one."),
    ("heart-reading", pressure("90", "90"), "upper", "The upper number is the larger one."),
]
RIGHT = [
    ("heart-avm", {"value": "no"}, ("no",)),
    ("heart-illness", {"pick-muscle": "1", "pick-failure": "1"}, ("muscle", "failure")),
    ("heart-illness", {"pick-none": "1"}, ("none",)),
    ("heart-reading", pressure(" 118 ", "76"), ("118", "76")),
    ("heart-reading", pressure("", ""), ()),
    ("you-birth", born(" 14", "03", "1985"), ("1985-03-14",)),
    ("you-birth", born("29", "2", "2000"), ("2000-02-29",)),
    ("you-birth", born("25", "11", "2026"), ("2026-11-25",)),
    ("you-brings", {}, ()),
]


@pytest.mark.parametrize(("question", "fields", "field", "said"), WRONG)
def test_what_cannot_be_kept_is_said_beside_its_field(
    question: str, fields: dict[str, str], field: str, said: str
) -> None:
    answer, errors = read(question, fields)

    assert answer is None
    assert said in errors[field]


@pytest.mark.parametrize(("question", "fields", "values"), RIGHT)
def test_what_is_right_is_kept_as_it_was_said(question: str, fields: dict[str, str], values: tuple[str, ...]) -> None:
    assert read(question, fields) == (Answer(values=values), {})


def test_2000_characters_fit_and_line_ends_come_out_alike() -> None:
    assert read("you-brings", {"words": "é" * 2000})[0] == Answer(words="é" * 2000)
    assert read("you-brings", {"words": "one\r\ntwo"})[0] == Answer(words="one\ntwo")


@pytest.mark.parametrize(("question", "fields", "field", "said"), [WRONG[2], WRONG[6], WRONG[12], WRONG[18], WRONG[25]])
def test_on_the_page_it_is_named_first_and_all_that_was_typed_stays(
    iris: Someone, question: str, fields: dict[str, str], field: str, said: str
) -> None:
    page = iris.send(f"/intake/answers/{question}", new_form(**fields))

    assert page.status_code == 422
    assert page.values("#wrong a", "href") == [f"#{field}"]
    assert said in page.one(f"#{field}-error")
    assert page.one(".ask.shown h2[id$=-ask]") == asked().questions[question].ask
    for name, typed in fields.items():
        here = page.tree.cssselect(f"#{question}-form [name='{name}']")
        kept = [one.text if one.tag == "textarea" else one.get("value") for one in here]
        assert typed in kept, name
    ticked = {name for name in fields if name.startswith("pick-")}
    assert set(page.values(f"#{question}-form input[type=checkbox][checked]", "name")) == ticked


@pytest.mark.parametrize("words", [b"caf%F6", b"%00", b"%ED%A0%80"])
def test_damaged_letters_are_said_to_be_damaged(installation: Installation, iris: Someone, words: bytes) -> None:
    body = urlencode(new_form(value="no")).encode() + b"&words=" + words
    page = iris.send_raw("/intake/answers/heart-avm", body)

    assert page.status_code == 422
    assert "characters did not arrive whole" in page.text or "cannot be kept" in page.text
    assert "\0" not in page.text
    assert history(installation, "iris", "answer", "heart-avm") == []


def test_sent_three_times_it_is_kept_once(installation: Installation, iris: Someone) -> None:
    form = new_form(value="no")
    for _time in range(3):
        assert iris.send("/intake/answers/heart-avm", form).status_code == 200

    assert len(history(installation, "iris", "answer", "heart-avm")) == 1


def test_other_words_under_the_same_id_are_a_further_telling_and_kept_once_too(
    installation: Installation, iris: Someone
) -> None:
    form = new_form(value="no")
    for value in ("no", "yes", "yes"):
        reply(iris, "heart-avm", **form | {"value": value})

    assert [one.read(Answer).values for one in history(installation, "iris", "answer", "heart-avm")] == [
        ("yes",),
        ("no",),
    ]


def test_e_61_a_correction_counts_and_every_earlier_telling_stays(installation: Installation, iris: Someone) -> None:
    for value in ("no", "yes", "unsure"):
        reply(iris, "heart-avm", value, words=f"I say {value}.")

    found = [one.read(Answer).words for one in history(installation, "iris", "answer", "heart-avm")]
    assert found == ["I say unsure.", "I say yes.", "I say no."]
    assert iris.open("/intake/heart").values("#heart-avm-form input[checked]") == ["unsure"]


def test_nobody_writes_over_anothers_answer(installation: Installation, iris: Someone, noor: Someone) -> None:
    form = new_form(value="no")
    iris.send("/intake/answers/heart-avm", form)
    before = len(history(installation, "noor", "answer", "heart-avm"))

    assert noor.send("/intake/answers/heart-avm", form | {"value": "yes"}).status_code == 404
    assert len(history(installation, "noor", "answer", "heart-avm")) == before
    assert history(installation, "iris", "answer", "heart-avm")[0].read(Answer).values == ("no",)


@pytest.mark.parametrize("question", ["heart", "heart-moon", "HEART-AVM", "0199c000-0000-7000-8000-00000000dead"])
def test_a_question_that_is_not_asked_is_no_page(iris: Someone, question: str) -> None:
    assert reply(iris, question).status_code == 404


def test_handed_in_again_by_a_late_repeat_hides_no_change(installation: Installation, iris: Someone) -> None:
    form = new_form()
    iris.send("/intake/hand-in", form)
    reply(iris, "heart-avm", "yes")
    installation.clock.move(A_MOMENT)
    iris.send("/intake/hand-in", form)

    assert len(history(installation, "iris", "handed in", "intake")) == 1
    assert "Tell my clinic that I changed something" in iris.open("/intake/answers").words
    hand_in(iris)
    assert "You handed these in on" in iris.open("/intake/answers").words
