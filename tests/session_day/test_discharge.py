"""S-09: by a named clinician, against the protocol's stay time; of two at once both are kept and one stands."""

from datetime import timedelta

import pytest

from server.clinics.protocol import Protocol
from tests.session_day.days import at, keep, kept, line_form, take, together, under_way, use_numbers
from tests.someone import Installation, Someone


@pytest.fixture
def session(installation: Installation, theo: Someone) -> str:
    """Dose at 11:10 and ended at half past twelve; the stay time of an infusion ends at 1:10 pm."""
    session = under_way(installation, theo)
    at(installation, "2026-11-26T12:30")
    take(theo, session, "ended")
    return session


def leave(**fields: str) -> dict[str, str]:
    return line_form(step="discharged") | fields


def discharged(installation: Installation, session: str) -> object:
    return installation.value(
        "select person.name from session join person on person.id = discharged_by where session.id = :id", id=session
    )


def test_before_the_stay_time_is_over_a_reason_is_needed(
    installation: Installation, pria: Someone, session: str
) -> None:
    at(installation, "2026-11-26T13:09")
    path = f"/sessions/{session}/record"
    assert "stay time is 120 minutes from the medicine, until 1:10 pm" in pria.open(path).words

    refused = pria.send(path, leave(words=" "))

    assert refused.status_code == 422
    assert "ends at 1:10 pm. Please write why it ends earlier." in refused.one("#wrong")
    assert discharged(installation, session) is None

    page = pria.send(path, leave(words="To the emergency room, with her sister."))
    assert discharged(installation, session) == "Pria"
    assert "To the emergency room, with her sister." in page.one("#lines ~ ul")


def test_after_it_no_reason_is_needed_and_the_record_names_who_and_when(
    installation: Installation, pria: Someone, session: str
) -> None:
    at(installation, "2026-11-26T13:10")

    page = pria.send(f"/sessions/{session}/record", leave())

    assert page.status_code == 200
    assert "Discharge" in page.one("#lines ~ ul")
    assert "1:10 pm by Pria" in " ".join(page.one("section[aria-labelledby=steps]").replace("pm", "pm ").split())


def test_the_clinics_own_stay_time_counts(installation: Installation, pria: Someone, session: str) -> None:
    at(installation, "2026-11-26T13:11")
    use_numbers(installation, Protocol(stay_minutes={"IV": 180}))

    assert pria.send(f"/sessions/{session}/record", leave()).status_code == 422
    at(installation, "2026-11-26T14:10")
    assert pria.send(f"/sessions/{session}/record", leave()).status_code == 200


def test_of_two_who_discharge_at_once_one_stands_and_both_are_in_the_record(
    installation: Installation, theo: Someone, pria: Someone, session: str
) -> None:
    at(installation, "2026-11-26T13:20")
    path = f"/sessions/{session}/record"

    answers = together(installation, (theo, path, leave()), (pria, path, leave(words="Steady, with her sister.")))

    assert sorted(answers) == [303, 409]
    assert kept(installation, "discharge") == 2
    first = "Theo" if answers[0] == 303 else "Pria"
    assert discharged(installation, session) == first
    page = theo.open(path)
    said = [" ".join(line.text_content().split()) for line in page.tree.cssselect("#lines ~ ul > li")]
    assert [sum(name in line for line in said) for name in ("Theo", "Pria")] == [1, 1]
    assert any("Steady, with her sister." in line for line in said)


def test_the_second_of_two_is_told_who_was_first_and_that_hers_is_kept(
    installation: Installation, theo: Someone, pria: Someone, session: str
) -> None:
    at(installation, "2026-11-26T13:20")
    theo.send(f"/sessions/{session}/record", leave())
    at(installation, "2026-11-26T13:22")

    told = pria.send(f"/sessions/{session}/record", leave())

    assert told.status_code == 409
    assert told.one("header [role=alert]") == (
        "Theo discharged at 1:20 pm, and that stands. Yours is kept in the record beside it."
    )
    assert kept(installation, "discharge") == 2


@pytest.mark.parametrize("outbox", [False, True])
def test_sent_again_it_is_kept_once(installation: Installation, pria: Someone, session: str, outbox: bool) -> None:
    at(installation, "2026-11-26T13:20")
    form = leave()
    for _try in range(2):
        if outbox:
            answered = pria.outbox(f"/sessions/{session}/record", form, write=form["id"])
            assert (answered.status_code, answered.headers["tidemark-kept"]) == (200, form["id"])
        else:
            pria.send(f"/sessions/{session}/record", form)

    assert kept(installation, "discharge") == 1


@pytest.mark.parametrize("outbox", [False, True])
def test_before_the_session_has_ended_there_is_no_discharge_and_nobody_is_told_that_there_is(
    installation: Installation, theo: Someone, pria: Someone, outbox: bool
) -> None:
    session = under_way(installation, theo)
    path, form = f"/sessions/{session}/record", leave(words="Too early.")

    refused = pria.outbox(path, form) if outbox else pria.send(path, form)

    assert refused.status_code == 409
    assert "tidemark-kept" not in refused.headers
    assert "This step comes too early" in refused.one("header [role=alert]")
    assert kept(installation, "discharge") == 0


def test_what_a_phone_kept_is_discharged_at_the_moment_that_it_was_pressed(
    installation: Installation, pria: Someone, session: str
) -> None:
    at(installation, "2026-11-26T15:00")

    pria.outbox(f"/sessions/{session}/record", leave(written_at="2026-11-26T18:20:00.000Z"))

    assert installation.value("select discharged_at from session where id = :id", id=session) == (
        "2026-11-26T18:20:00.000Z"
    )


@pytest.mark.parametrize("step", ["opened", "started", "ended"])
def test_a_step_whose_answer_was_lost_on_the_way_is_not_refused_when_it_is_sent_again(
    installation: Installation, theo: Someone, session: str, step: str
) -> None:
    pressed = str(installation.value(f"select {step}_at from session where id = :id", id=session))
    installation.clock.move(timedelta(minutes=5))

    again = theo.outbox(f"/sessions/{session}/record", {"step": step, "written_at": pressed})

    assert again.status_code == 200


def test_a_discharge_corrects_nothing_and_a_note_says_what_is_new(
    installation: Installation, theo: Someone, session: str
) -> None:
    at(installation, "2026-11-26T13:20")
    page = theo.send(f"/sessions/{session}/record", leave())
    assert page.tree.cssselect("#lines ~ ul a.go") == []

    assert "She called at four." in keep(theo, session, "note", words="She called at four.").one("#lines ~ ul")
