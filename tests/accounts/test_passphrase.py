"""Another passphrase, or the first one: asked for after a proof, never carried through it, and what it ends."""

import asyncio

import pytest

from tests.accounts.asked import FIVE, carried, late
from tests.accounts.people import PASSPHRASE, alerts, come_in, give_passphrase, sign_in
from tests.someone import Installation, Someone

HERE = "/account/passphrase"
NEW = {"name": "mara@example.org", "passphrase": "another calm sea"}


def test_another_one_takes_the_place_of_the_one_before(installation: Installation) -> None:
    name = give_passphrase(installation, "mara")
    here, there = installation.someone(), installation.someone()
    for device in (here, there):
        come_in(device, name, own="1")
    assert here.open(HERE).values("[name=name]") == [name]
    before = here.client.cookies["tidemark"]

    assert here.send(HERE, NEW).path == "/account/second"

    assert here.client.cookies["tidemark"] != before
    assert there.get("/today").status_code == 303, "every other device is signed out"
    assert sign_in(installation.someone(), name, PASSPHRASE).status_code == 422
    assert sign_in(installation.someone(), name, NEW["passphrase"]).status_code == 303


def test_the_first_one_signs_nobody_out(installation: Installation, noor: Someone) -> None:
    other = installation.someone("noor")
    noor.send(HERE, {"name": "noor here", "passphrase": "another calm sea"})
    assert other.get("/today").status_code == 200
    assert sign_in(installation.someone(), "Noor  HERE", "another calm sea").status_code == 303


def test_it_is_asked_first_whether_it_is_you(installation: Installation) -> None:
    mara = late(installation, "mara", own="1")
    page = mara.get(HERE)
    assert (page.status_code, page.one("h1")) == (403, "Is it you?")
    refused = mara.send(HERE, NEW)
    assert refused.one("h1") == "Is it you?"
    assert NEW["passphrase"] not in refused.text, "what was typed is not written into a page"
    assert sign_in(installation.someone(), NEW["name"], NEW["passphrase"]).status_code == 422

    assert mara.send("/account/prove", carried(page)).path == HERE
    assert mara.send(HERE, NEW).path == "/account/second"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": "  a ", "passphrase": "another calm sea"}, "Please choose a name of at least three characters"),
        ({"name": "noor here", "passphrase": "short"}, "Please use at least"),
        ({"name": "a" * 300, "passphrase": "another calm sea"}, "Please shorten it"),
        ({"name": "theo@example.org", "passphrase": "another calm sea"}, "Please choose another name"),
        ({"name": "otto@example.org", "passphrase": "another calm sea"}, "Please choose another name"),
    ],
    ids=["name too short", "passphrase too short", "name too long", "somebody else's", "of another clinic"],
)
def test_what_is_wrong_is_said_beside_it(
    installation: Installation, noor: Someone, form: dict[str, str], said: str
) -> None:
    for other in ("theo", "otto"):
        give_passphrase(installation, other)
    page = noor.send(HERE, form)
    assert page.status_code == 422
    assert [said in one for one in alerts(page)] == [True]
    assert form["passphrase"] not in page.text
    assert page.values("[name=name]") == [form["name"]]
    assert not installation.value("select sign_in_name from person where name = 'Noor'")


def test_whose_names_there_are_cannot_be_tried_out(installation: Installation, noor: Someone) -> None:
    """Ten answers that tell of somebody else, and no more for a quarter of an hour; also when one joins."""
    give_passphrase(installation, "theo")
    form = {"name": "theo@example.org", "passphrase": "another calm sea"}
    assert [noor.send(HERE, form).status_code for _time in range(11)] == [422] * 10 + [429]
    assert noor.send(HERE, {"name": "nobody@example.org", "passphrase": "x"}).status_code == 429
    installation.clock.move(FIVE * 4)
    assert noor.send(HERE, form).status_code == 422


def test_how_one_signs_in_leads_there(installation: Installation, noor: Someone, theo: Someone) -> None:
    assert "You have none" in noor.open("/account/second").words
    give_passphrase(installation, "theo")
    page = theo.open("/account/second")
    assert "You have one." in page.words
    assert page.tree.cssselect(f"a[href='{HERE}']")


def test_after_it_was_not_me_the_page_leads_there(installation: Installation) -> None:
    name = give_passphrase(installation, "mara")
    phone, thief = installation.someone(), installation.someone()
    come_in(phone, name, own="1")
    installation.clock.move(FIVE)
    come_in(thief, name)
    page = phone.send(phone.open("/account/devices").values("form[action$='/not-mine']", "action")[0])
    assert page.tree.cssselect(f"a[href='{HERE}']")
    assert page.tree.cssselect("a[href='/account/passkeys']")


def test_a_name_that_was_taken_in_the_same_moment_is_not_given_twice(
    installation: Installation, noor: Someone, mara: Someone
) -> None:
    form = {"name": "the same", "passphrase": "another calm sea"}

    async def both() -> list[int]:
        asked = (one.client.post(HERE, data=form) for one in (noor, mara))
        return [one.status_code for one in await asyncio.gather(*asked)]

    assert sorted(installation.run(both)) in ([303, 409], [303, 422])  # type: ignore[call-overload]
    assert installation.value("select count(*) from person where sign_in_name = 'the same'") == 1
