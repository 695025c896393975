"""What no page of the day says, and what it never does: count down, score, promise, or ask under the drug's effect."""

import re

import pytest

from server.pages.content import read_json
from tests.session_day.days import change, line_form, session_of, under_way
from tests.session_day.test_sitter import make
from tests.someone import Installation, Opened, Someone

NEVER = re.compile(
    r"\b(scores?|scored|streaks?|points|level up|well done|congratulations|goal reached|countdown|count down"
    r"|remaining|minutes left|hours left|time left|min left|to go until|safe|safely|cleared|eligible|approved for"
    r"|ready to take|guaranteed|you will feel|top-?up|refill)\b",
    re.IGNORECASE,
)
PAGES = ("", "/arrival", "/aftercare", "/hard", "/sitter", "/begin", "/pressure")
UNDER_EFFECT = ("", "/hard")


@pytest.fixture
def session(installation: Installation) -> str:
    """Noor's third, at home this time, so that every page of the day is there."""
    session = session_of(installation, "noor", 3)
    change(installation, "update session set route = 'SLh' where id = :id", id=session)
    return session


def check(page: Opened) -> None:
    assert not NEVER.search(page.words), NEVER.search(page.words)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("begun", [False, True])
def test_n_03_b_15_no_page_of_the_patients_day_says_it(
    installation: Installation, noor: Someone, theo: Someone, session: str, page: str, begun: bool
) -> None:
    if begun:
        under_way(installation, theo)

    check(noor.open(f"/sessions/{session}{page}"))
    check(noor.open("/today"))


def test_n_03_neither_do_the_sitters_page_the_record_and_the_desk(
    installation: Installation, noor: Someone, theo: Someone, anyone: Someone, session: str
) -> None:
    card = make(noor, session)
    under_way(installation, theo)
    noor.send(f"/sessions/{session}/hard", line_form())
    noor.send(f"/sessions/{session}/pressure", line_form(systolic="190", diastolic="121"))

    check(anyone.open(card))
    check(anyone.open("/sitter"))
    check(theo.open(f"/sessions/{session}/record"))
    check(theo.open(f"/sessions/{session}/record/sitter"))
    check(theo.open("/review"))
    check(noor.open(f"/sessions/{session}/pressure"))


@pytest.mark.parametrize("name", ["timeline", "home", "sitter", "hard", "record"])
def test_n_03_no_text_of_the_day_says_it(name: str) -> None:
    said = str(read_json(f"{name}.json"))

    assert not NEVER.search(said), NEVER.search(said)


@pytest.mark.parametrize("page", UNDER_EFFECT)
def test_b_15_under_the_drugs_effect_nothing_is_asked(
    installation: Installation, noor: Someone, theo: Someone, session: str, page: str
) -> None:
    under_way(installation, theo)
    shown = noor.open(f"/sessions/{session}{page}")

    fields = "input:not([type=hidden]), textarea, select"
    asked = [one for one in shown.tree.cssselect(fields) if not folded(one)]
    assert asked == []
    assert shown.tree.cssselect("details[open]") == []
    assert all(folded(form) for form in shown.tree.cssselect("form"))
    assert "?" not in shown.one("main")


def folded(element: object) -> bool:
    """Within what is hidden, or what only opens when it is touched."""
    around = [element, *element.iterancestors()]  # type: ignore[attr-defined]
    return any(one.tag == "details" or one.get("hidden") is not None for one in around)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_the_day_moves_a_bar_towards_an_end(noor: Someone, session: str, page: str) -> None:
    shown = noor.open(f"/sessions/{session}{page}")

    assert shown.tree.cssselect("progress, meter, [role=progressbar], [role=timer]") == []


def test_s_13_no_figure_of_the_record_has_a_colour_of_its_own(
    installation: Installation, noor: Someone, theo: Someone, session: str
) -> None:
    under_way(installation, theo)
    classes = []
    for upper, lower in ((90, 60), (250, 150)):
        form = line_form(systolic=str(upper), diastolic=str(lower))
        theo.send(f"/sessions/{session}/record/reading", form)
    for line in theo.open(f"/sessions/{session}/record").tree.cssselect("section[aria-labelledby=points] .line-of"):
        classes.append([one.get("class") for one in line.iter()])

    assert len(classes) == 2
    assert classes[0] == classes[1]
