"""The care team answers as persons with names: read, answered, or nothing to answer, each of them said truly."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.journal.shown import field
from tests.messages.written import HERE, answer, bodies, count, desk_subject, message, on_desk, thread_of
from tests.session_day.days import together
from tests.someone import Installation, Someone


@pytest.fixture
def thread(installation: Installation, iris: Someone) -> str:
    iris.send(HERE, message("May I bring a blanket?"))
    return thread_of(installation, "iris")


def test_an_answer_stands_in_the_thread_under_its_writers_name_and_on_today_until_it_is_read(
    iris: Someone, theo: Someone, thread: str
) -> None:
    assert "wrote to you" not in iris.open("/today").words
    answer(theo, thread, "Yes, bring it.")

    assert "Theo wrote to you today" in iris.open("/today").words
    page = iris.open(HERE)
    assert bodies(page) == ["Yes, bring it.", "May I bring a blanket?"]
    assert [one.text_content() for one in page.tree.cssselect(".entries b")] == ["Theo", "You"]
    assert "wrote to you" not in iris.open("/today").words


def test_the_team_is_told_when_the_patient_has_read_it(
    installation: Installation, iris: Someone, theo: Someone, thread: str
) -> None:
    answer(theo, thread, "Yes, bring it.")
    assert "Not opened yet." in theo.open(thread).words

    installation.clock.move(timedelta(hours=2))
    installation.someone("iris").open(HERE)
    assert "Read by Iris today, 12:00 pm." in installation.someone("theo").open(thread).words


def test_a_copy_that_a_phone_keeps_in_its_pocket_has_read_nothing_and_says_no_hour_of_now(
    installation: Installation, iris: Someone, theo: Someone, thread: str
) -> None:
    answer(theo, thread, "Yes, bring it.")

    for headers in ({"tidemark_pocket": "1"}, {"sec_fetch_dest": "empty"}):
        copy = iris.get(HERE, **headers)
        assert bodies(copy) == ["Yes, bring it.", "May I bring a blanket?"]
        assert "The clinic is open" not in copy.words
        assert "Outside these hours what you write waits until the clinic opens" in copy.words
    assert "Not opened yet." in theo.open(thread).words
    assert "The clinic is open today until 5:00 pm." in iris.open(HERE).words


def test_several_messages_of_one_patient_are_one_thing_to_answer(
    installation: Installation, iris: Someone, theo: Someone, thread: str
) -> None:
    first = desk_subject(installation, "iris")
    iris.send(HERE, message("And socks?"))

    assert (on_desk(installation, "iris"), desk_subject(installation, "iris")) == (1, first)
    assert "Iris, 2 messages" in theo.open("/review").words
    answer(theo, thread, "Both.")
    assert on_desk(installation, "iris") == 0
    assert "Iris, " not in theo.open("/review").one(".queue")


def test_what_came_while_an_answer_was_written_goes_on_waiting(
    installation: Installation, iris: Someone, theo: Someone, thread: str
) -> None:
    seen = theo.open(thread).values("[name=seen]")[0]
    later = message("And socks?")
    iris.send(HERE, later)
    page = answer(theo, thread, "Yes, bring it.", seen=seen)

    assert desk_subject(installation, "iris") == later["id"]
    assert bodies(page)[0] == "And socks?"
    assert "Not answered yet" in page.words
    receipts = iris.open(HERE).all("receipt")
    assert receipts == ["Read by Theo today, 10:00 am.", "Read by Theo today, 10:00 am. Answered."]


def test_two_clinicians_who_answer_at_once_are_both_kept_and_the_desk_is_cleared_once(
    installation: Installation, iris: Someone, theo: Someone, thread: str
) -> None:
    mara_thread = thread_of(installation, "mara")
    mara, pria = installation.someone("mara"), installation.someone("pria")
    mara.send(HERE, message("Two of you may answer."))
    seen = pria.open(mara_thread).values("[name=seen]")[0]
    forms = [{"id": str(uuid4()), "body": f"From {name}.", "seen": seen} for name in ("Theo", "Pria")]

    assert together(installation, (theo, mara_thread, forms[0]), (pria, mara_thread, forms[1])) == [303, 303]
    assert {"From Theo.", "From Pria."} <= set(bodies(mara.open(HERE)))
    assert on_desk(installation, "mara") == 0
    done = installation.value(
        "select count(*) from desk_item where kind = 'message' and subject_id in (select id from message"
        " where course_id = :course) and done_at >= :now",
        course=mara_thread.split("/")[2], now=installation.clock(),
    )  # fmt: skip
    assert done == 1


def test_an_answer_sent_twice_is_one_and_other_words_under_its_id_are_kept(
    installation: Installation, theo: Someone, thread: str
) -> None:
    form = {"id": str(uuid4()), "body": "Yes.", "seen": "1"}
    for body in ("Yes.", "Yes.", "Yes, please do."):
        assert theo.send(thread, form | {"body": body}).status_code == 200
    assert sorted(bodies(theo.open(thread)))[1:] == ["Yes, please do.", "Yes."]


def test_no_answer_needed_is_said_by_name_and_the_next_message_waits_again(
    installation: Installation, iris: Someone, theo: Someone, thread: str
) -> None:
    page = theo.open(thread)
    form = {"id": str(uuid4()), "seen": page.values("[name=seen]")[0]}
    for _time in range(2):
        page = theo.send(f"{thread}/settled", form)
        assert "No answer needed" not in page.words

    assert on_desk(installation, "iris") == 0
    said = "Read by Theo today, 10:00 am. Theo sees nothing to answer. Write again if you do."
    assert iris.open(HERE).all("receipt") == [said]
    iris.send(HERE, message("I do."))
    assert on_desk(installation, "iris") == 1
    assert "Iris, one message" in theo.open("/review").words


def test_nothing_can_be_marked_that_has_not_come(installation: Installation, iris: Someone, theo: Someone) -> None:
    thread = thread_of(installation, "iris")
    theo.send(f"{thread}/settled", {"id": str(uuid4()), "seen": "900"})
    theo.send(thread, {"id": str(uuid4()), "body": "Hello, Iris.", "seen": "900"})
    iris.send(HERE, message("Hello, Theo."))

    assert on_desk(installation, "iris") == 1
    assert theo.send(f"{thread}/settled", {"id": "", "seen": "many"}).status_code == 422


@pytest.mark.parametrize("body", ["", "a" * 2001])
def test_an_answer_that_cannot_be_kept_comes_back_with_its_words(
    installation: Installation, theo: Someone, thread: str, body: str
) -> None:
    page = answer(theo, thread, body)
    assert page.status_code == 422
    assert field(page, "body").removeprefix("\n") == body
    assert count(installation, "iris") == 1
    assert on_desk(installation, "iris") == 1


def test_the_patient_reads_who_opened_the_thread_and_who_wrote_in_it(iris: Someone, theo: Someone, thread: str) -> None:
    answer(theo, thread, "Yes.")
    words = iris.open("/course/access").words
    assert "Theo read your messages" in words
    assert "Theo wrote or marked something in your messages" in words


def test_no_list_shows_a_word_of_a_message_before_it_is_opened(theo: Someone, iris: Someone, thread: str) -> None:
    for path in ("/review", "/caseload", thread.removesuffix("/messages")):
        assert "blanket" not in theo.open(path).words
    assert iris.open(HERE).all("receipt") == ["At the clinic. Nobody has opened it yet."]
