"""How the demo's people signed in before: their other devices, one that is new, codes on paper, and a way back in.

Told where the demo is served, so that no page about signing in is empty; nobody's passkey can be made without a device.
"""

from datetime import datetime, timedelta

from server.access.devices import remember_browser
from server.access.logins import NewLogin, start_login, token_hash
from server.accounts.one_time import begin_one_time, begun_secret, code_at, confirm_one_time
from server.accounts.proof_codes import make_proof_code, use_proof_code
from server.accounts.recovery import begin_recovery
from server.accounts.recovery_codes import make_codes, use_code
from server.accounts.recovery_rows import find_self
from server.db.connection import Transaction
from server.demo_people import Cast, Deed, Told

DEVICES = (  # whose, what, known for how many days, signed in how many hours ago, whether it was new to their others
    ("noor", "iPhone, Safari", 45, 123, False), ("noor", "iPad, Safari", 41, 44, False),
    ("mara", "iPhone, Safari", 45, 200, False), ("mara", "Android phone, Chrome", 0, 30, True),
    ("theo", "Windows computer, Edge", 45, 80, False), ("wren", "Mac, Safari", 45, 80, False),
    ("sol", "Android phone, Chrome", 45, 150, False),
)  # fmt: skip
CODES_USED = 3


def tell_signing(cast: Cast, now: datetime) -> Told:
    told: Told = []
    for name, device, days, hours, new in DEVICES:
        at = now - timedelta(hours=hours)
        told.append((at, _signed_in(cast, (name, device), (at - timedelta(days=days), at), new=new)))
    codes, recovery, proof = (now - timedelta(days=days) for days in (30, 1, 3))
    return [
        *told,
        (codes, _codes_of_theo(cast, codes)),
        (recovery, _recovery_of_wren(cast, recovery)),
        (proof, _proof_of_sol(cast, proof)),
    ]


def _signed_in(cast: Cast, who: tuple[str, str], when: tuple[datetime, datetime], *, new: bool) -> Deed:
    (name, device), (since, at) = who, when
    person = cast.people[name]

    async def deed(tx: Transaction) -> None:
        browser = f"demo browser {name} {device}"
        await remember_browser(tx, person.id, browser, at)
        login = NewLogin(
            person_id=person.id, role=person.role, device=device, own=True, known_since=since,
            browser=token_hash(browser), strange=new,
        )  # fmt: skip
        await start_login(tx, login, at)

    return deed


def _codes_of_theo(cast: Cast, at: datetime) -> Deed:
    """An app, and ten codes of which some were used."""
    house, theo = cast.house, cast.people["theo"]

    async def deed(tx: Transaction) -> None:
        await begin_one_time(tx, house, theo, at)
        secret = await begun_secret(tx, house, theo.id) or ""
        await confirm_one_time(tx, house, theo.id, code_at(secret, at), at)
        codes = await make_codes(tx, house.keys, theo.id, at)
        for number, code in enumerate(codes[:CODES_USED]):
            await use_code(tx, house.keys, theo.id, code, at + timedelta(days=6 * number))

    return deed


def _recovery_of_wren(cast: Cast, at: datetime) -> Deed:
    """Begun by the administrator; it waits for a second one, or two days more."""
    wren = cast.people["wren"]

    async def deed(tx: Transaction) -> None:
        await begin_recovery(tx, cast.house, cast.people["ada"], await find_self(tx, wren.clinic_id, wren.id), at)

    return deed


def _proof_of_sol(cast: Cast, at: datetime) -> Deed:
    sol = cast.people["sol"]

    async def deed(tx: Transaction) -> None:
        person = await find_self(tx, sol.clinic_id, sol.id)
        code = await make_proof_code(tx, cast.house, cast.people["otto"], person, at)
        await use_proof_code(tx, cast.house, sol, code or "", at + timedelta(minutes=2))

    return deed
