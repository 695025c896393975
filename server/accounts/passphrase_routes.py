"""Another passphrase, or the first one of somebody who had none: after the question whether it is them."""

from typing import Annotated, Any, ClassVar

import msgspec
from litestar import Response, get, post

from server.access import attempts
from server.access.audience import ProvingController
from server.access.lifetimes import is_proven
from server.access.passphrases import LONGEST, SHORTEST, hash_passphrase
from server.accounts.changing import after_change, seen
from server.accounts.choosing import tells_of_another, wrong_choice
from server.accounts.proofs import find_proofs
from server.clinics.people import find_sign_in_name, hold_person, set_passphrase
from server.courses.own import Me, house_of
from server.db.connection import Database, Reader
from server.pages.errors import error_page
from server.pages.forms import Form, Words, read_form
from server.pages.handlers import Now, Reads, Sent, Store, Visitor, go
from server.pages.language import later
from server.pages.page import Page, current_frame, show

HERE = "/account/passphrase"
CHOOSE = later("Choose a passphrase")


class PassphraseForm(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, Words(254, least=0, one_line=True)]
    passphrase: Annotated[str, Words(LONGEST, least=0)]


class PassphrasePage(Page, kw_only=True):
    """`had` when there is one already, which the new one takes the place of."""

    template: ClassVar[str] = "accounts/passphrase.html"
    desk: bool
    had: bool
    entered: dict[str, str]
    errors: dict[str, str]
    shortest: int = SHORTEST


class PassphraseController(ProvingController):
    path = HERE

    @get("/", proven=CHOOSE)
    async def open_passphrase(self, db: Reads, me: Me) -> Response[str]:
        return show(await _page(db, me.id, {"name": await find_sign_in_name(db, me.id)}, {}))

    @post("/")
    async def choose(self, request: Visitor, store: Store, me: Me, form: Sent, now: Now) -> Response[Any]:
        """A passphrase is never carried through the question: where that is due, the page asks it before the form."""
        house, visit, read = house_of(request), seen(request), read_form(PassphraseForm, form)
        if not is_proven(visit.proven_at, now):
            return go(HERE)
        of = attempts.subjects(house.keys, "naming", me.id, visit.login_id)
        async with store.reading() as db:
            if await attempts.too_many(db, of, now):
                return error_page(429, {"Retry-After": "900"})
        if errors := await _wrong(house.db, me.id, read):
            if tells_of_another(errors):
                async with store.writing() as tx:
                    await attempts.note_attempt(tx, of, now)
            async with store.reading() as db:
                return show(await _page(db, me.id, read.entered | {"passphrase": ""}, errors), 422)
        hashed = await hash_passphrase(read.entered["passphrase"])
        async with store.writing() as tx:
            await hold_person(tx, me.id)
            had = (await find_proofs(tx, me.id)).passphrase > 0
            await set_passphrase(tx, me.id, read.entered["name"], hashed)
            return await after_change(request, tx, go("/account/second"), now, gone=had)


async def _wrong(everybody: Database, person_id: str, read: Form[PassphraseForm]) -> dict[str, str]:
    """A name is one person's of all the clinics here: it is looked for in each."""
    async with everybody.reading() as db:
        errors = await wrong_choice(db, read.entered, person_id, unreadable="name" in read.errors)
    return errors | read.errors


async def _page(db: Reader, person_id: str, entered: dict[str, str], errors: dict[str, str]) -> PassphrasePage:
    frame = current_frame()
    return PassphrasePage(
        desk=frame.staff and not frame.held,
        had=(await find_proofs(db, person_id)).passphrase > 0,
        entered=entered,
        errors=errors,
    )
