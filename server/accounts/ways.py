"""The ways in which somebody who is signed in proves that it is still them: each says whom it is for, and checks.

Another way is one more `Way` in WAYS. The strongest come first.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

import msgspec

from server.access.house import House
from server.access.people import STAFF, Person, Visit
from server.accounts.proof_codes import use_proof_code
from server.accounts.proofs import Proofs, find_proofs, prove_by_code, prove_by_passkey, prove_by_passphrase
from server.db.connection import Database, Reader
from server.demo_cast import CAST_IDS
from server.pages.language import later


class Asked(msgspec.Struct, frozen=True):
    """Who is to prove it, with which word, and which code where both are asked for, when."""

    house: House
    visit: Visit
    word: str
    code: str
    now: datetime

    @property
    def store(self) -> Database:
        return self.house.db.within(self.visit.person.clinic_id)


class Has(msgspec.Struct, frozen=True):
    """What somebody can prove it by; `cast` in the demo clinic alone."""

    proofs: Proofs
    cast: bool
    staff: bool

    @property
    def codes(self) -> bool:
        return self.proofs.one_time > 0 or self.proofs.codes_left > 0

    @property
    def by_passphrase_alone(self) -> bool:
        """Staff only until they have anything else (promises 1.9): a passphrase in other hands opens nothing."""
        return self.proofs.passphrase > 0 and not (self.staff and (self.proofs.second or self.codes))


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """`field` is how its word is typed (a type of input, and what a browser may fill in), or None for a button alone;
    `with_code` when a code is typed beside it; `answered_at` the address at which a device is asked for its answer,
    which is the word then.

    `check` opens the database for itself: nothing is held while a hash is worked out.
    """

    name: str
    label: str
    hint: str = ""
    button: str
    field: tuple[str, str] | None = None
    with_code: bool = False
    answered_at: str = ""
    missing: str = ""
    wrong: str
    is_for: Callable[[Has], bool]
    check: Callable[[Asked], Awaitable[bool]]


async def _has_passkey(asked: Asked) -> bool:
    async with asked.store.writing() as tx:
        return await prove_by_passkey(tx, asked.house, asked.visit, asked.word, asked.now)


async def _has_code_of_their_own(asked: Asked) -> bool:
    async with asked.store.writing() as tx:
        return await prove_by_code(tx, asked.house, asked.visit.person.id, asked.word, asked.now)


async def _knows_passphrase(asked: Asked) -> bool:
    async with asked.store.reading() as db:
        return await prove_by_passphrase(db, asked.visit.person.id, asked.word)


async def _knows_passphrase_and_has_code(asked: Asked) -> bool:
    """No code is used up by a wrong passphrase."""
    if not await _knows_passphrase(asked):
        return False
    async with asked.store.writing() as tx:
        return await prove_by_code(tx, asked.house, asked.visit.person.id, asked.code, asked.now)


async def _has_code_of_the_clinic(asked: Asked) -> bool:
    async with asked.store.writing() as tx:
        return await use_proof_code(tx, asked.house, asked.visit.person, asked.word, asked.now)


async def _is_in_the_demo(asked: Asked) -> bool:
    return _is_cast(asked.house, asked.visit.person)


def _is_cast(house: House, person: Person) -> bool:
    return house.settings.demo and person.id in CAST_IDS.values()


PASSKEY = Way(
    name="passkey",
    label=later("A passkey of yours"),
    button=later("Use a passkey"),
    answered_at="/account/prove/passkey",
    wrong=later("This passkey did not prove it. Please try once more, or prove it in another way."),
    is_for=lambda has: has.proofs.passkeys > 0,
    check=_has_passkey,
)
OWN_CODE = Way(
    name="own-code",
    label=later("Six figures of your app, or a recovery code"),
    button=later("Go on"),
    field=("text", "one-time-code"),
    missing=later("Please type the figures, or a recovery code."),
    wrong=later("This code does not prove it now. Each works once; please wait for the next one."),
    is_for=lambda has: has.codes and not has.staff,
    check=_has_code_of_their_own,
)
BOTH = Way(
    name="both",
    label=later("Your passphrase"),
    button=later("Go on"),
    field=("password", "current-password"),
    with_code=True,
    missing=later("Please write your passphrase, and a code."),
    wrong=later("This passphrase and this code do not prove it together. Each code works once."),
    is_for=lambda has: has.staff and has.codes and has.proofs.passphrase > 0,
    check=_knows_passphrase_and_has_code,
)
PASSPHRASE = Way(
    name="passphrase",
    label=later("Your passphrase"),
    button=later("Go on"),
    field=("password", "current-password"),
    missing=later("Please write your passphrase."),
    wrong=later("This is not the passphrase of this account."),
    is_for=lambda has: has.by_passphrase_alone,
    check=_knows_passphrase,
)
CODE = Way(
    name="code",
    label=later("A code from your clinic"),
    hint=later("You sign in by this device alone. Somebody of your care team makes the code while you are there."),
    button=later("Go on"),
    field=("text", "one-time-code"),
    missing=later("Please type the eight characters."),
    wrong=later("This code does not prove it now. It may have been used, or be over; your care team can make another."),
    is_for=lambda has: not has.proofs.ways(),
    check=_has_code_of_the_clinic,
)
DEMO = Way(
    name="demo",
    label=later("In the demo clinic, one button is enough."),
    button=later("Yes, it is me"),
    wrong=later("This is for the cast of the demo clinic alone."),
    is_for=lambda has: has.cast,
    check=_is_in_the_demo,
)
WAYS = [PASSKEY, OWN_CODE, BOTH, PASSPHRASE, DEMO, CODE]


async def ways_for(db: Reader, house: House, person: Person) -> list[Way]:
    has = Has(await find_proofs(db, person.id), _is_cast(house, person), person.role in STAFF)
    return [way for way in WAYS if way.is_for(has)]
