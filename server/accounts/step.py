"""What stands between a right passphrase and coming in, where another proof is asked for.

That the passphrase was right is carried by the form itself, sealed, for this browser and ten minutes: it is no row.
"""

import secrets
from datetime import UTC, datetime

import msgspec

from server.access.door import cookie_name
from server.access.house import House
from server.access.keys import Keys
from server.access.people import STAFF, Role
from server.accounts.ceremony import LASTS
from server.accounts.proof_models import SecondStepPage
from server.accounts.proofs import Proofs, find_proofs
from server.courses.own import house_of
from server.db.connection import Database
from server.pages.handlers import Answer, Visitor


class Step(msgspec.Struct, frozen=True):
    """`given_at` is when the passphrase was right."""

    person_id: str
    own: bool
    given_at: datetime


def needs_second(role: Role, proofs: Proofs) -> bool:
    """After a right passphrase. Patients are asked where they set up codes of an app; staff wherever they can be."""
    return proofs.one_time > 0 or (role in STAFF and proofs.passkeys > 0)


def asker_of(request: Visitor) -> str:
    """What this browser is known by between a question and its answer; empty before it was asked."""
    return request.cookies.get(step_cookie(house_of(request)), "")


def new_asker() -> str:
    return secrets.token_urlsafe(24)


def mark_asker(house: House, asker: str, response: Answer) -> Answer:
    """No other browser's answer counts. Another cookie than the one that a browser is known by for good."""
    response.set_cookie(
        key=step_cookie(house), value=asker, path="/", httponly=True, samesite="strict",
        secure=house.settings.secure, max_age=int(LASTS.total_seconds()),
    )  # fmt: skip
    return response


def step_cookie(house: House) -> str:
    return f"{cookie_name(house)}-step"


def make_step(keys: Keys, asker: str, step: Step) -> str:
    body = f"{step.person_id}.{int(step.own)}.{int(step.given_at.timestamp() * 1_000_000)}"
    return f"{body}.{_mac(keys, asker, body)}"


def read_step(keys: Keys, asker: str, text: str, now: datetime) -> Step | None:
    """None when it is another browser's, too old, or was touched."""
    body, _dot, mac = text.rpartition(".")
    if not asker or not secrets.compare_digest(mac.encode(), _mac(keys, asker, body).encode()):
        return None
    person_id, own, given = body.split(".")
    given_at = datetime.fromtimestamp(int(given) / 1_000_000, UTC)
    return Step(person_id, own == "1", given_at) if now < given_at + LASTS else None


def _mac(keys: Keys, asker: str, body: str) -> str:
    return keys.hash_code(f"second step {asker} {body}")


async def ask_for_second(
    store: Database, person_id: str, entered: dict[str, str], errors: dict[str, str], waits: int = 0
) -> SecondStepPage:
    """What this person has, which whoever typed the right passphrase may know; `waits` minutes for a code."""
    async with store.reading() as reader:
        proofs = await find_proofs(reader, person_id)
    return SecondStepPage(
        step=entered["step"],
        next=entered.get("next", ""),
        passkeys=proofs.passkeys > 0,
        codes=proofs.one_time > 0 or proofs.codes_left > 0,
        waits=waits,
        errors=errors,
    )
