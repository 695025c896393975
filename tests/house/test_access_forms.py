"""Ids inside forms are no way in either: another's session, entry, slip or answer is as good as none."""

from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from tests.factories import entry_form
from tests.house.data import what_was_written
from tests.house.forms import coming_session
from tests.house.who_may import ABSENT
from tests.someone import Installation, Someone

OF_NOOR = "join course on course.id = {table}.course_id where course.patient_id = :noor"


def id_of_noor(installation: Installation, table: str) -> str:
    sql = f"select {table}.id from {table} {OF_NOOR.format(table=table)} order by {table}.id limit 1"
    return str(installation.value(sql, noor=CAST_IDS["noor"]))


@pytest.fixture
def noors(installation: Installation, noor: Someone) -> dict[str, str]:
    """One of everything that Noor has, by the field of a form that could name it."""
    session = coming_session(installation, "noor")
    noor.send("/prepare/fasting/slip", {"id": str(uuid4()), "session": session, "what": "Tea, with milk"})
    noor.send("/prepare/fasting/own-plan", {"id": str(uuid4())})
    tables = {
        "slip": "fasting_slip",
        "plan": "fasting_plan",
        "entry": "journal_entry",
        "intention": "intention",
        "message": "message",
    }
    return {name: id_of_noor(installation, table) for name, table in tables.items()} | {"session": session}


FORMS = [
    ("/journal/entries", "id", "entry", {"body": "Mine now"}),
    ("/prepare/intention", "id", "intention", {"body": "Mine now"}),
    ("/prepare/intention", "session", "session", {"body": "Mine now"}),
    ("/prepare/fasting/slip", "id", "slip", {"what": "Mine now"}),
    ("/prepare/fasting/slip", "session", "session", {"what": "Mine now"}),
    ("/prepare/fasting/own-plan", "id", "plan", {}),
    ("/prepare/checklist/P-15", "session", "session", {"done": "1"}),
    ("/messages", "id", "message", {"body": "Mine now"}),
]


@pytest.mark.parametrize(("path", "field", "thing", "words"), FORMS)
@pytest.mark.parametrize("who", ["mara", "sol"])
def test_a_form_with_anothers_id_changes_nothing(
    installation: Installation,
    noors: dict[str, str],
    who: str,
    path: str,
    field: str,
    thing: str,
    words: dict[str, str],
) -> None:
    person = installation.someone(who)
    own = {"id": str(uuid4()), "session": coming_session(installation, who)} | words
    before = what_was_written(installation)

    assert person.send(path, own | {field: noors[thing]}).status_code == 404

    assert what_was_written(installation) == before
    assert person.send(path, own).status_code == 200


@pytest.mark.parametrize("session_of", ["noor", "sol", ""])
def test_the_board_of_one_course_is_not_marked_through_another(
    installation: Installation, theo: Someone, session_of: str
) -> None:
    course = installation.value("select id from course where patient_id = :mara", mara=CAST_IDS["mara"])
    ready = {"item": "P-12", "done": "1", "session": coming_session(installation, session_of) or ABSENT}
    before = what_was_written(installation)

    assert theo.send(f"/courses/{course}/ready", ready).status_code == 404

    assert what_was_written(installation) == before


def test_a_patient_is_not_put_on_the_caseload_of_another_clinics_therapist(
    installation: Installation, ada: Someone
) -> None:
    before = what_was_written(installation)
    for therapist in ("otto", "mara"):
        assert ada.send("/invitations", {"name": "Somebody", "therapist": CAST_IDS[therapist]}).status_code == 422
    assert what_was_written(installation) == before


def test_an_answer_is_not_moved_to_another_entry_by_its_id(installation: Installation, theo: Someone) -> None:
    known = installation.value("select id from answer where person_id = :theo order by id", theo=CAST_IDS["theo"])
    entry = str(theo.open("/review").values("a[href^='/review/']", "href")[0])
    before = what_was_written(installation)

    assert theo.send(f"{entry}/answer", {"id": str(known), "reply": "Mine now"}).status_code == 404

    assert what_was_written(installation) == before


def test_the_same_id_for_two_entries_of_two_people_is_nobodys_secret(mara: Someone, iris: Someone) -> None:
    """Ids are made by phones: one that is taken answers as one that is not there, whoever has it."""
    form = entry_form()
    assert mara.send("/journal/entries", form).status_code == 200
    taken = iris.send("/journal/entries", form)
    missing = iris.get(f"/journal/entries/{ABSENT}")
    assert (taken.status_code, taken.text) == (missing.status_code, missing.text)
