"""Looking a patient up in an emergency: by name, within the clinic, a few times, and each time written down."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from tests.session_day.days import change
from tests.someone import Installation, Opened, Someone


@pytest.fixture
def wren(installation: Installation) -> Someone:
    return installation.someone("wren")


def found(page: Opened) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.tree.cssselect("#course label")]


def test_a_patient_is_found_by_a_part_of_the_name_within_the_clinic_alone(wren: Someone) -> None:
    looks = {typed: found(wren.send("/emergency/find", {"name": typed})) for typed in ("or", "MAR", "sol", "%a", "__")}

    assert looks == {"or": ["Noor"], "MAR": ["Mara"], "sol": [], "%a": [], "__": []}
    assert wren.send("/emergency/find", {"name": "n"}).one("#name-error") == "Please use at least 2 characters."


def test_each_look_is_written_down_and_after_ten_one_waits(installation: Installation, wren: Someone) -> None:
    looks = "select count(*) from trail where deed = 'searched' and actor_id = :wren"

    statuses = [wren.send("/emergency/find", {"name": "noor"}).status_code for _time in range(12)]

    assert statuses == [200] * 10 + [429] * 2
    assert installation.value(looks, wren=CAST_IDS["wren"]) == 10
    installation.clock.move(timedelta(minutes=16))
    assert wren.send("/emergency/find", {"name": "noor"}).status_code == 200


def test_at_most_five_are_shown(installation: Installation, wren: Someone) -> None:
    change(installation, "update person set name = 'Lee ' || substr(id, 30) where role = 'patient'")
    for letter in "abcd":
        person, course = str(uuid4()), str(uuid4())
        change(
            installation,
            "insert into person (id, clinic_id, role, name, zone, language, created_at)"
            " select :id, clinic_id, role, :name, zone, language, created_at from person where id = :mara",
            id=person, name=f"Lee {letter}", mara=CAST_IDS["mara"],
        )  # fmt: skip
        change(
            installation,
            "insert into course (id, clinic_id, patient_id, protocol_id, created_at)"
            " select :id, clinic_id, :person, protocol_id, created_at from course where patient_id = :mara",
            id=course, person=person, mara=CAST_IDS["mara"],
        )  # fmt: skip

    page = wren.send("/emergency/find", {"name": "lee"})

    assert len(found(page)) == 5
    assert "There are more. Write more of the name." in page.words
