"""What stands between a right proof and a login: whether another is asked for, and a login that waits for a second one.

That the passphrase was right is carried by the form itself, sealed, for this browser and ten minutes: it is no row.
"""

import secrets
from datetime import datetime

import msgspec

from server.access.door import cookie_name, read_cookie
from server.access.held import hold_login
from server.access.house import House
from server.access.keys import Keys
from server.access.logins import start_login
from server.access.people import STAFF, Role
from server.accounts.ceremony import LASTS
from server.accounts.proof_models import SecondStepPage
from server.accounts.proofs import Proofs, find_proofs
from server.courses.own import house_of
from server.db.connection import Database, Transaction
from server.pages.handlers import Visitor

SECOND = "/account/second"


class Step(msgspec.Struct, frozen=True):
    person_id: str
    own: bool


def needs_second(role: Role, proofs: Proofs) -> bool:
    """After a right passphrase. Patients are asked where they set up codes of an app; staff wherever they can be."""
    return proofs.one_time > 0 or (role in STAFF and proofs.passkeys > 0)


async def enter(tx: Transaction, who: tuple[str, Role], device: str, now: datetime, *, own: bool) -> tuple[str, str]:
    """The token, and where to: nowhere but to the setting up of a second proof for staff who lack one."""
    person_id, role = who
    token = await start_login(tx, person_id, device, now, own=own)
    if role not in STAFF or (await find_proofs(tx, person_id)).whole:
        return token, ""
    await hold_login(tx, token, now)
    return token, SECOND


def browser_of(request: Visitor) -> str:
    """What this browser is known by while nobody is signed in on it; empty before it was asked."""
    return read_cookie(request.headers.get("cookie", ""), step_cookie(house_of(request))) or ""


def new_browser() -> str:
    return secrets.token_urlsafe(24)


def make_step(keys: Keys, browser: str, step: Step, now: datetime) -> str:
    body = f"{step.person_id}.{int(step.own)}.{int((now + LASTS).timestamp() * 1000)}"
    return f"{body}.{_mac(keys, browser, body)}"


def read_step(keys: Keys, browser: str, text: str, now: datetime) -> Step | None:
    """None when it is another browser's, too old, or was touched."""
    body, _dot, mac = text.rpartition(".")
    if not browser or not secrets.compare_digest(mac.encode(), _mac(keys, browser, body).encode()):
        return None
    person_id, own, until = body.split(".")
    return Step(person_id, own == "1") if now.timestamp() * 1000 < int(until) else None


def _mac(keys: Keys, browser: str, body: str) -> str:
    return keys.hash_code(f"second step {browser} {body}")


def step_cookie(house: House) -> str:
    return f"{cookie_name(house)}-step"


async def ask_for_second(
    store: Database, person_id: str, entered: dict[str, str], errors: dict[str, str]
) -> SecondStepPage:
    """What this person has, which whoever typed the right passphrase may know."""
    async with store.reading() as reader:
        proofs = await find_proofs(reader, person_id)
    return SecondStepPage(
        step=entered["step"],
        next=entered.get("next", ""),
        passkeys=proofs.passkeys > 0,
        codes=proofs.one_time > 0 or proofs.codes_left > 0,
        errors=errors,
    )
