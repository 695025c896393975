"""Ways in: an invitation as staff make it, joining by it, and people of the cast who have a passphrase."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx

from server.access.passphrases import hash_passphrase
from server.clinics.people import set_passphrase
from server.demo_cast import CAST_IDS
from tests.accounts.second import code_on_paper, prove, set_up_second
from tests.someone import Installation, Opened, Someone

PASSPHRASE = "a calm grey sea"


class Invitation(NamedTuple):
    code: str
    path: str
    page: Opened


def invite(staff: Someone, name: str = "Wren", **more: str) -> Invitation:
    return invited(staff.send("/invitations", {"name": name} | more))


def invited(page: Opened) -> Invitation:
    assert page.status_code == 201, page.words
    return Invitation(page.one("#the-code"), urlsplit(page.one("#the-link")).path, page)


def accept(person: Someone, secret: str, **more: str) -> Opened:
    return person.send("/join/accept", {"secret": secret, "way": "device"} | more, follow=False)


def join(installation: Installation, secret: str, **more: str) -> Someone:
    person = installation.someone()
    joined = accept(person, secret, **more)
    assert joined.status_code == 303, joined.words
    if joined.headers["location"] == "/account/second":
        set_up_second(person)  # staff get no further without
    return person


def recover(begins: Someone, confirms: Someone, person: str) -> str:
    """The code for somebody who came in person: one of the staff begins it, another confirms it."""
    assert begins.send(f"{person}/begin").status_code == 200
    assert confirms.send(f"{person}/confirm").status_code == 200
    made = begins.send(f"{person}/code")
    assert made.status_code == 201, made.words
    return made.one("#the-code")


def recovery_of(staff: Someone, name: str = "Wren") -> str:
    """The address at which somebody who has joined is let in again."""
    links = staff.open("/invitations").tree.cssselect("a[href^='/recovery/']")
    return next(str(one.get("href")) for one in links if name in one.text_content())


def token_of(secret_path: str) -> str:
    return secret_path.rsplit("/", 1)[-1]


def give_passphrase(installation: Installation, name: str = "noor", passphrase: str = PASSPHRASE) -> str:
    """Answers the name to sign in with."""

    async def give() -> None:
        hashed = await hash_passphrase(passphrase)
        async with installation.house.db.writing() as tx:
            await set_passphrase(tx, CAST_IDS[name], f"{name}@example.org", hashed)

    installation.run(give)
    return f"{name}@example.org"


def sign_in(person: Someone, name: str, passphrase: str = PASSPHRASE, **more: str) -> Opened:
    return person.send("/sign-in", {"name": name, "passphrase": passphrase} | more, follow=False)


def come_in(person: Someone, name: str, passphrase: str = PASSPHRASE, **more: str) -> Opened:
    """By the passphrase, and by whatever else is asked of staff. Answers what carried the login."""
    answer = sign_in(person, name, passphrase, **more)
    if answer.headers.get("location") == "/account/second":
        set_up_second(person)
    elif answer.status_code == 200:
        answer = prove(person, answer, code_on_paper(person.installation, name))
    assert answer.status_code == 303, answer.words
    return answer


def at_once(person: Someone, path: str, forms: Sequence[dict[str, str]]) -> list[httpx.Response]:
    """Posts them all in the same moment."""

    async def post() -> list[httpx.Response]:
        return await asyncio.gather(*(person.client.post(path, data=form) for form in forms))

    answers = person.installation.run(post)
    assert isinstance(answers, list)
    return answers


def alerts(page: Opened) -> list[str]:
    """The sentence beside each wrong field, without the summary above them."""
    return page.all("error")
