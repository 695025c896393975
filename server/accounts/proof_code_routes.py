"""One of the care team makes a code that only proves, for a patient who is in front of them."""

from typing import Any
from uuid import UUID

from litestar import Response, post
from litestar.exceptions import NotFoundException

from server.access.audience import StaffController
from server.accounts.proof_codes import LASTS, make_proof_code
from server.accounts.recovery_models import ProofCodePage
from server.accounts.recovery_routes import reach, recovery_page
from server.accounts.recovery_rows import may_begin
from server.courses.own import Me, house_of
from server.pages.handlers import InPath, Now, Visitor, Writes
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import show

OWN_WAY = later("No code was made: there is a passphrase, a passkey or codes by now, and that is what proves it.")


class ProofCodeController(StaffController):
    path = "/recovery/{person_id:uuid}/proof"

    @post("/", proven=later("Make a code that proves who somebody is"))
    async def give_proof_code(
        self, request: Visitor, tx: Writes, me: Me, person_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        person = await reach(tx, me, person_id, now)
        if not person.patient or not may_begin(me, person):
            raise NotFoundException
        code = await make_proof_code(tx, house_of(request), me, person, now)
        if code is None:
            return show(await recovery_page(tx, me, person, now, _(OWN_WAY)), 409)
        return show(ProofCodePage(person=person, code=code, expires_at=now + LASTS), 201)
