"""The time of the dose: typed by the prescriber, and every clock follows it; both times stay in the record."""

from uuid import uuid4

from tests.session_day.days import at, line_form, session_of, take
from tests.someone import Installation, Someone


def _begin(installation: Installation, theo: Someone, pria: Someone) -> tuple[str, dict[str, str]]:
    """Noor's session, started at 11:10, with a dose written at 11:20."""
    session = session_of(installation, "noor", 3)
    at(installation, "2026-11-26T10:50")
    take(theo, session, "opened")
    at(installation, "2026-11-26T11:10")
    take(theo, session, "started")
    at(installation, "2026-11-26T11:20")
    form = line_form(amount="As ordered")
    pria.send(f"/sessions/{session}/record/dose", form)
    return session, form


def started(installation: Installation, session: str) -> object:
    return installation.value("select started_at from session where id = :id", id=session)


def test_a_dose_written_without_a_time_leaves_the_start_as_it_was(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    session, _form = _begin(installation, theo, pria)

    assert started(installation, session) == "2026-11-26T16:10:00.000Z"


def test_the_time_that_the_prescriber_types_is_the_time_that_every_clock_follows(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    session, form = _begin(installation, theo, pria)
    correction = line_form(amount="As ordered", at="11:05", about=form["id"], why="Ten past was the call.")

    pria.send(f"/sessions/{session}/record/dose", correction)

    assert started(installation, session) == "2026-11-26T16:05:00.000Z"
    page = theo.open(f"/sessions/{session}/record").words
    assert "15 min since the medicine" in page
    assert "20 minutes after Due now" in page  # at 11:25, with ten minutes of grace
    assert "Ten past was the call." in page


def test_a_dose_corrected_without_a_time_moves_nothing(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    session, form = _begin(installation, theo, pria)

    pria.send(
        f"/sessions/{session}/record/dose", line_form(amount="As written", about=form["id"], why="A slip of the pen")
    )

    assert started(installation, session) == "2026-11-26T16:10:00.000Z"


def test_a_time_typed_before_the_session_has_started_starts_it_then(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    session = session_of(installation, "noor", 3)
    at(installation, "2026-11-26T10:50")
    take(theo, session, "opened")
    at(installation, "2026-11-26T11:12")

    pria.send(f"/sessions/{session}/record/dose", {"id": str(uuid4()), "amount": "As ordered", "at": "11:08"})

    assert started(installation, session) == "2026-11-26T16:08:00.000Z"
