"""The ways in which somebody who is signed in proves that it is still them: each says whom it is for, and checks.

Another way (a passkey, a one-time code) is one more `Way` in WAYS.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

import msgspec

from server.access.house import House
from server.access.passphrases import matches
from server.access.people import Person
from server.accounts.invitations import find_invitation, use_invitation
from server.clinics.people import passphrase_of
from server.db.connection import Reader
from server.demo_cast import CAST_IDS
from server.pages.language import later


class Asked(msgspec.Struct, frozen=True):
    """Who is to prove it, with which word, when."""

    house: House
    person: Person
    word: str
    now: datetime


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """`field` is how its word is typed (a type of input, and what a browser may fill in), or None for a button alone.

    `is_for` and `check` open the database for themselves: nothing is held while a hash is worked out.
    """

    name: str
    label: str
    hint: str = ""
    button: str
    field: tuple[str, str] | None = None
    missing: str = ""
    wrong: str
    is_for: Callable[[Reader, House, Person], Awaitable[bool]]
    check: Callable[[Asked], Awaitable[bool]]


async def _has_passphrase(db: Reader, house: House, person: Person) -> bool:
    return await passphrase_of(db, person) is not None


async def _knows_passphrase(asked: Asked) -> bool:
    async with asked.house.db.reading() as db:
        stored = await passphrase_of(db, asked.person)
    return await matches(stored, asked.word)


async def _has_none(db: Reader, house: House, person: Person) -> bool:
    return not await _is_cast(db, house, person) and await passphrase_of(db, person) is None


async def _has_code(asked: Asked) -> bool:
    """A new code of one's own, as the clinic gives it; it is used up by this."""
    async with asked.house.db.writing() as tx:
        found = await find_invitation(tx, asked.house.keys, asked.word, asked.now)
        if found is None or found.person_id != asked.person.id:
            return False
        return await use_invitation(tx, found.id, asked.now)


async def _is_cast(db: Reader, house: House, person: Person) -> bool:
    return house.settings.demo and person.id in CAST_IDS.values()


async def _is_in_the_demo(asked: Asked) -> bool:
    return asked.house.settings.demo and asked.person.id in CAST_IDS.values()


PASSPHRASE = Way(
    name="passphrase",
    label=later("Your passphrase"),
    button=later("Go on"),
    field=("password", "current-password"),
    missing=later("Please write your passphrase."),
    wrong=later("This is not the passphrase of this account."),
    is_for=_has_passphrase,
    check=_knows_passphrase,
)
CODE = Way(
    name="code",
    label=later("A new code from your clinic"),
    hint=later("You sign in by this device alone. Your clinic can make a code for you, in person or by phone."),
    button=later("Go on"),
    field=("text", "one-time-code"),
    missing=later("Please type the eight characters."),
    wrong=later("This code does not open anything now. It may have been used, or be over."),
    is_for=_has_none,
    check=_has_code,
)
DEMO = Way(
    name="demo",
    label=later("In the demo clinic, one button is enough."),
    button=later("Yes, it is me"),
    wrong=later("This is for the cast of the demo clinic alone."),
    is_for=_is_cast,
    check=_is_in_the_demo,
)
WAYS = [PASSPHRASE, CODE, DEMO]


async def ways_for(db: Reader, house: House, person: Person) -> list[Way]:
    return [way for way in WAYS if await way.is_for(db, house, person)]
