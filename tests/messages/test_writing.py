"""A patient writes to their care team: kept once, exactly as written, and said truly how far it has come."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from tests.journal.shown import elements, field
from tests.messages.written import HERE, answer, bodies, count, message, on_desk, thread_of
from tests.session_day.days import change, course_of, together
from tests.someone import Installation, Someone

ODD = '<script>alert(1)</script> & "quotes"\n\n  {{ 7 * 7 }} <b>bold</b> \u202e\u0000'[:-1]


def test_it_stands_in_the_thread_of_both_exactly_as_it_was_written(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    assert iris.send(HERE, message(ODD)).path == HERE

    assert bodies(iris.open(HERE)) == [ODD]
    assert bodies(theo.open(thread_of(installation, "iris"))) == [ODD]


def test_its_receipt_goes_from_the_clinic_to_who_read_it_to_answered(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    iris.send(HERE, message())
    assert elements(iris.open(HERE), "receipt") == ["At the clinic. Nobody has opened it yet."]

    installation.clock.move(timedelta(minutes=20))
    theo.open(thread_of(installation, "iris"))
    assert elements(iris.open(HERE), "receipt") == ["Read by Theo today, 10:20 am."]

    answer(theo, thread_of(installation, "iris"), "Yes, bring it.")
    assert elements(iris.open(HERE), "receipt") == ["Read by Theo today, 10:20 am. Answered."]


def test_sent_three_times_it_is_kept_once_and_other_words_under_its_id_are_kept_beside_it(
    installation: Installation, iris: Someone
) -> None:
    form = message("One.")
    for _time in range(3):
        assert iris.outbox(HERE, form).status_code == 200
    assert count(installation, "iris") == 1

    for _time in range(2):
        assert iris.outbox(HERE, form | {"body": "Two."}).status_code == 200
    assert bodies(iris.open(HERE)) == ["Two.", "One."]


def test_the_same_message_sent_twice_at_once_is_one(installation: Installation, iris: Someone) -> None:
    form = message()
    assert together(installation, (iris, HERE, form), (iris, HERE, form)) == [303, 303]
    assert count(installation, "iris") == 1
    assert on_desk(installation, "iris") == 1


def test_an_id_that_is_somebody_elses_answers_as_one_that_is_nobodys(
    installation: Installation, iris: Someone, mara: Someone, sol: Someone
) -> None:
    form = message("Mine.")
    iris.send(HERE, form)
    for other in (mara, sol):
        assert other.send(HERE, form | {"body": "Theirs."}).status_code == 404
    assert count(installation, "iris") == 1
    assert bodies(iris.open(HERE)) == ["Mine."]


@pytest.mark.parametrize(("body", "said"), [("", "There are no words yet."), ("a" * 2001, "2,000 fit")])
def test_what_cannot_be_kept_comes_back_with_its_words(
    installation: Installation, iris: Someone, body: str, said: str
) -> None:
    page = iris.send(HERE, message(body))

    assert page.status_code == 422
    assert said in page.words
    assert field(page, "body").removeprefix("\n") == body
    assert count(installation, "iris") == 0


def test_two_thousand_characters_fit(iris: Someone) -> None:
    assert iris.send(HERE, message("é" * 2000)).status_code == 200
    assert bodies(iris.open(HERE)) == ["é" * 2000]


def test_the_two_hundred_and_first_of_a_day_is_answered_with_its_words_and_fits_a_day_later(
    installation: Installation, iris: Someone, theo: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("keeping", "routes", "staff_routes"):
        monkeypatch.setattr(f"server.messages.{module}.MOST_A_DAY", 3)
    for number in range(3):
        iris.send(HERE, message(f"Message {number}"))

    page = iris.send(HERE, message("One too many"))
    assert page.status_code == 422
    assert "3 messages came from you within a day" in page.words
    assert field(page, "body").strip() == "One too many"
    assert answer(theo, thread_of(installation, "iris"), "I can still answer.").status_code == 200

    installation.clock.move(timedelta(days=1, minutes=1))
    assert installation.someone("iris").send(HERE, message("Today")).status_code == 200


def test_it_is_the_phones_time_that_is_shown_and_when_it_came_where_it_was_long_on_its_way(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    iris.send(HERE, message(written_at="2026-11-25T13:10:00.000Z"))

    for page in (iris.open(HERE), theo.open(thread_of(installation, "iris"))):
        assert page.all("day") == ["25 Nov8:10 am"]
        assert "At the clinic 25 November, 10:00 am." in page.words


def test_the_thread_goes_on_by_its_own_numbers_page_after_page(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    for number in range(70):
        assert iris.send(HERE, message(f"Message {number}"), follow=False).status_code == 303

    for person, here in ((iris, HERE), (theo, thread_of(installation, "iris"))):
        found: list[str] = []
        path: str | None = here
        while path:
            page = person.open(path)
            found += sorted(bodies(page), key=lambda said: -int(said.split()[1]))
            path = next(iter(page.values("a[href*='before=']", "href")), None)
        assert found == [f"Message {number}" for number in reversed(range(70))]


def test_a_page_that_asks_for_nonsense_shows_the_newest(iris: Someone) -> None:
    iris.send(HERE, message("The newest."))
    for asked in ("-1", "x", "9" * 30, "1%27"):
        assert bodies(iris.open(f"{HERE}?before={asked}")) == ["The newest."]


def test_after_the_course_has_closed_it_is_said_with_the_clinics_number_and_nothing_new_is_kept(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    form = message("Before.")
    iris.send(HERE, form)
    seen = theo.open(thread_of(installation, "iris")).values("[name=seen]")[0]
    course = course_of(installation, "iris")
    change(installation, "update course set closed_at = :now where id = :id", now=installation.clock(), id=course)

    for path in (HERE, f"{HERE}/write"):
        page = iris.open(path)
        assert "The course has ended, and this thread with it." in page.words
        assert page.values("a.call", "href") == ["tel:+14165550142"]
        assert not page.tree.cssselect("textarea")
    assert bodies(iris.open(HERE)) == ["Before."]

    page = iris.send(HERE, message("After."))
    assert page.status_code == 409
    assert "These words were not sent" in page.one("[role=alert]")
    assert "After." in page.words
    assert iris.outbox(HERE, form).status_code == 200, "what is at the clinic is at the clinic"
    late = theo.send(thread_of(installation, "iris"), {"id": str(uuid4()), "body": "Too late.", "seen": seen})
    assert late.status_code == 409
    assert "Too late." in late.words
    assert count(installation, "iris") == 1


def test_words_that_were_changed_where_they_are_kept_are_said_to_be_damaged(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    iris.send(HERE, message("The sea."))
    change(installation, "update message set body_locked = :bytes where by_id = :me", bytes=b"\x01" + b"0" * 40,
           me=CAST_IDS["iris"])  # fmt: skip

    for page in (iris.open(HERE), theo.open(thread_of(installation, "iris"))):
        assert bodies(page) == ["These words are damaged and cannot be shown. Please tell your clinic."]
