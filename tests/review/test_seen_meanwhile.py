"""Marking as seen is of what was on the page: what has come since goes on waiting, and is shown."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.review.test_queue import answer_phq9, hrefs, mark, only, tell_blood
from tests.someone import Installation, Someone

MORE = "More has come since you opened this."


def answer_gad7(person: Someone) -> None:
    person.send("/measures/gad7", {"id": str(uuid4())} | {f"q{n}": "1" for n in range(1, 8)})


def tell_energy(person: Someone) -> None:
    person.send("/check-in/answers/energy", {"id": str(uuid4()), "value": "no"})


CASES = [("measure", answer_phq9, answer_gad7, "7, mild"), ("check_in", tell_energy, tell_blood, "Once, pink.")]


@pytest.mark.parametrize(("reason", "tell", "tell_more", "said"), CASES)
def test_what_came_while_the_page_was_open_goes_on_waiting_and_is_shown(
    installation: Installation, theo: Someone, iris: Someone, reason: str, tell: Callable[[Someone], None],
    tell_more: Callable[[Someone], None], said: str,
) -> None:  # fmt: skip
    for href in hrefs(theo, f"/review?kind={reason}"):
        mark(theo, theo.open(href))
    tell(iris)
    page = theo.open(only(theo, reason))
    installation.clock.move(timedelta(minutes=3))
    tell_more(iris)

    again = mark(theo, page)
    assert MORE in again.words
    assert said in again.one("dl.told")
    assert len(hrefs(theo, f"/review?kind={reason}")) == 1

    assert MORE not in mark(theo, again).words
    assert hrefs(theo, f"/review?kind={reason}") == []


def test_what_was_on_the_page_is_done_with(theo: Someone, iris: Someone) -> None:
    answer_phq9(iris)
    answer_gad7(iris)

    marked = mark(theo, theo.open(only(theo, "measure")))

    assert (marked.path, MORE in marked.words) == ("/review", False)
    assert hrefs(theo, "/review?kind=measure") == []


@pytest.mark.parametrize("seen", ["", "never", "2026-11-25T15:00:00", "2026-11-25T15:00:00+00:00", "\0"])
def test_a_moment_that_no_page_has_marks_nothing_that_came_later(
    installation: Installation, theo: Someone, iris: Someone, seen: str
) -> None:
    answer_phq9(iris)
    page = only(theo, "measure")
    installation.clock.move(timedelta(minutes=3))
    answer_gad7(iris)

    assert theo.send(f"{page}/seen", {"seen": seen}).status_code in (200, 303, 422)

    assert len(hrefs(theo, "/review?kind=measure")) == 1
