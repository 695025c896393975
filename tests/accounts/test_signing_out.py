"""Signing out: the old cookie opens nothing any more, on any route, from that moment."""

from server.access.audience import access_map
from tests.accounts.people import give_passphrase, sign_in
from tests.someone import Installation, Someone, routes

ANY_ID = "0199c000-0000-7000-8000-000000000009"


def test_an_old_cookie_is_dead_on_every_route(installation: Installation) -> None:
    for name in ("noor", "theo", "ada"):
        person = installation.someone(name)
        token = person.client.cookies["tidemark"]
        person.send("/sign-out")
        person.client.cookies.set("tidemark", token, domain="clinic.test", path="/")
        asked = 0
        for method, path in _private_routes(installation):
            answer = person._ask(method, path, {} if method == "POST" else None, follow=False, headers={})
            if method == "GET":
                assert answer.status_code == 303, path
                assert answer.headers["location"].startswith("/sign-in"), path
            else:
                assert answer.status_code == 401, path
            assert "tidemark-kept" not in answer.headers
            asked += 1
        assert asked > 30


def test_signing_out_takes_the_cookie_and_leads_to_the_sign_in_page(noor: Someone) -> None:
    answer = noor.send("/sign-out", follow=False)

    assert answer.headers["location"] == "/sign-in?ended=1"
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert "tidemark" not in noor.client.cookies
    assert noor.open("/sign-in").values("body", "data-ended") == ["yes"]


def test_signing_out_here_leaves_ones_other_devices_alone(installation: Installation, noor: Someone) -> None:
    elsewhere = installation.someone("noor")

    noor.send("/sign-out")

    assert elsewhere.get("/today").status_code == 200


def test_signing_out_everywhere_ends_every_device_of_this_person_only(installation: Installation) -> None:
    one, two, mara = (installation.someone(name) for name in ("noor", "noor", "mara"))
    three = installation.someone()
    sign_in(three, give_passphrase(installation))

    one.send("/sign-out", {"everywhere": "1"})

    assert [person.get("/today").status_code for person in (one, two, three, mara)] == [303, 303, 303, 200]


def test_signing_out_is_never_done_by_opening_an_address(noor: Someone) -> None:
    for path in ("/sign-out", "/sign-out?everywhere=1"):
        assert noor.get(path).status_code == 405
    assert noor.get("/today").status_code == 200


def test_after_signing_out_one_can_sign_in_again(installation: Installation, anyone: Someone) -> None:
    name = give_passphrase(installation)
    for _ in range(2):
        sign_in(anyone, name)
        assert anyone.get("/today").status_code == 200
        anyone.send("/sign-out")
        assert anyone.get("/today").status_code == 303


def test_a_stranger_can_press_sign_out_without_harm(anyone: Someone) -> None:
    assert anyone.send("/sign-out", follow=False).status_code == 401


def test_a_person_whose_account_has_ended_is_out_at_once(installation: Installation, noor: Someone) -> None:
    name = give_passphrase(installation)

    async def end() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run(
                "update person set ended_at = :now where sign_in_name = :name", now=installation.clock(), name=name
            )

    installation.run(end)
    assert noor.get("/today").status_code == 303
    assert sign_in(installation.someone(), name).status_code == 422


def _private_routes(installation: Installation) -> list[tuple[str, str]]:
    every = access_map(routes(installation.house.settings.demo))
    return [(method, _filled(path)) for method, path, audience in every if audience != "public"]


def _filled(path: str) -> str:
    parts = [("0" if ":int" in part else ANY_ID) if part.startswith("{") else part for part in path.split("/")]
    return "/".join(parts)
