"""Two at one desk, over two connections: both are kept or one is refused with what changed, and nothing is lost."""

from uuid import uuid4

import pytest

from server.courses.desk import STANDS_AFTER
from tests.journal.shown import elements
from tests.review.meanwhile import held_after, kept_after
from tests.review.test_queue import hrefs, titles
from tests.review.test_undo_together import HERS, HIS, STOPPED, answer_form, back, done_by, entry, stops, waiting
from tests.session_day.days import together
from tests.someone import Installation, Opened, Someone

__all__ = ["entry", "stops"]  # fixtures


def filled_in(page: Opened, reply: str) -> dict[str, str]:
    """The form of the page as this browser has it."""
    return {"id": page.values("form.answer input[name=id]")[0], "reply": reply}


def answers(iris: Someone, entry: str) -> list[str]:
    iris.installation.clock.move(STANDS_AFTER)
    return sorted(elements(iris.open(f"/journal/entries/{entry}"), "reply"))


def test_two_who_answer_one_entry_from_pages_that_both_had_open_are_both_kept(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone, entry: str
) -> None:
    path = f"/review/{entry}"
    his, hers = filled_in(theo.open(path), HIS), filled_in(pria.open(path), HERS)
    assert his["id"] != hers["id"]

    both = together(installation, (theo, f"{path}/answer", his), (pria, f"{path}/answer", hers))

    assert both == [303, 303]
    assert waiting(installation, entry) == 0
    assert done_by(installation, entry) is not None
    assert answers(iris, entry) == ["Pria: “From Pria.”", "Theo: “From Theo.”"]
    assert [f"/review/{entry}" in hrefs(one) for one in (theo, pria)] == [False, False]


@pytest.mark.parametrize("first", ["theo", "pria"])
def test_an_answer_that_comes_while_the_other_is_not_kept_yet_is_kept_too(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, iris: Someone, entry: str, first: str
) -> None:
    second = "pria" if first == "theo" else "theo"
    path = f"/review/{entry}/answer"
    sent = [(installation.someone(who), path, answer_form({"theo": HIS, "pria": HERS}[who])) for who in (first, second)]

    assert held_after(installation, monkeypatch, "server.review.inbox.add_answer", sent[0], sent[1]) == [303, 303]
    assert answers(iris, entry) == ["Pria: “From Pria.”", "Theo: “From Theo.”"]
    assert waiting(installation, entry) == 0


def test_an_answer_taken_back_while_the_colleague_answers_leaves_it_done_with_theirs(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, iris: Someone, theo: Someone, pria: Someone, entry: str
) -> None:
    path = f"/review/{entry}/answer"
    theo.send(path, answer_form(HIS))
    undoing, answering = (theo, back(entry), {}), (pria, path, answer_form(HERS))

    assert held_after(installation, monkeypatch, "server.review.seen.undo", undoing, answering) == [200, 303]
    assert waiting(installation, entry) == 0
    assert answers(iris, entry) == ["Pria: “From Pria.”"]


def test_an_answer_taken_back_just_after_the_colleagues_came_leaves_it_done_with_theirs(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, iris: Someone, theo: Someone, pria: Someone, entry: str
) -> None:
    path = f"/review/{entry}/answer"
    theo.send(path, answer_form(HIS))
    undoing, answering = (theo, back(entry), {}), (pria, path, answer_form(HERS))

    assert held_after(installation, monkeypatch, "server.review.inbox.add_answer", answering, undoing) == [303, 200]
    assert waiting(installation, entry) == 0
    assert answers(iris, entry) == ["Pria: “From Pria.”"]


def test_an_answer_that_comes_while_the_sharing_is_being_stopped_is_refused_with_its_words(
    installation: Installation, iris: Someone, theo: Someone, entry: str, stops: object
) -> None:
    path = f"/review/{entry}/answer"
    theo.open(f"/review/{entry}")

    assert kept_after(installation, stops, (theo, path, answer_form(HIS))) == 409  # type: ignore[arg-type]
    assert answers(iris, entry) == []


def test_stopped_while_an_answer_is_not_kept_yet_it_is_kept_and_its_writer_is_told_of_the_end(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, iris: Someone, theo: Someone, entry: str
) -> None:
    """He had not opened it before: that he has is seen by whoever stops it, who waits for him."""
    answering = (theo, f"/review/{entry}/answer", answer_form(HIS))
    stopping = (iris, f"/journal/entries/{entry}/sharing", STOPPED)

    both = held_after(installation, monkeypatch, "server.review.inbox.add_answer", answering, stopping)

    assert both == [303, 303]
    assert (waiting(installation, entry), waiting(installation, entry, "withdrawn")) == (0, 1)


def test_a_check_in_that_comes_while_an_earlier_one_is_marked_as_seen_waits(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, iris: Someone, theo: Someone
) -> None:
    first = {"id": str(uuid4()), "pick-none": "1"}
    iris.send("/check-in/answers/bladder", first)
    coming = (iris, "/check-in/answers/energy", {"id": str(uuid4()), "value": "no"})
    marking = (theo, f"/review/item/check_in/{first['id']}/seen", dict[str, str]())

    both = held_after(installation, monkeypatch, "server.review.seen.take_off_desk", marking, coming)

    assert both == [303, 303]
    assert [one for one in titles(theo) if one.startswith("Iris, check-in")] == ["Iris, check-in"]
