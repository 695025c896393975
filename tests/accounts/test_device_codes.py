"""A patient's own code for another device, or the app on the home screen: typed there, once, and told to the others."""

from datetime import timedelta

import pytest

from tests.accounts.asked import FIVE, SECOND
from tests.accounts.devices import TOLD, comes, is_told
from tests.accounts.people import PASSPHRASE, alerts, at_once, give_passphrase, invite, join
from tests.someone import Installation, Opened, Someone

MAKE = "/account/devices/code"
WRONG = "This code does not open anything now. It may have been used, or be over. You can make another."


@pytest.fixture
def robin(installation: Installation, theo: Someone) -> Someone:
    """A patient who has just joined, by this device alone."""
    return join(installation, invite(theo, "Robin").code)


def code_of(person: Someone) -> str:
    made = person.send(MAKE)
    assert made.status_code == 201, made.words
    return made.one("#the-code")


def come(person: Someone, code: str, **more: str) -> Opened:
    return person.send("/join/device", {"secret": code, "own": "1"} | more, follow=False)


def test_who_has_joined_in_the_browser_comes_into_the_app_as_well(installation: Installation, robin: Someone) -> None:
    page = robin.open("/account/devices")
    assert page.tree.cssselect(f"form[action='{MAKE}']")
    code = code_of(robin)
    installation.clock.move(timedelta(minutes=1))
    app = installation.someone()
    asked = app.send("/join", {"code": code.lower().replace(" ", "-")})
    assert (asked.status_code, asked.one("h1")) == (200, "Welcome back, Robin")
    assert app.get("/today").status_code == 303, "typing it alone is no sign-in"

    form = {name: asked.values(f"#come [name={name}]")[0] for name in ("secret", "own")}
    came = app.send("/join/device", form, follow=False)

    assert came.headers["location"] == "/today"
    assert f"Max-Age={90 * 24 * 3600}" in came.headers["set-cookie"]
    assert app.open("/today").status_code == robin.open("/today").status_code == 200
    assert len(robin.open("/account/devices").tree.cssselect("section[aria-labelledby=devices] li")) == 2


def test_the_device_that_was_there_is_told(installation: Installation, robin: Someone) -> None:
    code = code_of(robin)
    installation.clock.move(timedelta(minutes=1))
    app = installation.someone()
    come(app, code)
    assert is_told(robin.open("/today"))
    assert TOLD not in app.open("/today").words
    robin.send(robin.open("/today").values("form[action$='/not-mine']", "action")[0])
    assert app.get("/today").status_code == 303


def test_on_a_device_that_is_shared_it_lasts_half_a_day(installation: Installation, robin: Someone) -> None:
    came = come(installation.someone(), code_of(robin), own="")
    assert f"Max-Age={12 * 3600}" in came.headers["set-cookie"]


def test_it_works_once_for_ten_minutes(installation: Installation, robin: Someone) -> None:
    first = code_of(robin)
    assert come(installation.someone(), first).status_code == 303
    again = come(installation.someone(), first)
    assert (again.status_code, alerts(again)) == (422, [WRONG])
    robin.send("/account/passphrase", {"name": "robin here", "passphrase": PASSPHRASE})
    late = code_of(robin)
    installation.clock.move(timedelta(minutes=10))
    assert come(installation.someone(), late).status_code == 422
    assert installation.someone().send("/join", {"code": late}).status_code == 422


def test_a_new_one_ends_the_one_before(installation: Installation, robin: Someone) -> None:
    first, second = code_of(robin), code_of(robin)
    assert come(installation.someone(), first).status_code == 422
    assert come(installation.someone(), second).status_code == 303


def test_of_two_who_come_at_once_one_comes_in(installation: Installation, robin: Someone) -> None:
    form = {"secret": code_of(robin), "own": "1"}
    answers = at_once(installation.someone(), "/join/device", [form] * 2)
    assert sorted(one.status_code for one in answers) == [303, 422]


def test_it_is_worth_nothing_once_the_login_is_over_that_made_it(installation: Installation) -> None:
    """Whoever ends a thief's login ends the code that they made, too."""
    phone = comes(installation, "mara")
    thief = comes(installation, "mara")
    code = code_of(thief)
    phone.send(phone.open("/account/devices").values("form[action$='/not-mine']", "action")[0])
    assert come(installation.someone(), code).status_code == 422
    phone.send("/account/prove", {"proof-way": "passphrase", "proof-word": PASSPHRASE})
    own = code_of(phone)
    phone.send("/sign-out", {"everywhere": "1"})
    assert come(installation.someone(), own).status_code == 422


def test_making_one_asks_whether_it_is_you(installation: Installation, robin: Someone) -> None:
    installation.clock.move(FIVE + SECOND)
    page = robin.send(MAKE)
    assert (page.status_code, page.one("h1")) == (403, "Is it you?")
    assert installation.value("select count(*) from device_code") == 0


def test_it_is_not_for_staff_whose_passphrase_has_a_second_proof(theo: Someone, ada: Someone) -> None:
    for person in (theo, ada):
        assert person.send(MAKE).status_code == 403
        assert not person.open("/account/devices").tree.cssselect(f"form[action='{MAKE}']")


def test_whose_role_has_changed_is_let_in_by_none(installation: Installation, robin: Someone) -> None:
    code = code_of(robin)

    async def promote() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run("update person set role = 'therapist' where name = 'Robin'")

    installation.run(promote)
    assert come(installation.someone(), code).status_code == 422


def test_guesses_are_few(installation: Installation, robin: Someone) -> None:
    code, stranger = code_of(robin), installation.someone()
    answers = [come(stranger, f"AAAA{number:04}").status_code for number in range(61)]
    assert answers == [422] * 60 + [429]
    assert come(stranger, code).status_code == 429


def test_whoever_has_a_passphrase_keeps_it(installation: Installation, mara: Someone) -> None:
    name = give_passphrase(installation, "mara")
    come(installation.someone(), code_of(mara))
    assert mara.get("/today").status_code == 200
    stranger = installation.someone()
    assert stranger.send("/sign-in", {"name": name, "passphrase": PASSPHRASE}, follow=False).status_code == 303
