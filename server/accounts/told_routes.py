"""What there is to know about how one signs in: codes that the team made, guesses of who knew the passphrase, and
what became of accounts of the staff."""

from typing import Annotated, Any, ClassVar

import msgspec
from litestar import Response, get, post

from server.access.audience import ProvingController
from server.accounts.notices import CodeMade, WrongCodes, know_notices, list_codes_made, list_wrong_codes
from server.accounts.proof_codes import stop_proof_code
from server.accounts.standing import Told, list_told
from server.accounts.standing_words import said_of_change
from server.courses.own import Me, house_of
from server.pages.forms import Words, read_form
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes, answer
from server.pages.page import Page, current_frame, show

HERE = "/account/told"


class KnownForm(msgspec.Struct, frozen=True, kw_only=True):
    """`until` is the newest that was shown."""

    until: Annotated[str, Words(40, least=0, one_line=True)]


class ToldPage(Page, kw_only=True):
    """`live` while a code can still be stopped. `accounts` are of the staff: one's own, and to administrators all."""

    template: ClassVar[str] = "accounts/told.html"
    desk: bool
    codes: list[CodeMade]
    wrong: list[WrongCodes]
    accounts: list[Told]
    words: dict[str, str]
    live: bool
    until: str


class ToldController(ProvingController):
    path = HERE

    @get("/")
    async def open_told(self, db: Reads, me: Me, now: Now) -> Response[str]:
        frame = current_frame()
        codes, wrong = await list_codes_made(db, me.id, now), await list_wrong_codes(db, me.id, now)
        accounts = await list_told(db, me.id, now)
        shown = [*(one.id for one in codes), *(one.newest for one in wrong), *(one.told_id for one in accounts)]
        return show(
            ToldPage(
                desk=frame.staff and not frame.held,
                codes=codes,
                wrong=wrong,
                accounts=accounts,
                words={one.id: said_of_change(one, me.id) for one in accounts},
                live=any(one.is_live(now) for one in codes),
                until=max(shown, default=""),
            )
        )

    @post("/known")
    async def know(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        read = read_form(KnownForm, form)
        if read.value:
            await know_notices(tx, me.id, read.value.until, now)
        return answer(request, then=HERE)

    @post("/stop")
    async def stop(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[Any]:
        """The code that can still be used. Repeatable: what has ended stays so."""
        await stop_proof_code(tx, house_of(request), me, now)
        return answer(request, then=HERE)
