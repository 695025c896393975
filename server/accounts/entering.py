"""Coming in and leaving, whatever proved it: the two cookies, and what a sign-in leaves behind in this browser."""

from datetime import datetime

import msgspec

from server.access import attempts
from server.access.devices import first_known, has_signed_in, known_since, remember_browser, renew_browser
from server.access.door import browser_cookie_name, cookie_name
from server.access.house import House
from server.access.lifetimes import DEVICE_KNOWN_FOR, limits_of
from server.access.logins import NewLogin, end_login, start_login, token_hash
from server.access.people import STAFF, Role
from server.accounts.proofs import find_proofs
from server.courses.own import address_of, house_of, visit_of
from server.db.connection import Reader, Transaction
from server.pages.handlers import Answer, Visitor, go
from server.pages.language import gettext as _

TOKEN_LENGTH = 43
SECOND = "/account/second"
BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip


class Entering(msgspec.Struct, frozen=True, kw_only=True):
    """Who comes in, on a device of their own or not, and where they go.

    `by_button` in the demo alone, where every device counts as the first that they had.
    """

    person_id: str
    role: Role
    own: bool
    then: str
    by_button: bool = False


async def enter(request: Visitor, tx: Transaction, who: Entering, now: datetime) -> Answer:
    """A fresh login; the one that this browser had is ended, as its token is lost with the cookie.

    It goes nowhere but to the setting up of a second proof for staff who lack one, or a way back.
    """
    house, visit = house_of(request), visit_of(request)
    before = browser_of(request)
    since = await known_since(tx, who.person_id, before, now)
    strange = since is None and await has_signed_in(tx, who.person_id)
    if who.by_button:
        since = await first_known(tx, who.person_id) or since
    if visit:
        await end_login(tx, visit.person.id, visit.login_id, now)
    keeps = who.own or who.role in STAFF  # what a patient borrows for an hour is not theirs to be known by
    browser = await renew_browser(tx, before) if keeps else None
    if browser:
        await remember_browser(tx, who.person_id, browser, now)
    held = who.role in STAFF and not who.by_button and not (await find_proofs(tx, who.person_id)).whole
    new = NewLogin(
        person_id=who.person_id, role=who.role, device=device_name(request), own=who.own, known_since=since or now,
        browser=token_hash(browser) if browser else None, strange=strange, held=held,
    )  # fmt: skip
    token = await start_login(tx, new, now)
    response = go(SECOND if held else who.then)
    set_cookie(house, response, token, int(limits_of(who.role, own=who.own).whole.total_seconds()))
    if browser:
        _set(house, response, (browser_cookie_name(house), browser), int(DEVICE_KNOWN_FOR.total_seconds()))
    return response


def leave(house: House) -> Answer:
    response = go("/sign-in?ended=1")
    set_cookie(house, response, "", 0)
    return response


def set_cookie(house: House, response: Answer, token: str, seconds: int) -> None:
    _set(house, response, (cookie_name(house), token), seconds)


async def tries_of(request: Visitor, db: Reader, kind: str, who: tuple[str, str], now: datetime) -> tuple[str, str]:
    """Whose tries are counted. `who` is the person's id, empty where nobody is meant, and the account as it was named.

    Those of a browser that this person is known by count apart, so that whatever others guess, wherever, its owner can
    still try (P19).
    """
    keys, browser = house_of(request).keys, browser_of(request)
    known = await known_since(db, who[0], browser, now)
    if who[0] and browser and known:
        return attempts.subjects(keys, f"{kind} known", f"{who[0]} {browser}", browser)
    return attempts.subjects(keys, kind, who[1], address_of(request))


def browser_of(request: Visitor) -> str | None:
    found = request.cookies.get(browser_cookie_name(house_of(request)), "")
    return found if len(found) == TOKEN_LENGTH and found.isascii() else None


def device_name(request: Visitor) -> str:
    """What a person calls it: iPhone, Android phone, Windows computer; and the browser, where it says which."""
    agent = request.headers.get("user-agent", "")
    kinds = (
        ("iPhone", _("iPhone")), ("iPad", _("iPad")), ("Android", _("Android phone")),
        ("Windows", _("Windows computer")), ("Macintosh", _("Mac")), ("CrOS", _("Chromebook")),
        ("Linux", _("Linux computer")),
    )  # fmt: skip
    kind = next((name for mark, name in kinds if mark in agent), _("Another device"))
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    return f"{kind}, {browser}" if browser else kind


def _set(house: House, response: Answer, named: tuple[str, str], seconds: int) -> None:
    key, value = named
    response.set_cookie(
        key=key, value=value, path="/", httponly=True, samesite="lax", secure=house.settings.secure, max_age=seconds
    )
