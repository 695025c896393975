"""Answers of a check-in are kept once each, by whose they are, and no week that passed is filled in."""

from datetime import timedelta
from uuid import uuid4

from tests.safety.told import reply
from tests.session_day.days import course_of
from tests.someone import Installation, Someone

COUNT = "select count(*) from check_in_answer where course_id = :course"


def rows(installation: Installation, name: str) -> int:
    return int(str(installation.value(COUNT, course=course_of(installation, name))))


def test_sent_three_times_it_is_kept_once_and_other_words_are_kept_beside_it(
    installation: Installation, iris: Someone
) -> None:
    form = {"id": str(uuid4()), "value": "4"}
    for _time in range(3):
        iris.outbox("/check-in/answers/longing", form)
    assert rows(installation, "iris") == 1
    iris.outbox("/check-in/answers/longing", form | {"value": "5"})
    iris.outbox("/check-in/answers/longing", form | {"value": "5"})
    assert rows(installation, "iris") == 2
    assert "5 of 10" in iris.open("/check-in/answers").words


def test_all_on_one_page_sent_three_times_is_kept_once(installation: Installation, iris: Someone) -> None:
    form = {"id": str(uuid4()), "longing-value": "4", "energy-value": "no"}
    for _time in range(3):
        iris.outbox("/check-in", form)
    assert rows(installation, "iris") == 2


def test_an_id_of_another_course_is_no_page_and_changes_nothing(
    installation: Installation, iris: Someone, mara: Someone
) -> None:
    form = {"id": str(uuid4()), "value": "4"}
    mara.send("/check-in/answers/longing", form)
    before = rows(installation, "mara")

    assert iris.send("/check-in/answers/longing", form | {"value": "9"}).status_code == 404
    assert (rows(installation, "iris"), rows(installation, "mara")) == (0, before)


def test_an_answer_from_a_phone_without_a_network_belongs_to_the_day_it_was_written(
    installation: Installation, iris: Someone
) -> None:
    installation.clock.move(timedelta(days=9))
    iris = installation.someone("iris")
    reply(iris, "body", "fall", written_at="2026-11-25T15:00:00Z")
    reply(iris, "body", "none")
    page = iris.open("/check-in/earlier")

    assert [one.text for one in page.tree.cssselect("summary")] == ["Friday 4 December", "Wednesday 25 November"]


def test_today_offers_what_is_due_and_says_nothing_when_nothing_is(installation: Installation, mara: Someone) -> None:
    installation.clock.move(timedelta(days=4))
    mara = installation.someone("mara")
    assert "This week’s check-in is due." in mara.open("/today").words
    reply(mara, "body", "none")
    assert "9 questions are still open." in mara.open("/today").words
    for question in ("outside-plan", "longing", "substances", "bladder", "memory", "energy", "unreal", "thoughts",
                     "new"):  # fmt: skip
        reply(mara, question)
    assert "check-in" not in mara.open("/today").words


def test_a_week_that_passed_is_said_calmly_and_stays_empty(installation: Installation, mara: Someone) -> None:
    installation.clock.move(timedelta(days=23))
    mara = installation.someone("mara")
    reply(mara, "body", "none")
    installation.clock.move(timedelta(days=4))

    words = installation.someone("mara").open("/check-in").words
    assert "Your last check-in was on Friday, and the next is due on Friday 25 December." in words
    earlier = installation.someone("mara").open("/check-in/earlier").words
    assert "there was none. That is all right." in earlier


def test_it_is_not_asked_of_who_has_had_no_session_and_can_be_answered_all_the_same(iris: Someone) -> None:
    assert "check-in" not in iris.open("/today").words
    assert "It is asked each week from your first session on." in iris.open("/check-in").words
    assert reply(iris, "body", "fall").path == "/check-in"
