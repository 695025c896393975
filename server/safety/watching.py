"""Flags as staff see them. Whoever is asked may see one: the care team, the clinic's signed list, its owner, and once
the list has been gone through, every clinician. The person comes first."""

from datetime import datetime

import msgspec

from server.access.house import House
from server.access.people import Person
from server.clinics.flag_policy import Level
from server.clinics.protocol import read_protocol
from server.courses.models import Course
from server.courses.places import LIVING
from server.courses.queries import find_course_of_clinic
from server.db.connection import Reader, Transaction
from server.pages.language import gettext as _
from server.safety.escalation import escalate
from server.safety.flags import Deed, Why
from server.safety.policy import LEVEL_WORDS, rule_said

MOST, DUE_AT_ONCE, CLOSED_SHOWN = 50, 20, 10


class Named(msgspec.Struct, frozen=True):
    id: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A flag in a list: who owns it until when, and both times. `seen`: the reader has had it open before, or more.
    `cared_for`: the reader is on the care team and may open the patient's page.

    The answer stays locked in lists; it is opened where a flag is, and that is written down.
    """

    id: str
    course_id: str
    patient_name: str
    rule: str
    level: Level
    answered_at: datetime
    received_at: datetime
    steps: int
    owner_id: str
    owner_name: str
    deadline: datetime | None
    everybody: int
    looked_at: datetime
    answer_locked: bytes | None
    seen: int
    cared_for: int

    @property
    def title(self) -> str:
        return rule_said(self.rule)

    @property
    def level_said(self) -> str:
        return _(LEVEL_WORDS[self.level])


class Glance(msgspec.Struct, frozen=True):
    """What changes when anything does. `newest` is the flag that came last, `first` the deadline that comes first."""

    open: int
    steps: int
    newest: str
    first: datetime | None
    numbers: str

    @property
    def mark(self) -> str:
        return f"{self.open}-{self.steps}-{self.newest}"

    @property
    def set_up(self) -> bool:
        """The clinic has finished writing who answers."""
        policy = read_protocol(self.numbers).flags
        return policy is not None and policy.on


class History(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    deed: Deed
    at: datetime
    by_name: str | None
    owner_name: str
    deadline: datetime | None
    everybody: int
    why: Why
    note_locked: bytes | None


LINE = f"""
    select flag.id, flag.course_id, patient.name as patient_name, flag.rule, flag.level, flag.answered_at,
           flag.received_at, flag.steps, flag.owner_id, owner.name as owner_name, flag.deadline, flag.everybody,
           flag.looked_at, flag.answer_locked,
           (select count(*) from flag_step where flag_step.flag_id = flag.id and flag_step.by_id = :me) as seen,
           (select count(*) from care_team where care_team.course_id = flag.course_id and care_team.person_id = :me
            and {LIVING}) as cared_for
    from flag
    join course on course.id = flag.course_id
    join person as patient on patient.id = course.patient_id
    join person as owner on owner.id = flag.owner_id
"""
# `:listed` is the person's id as it stands in the signed list; it is a random id, and stands nowhere else there.
SEEN_BY = f"""
    flag.clinic_id = :clinic and (
        flag.owner_id = :me or flag.everybody = 1
        or exists (select 1 from care_team where care_team.person_id = :me and care_team.course_id = flag.course_id
                   and {LIVING})
        or (select protocol.numbers from protocol where protocol.clinic_id = :clinic
            order by protocol.version desc limit 1) like :listed
    )
"""
GLANCE = """
    select count(*) as open, coalesce(sum(flag.steps), 0) as steps, coalesce(max(flag.id), '') as newest,
           min(flag.deadline) as first,
           (select numbers from protocol where clinic_id = :clinic order by version desc limit 1) as numbers
    from flag where flag.deadline is not null and
"""


def _asks(me: Person, now: datetime) -> dict[str, str | datetime]:
    return {"clinic": me.clinic_id, "me": me.id, "listed": f'%"{me.id}"%', "now": now}


async def list_flags(db: Reader, me: Person, now: datetime) -> list[Line]:
    """Open ones, by their deadline, at most MOST."""
    return await db.all(
        Line,
        LINE + f" where flag.deadline is not null and {SEEN_BY} order by flag.deadline, flag.id limit :most",
        most=MOST,
        **_asks(me, now),
    )


async def list_closed(db: Reader, me: Person, since: datetime, now: datetime) -> list[Line]:
    return await db.all(
        Line,
        LINE
        + f" where flag.deadline is null and flag.received_at >= :since and {SEEN_BY}"
        + " order by flag.received_at desc limit :most",
        since=since,
        most=CLOSED_SHOWN,
        **_asks(me, now),
    )


async def find_line(db: Reader, me: Person, flag_id: str, now: datetime) -> Line | None:
    return await db.find(Line, LINE + f" where flag.id = :flag and {SEEN_BY}", flag=flag_id, **_asks(me, now))


async def glance(db: Reader, me: Person, now: datetime) -> Glance:
    return await db.one(Glance, GLANCE + SEEN_BY, **_asks(me, now))


async def pass_on_due(tx: Transaction, clinic_id: str, now: datetime) -> None:
    """Before flags are shown: nobody ever sees one past its deadline that was not passed on."""
    due = await tx.all(
        Named,
        """
        select id from flag where clinic_id = :clinic and deadline is not null and deadline <= :now
        order by deadline limit :most
        """,
        clinic=clinic_id,
        now=now,
        most=DUE_AT_ONCE,
    )
    for one in due:
        await escalate(tx, clinic_id, one.id, now)


async def list_history(db: Reader, me: Person, flag_id: str) -> list[History]:
    return await db.all(
        History,
        """
        select step.id, step.deed, step.at, writer.name as by_name, owner.name as owner_name, step.deadline,
               step.everybody, step.why, step.note_locked
        from flag_step as step
        join flag on flag.id = step.flag_id
        join person as owner on owner.id = step.owner_id
        left join person as writer on writer.id = step.by_id
        where step.flag_id = :flag and flag.clinic_id = :clinic order by step.number desc limit 100
        """,
        flag=flag_id,
        clinic=me.clinic_id,
    )


async def course_of_flag(db: Reader, house: House, me: Person, line: Line) -> Course | None:
    """The course's lock, for who may see this flag; whoever asks has found it as a Line."""
    return await find_course_of_clinic(db, house.vault, me.clinic_id, line.course_id)
