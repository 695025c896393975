"""Signs the tiers of a clinic as a further version of its protocol, and moves those whom nobody has decided on."""

from datetime import datetime
from typing import Literal

import msgspec

from server.access.house import House
from server.access.people import Person
from server.access.trail import write_trail
from server.clinics.protocol import Protocol
from server.clinics.queries import SignedProtocol, current_protocol
from server.clinics.signing import NewVersion, Signed, sign_protocol
from server.courses.moving import Moving, move_to_protocol
from server.db.connection import Reader, Transaction
from server.intake.content import Tier
from server.intake.tiers import TiersForm

MOST_MOVED = 500


class Undecided(msgspec.Struct, frozen=True):
    id: str
    protocol_id: str


async def count_undecided(db: Reader, clinic_id: str, version: int) -> int:
    """How many `list_undecided` would name; counted by the database, which hands out no row for it."""
    return int(
        await db.value(
            """
            select count(*) from (
                select course.id from course join protocol on protocol.id = course.protocol_id
                where course.clinic_id = :clinic and course.closed_at is null and protocol.version < :version
                  and not exists (select 1 from intake_decision where intake_decision.course_id = course.id)
                  and not exists (select 1 from session where session.course_id = course.id
                                  and session.opened_at is not null)
                limit :most
            ) as undecided
            """,
            clinic=clinic_id,
            version=version,
            most=MOST_MOVED,
        )
    )


async def list_undecided(db: Reader, clinic_id: str, version: int) -> list[Undecided]:
    """Open courses on an earlier version, without a decision on their intake and without a session held."""
    return await db.all(
        Undecided,
        """
        select course.id, course.protocol_id from course join protocol on protocol.id = course.protocol_id
        where course.clinic_id = :clinic and course.closed_at is null and protocol.version < :version
          and not exists (select 1 from intake_decision where intake_decision.course_id = course.id)
          and not exists (select 1 from session where session.course_id = course.id and session.opened_at is not null)
        order by course.created_at limit :most
        """,
        clinic=clinic_id,
        version=version,
        most=MOST_MOVED,
    )


async def set_tiers(
    tx: Transaction, house: House, me: Person, given: tuple[TiersForm, dict[str, Tier]], now: datetime
) -> Signed | Literal["same"]:
    """ "same": nothing was changed, and nobody was to be moved. Safe to repeat."""
    form, tiers = given
    current = await current_protocol(tx, me.clinic_id)
    protocol = _with(current.read(), tiers, form.because)
    outcome: Signed | Literal["same"] = "same"
    if tiers != current.read().condition_tiers or form.id == current.id:
        new = NewVersion(id=form.id, after=form.version, protocol=protocol)
        outcome = await sign_protocol(tx, me, new, now)
    if outcome == "signed":
        await write_trail(tx, house.keys.trail, me, "signed protocol", course_id=None, subject_id=form.id, now=now)
    if outcome in ("signed", "kept", "same") and form.also:
        outcome = "kept" if await _move(tx, house, me, now) or outcome != "same" else "same"
    return outcome


def _with(protocol: Protocol, tiers: dict[str, Tier], because: str) -> Protocol:
    return msgspec.structs.replace(protocol, condition_tiers=dict(sorted(tiers.items())), because=because)


async def _move(tx: Transaction, house: House, me: Person, now: datetime) -> int:
    """How many went over to the version that is the clinic's now; each patient sees it among who did what."""
    current: SignedProtocol = await current_protocol(tx, me.clinic_id)
    courses = await list_undecided(tx, me.clinic_id, current.version)
    for one in courses:
        await move_to_protocol(tx, me, Moving(course_id=one.id, from_id=one.protocol_id, to_id=current.id), now)
        await write_trail(tx, house.keys.trail, me, "moved protocol", course_id=one.id, subject_id=current.id, now=now)
    return len(courses)
