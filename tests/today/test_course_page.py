"""The course page: the arc, what is shared now, and who opened what, in plain words (from the trail)."""

from uuid import uuid4

import pytest

from server.courses.desk import STANDS_AFTER
from tests.journal.shown import share, write
from tests.session_day.days import course_of
from tests.someone import Installation, Someone


def section(person: Someone, name: str, path: str = "/course") -> str:
    tree = person.open(path).tree
    (found,) = tree.cssselect(f"section[aria-labelledby={name}]")
    return " ".join(" ".join(found.itertext()).split())


@pytest.mark.parametrize(
    ("who", "headline", "days"),
    [
        ("mara", "Two behind you, four ahead.", "1 6 Nov 2 20 Nov 3 4 Dec 4 18 Dec 5 1 Jan 6 15 Jan"),
        ("noor", "Two behind you, four ahead.", "1 26 Oct 2 9 Nov 3 26 Nov 4 10 Dec 5 24 Dec 6 7 Jan"),
        ("sol", "One behind you, five ahead.", "1 16 Nov 2 30 Nov 3 14 Dec 4 28 Dec 5 11 Jan 6 25 Jan"),
    ],
)
def test_the_arc_stands_in_words_beside_its_drawing(
    installation: Installation, who: str, headline: str, days: str
) -> None:
    person = installation.someone(who)

    assert person.open("/course").one("h1") == headline
    assert f"The sessions {days} " in section(person, "arc")


def test_before_the_first_session_has_a_day_there_is_no_arc(iris: Someone) -> None:
    page = iris.open("/course")

    assert page.one("h1") == "Your sessions are not planned yet."
    assert page.tree.cssselect("svg.arc") == []
    assert "Nothing. Every entry is yours alone until you share it." in page.words
    assert "Nobody at the clinic has opened anything of yours yet." in page.words


def test_what_is_shared_now_is_listed_with_whom_and_since_when(iris: Someone) -> None:
    entry = write(iris, "The sea came back.")
    share(iris, entry)

    assert "Wednesday 25 November with Theo, today" in section(iris, "shared")
    assert iris.open("/course").values("section[aria-labelledby=shared] a", "href") == [f"/journal/entries/{entry}"]

    share(iris, entry, "0")

    assert "Nothing. Every entry is yours alone until you share it." in section(iris, "shared")


def test_an_entry_that_was_opened_is_named_with_who_and_when(iris: Someone, theo: Someone) -> None:
    entry = write(iris, "The sea came back.", share="1")
    theo.open(f"/review/{entry}")

    assert "Theo read “Wednesday 25 November” 25 November, 10:00 am" in section(iris, "who")


def test_listing_is_not_opening(iris: Someone, theo: Someone) -> None:
    write(iris, "The sea came back.", share="1")
    theo.open("/review")
    theo.open("/caseload")

    assert "Nobody at the clinic has opened anything of yours yet." in section(iris, "who")


def test_every_way_to_open_something_has_its_plain_words(
    installation: Installation, noor: Someone, theo: Someone, pria: Someone
) -> None:
    course = course_of(installation, "noor")
    session = noor.open("/prepare/checklist").values("input[name=session]")[0]
    theo.open(f"/courses/{course}")
    theo.send(f"/courses/{course}/ready", {"session": session, "item": "P-12", "done": "1"})
    pria.open(f"/sessions/{session}/record")
    pria.send(f"/sessions/{session}/record", {"step": "opened"})

    said = noor.open("/course/access").words

    for deed in (
        "Theo opened your page", "Theo changed something on your page", "Pria opened the record of a session",
        "Pria wrote in the record of a session",
    ):  # fmt: skip
        assert deed in said


def test_what_was_read_stays_on_the_list_after_the_sharing_stopped(iris: Someone, theo: Someone) -> None:
    entry = write(iris, "The sea came back.", share="1")
    theo.open(f"/review/{entry}")
    share(iris, entry, "0")

    assert "Theo read “Wednesday 25 November”" in section(iris, "who")


def test_a_refused_opening_is_not_written_as_an_opening(
    installation: Installation, iris: Someone, otto: Someone
) -> None:
    entry = write(iris, "The sea came back.", share="1")

    assert otto.get(f"/review/{entry}").status_code == 404
    assert otto.get(f"/courses/{course_of(installation, 'iris')}").status_code == 404

    assert "Nobody at the clinic has opened anything of yours yet." in section(iris, "who")


def test_the_whole_list_is_paged_and_nothing_is_lost(iris: Someone, theo: Someone) -> None:
    entry = write(iris, "The sea came back.", share="1")
    for _time in range(60):
        theo.get(f"/review/{entry}")

    first = iris.open("/course/access")
    (older,) = first.values("a[href*='before=']", "href")

    assert len(first.tree.cssselect("section[aria-labelledby=who] li")) == 50
    assert len(iris.open(older).tree.cssselect("section[aria-labelledby=who] li")) == 10
    assert len(iris.open("/course").tree.cssselect("section[aria-labelledby=who] li")) == 6


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "1 or 1=1", ""])
def test_a_place_in_the_list_that_is_none_shows_its_beginning(iris: Someone, before: str) -> None:
    assert iris.open(f"/course/access?before={before}").one("#who") == "Who opened what"


def test_the_people_at_the_clinic_are_named(mara: Someone, sol: Someone) -> None:
    assert section(mara, "team") == (
        "Your people at the clinic Therapist Theo since 11 October Theo reads on Tuesdays and Fridays, usually within "
        "3 working days. Prescriber Pria since 11 October Pria usually reads within 2 working days."
    )
    assert section(sol, "team") == (
        "Your people at the clinic Therapist Otto since 11 October Otto usually reads within 2 working days."
    )


def test_an_answer_is_shown_on_today_for_a_week_and_stays_with_its_entry(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    entry = write(iris, "The sea came back.", share="1")
    theo.send(f"/review/{entry}/answer", {"id": str(uuid4()), "reply": "I heard it."})
    installation.clock.move(STANDS_AFTER)

    assert "Theo wrote back “I heard it.” Wednesday 25 November , today" in section(iris, "also", "/today")

    installation.clock.now = installation.clock.now.replace(month=12, day=3)

    assert "I heard it." not in iris.open("/today").words
    assert "I heard it." in iris.open(f"/journal/entries/{entry}").words
