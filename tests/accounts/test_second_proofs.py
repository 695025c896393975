"""Staff go nowhere before they have a second proof and a way back; patients are offered both and asked for neither."""

import pytest

from server.accounts.proofs import find_proofs
from server.demo_cast import CAST_IDS
from tests.accounts.authenticator import Authenticator, enrol
from tests.accounts.people import PASSPHRASE, accept, give_passphrase, invite, join, sign_in
from tests.accounts.second import make_codes, set_up_app, set_up_second
from tests.someone import Installation, Someone

HERE = "/account/second"


@pytest.fixture
def held(installation: Installation) -> Someone:
    """Theo, come in by his passphrase alone."""
    person = installation.someone()
    assert sign_in(person, give_passphrase(installation, "theo"), next="/caseload").headers["location"] == HERE
    return person


def test_until_then_only_what_sets_it_up_opens(held: Someone) -> None:
    for path in ("/review", "/caseload", "/flags", "/invitations", "/account", "/emergency"):
        assert held.get(path).headers["location"] == HERE, path
        assert held.send(path, {}, follow=False).status_code in (403, 405), path
    for path in (HERE, "/account/passkeys", "/account/one-time", "/account/codes", "/help"):
        assert held.open(path).status_code == 200, path
    assert "staff prove themselves in two ways" in held.open(HERE).words
    assert held.send("/sign-out", follow=False).status_code == 303


@pytest.mark.parametrize("first", ["app", "passkey"])
@pytest.mark.parametrize("reserve", ["codes", "second passkey"])
def test_a_second_proof_and_a_way_back_let_staff_on(held: Someone, first: str, reserve: str) -> None:
    if first == "app":
        set_up_app(held)
    else:
        assert enrol(held, Authenticator(id=b"one")).headers["location"] == HERE
    assert held.get("/review").headers["location"] == HERE, "what is lost with one device is not enough"

    if reserve == "codes":
        make_codes(held)
    else:
        enrol(held, Authenticator(id=b"two"))
        enrol(held, Authenticator(id=b"three"))
    assert held.open("/review").status_code == 200


def test_codes_alone_are_no_second_proof(held: Someone) -> None:
    make_codes(held)
    assert held.get("/review").headers["location"] == HERE


@pytest.mark.parametrize("role", ["therapist", "prescriber", "admin"])
def test_staff_who_join_set_it_up_first(installation: Installation, ada: Someone, role: str) -> None:
    person = installation.someone()
    form = {"way": "passphrase", "name": "kim@example.org", "passphrase": PASSPHRASE}
    joined = accept(person, invite(ada, "Kim", role=role).code, **form)
    assert joined.headers["location"] == HERE
    set_up_second(person)
    assert person.open("/").status_code == 200


def test_outside_the_demo_nobody_of_the_staff_is_exempt(empty_installation: Installation) -> None:
    """The one way past is the demo's own sign-in, which is no route there."""
    somebody = empty_installation.someone()
    assert somebody.send("/demo/sign-in", {"person": "theo"}).status_code == 404


def test_the_cast_of_the_demo_signs_in_by_button_as_before(installation: Installation) -> None:
    for name, path in (("theo", "/review"), ("pria", "/review"), ("ada", "/clinic"), ("otto", "/review")):
        assert installation.someone(name).open(path).status_code == 200


def test_patients_are_never_asked(installation: Installation, theo: Someone) -> None:
    wren = join(installation, invite(theo, "Wren").code)
    assert wren.open("/today").status_code == 200
    assert "It is yours to choose; you can go on as you are." in wren.open(HERE).words


def test_the_last_second_proof_of_staff_stays(installation: Installation, theo: Someone) -> None:
    enrol(theo, Authenticator(id=b"one"))
    (remove,) = theo.open("/account/passkeys").values("form[action$='/remove']", "action")
    refused = theo.send(remove)
    assert (refused.status_code, "This is the last of your second proofs" in refused.words) == (409, True)

    set_up_app(theo)
    assert theo.send(remove).status_code == 200
    last = theo.send("/account/one-time/remove")
    assert (last.status_code, "This is the last of your second proofs" in last.words) == (409, True)
    enrol(theo, Authenticator(id=b"two"))
    assert theo.send("/account/one-time/remove").status_code == 200


def test_of_two_that_staff_remove_at_once_one_stays(installation: Installation, theo: Someone) -> None:
    for name in (b"one", b"two"):
        enrol(theo, Authenticator(id=name))
    both = theo.open("/account/passkeys").values("form[action$='/remove']", "action")

    async def remove() -> list[int]:
        import asyncio

        return [one.status_code for one in await asyncio.gather(*(theo.client.post(path) for path in both))]

    done, refused = sorted(installation.run(remove))  # type: ignore[call-overload]
    assert done == 303
    assert refused in (409, 401), "it comes in the same moment, or with the token of before"
    assert installation.value("select count(*) from passkey where removed_at is null") == 1


def test_a_patient_may_remove_the_last(noor: Someone) -> None:
    enrol(noor, Authenticator())
    (remove,) = noor.open("/account/passkeys").values("form[action$='/remove']", "action")
    assert noor.send(remove).status_code == 200


def test_what_somebody_has_is_counted_in_one_question(installation: Installation, theo: Someone) -> None:
    give_passphrase(installation, "theo")
    enrol(theo, Authenticator())
    set_up_second(theo)

    async def ways() -> list[str]:
        async with installation.house.db.reading() as reader:
            return list((await find_proofs(reader, CAST_IDS["theo"])).ways())

    assert installation.run(ways) == ["passkey", "one-time code", "recovery code", "passphrase"]
