"""Setting up a second proof as a person does: an app's codes, typed, and ten codes on paper."""

import pyotp

from server.accounts.recovery_codes import make_codes as make_in_place
from tests.someone import Installation, Opened, Someone


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
