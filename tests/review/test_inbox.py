"""The inbox: what is shared and unanswered, oldest first, by its first line; opening is written down (P8)."""

from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from server.demo_words import TELLTALES
from tests.journal.shown import elements, receipt, share, write
from tests.session_day.days import change, course_of
from tests.someone import Installation, Someone


def lines(person: Someone) -> list[str]:
    return [
        " ".join(" ".join(link.itertext()).split()) for link in person.open("/review").tree.cssselect(".queue ol a")
    ]


def test_what_waits_is_listed_oldest_first_with_whose_and_since_when(theo: Someone) -> None:
    assert lines(theo) == [
        "Mara , day one after session two 4 days "
        "How ordinary the hard part was. There was a stretch where I wanted it…",
        "Noor , check-in 3 days Every answer so far is a plain no.",
        "Mara , day four after session two 25 h A customer complained about the price, and for once I did not explain…",
        "Noor , one message 13 h Written while the clinic was closed",
        "Noor , day 15 after session two 12 h No radio, and the window down a little. My sister drives as if the ro…",
    ]


def test_the_list_shows_first_lines_and_no_more(theo: Someone) -> None:
    said = theo.open("/review").text.lower()

    for telltales in TELLTALES.values():
        assert not [word for word in telltales if word in said]
    assert "ceiling tiles" not in said


def test_the_patient_is_told_that_the_first_line_shows_in_a_list(mara: Someone) -> None:
    assert "They see the first line in a list at once" in mara.open("/journal/write").words


def test_the_order_is_that_of_sharing_and_not_of_writing(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    first = write(iris, "Written first.", written_at="2026-11-25T13:00:00.000Z")
    second = write(iris, "Written second.", written_at="2026-11-25T14:00:00.000Z")
    share(iris, second)
    installation.clock.now = installation.clock.now.replace(minute=10)
    share(iris, first)

    links = theo.open("/review").values(".queue ol a", "href")

    assert links[-2:] == [f"/review/{second}", f"/review/{first}"]


def test_a_short_line_is_shown_whole(iris: Someone, theo: Someone) -> None:
    write(iris, "Moss.", kind="line", share="1")

    assert lines(theo)[-1] == "Iris , before the first session 1 min Moss."


def test_seeing_the_list_is_not_reading(iris: Someone, theo: Someone) -> None:
    entry = write(iris, "The sea came back.", share="1")
    theo.open("/review")

    assert receipt(iris, entry) == "Shared with Theo today. Not opened yet."


def test_opening_writes_the_trail_and_the_patient_reads_by_whom(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    entry = write(iris, "The sea came back.", share="1")

    theo.open(f"/review/{entry}")

    assert receipt(iris, entry) == "Read by Theo today, 10:00 am"
    assert (
        installation.value(
            "select count(*) from trail where deed = 'opened entry' and subject_id = :entry", entry=entry
        )
        == 1
    )


def test_an_entry_is_read_in_its_context(theo: Someone) -> None:
    """Session, day, question, intention and mood: of Mara's oldest waiting entry, and nothing of others."""
    page = theo.open(theo.open("/review").values(".queue ol a", "href")[0])

    assert page.one("h2#e") == "Mara, day one after session two"
    assert "What surprised you?" in page.words
    assert "“Stay for the ordinary part.”" in page.one("dl.facts")
    assert "6 of 10, their own mark" in page.one("dl.facts")
    assert "Written 21 November, 11:05 am, shared on Saturday" in page.words
    assert page.values(".queue ol a[aria-current]", "href") == page.values(".queue ol a", "href")[:1]


def test_before_the_first_session_there_is_no_intention_beside_an_entry(iris: Someone, theo: Someone) -> None:
    entry = write(iris, "The sea came back.", share="1")

    page = theo.open(f"/review/{entry}")

    assert page.one("h2#e") == "Iris, before the first session"
    assert "Intention" not in page.words


def test_an_inbox_with_nothing_says_so_kindly(otto: Someone) -> None:
    assert "Nothing waits for an answer." in otto.open("/review").words
    assert "You owe nobody an answer." in otto.open("/review").words


def test_the_prescriber_of_the_same_patient_cannot_see_what_is_shared_with_the_therapist(
    iris: Someone, pria: Someone
) -> None:
    entry = write(iris, "The sea came back.", share="1")

    assert pria.get(f"/review/{entry}").status_code == 404
    assert not [line for line in lines(pria) if "Iris" in line]
    assert receipt(iris, entry) == "Shared with Theo today. Not opened yet."


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("ada", 403), ("mara", 403), ("iris", 403)])
def test_nobody_else_opens_it(installation: Installation, iris: Someone, who: str, status: int) -> None:
    entry = write(iris, "The sea came back.", share="1")
    other = installation.someone(who)

    refused = other.get(f"/review/{entry}")

    assert refused.status_code == status
    assert "The sea came back." not in refused.text


def test_nobody_signed_out_sees_an_inbox(anyone: Someone) -> None:
    assert anyone.get("/review").status_code == 303
    assert anyone.get("/review").headers["location"] == "/sign-in?next=/review"


def test_an_entry_that_does_not_exist_is_not_found(theo: Someone) -> None:
    for path in (f"/review/{uuid4()}", "/review/nonsense", "/review/00000000-0000-0000-0000-000000000000"):
        assert theo.get(path).status_code == 404


def test_what_is_shared_now_stands_on_the_patients_page_for_the_desk(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone
) -> None:
    """As in every list: the first line, which the patient was told of, and no other."""
    entry = write(iris, "The sea came back.\nNobody saw it leave.", share="1")
    course = f"/courses/{course_of(installation, 'iris')}"

    page = theo.open(course)

    assert f"/review/{entry}" in page.values("section[aria-labelledby=shared] a", "href")
    assert "The sea came back." in page.words
    assert "Nobody saw it leave." not in page.words
    assert "The sea came back." not in pria.open(course).words
    assert "Nothing is shared with you just now." in pria.open(course).words


def test_one_who_left_the_care_team_finds_nothing_at_the_next_request(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    entry = write(iris, "The sea came back.", share="1")
    assert elements(theo.open(f"/review/{entry}"), "entry-body") == ["The sea came back."]

    change(
        installation,
        "update care_team set until = :now where person_id = :theo",
        now=installation.clock.now,
        theo=CAST_IDS["theo"],
    )

    assert theo.get(f"/review/{entry}").status_code == 404
    assert lines(theo) == []
    assert "Nobody is on your caseload yet." in theo.open("/caseload").words
