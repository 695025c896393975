"""Before what cannot be taken back: is it you? Then on with what was asked, under a new token, nothing typed lost."""

from datetime import timedelta
from uuid import uuid4

import msgspec
import pytest
from litestar.routes import HTTPRoute

from server.accounts.proving import MOST_CARRIED
from server.demo_cast import CAST_IDS
from tests.accounts.people import PASSPHRASE, give_passphrase, invite, invited, join, sign_in
from tests.someone import Installation, Opened, Someone, routes

FIVE, SECOND = timedelta(minutes=5), timedelta(seconds=1)
STAFF_PAGE = f"/clinic/staff/{CAST_IDS['theo']}"
ASKING = {
    "/clinic/conditions/sign", "/clinic/flags", "/clinic/protocol/edit/sign", "/clinic/staff/{person_id:uuid}",
    "/clinic/staff/{person_id:uuid}/{credential_id:uuid}/end", "/emergency/open",
    "/invitations/{invitation_id:uuid}/again", "/journal/export", "/leave",
}  # fmt: skip


def credential(**more: str) -> dict[str, str]:
    form = {"kind": "licence", "title": "Registered “social” worker & <b>", "issuer": "Ontario", "number": "A-1"}
    return {"id": str(uuid4())} | form | {"until": "2027-05-03", "replaces": ""} | more


@pytest.fixture
def late_ada(installation: Installation) -> Someone:
    """Signed in by a passphrase, more than five minutes ago."""
    ada = installation.someone()
    sign_in(ada, give_passphrase(installation, "ada"))
    installation.clock.move(FIVE + SECOND)
    return ada


def carried(page: Opened, way: str = "passphrase", word: str = PASSPHRASE) -> dict[str, str]:
    """What the browser sends from the form of one way."""
    (form,) = page.tree.cssselect(f"form:has(button[value={way}])")
    hidden = {one.get("name", ""): one.get("value", "") for one in form.cssselect("input[type=hidden]")}
    return hidden | {"proof-word": word, "proof-way": way}


def credentials(installation: Installation) -> object:
    return installation.value("select count(*) from credential where number = 'A-1'")


def test_the_routes_that_ask_are_these() -> None:
    found = {
        route.path
        for route in routes(True).routes
        if isinstance(route, HTTPRoute) and any(handler.opt.get("proven") for handler in route.route_handlers)
    }
    assert found == ASKING


def test_for_five_minutes_after_signing_in_nobody_is_asked(installation: Installation) -> None:
    ada = installation.someone()
    sign_in(ada, give_passphrase(installation, "ada"))
    installation.clock.move(FIVE)

    assert ada.send(STAFF_PAGE, credential()).path == STAFF_PAGE
    assert credentials(installation) == 1


def test_afterwards_it_asks_and_writes_nothing_and_then_goes_on_with_every_word(
    installation: Installation, late_ada: Someone
) -> None:
    form = credential(title="Two\nlines, “quotes” & <b>é</b>")
    page = late_ada.send(STAFF_PAGE, form)
    assert (page.status_code, page.one("h1"), credentials(installation)) == (403, "Is it you?", 0)
    assert "Change what one of the staff may do" in page.words
    assert {name: value for name, value in carried(page).items() if name in form} == form

    again = late_ada.send("/account/prove", carried(page), follow=False)
    assert (again.status_code, again.headers["location"]) == (307, STAFF_PAGE)
    assert late_ada.send(STAFF_PAGE, carried(page)).status_code == 200
    assert credentials(installation) == 1


def test_a_wrong_word_is_said_and_the_form_still_carried(installation: Installation, late_ada: Someone) -> None:
    form = credential()
    page = late_ada.send(STAFF_PAGE, form)
    for word, said in (("", "Please write your passphrase."), ("wrong", "This is not the passphrase of this account.")):
        page = late_ada.send("/account/prove", carried(page, word=word))
        assert (page.status_code, page.all("error")) == (422, [said])
        assert "wrong" not in page.values("input[name=proof-word]")
    assert carried(page)["number"] == "A-1"

    assert late_ada.send("/account/prove", carried(page)).status_code == 200
    assert credentials(installation) == 1


def test_a_proof_makes_a_new_token_and_the_old_one_is_dead_at_once(
    installation: Installation, late_ada: Someone
) -> None:
    before = late_ada.client.cookies["tidemark"]
    late_ada.send("/account/prove", {"proof-way": "passphrase", "proof-word": PASSPHRASE})
    thief = installation.someone()
    thief.client.headers["cookie"] = f"tidemark={before}"

    assert late_ada.client.cookies["tidemark"] != before
    assert late_ada.get("/clinic").status_code == 200
    assert thief.get("/clinic").status_code == 303


def test_a_proof_does_not_make_the_login_last_longer(installation: Installation, late_ada: Someone) -> None:
    answer = late_ada.send(
        "/account/prove", {"proof-way": "passphrase", "proof-word": PASSPHRASE, "proof-then": "/clinic"}, follow=False
    )

    assert f"Max-Age={12 * 3600 - 301}" in answer.headers["set-cookie"]


def test_ten_wrong_words_and_the_right_one_waits_a_quarter_of_an_hour(late_ada: Someone) -> None:
    form = {"proof-way": "passphrase", "proof-word": "a guess"}
    answers = [late_ada.send("/account/prove", form).status_code for _ in range(10)]

    assert answers == [422] * 10
    assert late_ada.send("/account/prove", form | {"proof-word": PASSPHRASE}).status_code == 429


def test_what_is_too_long_to_be_carried_is_said_and_is_not_sent_in_part(
    installation: Installation, late_ada: Someone
) -> None:
    for form in (credential(title="x" * MOST_CARRIED), credential(**{f"more-{n}": "" for n in range(250)})):
        page = late_ada.send(STAFF_PAGE, form)
        assert "What you filled in is too long to be carried through this page." in page.words
        assert "number" not in carried(page)
    page = late_ada.send_file(STAFF_PAGE, b"a file")
    assert "too long to be carried" in page.words

    then = late_ada.send("/account/prove", carried(page), follow=False)
    assert (then.status_code, then.headers["location"]) == (303, STAFF_PAGE)


def test_a_form_cannot_send_the_proof_elsewhere(late_ada: Someone) -> None:
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        form = {"proof-way": "passphrase", "proof-word": PASSPHRASE, "proof-then": elsewhere}
        assert late_ada.send("/account/prove", form, follow=False).headers["location"] == "/clinic"


def test_whose_it_is_not_is_refused_before_any_proof(installation: Installation) -> None:
    for name, status in (("theo", 403), ("mara", 403)):
        person = installation.someone()
        sign_in(person, give_passphrase(installation, name), own="1")
        installation.clock.move(FIVE + SECOND)
        refused = person.send(STAFF_PAGE, credential())
        assert refused.status_code == status
        assert "Is it you?" not in refused.words
    assert installation.someone().send(STAFF_PAGE, credential()).status_code == 401


def test_inviting_a_colleague_asks_and_inviting_a_patient_does_not(
    installation: Installation, late_ada: Someone
) -> None:
    patient = late_ada.send("/invitations", {"name": "Wren", "therapist": CAST_IDS["theo"]})
    assert patient.status_code == 201
    page = late_ada.send("/invitations", {"name": "Tern", "role": "therapist"})
    assert (page.status_code, page.one("h1")) == (403, "Is it you?")
    assert installation.value("select count(*) from person where name = 'Tern'") == 0

    assert invited(late_ada.send("/account/prove", carried(page))).code


def test_an_emergency_asks_and_keeps_the_reason(installation: Installation) -> None:
    wren = installation.someone()
    sign_in(wren, give_passphrase(installation, "wren"))
    installation.clock.move(FIVE + SECOND)
    course = str(installation.value("select id from course where patient_id = :id", id=CAST_IDS["mara"]))
    reason = "She called, and nobody of her team can be reached."

    place = {"id": str(uuid4()), "course": course, "reason": reason}
    page = wren.send("/emergency/open", place)
    assert carried(page)["reason"] == reason
    assert not installation.value("select count(*) from care_team where id = :id", id=place["id"])

    wren.send("/account/prove", carried(page))
    assert installation.value("select count(*) from care_team where id = :id", id=place["id"]) == 1


def test_saving_the_journal_asks_and_then_saves_it(installation: Installation) -> None:
    mara = installation.someone()
    sign_in(mara, give_passphrase(installation, "mara"), own="1")
    installation.clock.move(FIVE + SECOND)

    page = mara.get("/journal/export")
    assert page.status_code == 403
    assert "sea" not in page.text.lower().split("<main")[1].replace("search", "")
    then = mara.send("/account/prove", carried(page))
    assert then.values("meta[http-equiv=refresh]", "content") == ["0;url=/journal/export"]
    assert mara.get("/journal/export").status_code == 200


def test_who_signs_in_by_a_device_alone_proves_it_with_a_new_code(installation: Installation, theo: Someone) -> None:
    wren, other = join(installation, invite(theo).code), invite(theo, "Tern")
    installation.clock.move(FIVE + SECOND)
    again = [invited(theo.send(path)) for path in theo.open("/invitations").values("form[action$='/again']", "action")]
    page = wren.get("/journal/export")
    assert page.values("button[name=proof-way]") == ["code"]

    assert wren.send("/account/prove", carried(page, "code", other.code)).status_code == 422
    codes = [one.code for one in again]
    answers = [wren.send("/account/prove", carried(page, "code", code)).status_code for code in codes]
    assert answers.count(200) == 1
    assert wren.get("/journal/export").status_code == 200
    used = codes[answers.index(200)]
    assert installation.someone().send("/join", {"code": used}).status_code == 422


def test_the_button_of_the_demo_is_for_its_cast_and_in_the_demo_alone(installation: Installation) -> None:
    noor = installation.someone("noor")
    noor.keeps_at_it = False
    installation.clock.move(FIVE + SECOND)
    page = noor.get("/journal/export")
    assert page.values("button[name=proof-way]") == ["demo"]
    house = installation.house
    house.settings = msgspec.structs.replace(house.settings, demo=False)

    assert noor.send("/account/prove", carried(page, "demo")).status_code == 422
    assert noor.get("/journal/export").values("button[name=proof-way]") == ["code"]
    house.settings = msgspec.structs.replace(house.settings, demo=True)
    assert noor.send("/account/prove", carried(page, "demo")).status_code == 200


def test_two_who_prove_it_at_once_leave_one_live_token(installation: Installation, late_ada: Someone) -> None:
    tokens = {late_ada.client.cookies["tidemark"]}
    form = {"proof-way": "passphrase", "proof-word": PASSPHRASE}
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
