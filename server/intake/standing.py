"""Which intakes wait for nobody, kept so that the board reads those alone that may wait for somebody.

Whatever an intake stands on is told by `stir` in the same transaction. The board takes the stirs of the courses that it
reads away first, and reads after that: what comes in between leaves a stir of its own, and is read the next time.
"""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from server.access.people import Person
from server.courses.models import Course
from server.courses.places import LIVING
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.intake.consent import PURPOSES, document_now

MOST_READ = 500
DECIDED = 25
# With `:today` and `:content`: of a course nothing is kept, or it waits, or its day has come, or something has changed.
MAY_WAIT = """
    not exists (select 1 from intake_standing as standing
                where standing.course_id = course.id and standing.waits = 0 and standing.content = :content
                  and (standing.again_on is null or standing.again_on > :today)
                  and not exists (select 1 from intake_stir as stir where stir.course_id = standing.course_id))
"""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """`since` when it is decided; None where it still waits, or where there was never an intake here."""

    course_id: str
    waits: bool
    since: datetime | None = None
    again_on: date | None = None


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    patient_name: str
    since: datetime


def content_now() -> str:
    """Another one when what is asked of everybody is another: the board's own rules, and the consents that stand."""
    asked = [(one.purpose, one.version) for one in map(document_now, PURPOSES)]
    return hashlib.sha256(f"rules 1 {asked}".encode()).hexdigest()[:16]


async def stir(tx: Transaction, course: Course, now: datetime) -> None:
    """A row of its own each time: nobody waits for anybody, and none is taken for another."""
    await tx.run(
        "insert into intake_stir (id, course_id, at) values (:id, :course, :now)",
        id=new_id(now),
        course=course.id,
        now=now,
    )


async def take_stirs(tx: Transaction, courses: Sequence[Course]) -> None:
    named = {f"c{at}": course.id for at, course in enumerate(courses)}
    if named:
        places = ", ".join(f":{name}" for name in named)
        await tx.run(f"delete from intake_stir where course_id in ({places})", **named)


async def keep_standing(tx: Transaction, clinic_id: str, found: Sequence[Standing]) -> None:
    content = content_now()
    rows = [
        {
            "course": one.course_id, "clinic": clinic_id, "waits": int(one.waits), "since": one.since,
            "again": one.again_on, "content": content,
        }
        for one in found
    ]  # fmt: skip
    if rows:
        await tx.run_many(
            """
            insert into intake_standing (course_id, clinic_id, waits, since, again_on, content)
            values (:course, :clinic, :waits, :since, :again, :content)
            on conflict (course_id) do update set waits = excluded.waits, since = excluded.since,
                again_on = excluded.again_on, content = excluded.content
            """,
            rows,
        )


async def list_decided(db: Reader, me: Person, now: datetime, after: str = "") -> list[Decided]:
    """The latest first; DECIDED of them and one more where there are more."""
    later = (
        """and (standing.since, standing.course_id) < (
               select before.since, before.course_id from intake_standing as before where before.course_id = :after)"""
        if after
        else ""
    )
    return await db.all(
        Decided,
        f"""
        select standing.course_id, patient.name as patient_name, standing.since
        from intake_standing as standing cross join care_team
        join course on course.id = care_team.course_id
        join person as patient on patient.id = course.patient_id
        where standing.clinic_id = :clinic and standing.since is not null
          and care_team.course_id = standing.course_id and care_team.person_id = :me and {LIVING}
          and course.clinic_id = :clinic and course.closed_at is null {later}
        order by standing.since desc, standing.course_id desc limit :most
        """,
        clinic=me.clinic_id,
        me=me.id,
        now=now,
        most=DECIDED + 1,
        **({"after": after} if after else {}),
    )
