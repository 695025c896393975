"""Behind the patient's page: all that is shared, page by page, and the trail as the patient reads it."""

from datetime import timedelta

from tests.journal.shown import share, write
from tests.session_day.days import course_of
from tests.someone import Installation, Someone


def test_all_that_is_shared_is_read_page_by_page_each_once(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    entries = []
    for number in range(65):
        installation.clock.move(timedelta(minutes=1))
        entries.append(write(iris, f"Wave {number}.", share="1", written_at=""))
    path = f"/courses/{course_of(installation, 'iris')}"
    assert f"{path}/shared" in theo.open(path).values("section[aria-labelledby=shared] a", "href")

    found, page = [], theo.open(f"{path}/shared")
    for _page in range(5):
        found += [href.rpartition("/")[2] for href in page.values(".rows a", "href")]
        older = page.values("a.go[href*='before']", "href")
        if not older:
            break
        page = theo.open(older[0])
    assert found == entries[::-1]


def test_entries_stand_beside_their_session_and_day(installation: Installation, theo: Someone) -> None:
    page = theo.open(f"/courses/{course_of(installation, 'mara')}/shared")
    assert page.values("h2", "id") == ["g1", "g2", "g3"]
    assert page.one("#g1") == "After session two"
    assert page.one("#g3") == "Before the first session"
    assert "Day one after session two" in page.words


def test_only_the_first_line_and_what_reaches_this_reader(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone
) -> None:
    write(iris, "For Theo.\nThe rest.", share="1")
    team = write(iris, "For both.\nThe rest.")
    share(iris, team, **{"with": "team"})
    write(iris, "For nobody.")
    path = f"/courses/{course_of(installation, 'iris')}/shared"

    assert [theo.open(path).words.count(one) for one in ("For Theo.", "For both.", "For nobody.", "The rest")] == [
        1, 1, 0, 0,
    ]  # fmt: skip
    assert "For Theo." not in pria.open(path).words
    assert "For both." in pria.open(path).words
    share(iris, team, "0")
    assert "For both." not in pria.open(path).words
    assert "Nothing is shared with you just now." in pria.open(path).words


def test_a_key_that_is_none_gives_the_first_page(installation: Installation, theo: Someone) -> None:
    path = f"/courses/{course_of(installation, 'mara')}"
    for query in ("before=x", "before=", "before=2026-11-25T15:00:00.000Z~x"):
        assert theo.open(f"{path}/shared?{query}").all("said") == theo.open(f"{path}/shared").all("said")
    for query in ("before=x", "before=-1", "before=99999999999"):
        assert "Theo opened your page" in theo.open(f"{path}/trail?{query}").words


def test_the_trail_is_word_for_word_what_the_patient_reads(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    path = f"/courses/{course_of(installation, 'mara')}"
    for page in ("", "/measures", "/check-ins", "/intake", "/trail"):
        theo.open(f"{path}{page}")
    theirs = theo.open(f"{path}/trail").tree.cssselect(".rows li")
    hers = mara.open("/course/access").tree.cssselect("section[aria-labelledby=who] .rows li")

    assert [" ".join(one.text_content().split()) for one in theirs] == [
        " ".join(one.text_content().split()) for one in hers
    ]


def test_the_trail_is_read_page_by_page(installation: Installation, theo: Someone) -> None:
    path = f"/courses/{course_of(installation, 'mara')}"
    for _time in range(60):
        theo.get(path)
    page = theo.open(f"{path}/trail")
    older = theo.open(page.values("a.go[href*='before']", "href")[0])
    assert len(page.tree.cssselect(".rows li")) == 50
    assert len(older.tree.cssselect(".rows li")) > 10
