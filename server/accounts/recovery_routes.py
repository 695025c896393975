"""Staff let somebody in again who has lost every proof, in person; and that person reads of it, and can stop it."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import ProvingController, StaffController
from server.access.people import Person
from server.accounts.proof_codes import may_make_code
from server.accounts.recovery import (
    CODE_LASTS,
    begin_recovery,
    confirm_recovery,
    make_code,
    stop_recovery,
)
from server.accounts.recovery_models import OwnRecoveryPage, RecoveriesPage, RecoveryCodePage, RecoveryPage
from server.accounts.recovery_rows import (
    Recovered,
    find_person,
    find_recovery,
    find_self,
    list_recoveries,
    may_begin,
    why_not_confirm,
)
from server.courses.own import Me, house_of
from server.db.connection import Reader
from server.pages.handlers import InPath, Now, Reads, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import current_frame, show

AGAIN = later("Let somebody in again")
BEGUN = later("A way back in is open already. It goes on as it was begun.")
NOT_CONFIRMED = later(
    "This is for a second person, while it is open: somebody else than who began it, who has been here for longer than "
    "72 hours, and was not invited by who began it."
)
NOT_YET = later("No code can be made yet: nobody else has confirmed it, and the time of waiting is not over.")
NOTHING = later("There is nothing to stop any more.")


class RecoveryController(StaffController):
    path = "/recovery"

    @get("/")
    async def open_recoveries(self, db: Reads, me: Me, now: Now) -> Response[str]:
        return show(RecoveriesPage(recoveries=await list_recoveries(db, me, now)))

    @get("/{person_id:uuid}")
    async def open_recovery(self, db: Reads, me: Me, person_id: InPath[UUID], now: Now) -> Response[str]:
        person = await reach(db, me, person_id, now)
        return show(await recovery_page(db, me, person, now))

    @post("/{person_id:uuid}/begin", proven=AGAIN)
    async def begin(self, request: Visitor, tx: Writes, me: Me, person_id: InPath[UUID], now: Now) -> Response[Any]:
        person = await reach(tx, me, person_id, now)
        if not may_begin(me, person):
            raise NotFoundException
        if not await begin_recovery(tx, house_of(request), me, person, now):
            return show(await recovery_page(tx, me, person, now, _(BEGUN)), 409)
        return answer(request, then=f"/recovery/{person.id}")

    @post("/{person_id:uuid}/confirm", proven=AGAIN)
    async def confirm(self, request: Visitor, tx: Writes, me: Me, person_id: InPath[UUID], now: Now) -> Response[Any]:
        person = await reach(tx, me, person_id, now)
        if not await confirm_recovery(tx, house_of(request), me, person, now):
            return show(await recovery_page(tx, me, person, now, _(NOT_CONFIRMED)), 409)
        return answer(request, then=f"/recovery/{person.id}")

    @post("/{person_id:uuid}/code", proven=AGAIN)
    async def give_code(self, request: Visitor, tx: Writes, me: Me, person_id: InPath[UUID], now: Now) -> Response[Any]:
        person = await reach(tx, me, person_id, now)
        code = await make_code(tx, house_of(request), me, person, now)
        if code is None:
            return show(await recovery_page(tx, me, person, now, _(NOT_YET)), 409)
        return show(RecoveryCodePage(person=person, code=code, expires_at=now + CODE_LASTS), 201)

    @post("/{person_id:uuid}/stop")
    async def stop(self, request: Visitor, tx: Writes, me: Me, person_id: InPath[UUID], now: Now) -> Response[Any]:
        person = await reach(tx, me, person_id, now)
        if not await stop_recovery(tx, house_of(request), me, person, now):
            return show(await recovery_page(tx, me, person, now, _(NOTHING)), 409)
        return answer(request, then=f"/recovery/{person.id}")


class OwnRecoveryController(ProvingController):
    path = "/account/recovery"

    @get("/")
    async def open_own(self, db: Reads, me: Me, now: Now) -> Response[str]:
        frame, found = current_frame(), await find_recovery(db, me.id, now)
        return show(
            OwnRecoveryPage(
                desk=frame.staff and not frame.held,
                recovery=found,
                open=found is not None and found.is_open(now),
            )
        )

    @post("/stop")
    async def stop_own(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[Any]:
        """Repeatable: what has ended stays so."""
        await stop_recovery(tx, house_of(request), me, await find_self(tx, me.clinic_id, me.id), now)
        return answer(request, then="/account/recovery")


async def reach(db: Reader, me: Person, person_id: UUID, now: Now) -> Recovered:
    person = await find_person(db, me, str(person_id), now)
    if person is None or not person.joined:
        raise NotFoundException
    return person


async def recovery_page(db: Reader, me: Person, person: Recovered, now: Now, refused: str = "") -> RecoveryPage:
    found = await find_recovery(db, person.id, now)
    why_not = await why_not_confirm(db, me, person.id, found) if found else ""
    return RecoveryPage(
        person=person,
        recovery=found,
        open=found is not None and found.is_open(now),
        may_begin=may_begin(me, person),
        may_prove=await may_make_code(db, me, person),
        may_confirm=found is not None and found.confirmed_at is None and why_not == "",
        why_not=why_not,
        refused=refused,
    )
