"""The clinic's rooms: its administrator adds, renames and retires them; no two in use have one name."""

from uuid import uuid4

import pytest

from server.clinics.rooms import MOST_ROOMS, add_room
from server.demo_people import Cast
from tests.review.arcs import CORNER, GARDEN, HARBOUR, arc_of
from tests.session_day.days import together
from tests.someone import Installation, Opened, Someone

ROOMS = "/clinic/rooms"


def names(ada: Someone) -> list[str]:
    return [" ".join(one.text_content().split()) for one in ada.open(ROOMS).tree.cssselect("summary")]


def add(ada: Someone, name: str, id: str = "") -> Opened:
    return ada.send(ROOMS, {"id": id or str(uuid4()), "name": name})


def rename(ada: Someone, room: str, was: str, name: str) -> Opened:
    return ada.send(f"{ROOMS}/{room}", {"was": was, "name": name})


def test_a_room_is_added_once_and_can_be_booked(installation: Installation, ada: Someone, theo: Someone) -> None:
    same = str(uuid4())
    for _again in range(2):
        assert add(ada, "Quiet <room>", same).status_code == 200

    assert names(ada) == ["Garden room", "Harbour room", "Quiet <room>"]
    assert same in theo.open(arc_of(installation, "noor")).values("#room option")


def test_another_name_is_read_wherever_the_room_is(installation: Installation, ada: Someone, theo: Someone) -> None:
    assert rename(ada, HARBOUR, "Harbour room", "Room by the water").status_code == 200
    page = theo.open(arc_of(installation, "noor")).one("table.weeks")
    assert "Session three, Room by the water, Theo, Pria" in page


def test_retired_it_is_no_longer_offered_and_its_name_is_free(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    for _again in range(2):
        assert ada.send(f"{ROOMS}/{GARDEN}/retire").status_code == 200

    assert names(ada) == ["Harbour room"]
    assert "Garden room 25 November" in ada.open(ROOMS).words.replace("Garden room25", "Garden room 25")
    assert GARDEN not in theo.open(arc_of(installation, "noor")).values("#room option")
    assert add(ada, "Garden room").status_code == 200
    assert rename(ada, GARDEN, "Garden room", "Old garden").status_code == 409


@pytest.mark.parametrize("name", ["", "  ", "x" * 41])
def test_a_wrong_name_is_named(ada: Someone, name: str) -> None:
    refused = add(ada, name)
    assert refused.status_code == 422
    assert refused.one("#name-error")
    wrong = rename(ada, GARDEN, "Garden room", name)
    assert wrong.status_code == 422
    assert len(wrong.tree.cssselect("details[open] .error")) == 1


def test_no_two_in_use_have_one_name_however_it_is_written(ada: Someone) -> None:
    assert add(ada, "garden  ROOM").status_code == 409
    assert rename(ada, HARBOUR, "Harbour room", "Garden room").status_code == 409
    assert names(ada) == ["Garden room", "Harbour room"]


def test_two_who_add_one_name_at_once_have_one_room(installation: Installation, ada: Someone) -> None:
    other = installation.someone("ada")
    forms = [{"id": str(uuid4()), "name": "Quiet room"} for _two in range(2)]
    assert sorted(together(installation, (ada, ROOMS, forms[0]), (other, ROOMS, forms[1]))) == [303, 409]
    assert names(ada).count("Quiet room") == 1


def test_a_name_given_meanwhile_is_not_written_over(installation: Installation, ada: Someone) -> None:
    rename(ada, GARDEN, "Garden room", "Orchard")
    refused = rename(installation.someone("ada"), GARDEN, "Garden room", "Meadow")
    assert refused.status_code == 409
    assert refused.one("#name-error") == "It was given the name “Orchard” meanwhile."
    assert refused.values("details[open] input[name=name]") == ["Meadow"]


def test_a_clinic_has_at_most_fifty(installation: Installation, ada: Someone) -> None:
    async def fill() -> None:
        async with installation.house.db.writing() as tx:
            me = Cast(installation.house).people["ada"]
            for number in range(MOST_ROOMS - 2):
                await add_room(tx, me, str(uuid4()), f"Room {number:02}", installation.clock())

    installation.run(fill)
    refused = add(ada, "One more")
    assert refused.status_code == 409
    assert refused.one("#name-error") == "A clinic has at most 50 rooms. Retire one first."


@pytest.mark.parametrize(("who", "status"), [("theo", 403), ("noor", 403), ("otto", 403), (None, 401)])
def test_nobody_else_keeps_rooms(installation: Installation, who: str | None, status: int) -> None:
    person = installation.someone(who)
    for path, form in (("", {"id": str(uuid4()), "name": "Mine"}), (f"/{GARDEN}", {"was": "Garden room", "name": "M"}),
                       (f"/{GARDEN}/retire", {})):  # fmt: skip
        assert person.send(ROOMS + path, form, follow=False).status_code == status


def test_a_room_of_another_clinic_is_none(ada: Someone) -> None:
    assert "Corner room" not in ada.open(ROOMS).words
    assert rename(ada, CORNER, "Corner room", "Mine").status_code == 404
    assert ada.send(f"{ROOMS}/{CORNER}/retire").status_code == 404
