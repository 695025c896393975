"""Flags as clinicians work with them: owner, deadline and both times; taken, handed over, closed with a note (Y-35)."""

from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest

from server.demo_cast import CAST_IDS
from server.demo_flags import FLAGS
from tests.safety.flagged import head, job, sign, steps, tell
from tests.session_day.days import change
from tests.someone import Installation, Someone


def new(**more: str) -> dict[str, str]:
    return {"id": str(uuid4())} | more


def place(installation: Installation) -> str:
    return f"/flags/{head(installation).id}"


@pytest.mark.parametrize("path", ["/flags", "/review", "/caseload"])
def test_it_stands_on_top_with_owner_deadline_and_both_times(
    installation: Installation, iris: Someone, theo: Someone, path: str
) -> None:
    tell(iris, written_at="2026-11-25T13:00:00Z")
    strip = theo.open(path).one("#flags .flag")
    assert strip.startswith("Iris: Pressed “I am not safe” Urgent. Theo has it until 10:15 am today.")
    assert "Answered today, 8:00 am; received today, 10:00 am" in strip


def test_the_answer_is_read_where_it_is_opened_and_the_patient_sees_who_has_seen_it(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    tell(iris)
    assert "not seen yet" in iris.open("/not-safe/now").words
    assert "the answer was: no." not in theo.open("/flags").words
    assert "not seen yet" in iris.open("/not-safe/now").words  # a list tells nobody's words
    installation.clock.move(timedelta(minutes=4))
    assert "the answer was: no." in theo.open(place(installation)).words
    assert "seen by Theo" in iris.open("/not-safe/now").words
    theo.open(place(installation))
    assert [one.deed for one in steps(installation)] == ["opened", "seen"]


def test_y_35_it_is_not_closed_without_a_note_and_what_was_typed_is_kept(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    tell(iris)
    for note in ("", "   ", "\n"):
        refused = theo.send(place(installation) + "/close", new(note=note))
        assert refused.status_code == 422
        assert "A flag is not closed without a note." in refused.words
    long = "x" * 2001
    assert theo.send(place(installation) + "/close", new(note=long)).one("#note") == long
    assert head(installation).deadline is not None

    closing = new(note="I called her. Her sister is there.")
    for _time in range(2):
        assert theo.send(place(installation) + "/close", closing).path == "/flags"
    assert theo.open("/flags").all("flag") == []
    history = theo.open(place(installation)).words
    assert "Closed by Theo." in history
    assert "“I called her. Her sister is there.”" in history
    assert [one.deed for one in steps(installation)].count("closed") == 1


def test_who_comes_second_to_close_is_told_so_and_keeps_the_words(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone
) -> None:
    tell(iris)
    theo.send(place(installation) + "/close", new(note="Talked."))
    late = pria.send(place(installation) + "/close", new(note="I called too."))
    assert late.status_code == 409
    assert late.one("#note") == "I called too."
    assert "It was closed meanwhile." in late.words


def test_it_is_taken_and_handed_over_to_a_named_colleague(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone
) -> None:
    tell(iris)
    assert pria.send(place(installation) + "/take", new()).status_code == 200
    assert head(installation).owner == "Pria"
    page = pria.open(place(installation))
    assert page.values("#to option") == [CAST_IDS["theo"]]
    given = new(to=CAST_IDS["theo"])
    for _time in range(2):
        pria.send(place(installation) + "/hand-over", given)
    assert [(one.deed, one.owner) for one in steps(installation)][-2:] == [("taken", "Pria"), ("handed_over", "Theo")]
    assert pria.send(place(installation) + "/hand-over", new(to=CAST_IDS["ada"])).status_code == 409
    assert pria.send(place(installation) + "/hand-over", new(to="?")).status_code == 422


def test_being_away_passes_it_on_and_taking_one_says_that_one_is_back(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    tell(iris)
    assert theo.send("/flags/away", new(days="x")).status_code == 422
    assert "You are away until" in theo.send("/flags/away", new(days="2")).words
    job(installation)
    assert head(installation).owner == "Pria"
    theo.send(place(installation) + "/take", new())
    job(installation)
    assert head(installation).owner == "Theo"
    theo.send("/flags/away", new(days="2"))
    assert "You are away" not in theo.send("/flags/away", new(days="1", back="1")).words


def test_nobody_sees_one_past_its_deadline_that_was_not_passed_on(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    tell(iris)
    installation.clock.move(timedelta(minutes=15))
    assert "Pria has it until" in theo.get("/flags").one("#flags .flag")


def test_who_is_asked_sees_it_and_nobody_else(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone, ada: Someone, otto: Someone
) -> None:
    """Pria leaves the care team: she sees it by the clinic's list, by owning it, and once everybody is asked."""
    tell(iris)
    here = place(installation)
    assert ada.get("/flags").status_code == 403
    assert otto.get(here).status_code == 404
    assert otto.open("/flags").all("flag") == []
    change(installation, "update care_team set until = :now where person_id = :pria",
           now=installation.clock.now, pria=CAST_IDS["pria"])  # fmt: skip
    assert pria.get(here).status_code == 404
    sign(installation, msgspec.structs.replace(FLAGS, owners=("therapist", CAST_IDS["pria"])))
    assert pria.get(here).status_code == 200
    sign(installation, FLAGS)
    assert pria.get(here).status_code == 404
    change(installation, "update flag set everybody = 1")
    assert pria.get(here).status_code == 200


def test_it_leads_to_the_patients_page_for_who_may_open_that(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone
) -> None:
    tell(iris)
    here = place(installation)
    (there,) = theo.open(here).values("#told ~ a", "href")
    assert theo.open(there).one("h1").startswith("Iris, ")
    change(installation, "update care_team set until = :now where person_id = :pria",
           now=installation.clock.now, pria=CAST_IDS["pria"])  # fmt: skip
    change(installation, "update flag set everybody = 1")
    page = pria.open(here)
    assert "the answer was: no." in page.words
    assert page.values("#told ~ a", "href") == []


def test_a_poll_costs_one_question_until_something_changes(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    (known,) = theo.open("/review").values("#flags", "hx-get")
    quiet = theo.get(known)
    assert (quiet.status_code, quiet.text) == (204, "")
    asked = [sql for sql in quiet.queries.log if "flag" in sql]
    assert len(asked) == 1
    assert len(quiet.queries.log) == 2  # and the login

    tell(iris)
    told = theo.get(known)
    assert told.status_code == 200
    assert told.one(".flag h2").startswith("Iris:")
    assert theo.get(told.values("#flags", "hx-get")[0]).status_code == 204


def test_every_opening_and_change_of_a_flag_is_in_the_patients_own_list(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    tell(iris)
    theo.open(place(installation))
    theo.send(place(installation) + "/close", new(note="Talked."))
    words = iris.open("/course/access").words
    assert "Theo read an answer of yours that asked for somebody" in words
    assert "Theo wrote about an answer of yours that asked for somebody" in words
