"""Nothing in a record is rubbed out: a correction has its reason, and what stood before stays readable."""

import pytest

from server.demo_cast import CAST_IDS
from tests.session_day.days import at, change, course_of, keep, kept, line_form, newest, session_of, take, under_way
from tests.someone import Installation, Opened, Someone

FIGURES = {"systolic": "128", "diastolic": "82"}


@pytest.fixture
def session(installation: Installation, theo: Someone) -> str:
    return under_way(installation, theo)


def said(page: Opened) -> str:
    return page.one(".so-far")


def test_a_corrected_reading_shows_what_stands_why_and_what_stood_before_by_whom(
    installation: Installation, theo: Someone, pria: Someone, session: str
) -> None:
    keep(theo, session, "reading", **FIGURES, checkpoint="20", words="Cuff was loose.")
    first = newest(installation)
    at(installation, "2026-11-26T11:34")

    changed = {"systolic": "182", "diastolic": "82", "checkpoint": "20", "about": first, "why": "Figures swapped."}
    page = keep(pria, session, "reading", **changed)

    (point,) = [line for line in page.tree.cssselect("#points ~ ol > li") if "20 minutes" in line.text_content()]
    assert point.cssselect(".line-of b")[0].text_content() == "182/82"
    assert "Corrected: Figures swapped." in point.text_content()
    (before,) = point.cssselect("del")
    assert before.text_content() == "128/82 (Cuff was loose.), written by Theo at 11:10 am"
    assert kept(installation, "reading") == 2


def test_the_form_of_a_correction_begins_with_what_stands(
    installation: Installation, theo: Someone, session: str
) -> None:
    more = {"sedation": "1", "arm": "left", "position": "lying", "words": "Calm."}
    keep(theo, session, "reading", **FIGURES, checkpoint="20", **more)

    page = theo.open(f"/sessions/{session}/record?correct={newest(installation)}")

    assert page.values("#systolic") == ["128"]
    assert page.values("[name=sedation][checked], [name=arm][checked], [name=position][checked]") == [
        "1", "left", "lying",
    ]  # fmt: skip
    assert page.values("[name=checkpoint][checked]") == ["20"]
    assert page.values("#reading-at, #reading-words") == ["11:10", "Calm."]
    assert page.values("[name=about]")[0] == newest(installation)


def test_without_a_reason_it_is_refused_and_what_was_typed_stays(
    installation: Installation, theo: Someone, session: str
) -> None:
    keep(theo, session, "reading", **FIGURES)

    refused = keep(theo, session, "reading", systolic="131", diastolic="82", about=newest(installation))

    assert refused.status_code == 422
    assert refused.one("#why-error") == "Please say in a few words why it is corrected."
    assert refused.values("#systolic") == ["131"]
    assert kept(installation, "reading") == 1


@pytest.mark.parametrize(
    ("line", "first", "second"),
    [
        ("event", {"what": "nausea", "words": "Once."}, {"what": "dizzy", "words": "Twice."}),
        ("stayed", {"words": "Theo, all the time"}, {"words": "Pria, all the time"}),
        ("note", {"words": "Quiet music."}, {"words": "No music."}),
    ],
)
def test_every_kind_of_line_that_staff_write_can_be_corrected_and_keeps_its_history(
    installation: Installation, theo: Someone, session: str, line: str, first: dict[str, str], second: dict[str, str]
) -> None:
    keep(theo, session, line, **first)
    about = newest(installation)
    at(installation, "2026-11-26T11:34")
    assert theo.open(f"/sessions/{session}/record?correct={about}").tree.cssselect("#correct")

    page = keep(theo, session, line, **second, about=about, why="I mixed it up.")

    assert second["words"] in said(page)
    assert first["words"] in page.one("del")
    assert "I mixed it up." in said(page)


def test_a_correction_of_a_correction_keeps_all_three(installation: Installation, theo: Someone, session: str) -> None:
    keep(theo, session, "note", words="First.")
    for minute, words in (("11:31", "Second."), ("11:32", "Third.")):
        at(installation, f"2026-11-26T{minute}")
        page = keep(theo, session, "note", words=words, about=newest(installation), why="Again.")

    assert [one.text_content().split(" (")[1][:6] for one in page.tree.cssselect("del")] == ["Second", "First."]
    assert "Third." in said(page)


def test_two_who_correct_the_same_line_are_both_in_its_history(
    installation: Installation, theo: Someone, pria: Someone, session: str
) -> None:
    keep(theo, session, "note", words="First.")
    about = newest(installation)
    keep(pria, session, "note", words="By Pria.", about=about, why="Heard it.")
    at(installation, "2026-11-26T11:40")

    page = keep(theo, session, "note", words="By Theo.", about=about, why="Saw it.")

    assert len(page.tree.cssselect("#lines ~ ul > li")) == 1
    assert [word in page.one("#lines ~ ul") for word in ("First.", "By Pria.", "By Theo.")] == [True] * 3


def test_corrected_the_next_day_a_reading_stays_at_its_own_moment(
    installation: Installation, theo: Someone, session: str
) -> None:
    at(installation, "2026-11-26T11:30")
    keep(theo, session, "reading", **FIGURES, checkpoint="20")
    about = newest(installation)
    for day in ("2026-11-27T09:00", "2026-11-27T16:00"):
        at(installation, day)
        (typed,) = theo.open(f"/sessions/{session}/record?correct={about}").values("#reading-at")
        again = {"systolic": "131", "diastolic": "82", "checkpoint": "20", "at": typed}

        page = keep(theo, session, "reading", **again, about=about, why="Misread.")

        assert page.status_code == 200
        assert newest(installation, "at") == ("2026-11-26T16:30:00.000Z")
        assert "Measured late" not in said(page)


def test_a_line_about_one_of_another_session_or_of_none_is_not_taken(
    installation: Installation, theo: Someone, session: str
) -> None:
    keep(theo, session, "note", words="Of Noor.")
    about = newest(installation)
    other = session_of(installation, "mara", 2)
    for line in (about, "0199c000-0000-7000-8000-00000000dddd"):
        refused = keep(theo, other, "note", words="Of Mara.", about=line, why="x")
        assert refused.status_code == 409
        assert "Of Noor." not in refused.text
    assert kept(installation, "note") == 1


def test_an_id_of_another_session_changes_and_shows_nothing(
    installation: Installation, theo: Someone, otto: Someone, session: str
) -> None:
    form = line_form(words="Of Noor.")
    theo.send(f"/sessions/{session}/record/note", form)
    others = ((theo, session_of(installation, "mara", 2)), (theo, session_of(installation, "noor", 2)))

    for person, other in (*others, (otto, session_of(installation, "sol", 1))):
        refused = person.send(f"/sessions/{other}/record/note", form | {"words": "Of another."})
        assert refused.status_code == 409
        page = person.open(f"/sessions/{other}/record?correct={form['id']}")
        assert "Of Noor." not in refused.text + page.text
        assert not page.tree.cssselect("#correct")

    assert "Of Noor." in said(theo.open(f"/sessions/{session}/record"))


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("ada", 403), ("noor", 403), ("mara", 403), ("sol", 403)])
def test_nobody_but_the_care_team_reads_or_writes_a_line(
    installation: Installation, theo: Someone, session: str, who: str, status: int
) -> None:
    keep(theo, session, "note", words="Moss.")
    other = installation.someone(who)

    for line in ("reading", "event", "stayed", "note", "decision", "seen"):
        assert keep(other, session, line, words="x").status_code == status
    for path in ("", "/sitter"):
        refused = other.get(f"/sessions/{session}/record{path}")
        assert refused.status_code == status
        assert "Moss." not in refused.text
    assert sum(kept(installation, line) for line in ("reading", "event", "stayed", "note", "decision", "seen")) == 1


def test_one_who_left_the_care_team_is_refused_at_the_next_request(
    installation: Installation, theo: Someone, session: str
) -> None:
    gone = {"now": installation.clock.now, "theo": CAST_IDS["theo"], "course": course_of(installation, "noor")}
    change(
        installation,
        "update care_team set until = :now where person_id = :theo and course_id = :course",
        **gone,
    )

    assert keep(theo, session, "note", words="x").status_code == 404
    assert theo.get(f"/sessions/{session}/record").status_code == 404
    assert take(theo, session, "ended").status_code == 404
