"""Codes after a right passphrase, and whatever is typed under “Is it you?”: few wrong ones in a day, and their owner is
told.

Those of a browser that the owner is known by count apart, so that others' guesses keep nobody out of their own.
"""

from datetime import datetime, timedelta
from math import ceil
from typing import Literal

import msgspec

from server.access.devices import known_since
from server.access.lifetimes import TOLD_FOR
from server.access.logins import token_hash
from server.accounts.entering import browser_of, device_name
from server.accounts.notices import give_notice, settle_notices
from server.accounts.step import asker_of
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.pages.handlers import Visitor

DAY = timedelta(days=1)
FREE = 20  # wrong ones in a day; then the waits grow, and each outlasts the step, so that the passphrase is given anew
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=15), timedelta(hours=12)
FORGIVEN = 3  # slips of somebody who then gets it right, of which nobody is told


Asked = Literal["second", "proof"]


class Trier(msgspec.Struct, frozen=True):
    """Who is asked for a code, and from where: `browser` is since when they are known there, or empty.

    `asked` is whether at the second step of a sign-in, or for a proof that it is still them.
    """

    person_id: str
    browser: str
    asker_hash: str
    device: str
    asked: Asked = "second"


class Wrong(msgspec.Struct, frozen=True):
    """What was wrong within a day, from all that is not known or from one browser that is."""

    many: int
    last: datetime | None

    def waits_for(self, now: datetime) -> int:
        """In how many minutes a code may be typed again; 0 when it may be now."""
        if self.last is None or self.many < FREE:
            return 0
        doubled: int = 2 ** min(self.many - FREE, 10)
        until = self.last + min(FIRST_WAIT * doubled, LONGEST_WAIT)
        return max(ceil((until - now).total_seconds() / 60), 0)


async def trier_of(request: Visitor, db: Reader, person_id: str, now: datetime, login: str = "") -> Trier:
    """`login` is the id of theirs, where somebody is signed in."""
    since = await known_since(db, person_id, browser_of(request), now)
    browser = since.isoformat() if since else ""
    asked: Asked = "proof" if login else "second"
    return Trier(person_id, browser, token_hash(login or asker_of(request)), device_name(request), asked)


async def find_wrong(db: Reader, trier: Trier, now: datetime) -> Wrong:
    return await db.one(
        Wrong,
        """
        select count(*) as many, max(tried_at) as last from wrong_code
        where person_id = :person and tried_at > :since and browser = :browser
        """,
        person=trier.person_id,
        since=now - DAY,
        browser=trier.browser,
    )


async def note_wrong(tx: Transaction, trier: Trier, now: datetime) -> str:
    """Told at once, wherever the owner is signed in. Answers its id."""
    wrong_id = new_id(now)
    await tx.run(
        "delete from wrong_code where person_id = :person and tried_at <= :before",
        person=trier.person_id,
        before=now - TOLD_FOR,
    )
    await tx.run(
        """
        insert into wrong_code (id, person_id, browser, asker_hash, device, asked, tried_at)
        values (:id, :person_id, :browser, :asker_hash, :device, :asked, :now)
        """,
        id=wrong_id,
        now=now,
        **msgspec.structs.asdict(trier),
    )
    await give_notice(tx, trier.person_id, now)
    return wrong_id


async def take_back_wrong(tx: Transaction, trier: Trier, wrong_id: str, now: datetime) -> None:
    """It was right after all."""
    await tx.run("delete from wrong_code where id = :id and person_id = :person", id=wrong_id, person=trier.person_id)
    await settle_notices(tx, trier.person_id)
    await forgive_slips(tx, trier, now)


async def forgive_slips(tx: Transaction, trier: Trier, now: datetime) -> None:
    """After a right code: who mistyped it once or twice in this browser need not be told of it."""
    both = {"person": trier.person_id, "asker": trier.asker_hash, "since": now - DAY}
    slips = await tx.value(
        "select count(*) from wrong_code where person_id = :person and tried_at > :since and asker_hash = :asker",
        **both,
    )
    if 0 < int(slips or 0) <= FORGIVEN:
        await tx.run(
            "delete from wrong_code where person_id = :person and tried_at > :since and asker_hash = :asker", **both
        )
        await settle_notices(tx, trier.person_id)
