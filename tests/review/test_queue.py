"""What waits on the desk: five kinds of things in one list, by reason and age, and each gone when it is done with."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.review.queue_queries import SHOWN
from tests.journal.shown import share, write
from tests.session_day.days import course_of, together
from tests.someone import Installation, Opened, Someone


def hrefs(person: Someone, path: str = "/review") -> list[str]:
    return [str(one) for one in person.open(path).values("#waiting ol a", "href")]


def titles(person: Someone, path: str = "/review") -> list[str]:
    found = person.open(path).tree.cssselect("#waiting ol a > span:first-child")
    return ["".join(one.itertext()) for one in found]


def tell_blood(noor: Someone) -> None:
    told = {"id": str(uuid4()), "pick-blood": "1", "words": "Once, pink."}
    noor.send("/check-in/answers/bladder", told)


def answer_phq9(person: Someone) -> None:
    person.send("/measures/phq9", {"id": str(uuid4())} | {f"q{n}": "1" if n < 9 else "0" for n in range(1, 10)})


def mark(reader: Someone, page: Opened) -> Opened:
    """As seen, as the button of its page does."""
    return reader.send(page.values("form.answer", "action")[0], {"seen": page.values("form.answer [name=seen]")[0]})


def only(person: Someone, kind: str) -> str:
    (href,) = hrefs(person, f"/review?kind={kind}")
    return href.partition("?")[0]


def test_what_has_just_come_has_waited_for_a_minute_and_not_for_none(mara: Someone, theo: Someone) -> None:
    share(mara, write(mara, "A minute ago."))

    assert theo.open("/review").tree.cssselect("#waiting .ago")[-1].text == "1 min"


def test_a_check_in_waits_once_however_many_answers_it_has(iris: Someone, theo: Someone) -> None:
    for about, given in (("bladder", {"pick-none": "1"}), ("energy", {"value": "no"}), ("unreal", {"value": "no"})):
        iris.send(f"/check-in/answers/{about}", {"id": str(uuid4())} | given)

    assert [one for one in titles(theo) if one.startswith("Iris")] == ["Iris, check-in"]


def test_a_question_that_was_left_open_is_nothing_to_read(iris: Someone, theo: Someone) -> None:
    iris.send("/check-in/answers/bladder", {"id": str(uuid4())})

    assert not [one for one in titles(theo) if one.startswith("Iris")]


def test_seen_a_check_in_goes_and_a_later_answer_of_it_waits_again(theo: Someone, noor: Someone) -> None:
    first = only(theo, "check_in")
    assert mark(theo, theo.open(first)).path == "/review"
    assert hrefs(theo, "/review?kind=check_in") == []

    tell_blood(noor)

    again = only(theo, "check_in")
    assert again != first
    assert "Blood in the urine" in theo.open(again).words or "blood" in theo.open(again).words.lower()


def test_a_questionnaire_waits_for_both_of_the_team_until_one_has_seen_it(
    iris: Someone, theo: Someone, pria: Someone
) -> None:
    answer_phq9(iris)
    page = only(pria, "measure")
    assert only(theo, "measure") == page
    assert "8, mild" in theo.open(page).one("dl.told")

    pria.send(f"{page}/seen")

    assert hrefs(theo, "/review?kind=measure") == []
    assert "This waits no longer: Pria has seen it." in theo.open(page).words


def test_opening_a_line_leaves_a_row_that_the_patient_reads(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    answer_phq9(iris)
    theo.open(only(theo, "measure"))

    assert "Theo opened your questionnaires" in iris.open("/course/access").words


def test_two_who_mark_it_at_once_are_both_led_on_and_one_of_them_is_named(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone
) -> None:
    answer_phq9(iris)
    seen = f"{only(theo, 'measure')}/seen"

    assert together(installation, (theo, seen, {}), (pria, seen, {})) == [303, 303]

    assert installation.value("select count(*) from desk_item where kind = 'measure' and done_by is not null") == 1


def test_a_share_that_has_ended_by_its_day_waits_no_longer(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    entry = write(mara, "The sea came back.")
    share(mara, entry, until="2026-11-26")
    assert f"/review/{entry}" in hrefs(theo)

    installation.clock.move(timedelta(days=2))

    assert f"/review/{entry}" not in hrefs(theo)


def test_more_than_a_part_is_read_part_by_part_and_each_line_stands_in_one(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    entries = []
    for number in range(SHOWN + 6):
        installation.clock.move(timedelta(minutes=number % 3))  # some at the same moment
        entries.append(write(mara, f"Number {number}.", share="1"))

    first = theo.open("/review?kind=entry")
    later = next(str(one) for one in first.values("#waiting a[href*='after=']", "href"))
    lines = [*hrefs(theo, "/review?kind=entry"), *hrefs(theo, later)]

    assert len(lines) == len(set(lines))
    assert len(hrefs(theo, "/review?kind=entry")) == SHOWN
    assert {f"/review/{one}?kind=entry" for one in entries} <= set(lines)
    assert f"{SHOWN + 6 + 3} wait, oldest first" in first.words


@pytest.mark.parametrize("query", ["kind=nonsense", "after=x", "after=2026-11-01~x", "after=~", "kind=&after="])
def test_a_query_that_is_none_of_the_pages_own_shows_the_whole_list(theo: Someone, query: str) -> None:
    assert hrefs(theo, f"/review?{query}") == hrefs(theo)


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("ada", 403), ("noor", 403)])
def test_nobody_else_opens_marks_or_takes_back_what_waits(
    installation: Installation, theo: Someone, who: str, status: int
) -> None:
    page, other = only(theo, "check_in"), installation.someone(who)

    assert other.get(page).status_code == status
    for deed in ("seen", "undo"):
        assert other.send(f"{page}/{deed}").status_code == status
    assert only(theo, "check_in") == page


@pytest.mark.parametrize("reason", ["nonsense", "hard", "measure"])
def test_a_reason_that_does_not_fit_is_not_found(theo: Someone, reason: str) -> None:
    subject = only(theo, "check_in").rpartition("/")[2]

    assert theo.get(f"/review/item/{reason}/{subject}").status_code == 404
    assert theo.send(f"/review/item/{reason}/{subject}/seen").status_code == 404


def test_one_who_left_the_care_team_finds_nothing_of_it(
    installation: Installation, noor: Someone, theo: Someone, pria: Someone
) -> None:
    page = only(theo, "check_in")
    installation.run(lambda: _leave(installation, course_of(installation, "noor")))

    assert page not in hrefs(theo)
    assert theo.get(page).status_code == 404
    assert theo.send(f"{page}/seen").status_code == 404


async def _leave(installation: Installation, course: str) -> None:
    async with installation.house.db.writing() as tx:
        await tx.run(
            "update care_team set until = :now where course_id = :course", now=installation.clock(), course=course
        )
