"""The staff's record: four steps in their order, each once, each with a name and a time (S-09)."""

from uuid import uuid4

import pytest

from tests.session_day.days import at, session_of, take, together
from tests.someone import Installation, Opened, Someone


@pytest.fixture(autouse=True)
def _morning(installation: Installation) -> None:
    at(installation, "2026-11-26T10:50")


def record(installation: Installation, staff: Someone) -> Opened:
    return staff.open(f"/sessions/{session_of(installation, 'noor', 3)}/record")


def steps(page: Opened) -> list[str]:
    return [" ".join(" ".join(line.itertext()).split()) for line in page.tree.cssselect("[aria-labelledby=steps] li")]


def test_the_four_steps_follow_each_other_with_who_and_when(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    session = session_of(installation, "noor", 3)
    take(theo, session, "opened")
    at(installation, "2026-11-26T11:10")
    take(theo, session, "started")
    at(installation, "2026-11-26T12:30")
    take(pria, session, "ended")
    at(installation, "2026-11-26T13:40")
    take(pria, session, "discharged")

    assert steps(record(installation, theo)) == [
        "Opened 26 November, 10:50 am by Theo",
        "Started 26 November, 11:10 am by Theo",
        "Ended 26 November, 12:30 pm by Pria",
        "Discharged 26 November, 1:40 pm by Pria",
    ]
    assert "The record of the steps is complete." in record(installation, theo).words


@pytest.mark.parametrize(
    ("taken", "step"),
    [
        ([], "started"), ([], "ended"), ([], "discharged"),
        (["opened"], "opened"), (["opened"], "ended"), (["opened"], "discharged"),
        (["opened", "started"], "opened"), (["opened", "started"], "started"), (["opened", "started"], "discharged"),
        (["opened", "started", "ended"], "ended"),
        (["opened", "started", "ended", "discharged"], "discharged"),
    ],
)  # fmt: skip
def test_a_step_out_of_its_order_changes_nothing_and_says_so(
    installation: Installation, theo: Someone, pria: Someone, taken: list[str], step: str
) -> None:
    session = session_of(installation, "noor", 3)
    if taken:
        take(theo, session, *taken)
    before = steps(record(installation, theo))
    at(installation, "2026-11-26T11:30")

    refused = take(pria, session, step)

    assert refused.status_code == 409
    said = refused.one("[role=alert]")
    if step in taken:
        assert said.startswith("Theo took this step at 10:50 am") or "Theo discharged at 10:50 am" in said
    else:
        assert said == "This step comes too early: the one before it has not been taken."
    assert steps(refused) == steps(record(installation, theo)) == before


def test_of_two_who_take_the_same_step_at_once_one_is_recorded(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    path = f"/sessions/{session_of(installation, 'noor', 3)}/record"

    for step in ("opened", "started"):
        answers = together(installation, (theo, path, {"step": step}), (pria, path, {"step": step}))
        assert sorted(answers) == [303, 409]

    assert sum("by" in step for step in steps(record(installation, theo))) == 2


@pytest.mark.parametrize("step", ["", "closed", "opened; drop table session"])
def test_a_step_that_does_not_exist_is_refused(installation: Installation, theo: Someone, step: str) -> None:
    refused = take(theo, session_of(installation, "noor", 3), step)

    assert refused.status_code == 422
    assert refused.one("[role=alert]")
    assert steps(refused)[0] == "Opened Next"


def test_an_administrator_may_neither_see_nor_write_a_record(installation: Installation, ada: Someone) -> None:
    path = f"/sessions/{session_of(installation, 'noor', 3)}/record"

    assert ada.get(path).status_code == 403
    assert ada.send(path, {"step": "opened"}).status_code == 403


def test_another_clinic_finds_no_such_session(installation: Installation, otto: Someone, theo: Someone) -> None:
    path = f"/sessions/{session_of(installation, 'noor', 3)}/record"

    assert otto.get(path).status_code == 404
    assert otto.send(path, {"step": "opened"}).status_code == 404
    assert otto.get(f"/sessions/{uuid4()}/record").status_code == 404
    assert steps(record(installation, theo))[0] == "Opened Next"


def test_a_patient_may_not_write_their_own_record(installation: Installation, noor: Someone) -> None:
    path = f"/sessions/{session_of(installation, 'noor', 3)}/record"

    assert noor.get(path).status_code == 403
    assert noor.send(path, {"step": "opened"}).status_code == 403


def test_the_patient_sees_who_opened_and_who_wrote_the_record(
    installation: Installation, noor: Someone, theo: Someone, pria: Someone
) -> None:
    record(installation, pria)
    take(theo, session_of(installation, "noor", 3), "opened")

    said = noor.open("/course/access").words

    assert "Pria opened the record of a session" in said
    assert "Theo wrote in the record of a session" in said
