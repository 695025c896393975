"""The checklist of P-10 to P-29: the patient marks their own lines, the care team theirs, and nobody the other's."""

from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from tests.session_day.days import change, course_of, session_of
from tests.someone import Installation, Opened, Someone


def mark(person: Someone, session: str, item: str, words: str = "", done: str = "1") -> Opened:
    return person.send(f"/prepare/checklist/{item}", {"session": session, "done": done, "words": words})


def row(page: Opened, item: str) -> str:
    return page.one(f"li#{item}")


def test_a_line_marked_by_the_patient_is_done_and_can_be_taken_back(installation: Installation, noor: Someone) -> None:
    session = session_of(installation, "noor", 3)

    assert "Take back: Keep the day free" in row(mark(noor, session, "P-15"), "P-15")
    assert "Mark: Day is free" in row(mark(noor, session, "P-15", done="0"), "P-15")
    assert "Mark: Day is free" in row(mark(noor, session, "P-15", done="0"), "P-15")


def test_p_13_the_ride_needs_a_name_and_keeps_it(installation: Installation, noor: Someone) -> None:
    session = session_of(installation, "noor", 3)

    refused = mark(noor, session, "P-13", words="  ")
    assert refused.status_code == 422
    assert "Who takes you home?" in refused.one("[role=alert]")

    mark(noor, session, "P-13", words="My sister <Leyla>")
    assert "“My sister <Leyla>”" in row(noor.open("/prepare/checklist"), "P-13")
    assert "My sister <Leyla>. Noted by you" in noor.open("/today").words


def test_p_13_a_name_that_is_too_long_stays_in_the_field(installation: Installation, noor: Someone) -> None:
    long = "Leyla " * 40

    refused = mark(noor, session_of(installation, "noor", 3), "P-13", words=long)

    assert refused.status_code == 422
    assert refused.values("li#P-13 input[name=words]") == [long]


def test_a_line_named_anew_says_the_new_name(installation: Installation, noor: Someone) -> None:
    session = session_of(installation, "noor", 3)
    mark(noor, session, "P-13", words="My sister")
    mark(noor, session, "P-13", words="My brother")

    said = row(noor.open("/prepare/checklist"), "P-13")

    assert "My brother" in said
    assert "My sister" not in said


@pytest.mark.parametrize("item", ["P-10", "E-15", "P-11", "P-12", "P-16", "P-14", "P-99", "p-15", "<b>"])
def test_a_line_that_is_not_the_patients_to_mark_is_not_found(
    installation: Installation, noor: Someone, item: str
) -> None:
    """Staff's own lines; the intention, which is a page; P-14, which her route has not; and what does not exist."""
    assert mark(noor, session_of(installation, "noor", 3), item, "x").status_code == 404


def test_another_patients_session_is_not_found(installation: Installation, noor: Someone, mara: Someone) -> None:
    theirs = session_of(installation, "mara", 3)

    assert mark(noor, theirs, "P-15").status_code == 404
    assert mark(noor, str(uuid4()), "P-15").status_code == 404
    assert "Mark: Day is free" in row(mara.open("/prepare/checklist"), "P-15")


def test_a_session_id_that_is_none_is_named_and_nothing_is_marked(noor: Someone) -> None:
    refused = noor.send("/prepare/checklist/P-15", {"session": "x", "done": "2", "words": ""})

    assert refused.status_code == 422
    assert len(refused.tree.cssselect("[role=alert] li")) == 2
    assert "Mark: Day is free" in row(noor.open("/prepare/checklist"), "P-15")


def test_staff_mark_what_is_theirs_and_the_patient_reads_who_did(
    installation: Installation, noor: Someone, theo: Someone, pria: Someone
) -> None:
    session, course = session_of(installation, "noor", 3), course_of(installation, "noor")

    theo.send(f"/courses/{course}/ready", {"session": session, "item": "P-12", "done": "1"})

    assert "Noted by Theo, 25 November" in row(noor.open("/prepare/checklist"), "P-12")
    assert "Answered, noted by Theo, 25 November." in noor.open("/today").words
    pria.send(f"/courses/{course}/ready", {"session": session, "item": "P-10", "done": "0"})
    assert "Pria can turn this green by going through your list." in row(noor.open("/prepare/checklist"), "P-10")


@pytest.mark.parametrize("item", ["P-10", "E-15", "P-13", "P-22", "P-99"])
def test_a_therapist_cannot_mark_what_is_the_prescribers_or_the_patients(
    installation: Installation, theo: Someone, item: str
) -> None:
    form = {"session": session_of(installation, "noor", 3), "item": item, "done": "1"}

    assert theo.send(f"/courses/{course_of(installation, 'noor')}/ready", form).status_code == 404


def test_marking_what_is_marked_keeps_who_noted_it_first(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    """Another's name beside Theo's day would be a note that nobody made."""
    session, course = session_of(installation, "noor", 3), course_of(installation, "noor")
    form = {"session": session, "item": "P-12", "done": "1"}
    theo.send(f"/courses/{course}/ready", form)
    change(installation, "update person set role = 'therapist' where id = :id", id=CAST_IDS["pria"])
    installation.clock.now = installation.clock.now.replace(day=26, hour=12)

    pria = installation.someone("pria")  # a role that changes ends the login
    assert pria.send(f"/courses/{course}/ready", form).status_code == 200

    assert "Noted by Theo, 25 November" in row(noor.open("/prepare/checklist"), "P-12")


def test_the_checklist_is_in_the_order_of_the_days(noor: Someone) -> None:
    ids = noor.open("/prepare/checklist").values("ul.board > li", "id")

    assert ids == sorted(ids, key=lambda item: 10.5 if item == "E-15" else int(item[2:]))
    assert "P-21" not in ids  # nasal only
    assert "P-14" not in ids  # at home only


def test_without_a_planned_session_there_is_no_checklist_and_prepare_says_why(iris: Someone) -> None:
    assert iris.get("/prepare/checklist").status_code == 404
    assert "once your first session has a day" in iris.open("/prepare").words
