"""A way back in for whoever has lost everything: in person, by two of the staff or after three days, and told."""

from datetime import timedelta

import pytest

from server.demo_cast import CAST_IDS
from tests.accounts.authenticator import Authenticator, enrol, enter
from tests.accounts.people import PASSPHRASE, accept, at_once, give_passphrase, join, recover, sign_in
from tests.accounts.second import set_up_second
from tests.someone import Installation, Someone

NOOR, THEO, ADA = (f"/recovery/{CAST_IDS[name]}" for name in ("noor", "theo", "ada"))
TOLD = "Your clinic has begun a new way in for you."
FORM = {"way": "passphrase", "name": "noor again", "passphrase": "another calm sea"}


@pytest.fixture(autouse=True)
def came_in(installation: Installation) -> None:
    """They have all signed in before: whoever never did is invited instead."""
    for name in ("noor", "theo", "ada"):
        installation.someone(name)


def test_with_a_second_one_of_the_staff_it_is_done_at_once(
    installation: Installation, theo: Someone, pria: Someone, noor: Someone
) -> None:
    device, name = Authenticator(), give_passphrase(installation, "noor")
    enrol(noor, device)
    assert theo.send(f"{NOOR}/code").status_code == 409

    code = recover(theo, pria, NOOR)
    found = join(installation, code, **FORM)

    assert "Noor" in found.open("/account").words
    assert noor.get("/today").status_code == 303, "every login has ended"
    assert enter(installation.someone(), device).status_code == 422
    assert sign_in(installation.someone(), name).status_code == 422
    assert sign_in(installation.someone(), "noor again", "another calm sea").status_code == 303
    assert TOLD not in found.open("/today").words
    assert accept(installation.someone(), code, **FORM).status_code == 422
    assert theo.send(f"{NOOR}/code").status_code == 409, "it is over"


def test_alone_it_takes_three_days_in_which_the_person_is_told(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    theo.send(f"{NOOR}/begin")
    for page in ("/today", "/journal", "/course", "/account"):
        assert TOLD in noor.open(page).words, page
    assert "Theo at your clinic began it" in noor.open("/account/recovery").words
    installation.clock.move(timedelta(hours=71, minutes=59))
    assert theo.send(f"{NOOR}/code").status_code == 409
    installation.clock.move(timedelta(minutes=2))

    assert theo.send(f"{NOOR}/code").status_code == 201


def test_a_device_that_signs_in_meanwhile_is_told_too(installation: Installation, theo: Someone) -> None:
    theo.send(f"{NOOR}/begin")
    assert TOLD in installation.someone("noor").open("/today").words


def test_the_person_can_stop_it_also_when_a_code_was_made(
    installation: Installation, theo: Someone, pria: Someone, noor: Someone
) -> None:
    code = recover(theo, pria, NOOR)
    assert "A code may be made now." in noor.open("/account/recovery").words

    page = noor.send("/account/recovery/stop")

    assert "Nobody is being let in as you." in page.words
    assert TOLD not in noor.open("/today").words
    assert accept(installation.someone(), code, **FORM).status_code == 422
    assert theo.send(f"{NOOR}/code").status_code == 409
    assert noor.send("/account/recovery/stop").status_code == 200
    assert noor.get("/today").status_code == 200


def test_it_all_stands_in_the_patients_own_list(theo: Someone, pria: Someone, noor: Someone) -> None:
    recover(theo, pria, NOOR)
    noor.send("/account/recovery/stop")
    words = noor.open("/course/access").words
    for said in (
        "Theo began a new way in for you", "Pria confirmed a new way in for you",
        "Theo made a new sign-in code for you", "Noor stopped the new way in",
    ):  # fmt: skip
        assert said in words


def test_who_began_it_does_not_confirm_it(theo: Someone, pria: Someone) -> None:
    theo.send(f"{NOOR}/begin")
    assert theo.send(f"{NOOR}/confirm").status_code == 409
    assert not theo.open(NOOR).tree.cssselect("form[action$='/confirm']")
    assert pria.open(NOOR).tree.cssselect("form[action$='/confirm']")


def test_beginning_twice_does_not_begin_the_waiting_anew(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    theo.send(f"{NOOR}/begin")
    installation.clock.move(timedelta(hours=50))
    assert pria.send(f"{NOOR}/begin").status_code == 409
    installation.clock.move(timedelta(hours=23))
    assert theo.send(f"{NOOR}/code").status_code == 201


def test_two_who_begin_at_once_begin_one(installation: Installation, theo: Someone) -> None:
    answers = at_once(theo, f"{NOOR}/begin", [{}, {}])
    assert sorted(one.status_code for one in answers) == [303, 409]
    assert installation.value("select count(*) from recovery") == 1


def test_after_two_weeks_it_is_over(installation: Installation, theo: Someone, noor: Someone) -> None:
    theo.send(f"{NOOR}/begin")
    installation.clock.move(timedelta(days=14, minutes=1))
    assert theo.send(f"{NOOR}/code").status_code == 409
    assert TOLD not in noor.open("/course").words
    assert theo.send(f"{NOOR}/begin").status_code == 200


def test_a_code_is_typed_within_the_hour_and_a_new_one_ends_it(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    first = recover(theo, pria, NOOR)
    second = theo.send(f"{NOOR}/code").one("#the-code")
    assert accept(installation.someone(), first, **FORM).status_code == 422
    installation.clock.move(timedelta(minutes=61))
    assert accept(installation.someone(), second, **FORM).status_code == 422
    third = theo.send(f"{NOOR}/code").one("#the-code")
    assert installation.someone().send("/join", {"code": third.lower()}).status_code == 200
    assert accept(installation.someone(), third, **FORM).status_code == 303


def test_who_stays_signed_in_by_device_has_no_old_passphrase_left(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    name = give_passphrase(installation, "noor")
    join(installation, recover(theo, pria, NOOR))
    assert sign_in(installation.someone(), name, PASSPHRASE).status_code == 422


def test_staff_come_in_again_with_a_new_second_proof(
    installation: Installation, theo: Someone, pria: Someone, ada: Someone
) -> None:
    give_passphrase(installation, "theo")
    set_up_second(theo)
    code = recover(ada, pria, THEO)
    assert TOLD in theo.open("/review").words
    found = installation.someone()
    form = {"way": "passphrase", "name": "theo again", "passphrase": PASSPHRASE}

    assert accept(found, code, **form).headers["location"] == "/account/second"

    assert "Neither is set up yet." in found.open("/account/second").words
    assert found.get("/review").headers["location"] == "/account/second"
    assert theo.get("/review").status_code == 303


@pytest.mark.parametrize(
    ("who", "whom", "opens", "begins"),
    [
        ("theo", NOOR, 200, 200), ("pria", NOOR, 200, 200), ("ada", NOOR, 200, 404), ("wren", NOOR, 404, 404),
        ("otto", NOOR, 404, 404), ("noor", NOOR, 403, 403), ("mara", NOOR, 403, 403), (None, NOOR, 303, 401),
        ("ada", THEO, 200, 200), ("pria", THEO, 200, 404), ("wren", THEO, 200, 404), ("theo", THEO, 404, 404),
        ("otto", THEO, 404, 404), ("mara", THEO, 403, 403), ("theo", ADA, 200, 200), ("ada", ADA, 404, 404),
    ],
)  # fmt: skip
def test_who_may_look_and_who_may_begin(
    installation: Installation, who: str | None, whom: str, opens: int, begins: int
) -> None:
    person = installation.someone(who)
    assert person.get(whom).status_code == opens
    for deed in ("/confirm", "/code", "/stop"):
        refused = person.send(f"{whom}{deed}").status_code
        assert refused == (409 if opens == 200 else begins if opens == 303 else opens), deed
    assert person.send(f"{whom}/begin").status_code == begins
    assert installation.value("select count(*) from recovery") == (1 if begins == 200 else 0)


def test_the_list_names_those_within_reach_alone(
    installation: Installation, theo: Someone, ada: Someone, otto: Someone, noor: Someone
) -> None:
    theo.send(f"{NOOR}/begin")
    for person, seen in ((theo, True), (ada, True), (otto, False), (installation.someone("wren"), False)):
        assert ("Noor" in person.open("/recovery").words) is seen
    assert noor.get("/recovery").status_code == 403


def test_who_never_came_in_is_invited_and_not_let_in_again(installation: Installation, theo: Someone) -> None:
    theo.send("/invitations", {"name": "Heron"})
    person = installation.value("select id from person where name = 'Heron'")
    assert theo.get(f"/recovery/{person}").status_code == 404
    assert theo.send(f"/recovery/{person}/begin").status_code == 404
