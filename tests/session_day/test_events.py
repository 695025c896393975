"""What happened, who stayed, and notes: each with a name and a time, each once, and at most 400 in a record."""

from uuid import uuid4

import pytest

from tests.session_day.days import at, keep, kept, line_form, session_of, under_way
from tests.someone import Installation, Someone


@pytest.fixture
def session(installation: Installation, theo: Someone) -> str:
    return under_way(installation, theo)


def test_an_adverse_event_says_what_was_seen_by_whom_and_when(
    installation: Installation, theo: Someone, pria: Someone, session: str
) -> None:
    at(installation, "2026-11-26T11:40")
    keep(pria, session, "event", what="nausea", words="Once, <ginger> helped.", at="11:35")

    (line,) = theo.open(f"/sessions/{session}/record").tree.cssselect("#lines ~ ul > li")
    said = " ".join(" ".join(line.itertext()).split())
    assert said.startswith("11:35 am Nausea or vomiting Pria Once, <ginger> helped.")


@pytest.mark.parametrize("what", ["", "Nausea", "bad trip"])
def test_an_event_is_one_of_those_listed_and_what_was_typed_stays(
    installation: Installation, theo: Someone, session: str, what: str
) -> None:
    refused = keep(theo, session, "event", what=what, words="Once.")

    assert refused.status_code == 422
    assert refused.one("#what-error")
    assert refused.one("#event-words") == "Once."
    assert kept(installation, "event") == 0


def test_who_stayed_with_the_patient_is_named(installation: Installation, theo: Someone, session: str) -> None:
    assert "Please name who stayed." in keep(theo, session, "stayed", words=" ").words

    page = keep(theo, session, "stayed", words="Theo, from the beginning to the end")

    assert "Stayed with the patient" in page.one("#lines ~ ul")
    assert "Theo, from the beginning to the end" in page.one("#lines ~ ul")


@pytest.mark.parametrize("line", ["event", "stayed", "note"])
@pytest.mark.parametrize("outbox", [False, True])
def test_sent_again_it_is_kept_once(
    installation: Installation, theo: Someone, session: str, line: str, outbox: bool
) -> None:
    form = line_form(what="fall", words="Moss.")
    path = f"/sessions/{session}/record/{line}"

    for _try in range(3):
        headers = {"tidemark_write": str(uuid4())} if outbox else {}
        assert theo.send(path, form, **headers).status_code == 200

    assert kept(installation, line) == 1


def test_s_05_the_record_opens_with_what_the_patient_said_on_arriving(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    session = session_of(installation, "noor", 3)
    at(installation, "2026-11-26T10:40")
    answers = {"fasting": "broken", "ride": "yes", "feeling": "4", "words": "A cold.", "written_at": ""}
    noor.send(f"/sessions/{session}/arrival", answers)
    noor.send("/prepare/checklist/P-13", {"session": session, "done": "1", "words": "Leyla"})
    under_way(installation, theo)

    facts = theo.open(f"/sessions/{session}/record").one("section[aria-labelledby=arrival]")

    for said in ("Ate or drank something", "Arranged, Leyla", "4 of 10", "A cold.", "26 November, 10:40 am"):
        assert said in facts


@pytest.mark.parametrize("line", ["nonsense", "hard", "taken", "check", "morning", "discharge", "handover"])
def test_staff_cannot_write_what_only_others_say(
    installation: Installation, theo: Someone, session: str, line: str
) -> None:
    assert keep(theo, session, line, well="1", words="x").status_code == 404
    assert kept(installation, line) == 0


def test_a_record_holds_400_lines_and_says_so_when_it_is_full(
    installation: Installation, theo: Someone, session: str
) -> None:
    form = line_form(words="The first.")
    path = f"/sessions/{session}/record/note"
    theo.send(path, form)
    for _line in range(399):
        theo.send(path, line_form(words="Another."), follow=False, tidemark_write=str(uuid4()))

    refused = keep(theo, session, "note", words="One too many.")

    assert refused.status_code == 409
    assert "the record holds no more" in refused.one("header [role=alert]")
    assert refused.values("#note-words") == ["One too many."]
    assert kept(installation, "note") == 400
    assert theo.send(path, form, follow=False).status_code == 303

    seen, there = 0, f"/sessions/{session}/record"
    for earlier in ("300 earlier lines", "200 earlier lines", "100 earlier lines", "Later lines"):
        page = theo.open(there)
        seen += page.all("said").count("Another.") + page.all("said").count("The first.")
        there = next(one.get("href") for one in page.tree.cssselect("#lines ~ p a") if earlier in one.text_content())
    assert seen == 400, "none is out of reach, none shown twice"
    assert "Later lines" in theo.open(f"/sessions/{session}/record?back=99").words
