"""Ten seconds to take back what one has just done with; the patient sees nothing that can still be taken back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.courses.desk import STANDS_AFTER, UNDO_WITHIN
from tests.journal.shown import elements, share, write
from tests.review.test_queue import mark
from tests.someone import Installation, Opened, Someone


@pytest.fixture
def entry(iris: Someone) -> str:
    return write(iris, "The sea came back.", share="1")


def answer(staff: Someone, entry: str, reply: str) -> Opened:
    return staff.send(f"/review/{entry}/answer", {"id": str(uuid4()), "reply": reply})


def undo(staff: Someone, entry: str) -> Opened:
    return staff.send(f"/review/item/entry/{entry}/undo")


def test_taken_back_an_answer_stands_in_the_field_again_and_the_patient_never_reads_it(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    page = answer(theo, entry, "For somebody else.")
    assert page.values(".undo") or page.tree.cssselect("button.undo")
    assert elements(iris.open("/journal"), "reply") == []
    installation.clock.move(UNDO_WITHIN / 2)

    back = undo(theo, entry)

    assert back.values("input#reply") == ["For somebody else."]
    assert f"/review/{entry}" in theo.open("/review").values("#waiting ol a", "href")
    installation.clock.move(timedelta(days=1))
    for path in ("/journal", "/today", f"/journal/entries/{entry}"):
        assert "For somebody else." not in iris.open(path).words
    assert "For somebody else." not in theo.open(f"/review/{entry}").words


def test_what_is_not_taken_back_is_read_once_that_can_no_longer_be_done(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    answer(theo, entry, "I heard it.")
    installation.clock.move(STANDS_AFTER - timedelta(seconds=1))
    assert elements(iris.open("/journal"), "reply") == []
    installation.clock.move(timedelta(seconds=1))

    assert elements(iris.open("/journal"), "reply") == ["Theo: “I heard it.”"]


def test_one_second_too_late_it_stands_and_that_is_said(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    answer(theo, entry, "I heard it.")
    installation.clock.move(STANDS_AFTER + timedelta(seconds=1))

    refused = undo(theo, entry)

    assert refused.status_code == 409
    assert "It could not be taken back any more" in refused.words
    assert elements(iris.open("/journal"), "reply") == ["Theo: “I heard it.”"]


def test_the_offer_goes_with_the_ten_seconds(installation: Installation, theo: Someone, entry: str) -> None:
    answer(theo, entry, "I heard it.")
    offered = f"/review?done=entry%20{entry}"
    assert theo.open(offered).tree.cssselect("button.undo")

    installation.clock.move(UNDO_WITHIN + timedelta(seconds=1))

    assert not theo.open(offered).tree.cssselect("button.undo")


def test_nobody_takes_back_what_somebody_else_has_done(theo: Someone, pria: Someone, iris: Someone, entry: str) -> None:
    answer(theo, entry, "I heard it.")

    assert undo(pria, entry).status_code == 404
    assert not pria.open(f"/review?done=entry%20{entry}").tree.cssselect("button.undo")


def test_taken_back_it_can_be_answered_anew_and_the_first_words_stay_away(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    answer(theo, entry, "For somebody else.")
    undo(theo, entry)
    answer(theo, entry, "For you.")
    installation.clock.move(STANDS_AFTER)

    assert elements(iris.open("/journal"), "reply") == ["Theo: “For you.”"]


def test_marked_as_seen_a_check_in_comes_back_in_its_place(theo: Someone, noor: Someone) -> None:
    before = theo.open("/review").values("#waiting ol a", "href")
    page = next(str(one) for one in before if "check_in" in str(one))
    mark(theo, theo.open(page))

    assert theo.send(f"{page}/undo").path == page
    assert theo.open("/review").values("#waiting ol a", "href") == before


def test_taken_back_and_sent_again_from_the_page_before_the_words_reach_the_patient_after_all(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    """Going back and pressing again sends the same id: it must not count as answered with nothing to read."""
    form = {"id": str(uuid4()), "reply": "I heard it."}
    theo.send(f"/review/{entry}/answer", form)
    undo(theo, entry)
    theo.send(f"/review/{entry}/answer", form)
    installation.clock.move(STANDS_AFTER)

    assert elements(iris.open("/journal"), "reply") == ["Theo: “I heard it.”"]


def test_taken_back_after_the_sharing_was_stopped_the_words_are_gone_and_nothing_waits(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    answer(theo, entry, "For somebody else.")
    share(iris, entry, "0")
    assert "“For somebody else.”" in undo(theo, entry).words
    installation.clock.move(STANDS_AFTER)

    assert "For somebody else." not in iris.open(f"/journal/entries/{entry}").words
    assert not installation.value(
        "select count(*) from desk_item where kind = 'entry' and subject_id = :entry and done_at is null", entry=entry
    )
    assert "A shared entry waits" not in theo.open("/caseload").words
