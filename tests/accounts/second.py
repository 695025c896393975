"""Setting up a second proof as a person does: an app's codes, typed, and ten codes on paper."""

from datetime import timedelta

import pyotp

from server.accounts.recovery_codes import make_codes as make_in_place
from server.accounts.wrong_codes import FREE
from tests.someone import Installation, Opened, Someone

QUARTER = timedelta(minutes=15, seconds=1)


def app_of(person: Someone) -> pyotp.TOTP:
    """Begins, and answers the app that has scanned the code."""
    page = person.send("/account/one-time/begin")
    return pyotp.TOTP(page.one("#the-secret").replace(" ", ""))


def code_now(person: Someone, app: pyotp.TOTP, steps: int = 0) -> str:
    return str(app.at(int(person.installation.clock().timestamp()) + 30 * steps))


def set_up_app(person: Someone) -> pyotp.TOTP:
    app = app_of(person)
    done = person.send("/account/one-time", {"code": code_now(person, app)}, follow=False)
    assert done.headers["location"] == "/account/second", done.words
    return app


def make_codes(person: Someone) -> list[str]:
    made = person.send("/account/codes")
    assert made.status_code == 201
    return [" ".join(one.text_content().split()) for one in made.tree.cssselect("#the-codes li")]


def set_up_second(person: Someone) -> tuple[pyotp.TOTP, list[str]]:
    return set_up_app(person), make_codes(person)


def code_on_paper(installation: Installation, name: str) -> str:
    """One of ten new codes of whoever signs in with this name, as if they had just made them."""

    async def make() -> str:
        async with installation.house.db.writing() as tx:
            whose = str(await tx.value("select id from person where sign_in_name = :name", name=name))
            return (await make_in_place(tx, installation.house.keys, whose, installation.clock()))[0]

    return str(installation.run(make))


def prove(person: Someone, step: Opened, code: str) -> Opened:
    """Answers the page that asks for one more proof."""
    form = {name: step.values(f"[name={name}]")[0] for name in ("step", "next")}
    return person.send("/sign-in/second", form | {"code": code}, follow=False)


def by_passphrase(person: Someone, name: str) -> Opened:
    """The first step alone, as it is given to everybody of the tests."""
    return person.send("/sign-in", {"name": name, "passphrase": "a calm grey sea"}, follow=False)


def guess(installation: Installation, name: str) -> Opened:
    """By a browser that nobody has used: the passphrase is right, the code is not."""
    thief = installation.someone()
    return prove(thief, by_passphrase(thief, name), "000000")


def guess_until_it_waits(installation: Installation, name: str) -> Opened:
    answer = guess(installation, name)
    for number in range(2, FREE + 1):
        if number % 10 == 1:
            installation.clock.move(QUARTER)
        answer = guess(installation, name)
    return answer
