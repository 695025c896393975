"""L-01 to L-03: what is known is said with its limits, each line says who told it, and nothing is worked out."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest

from server.intake.coverage import Told, coverage, coverage_lines, told_in_words
from tests.intake.kept import history
from tests.intake.paying import HERE, line_form, tell
from tests.someone import Installation, Someone

LINES = ["visits", "medicine", "room", "therapy"]


def shown(person: Someone, line: str = "visits") -> tuple[list[str], list[str], list[str]]:
    page = person.open(HERE)
    chosen = page.values(f"#{line}-payer option[selected]")
    return chosen, page.values(f"#{line}-source"), page.values(f"#{line}-day")


def test_l_01_ask_your_clinic_and_insurer_and_nothing_is_worked_out(iris: Someone) -> None:
    page = iris.open(HERE)

    assert "Coverage differs and changes. Ask your clinic and insurer." in page.words
    assert "OHIP, the public plan, does not at present pay for ketamine therapy for depression" in page.words
    assert not page.tree.cssselect("main input[type=number], main output, main meter")


def test_l_01_nothing_on_the_page_is_ever_called_covered(iris: Someone) -> None:
    for line in LINES:
        tell(iris, line, payer="public")
    words = " ".join(iris.open(HERE).tree.cssselect("main")[0].itertext())  # each choice of a list apart

    assert not re.search(r"\bcovered\b|\bcovers\b|eligible|approved|[$%!]", words, re.IGNORECASE)


def test_l_02_the_reviewers_advice_of_2020_and_who_may_pay_all_the_same(iris: Someone) -> None:
    words = iris.open(HERE).words

    assert "licensed since May 2020" in words
    assert "In December 2020, national reviewers advised against paying" in words
    assert "private plans, workers’ compensation and Veterans Affairs may pay" in words


def test_l_03_spravato_in_the_united_states_is_given_in_its_programme_alone(sol: Someone) -> None:
    words = sol.open(HERE).words

    assert "only at places that have joined its safety programme, called REMS" in words
    assert "watched for at least two hours, and never given it to use at home" in words
    assert "21 January 2025" in words


@pytest.mark.parametrize("line", LINES)
def test_each_line_keeps_who_pays_who_said_so_and_when(iris: Someone, line: str) -> None:
    tell(iris, line)

    assert shown(iris, line) == (["private"], ["Jo at the desk"], ["2026-11-03"])
    others = [shown(iris, other) for other in LINES if other != line]
    assert others == [([], [""], [""])] * 3


def test_what_was_told_before_stays_in_the_history(installation: Installation, iris: Someone) -> None:
    tell(iris, payer="unknown", source="", day="")
    tell(iris, payer="private")

    assert [one.read(Told).payer for one in history(installation, "iris", "coverage", "visits")] == [
        "private",
        "unknown",
    ]
    assert shown(iris)[0] == ["private"]


def test_sent_three_times_it_is_kept_once(installation: Installation, iris: Someone) -> None:
    form = line_form()
    for _time in range(3):
        assert iris.send(f"{HERE}/visits", form).status_code == 200

    assert len(history(installation, "iris", "coverage", "visits")) == 1


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"payer": ""}, "payer", "Please choose one."),
        ({"payer": "the moon"}, "payer", "Please choose one of the answers shown."),
        ({"source": "x" * 121}, "source", "Please shorten it by 1."),
        ({"day": "2026-11-26"}, "day", "This day has not come yet."),
        ({"day": "2024-11-23"}, "day", "Please choose a day within two years of today."),
        ({"day": "yesterday"}, "day", "Please write the day as year-month-day"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field_and_all_stays_typed(
    iris: Someone, more: dict[str, str], field: str, said: str
) -> None:
    page = tell(iris, "room", **more)

    assert page.status_code == 422
    assert said in page.one(f"#room-{field}-error")
    assert page.values("#wrong a", "href") == [f"#room-{field}"]
    assert page.values("#room-source") == [more.get("source", "Jo at the desk")]
    assert page.values("#room-day") == [more.get("day", "2026-11-03")]
    assert page.values("#visits-source") == [""]
    assert shown(iris, "room") == ([], [""], [""])


@pytest.mark.parametrize("day", ["2026-11-25", "2024-11-25", ""])
def test_today_two_years_ago_and_no_day_are_kept(iris: Someone, day: str) -> None:
    assert tell(iris, day=day).status_code == 200
    assert shown(iris)[2] == [day]


def test_markup_and_damaged_letters(iris: Someone) -> None:
    typed = "<b>&amp;\"'</b>"
    assert not tell(iris, source=typed).tree.cssselect("main b")
    assert shown(iris)[1] == [typed]

    body = urlencode(line_form(source="Jo")).replace("source=Jo", "source=J%F6").encode()
    page = iris.send_raw(f"{HERE}/visits", body)
    assert page.status_code == 422
    assert "Some characters did not arrive whole." in page.one("#visits-source-error")


def test_nobody_writes_over_anothers_line(iris: Someone, noor: Someone, theo: Someone) -> None:
    form, hers = line_form(), shown(noor)
    iris.send(f"{HERE}/visits", form)

    assert noor.send(f"{HERE}/visits", form | {"source": "Mine"}).status_code == 404
    assert theo.send(f"{HERE}/visits", form).status_code == 403
    assert shown(noor) == hers
    assert shown(iris)[1] == ["Jo at the desk"]


@pytest.mark.parametrize("line", ["parking", "health-cards", "VISITS"])
def test_a_line_that_is_not_asked_is_no_page(iris: Someone, line: str) -> None:
    assert tell(iris, line).status_code == 404


@pytest.mark.parametrize(
    ("source", "day", "said"),
    [
        ("", None, "A public plan."),
        ("Jo", None, "A public plan. Said by Jo."),
        ("", date(2026, 11, 3), "A public plan. Said on 3 November 2026."),
        ("Jo", date(2026, 11, 3), "A public plan. Said by Jo, on 3 November 2026."),
    ],
)
def test_a_line_reads_as_one_would_say_it(source: str, day: date | None, said: str) -> None:
    assert told_in_words(Told(payer="public", source=source, day=day)) == said


def test_the_lines_in_words_are_those_told_in_the_order_of_asking(installation: Installation, iris: Someone) -> None:
    tell(iris, "therapy", payer="self", source="", day="")
    tell(iris, "visits", payer="public")
    facts = [one for line in LINES for one in history(installation, "iris", "coverage", line)]

    assert [(one.title, one.said) for one in coverage_lines(facts)] == [
        ("Visits", "A public plan. Said by Jo at the desk, on 3 November 2026."),
        ("Therapy", "I pay myself."),
    ]
    assert [one.id for one in coverage().lines] == LINES
