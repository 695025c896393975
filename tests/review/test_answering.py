"""Answering: a line or only "read", once however often it is sent, and the patient sees it beside the entry."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.courses.desk import STANDS_AFTER
from tests.journal.shown import elements, write
from tests.session_day.days import together
from tests.someone import Installation, Opened, Someone


@pytest.fixture
def entry(iris: Someone) -> str:
    return write(iris, "The sea came back.", share="1")


def answer(staff: Someone, entry: str, reply: str, **more: str) -> Opened:
    """Looked at once it can no longer be taken back."""
    answered = staff.send(f"/review/{entry}/answer", {"id": str(uuid4()), "reply": reply} | more)
    staff.installation.clock.move(STANDS_AFTER)
    return answered


def answers(installation: Installation, entry: str) -> object:
    return installation.value("select count(*) from answer where entry_id = :entry", entry=entry)


def test_an_answer_stands_beside_the_entry_on_the_journal_and_on_today(
    iris: Someone, theo: Someone, entry: str
) -> None:
    assert answer(theo, entry, "I heard it <too>.").path == "/review"

    for page in (iris.open("/journal"), iris.open(f"/journal/entries/{entry}")):
        assert elements(page, "reply") == ["Theo: “I heard it <too>.”"]
    assert "“I heard it <too>.”" in iris.open("/today").words
    assert "Answered by Theo, 25 November, 10:00 am" in iris.open(f"/journal/entries/{entry}").words


def test_answered_it_waits_no_longer(theo: Someone, entry: str) -> None:
    answer(theo, entry, "I heard it.")

    assert f"/review/{entry}" not in theo.open("/review").values(".queue ol a", "href")


def test_only_marked_read_leaves_the_inbox_and_says_read_without_a_reply(
    iris: Someone, theo: Someone, entry: str
) -> None:
    answer(theo, entry, "", only="1")

    page = iris.open(f"/journal/entries/{entry}")
    assert f"/review/{entry}" not in theo.open("/review").values(".queue ol a", "href")
    assert elements(page, "reply") == []
    assert elements(page, "receipt")[0].strip() == "Read by Theo today, 10:00 am"
    assert "Noted by Theo" in page.words
    assert "wrote back" not in iris.open("/today").words


def test_words_typed_before_only_mark_read_are_not_sent(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    answer(theo, entry, "half a thou", only="1")

    assert "half a thou" not in iris.open("/journal").words


@pytest.mark.parametrize("reply", ["", "   ", "\n"])
def test_an_answer_without_words_asks_what_is_meant(
    installation: Installation, theo: Someone, entry: str, reply: str
) -> None:
    refused = answer(theo, entry, reply)

    assert refused.status_code == 422
    assert refused.one("#reply-error") == "Write a line, or choose “Only mark read”."
    assert answers(installation, entry) == 0


def test_500_characters_fit_and_501_are_refused_with_the_words_kept(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    refused = answer(theo, entry, "ö" * 501)

    assert refused.status_code == 422
    assert "Please shorten it by 1." in refused.one("#reply-error")
    assert refused.values("input#reply") == ["ö" * 501]
    assert elements(refused, "entry-body") == ["The sea came back."]
    assert answers(installation, entry) == 0

    assert answer(theo, entry, "ö" * 500).status_code == 200
    assert elements(iris.open("/journal"), "reply") == [f"Theo: “{'ö' * 500}”"]


def test_an_id_that_is_none_is_replaced_so_that_the_next_press_succeeds(
    installation: Installation, theo: Someone, entry: str
) -> None:
    refused = answer(theo, entry, "I heard it.", id="x")
    (fresh,) = refused.values("form.answer input[name=id]")

    assert refused.status_code == 422
    assert refused.values("input#reply") == ["I heard it."]
    assert answer(theo, entry, "I heard it.", id=fresh).status_code == 200
    assert answers(installation, entry) == 1


def test_the_same_answer_sent_again_is_kept_once(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    own = str(uuid4())
    for _time in range(3):
        assert answer(theo, entry, "I heard it.", id=own).status_code == 200

    assert answers(installation, entry) == 1
    assert elements(iris.open("/journal"), "reply") == ["Theo: “I heard it.”"]


def test_sent_several_times_at_once_it_is_kept_once(installation: Installation, theo: Someone, entry: str) -> None:
    form = {"id": str(uuid4()), "reply": "I heard it."}

    assert together(installation, *[(theo, f"/review/{entry}/answer", form)] * 4) == [303] * 4

    assert answers(installation, entry) == 1


def test_other_words_under_the_same_id_are_a_further_answer(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    """Going back and sending the form again carries the same id: neither line may be lost."""
    own = str(uuid4())
    for reply in ("I heard it.", "I heard it, and I am glad.", "I heard it.", "I heard it, and I am glad."):
        answer(theo, entry, reply, id=own)
        installation.clock.move(timedelta(minutes=1))

    assert elements(iris.open("/journal"), "reply") == ["Theo: “I heard it.”", "Theo: “I heard it, and I am glad.”"]


def test_the_id_of_an_answer_to_another_entry_is_refused(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    own, second = str(uuid4()), write(iris, "And again.", share="1")
    answer(theo, entry, "I heard it.", id=own)

    assert answer(theo, second, "This one too.", id=own).status_code == 404

    assert answers(installation, second) == 0


@pytest.mark.parametrize("who", ["pria", "otto", "ada"])
def test_nobody_answers_what_is_not_shared_with_them(
    installation: Installation, iris: Someone, entry: str, who: str
) -> None:
    refused = answer(installation.someone(who), entry, "Me too.")

    assert refused.status_code in (403, 409)
    assert "The sea came back." not in refused.text
    assert answers(installation, entry) == 0
    assert "Me too." not in iris.open("/journal").words


def test_an_earlier_answer_stands_beside_the_entry_for_the_desk(theo: Someone, entry: str) -> None:
    answer(theo, entry, "I heard it.")

    assert "Theo, 25 November, 10:00 am: “I heard it.”" in theo.open(f"/review/{entry}").one("dl.facts")
