"""What asks whether it is you, and the ways in which that is shown."""

from uuid import uuid4

import msgspec
import pytest
from litestar.routes import HTTPRoute

from server.demo_cast import CAST_IDS
from tests.accounts.asked import FIVE, SECOND, both, by_both, carried, late
from tests.accounts.people import invited
from tests.someone import Installation, Someone, routes

ASKING = {
    "/account/codes", "/account/devices/code",
    "/account/one-time", "/account/one-time/begin", "/account/one-time/remove",
    "/account/passkeys/new", "/account/passkeys/{passkey_id:uuid}/remove", "/account/passphrase",
    "/clinic/conditions/sign", "/clinic/flags", "/clinic/protocol/edit/sign", "/clinic/staff/{person_id:uuid}",
    *(f"/clinic/staff/{{person_id:uuid}}/account/{deed}" for deed in ("again", "end", "role")),
    "/clinic/staff/{person_id:uuid}/{credential_id:uuid}/end", "/courses/{course_id:uuid}/team", "/emergency/open",
    "/invitations/{invitation_id:uuid}/again", "/intake/copy", "/journal/export", "/leave",
    "/recovery/{person_id:uuid}/begin", "/recovery/{person_id:uuid}/code", "/recovery/{person_id:uuid}/confirm",
    "/recovery/{person_id:uuid}/proof",
}  # fmt: skip


@pytest.fixture
def late_ada(installation: Installation) -> Someone:
    return late(installation, "ada")


def test_the_routes_that_ask_are_these() -> None:
    found = {
        route.path
        for route in routes(True).routes
        if isinstance(route, HTTPRoute) and any(handler.opt.get("proven") for handler in route.route_handlers)
    }
    assert found == ASKING


def test_inviting_a_colleague_asks_and_inviting_a_patient_does_not(
    installation: Installation, late_ada: Someone
) -> None:
    patient = late_ada.send("/invitations", {"name": "Wren", "therapist": CAST_IDS["theo"]})
    assert patient.status_code == 201
    page = late_ada.send("/invitations", {"name": "Tern", "role": "therapist"})
    assert (page.status_code, page.one("h1")) == (403, "Is it you?")
    assert installation.value("select count(*) from person where name = 'Tern'") == 0

    assert invited(late_ada.send("/account/prove", by_both(installation, page))).code


def test_an_emergency_asks_and_keeps_the_reason(installation: Installation) -> None:
    wren = late(installation, "wren")
    course = str(installation.value("select id from course where patient_id = :id", id=CAST_IDS["mara"]))
    reason = "She called, and nobody of her team can be reached."

    place = {"id": str(uuid4()), "course": course, "reason": reason}
    page = wren.send("/emergency/open", place)
    sent = by_both(installation, page, "wren")
    assert sent["reason"] == reason
    assert not installation.value("select count(*) from care_team where id = :id", id=place["id"])

    wren.send("/account/prove", sent)
    assert installation.value("select count(*) from care_team where id = :id", id=place["id"]) == 1


def test_saving_the_journal_asks_and_then_saves_it(installation: Installation) -> None:
    mara = late(installation, "mara", own="1")

    page = mara.get("/journal/export")
    assert page.status_code == 403
    assert "sea" not in page.text.lower().split("<main")[1].replace("search", "")
    then = mara.send("/account/prove", carried(page))
    assert then.values("meta[http-equiv=refresh]", "content") == ["0;url=/journal/export"]
    assert mara.get("/journal/export").status_code == 200


def test_the_button_of_the_demo_is_for_its_cast_and_in_the_demo_alone(installation: Installation) -> None:
    noor = installation.someone("noor")
    noor.keeps_at_it = False
    installation.clock.move(FIVE + SECOND)
    page = noor.get("/journal/export")
    assert page.values("button[name=proof-way]") == ["demo", "code"]
    house = installation.house
    house.settings = msgspec.structs.replace(house.settings, demo=False)

    assert noor.send("/account/prove", carried(page, "demo")).status_code == 422
    assert noor.get("/journal/export").values("button[name=proof-way]") == ["code"]
    house.settings = msgspec.structs.replace(house.settings, demo=True)
    assert noor.send("/account/prove", carried(page, "demo")).status_code == 200


def test_two_who_prove_it_at_once_leave_one_live_token(installation: Installation, late_ada: Someone) -> None:
    tokens = {late_ada.client.cookies["tidemark"]}
    form = both(installation)
    two = [installation.someone() for _ in range(2)]
    for one in two:
        one.client.headers["cookie"] = f"tidemark={late_ada.client.cookies['tidemark']}"
        answer = one.send("/account/prove", form, follow=False)
        if answer.status_code == 303 and "set-cookie" in answer.headers:
            tokens.add(answer.headers["set-cookie"].partition("=")[2].partition(";")[0])
    live = []
    for token in tokens:
        person = installation.someone()
        person.client.headers["cookie"] = f"tidemark={token}"
        live.append(person.get("/clinic").status_code == 200)

    assert live.count(True) == 1
