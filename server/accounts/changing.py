"""After a change of what proves somebody: another token here, and an end to the other logins where something went."""

from datetime import datetime

from server.access.devices import forget_browsers
from server.access.held import release_login
from server.access.logins import end_all_logins, renew_login
from server.access.people import Visit
from server.accounts.entering import set_cookie
from server.accounts.proofs import find_proofs
from server.courses.own import house_of, visit_of
from server.db.connection import Transaction
from server.db.errors import Conflict
from server.pages.handlers import Answer, Visitor


def seen(request: Visitor) -> Visit:
    visit = visit_of(request)
    assert visit is not None, "routes about oneself are for those who are signed in"
    return visit


async def after_change(request: Visitor, tx: Transaction, response: Answer, now: datetime, *, gone: bool) -> Answer:
    """`gone` when something was taken away or replaced: it may have been in other hands, and have opened any login.

    Something more ends none, or a phone that signs in by itself would be signed out without a way back in. A login
    that waited for a second proof goes on once there is one, and a way back.
    """
    visit = seen(request)
    if visit.held and (await find_proofs(tx, visit.person.id)).whole:
        await release_login(tx, visit.person.id, visit.login_id)
    if gone:
        await end_all_logins(tx, visit.person.id, now, keep=visit.login_id)
        await forget_browsers(tx, visit.person.id, but_of=visit.login_id)
    token = await renew_login(tx, visit.login_id, visit.proven_at, now)
    if token is None:  # ended from elsewhere in this very moment: then nothing is changed
        raise Conflict
    set_cookie(house_of(request), response, token, int((visit.expires_at - now).total_seconds()))
    return response
