"""`GET /medicines?q=`: what looks like it, best first, in attributes; nothing of the list is said there (M-05)."""

import pytest

from server.intake.finder import suggest
from tests.someone import Opened, Someone


def found(page: Opened) -> list[tuple[str, str]]:
    generics, sure = (page.values("[data-generic]", one) for one in ("data-generic", "data-confidence"))
    return list(zip(generics, sure, strict=True))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sertraline", ("sertraline", "exact")), ("ZOLOFT%20100%20mg", ("sertraline", "exact")),
        ("Z%C3%B3loft", ("sertraline", "exact")), ("sertralin", ("sertraline", "close")),
        ("prozak", ("fluoxetine", "close")),
    ],
)  # fmt: skip
def test_m_05_the_best_comes_first_and_says_how_sure_it_is(iris: Someone, typed: str, first: tuple[str, str]) -> None:
    page = iris.open(f"/medicines?q={typed}")

    assert found(page)[0] == first
    assert "Only you can say which one it is." in page.words


def test_m_05_the_elements_are_those_of_the_finder_in_its_order(iris: Someone) -> None:
    for typed in ("dextro", "amphetamine", "thyroid", "val"):
        page = iris.open(f"/medicines?q={typed}")
        assert found(page) == [(one.generic, one.confidence) for one in suggest(typed)]
        assert found(page)


@pytest.mark.parametrize(
    "typed", ["amoxicillin", "qqqq", "%F0%9F%98%80", "%00", "a%00b", "%FF%FE", "%3Cscript%3E", "5%20mg"]
)
def test_m_04_nonsense_finds_nothing_and_is_not_called_harmless(iris: Someone, typed: str) -> None:
    page = iris.open(f"/medicines?q={typed}")

    assert found(page) == []
    assert "We have no note on this one. Show it to your pharmacist or prescriber." in page.words


def test_nothing_typed_is_an_empty_page(iris: Someone) -> None:
    for path in ("/medicines", "/medicines?q=", "/medicines?p=sertraline"):
        page = iris.open(path)
        assert found(page) == []
        assert "no note" not in page.words


def test_markup_and_very_long_words_are_shown_as_typed(iris: Someone) -> None:
    page = iris.open("/medicines?q=%22%3E%3Cb%3Esertraline%3C%2Fb%3E")
    assert page.values("#q") == ['"><b>sertraline</b>']
    assert found(page)[0][0] == "sertraline"
    assert len(iris.open(f"/medicines?q={'x' * 5000}").values("#q")[0]) == 200


def test_m_02_no_tier_is_told_by_the_finder(iris: Someone) -> None:
    words = iris.open("/medicines?q=theophylline").words

    assert not [one for one in ("prescriber must", "No strong concern", "Wait for", "Leave") if one in words]


@pytest.mark.parametrize("name", ["theo", "pria", "ada", "otto", "sol"])
def test_whoever_is_signed_in_may_look_and_a_visitor_may_not(name: str, anyone: Someone) -> None:
    someone = anyone.installation.someone(name)
    assert found(someone.open("/medicines?q=sertraline"))[0] == ("sertraline", "exact")

    answer = anyone.get("/medicines?q=sertraline")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
    assert "sertraline" not in answer.text
