"""The caseload of one clinician: what each patient's one reason rests on, put in order by the database.

A part of the list is read at a time, and only for its lines are names and sessions looked up.
"""

from datetime import datetime
from typing import Any, Literal

import msgspec

from server.access.people import Person
from server.courses.desk import Kind
from server.courses.places import LIVING
from server.db.connection import Reader

SHOWN = 25
MOST_NAMES = 2000
Reason = Literal["flag", "soon", "waits", "missed", "quiet", "going on", "nothing planned"]
REASONS: tuple[Reason, ...] = ("flag", "soon", "waits", "missed", "quiet", "going on", "nothing planned")
# A time and what it belongs to, in one text: the least of them is the first, with what belongs to it.
FACTS = f"""
    select course.id as course_id, patient.name as patient_name, patient.zone,
           (select min(flag.deadline) from flag where flag.course_id = course.id) as flag_due,
           (select min(session.planned_at || ' ' || session.id) from session
            where session.course_id = course.id and session.opened_at is null and session.taken_out_at is null
              and session.planned_at >= :today) as coming,
           (select max(session.planned_at) from session
            where session.course_id = course.id and session.opened_at is null and session.taken_out_at is null
              and session.planned_at < :today) as missed_at,
           (select max(session.opened_at || ' ' || session.id) from session
            where session.course_id = course.id and session.opened_at is not null) as latest,
           (select min(item.since || ' ' || item.kind) from desk_item as item
            where item.course_id = course.id and item.done_at is null and (item.until is null or item.until > :now)
              and (item.audience = 'team' or item.audience = :role or item.person_id = :me)) as waiting,
           (select max(item.since) from desk_item as item where item.course_id = course.id) as told_at,
           (select max(coalesce(pause.until_at, '9')) from course_pause as pause
            where pause.course_id = course.id and pause.resumed_at is null and pause.from_at <= :now
              and (pause.until_at is null or pause.until_at > :now)) as paused
    from care_team
    join course on course.id = care_team.course_id
    join person as patient on patient.id = course.patient_id
    where care_team.person_id = :me and {LIVING} and course.clinic_id = :clinic and course.closed_at is null
"""
RANKED = """
    select facts.*, substr(facts.coming, 26) as coming_id, substr(facts.latest, 26) as latest_id,
           case when facts.flag_due is not null then 0
                when facts.coming < :soon then 1
                when facts.waiting is not null then 2
                when facts.paused is not null then 5
                when facts.missed_at is not null and facts.missed_at > coalesce(facts.latest, '') then 3
                when facts.latest is not null and facts.told_at < :quiet then 4
                when facts.coming is not null or facts.latest is not null then 5
                else 6 end as standing,
           case when facts.flag_due is not null then facts.flag_due
                when facts.coming < :soon then facts.coming
                when facts.waiting is not null then facts.waiting
                when facts.paused is not null then facts.paused
                when facts.missed_at is not null and facts.missed_at > coalesce(facts.latest, '') then facts.missed_at
                when facts.latest is not null and facts.told_at < :quiet then facts.told_at
                else coalesce(facts.coming, '9') end as at
    from facts
"""
SHOWN_CASES = """
    select shown.course_id, shown.patient_name, shown.zone, shown.standing, shown.flag_due, shown.missed_at,
           shown.told_at, shown.waiting, shown.paused, shown.all_of_it,
           coming.planned_at as next_at, coming.number as next_number,
           coming.route as next_route, latest.opened_at as last_at, latest.number as last_number,
           (select count(*) from prepared where prepared.session_id = coming.id
            and prepared.item in ('P-13', 'P-14')) as brought_home,
           (select count(*) from desk_item as item
            where item.course_id = shown.course_id and item.done_at is null
              and (item.until is null or item.until > :now)
              and (item.audience = 'team' or item.audience = :role or item.person_id = :me)) as items
    from shown
    left join session as coming on coming.id = shown.coming_id
    left join session as latest on latest.id = shown.latest_id
    order by shown.standing, shown.at, shown.patient_name, shown.course_id
"""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Of whom the list is: those with one reason, or of these courses; `after` is the course it goes on after."""

    reason: Reason | None = None
    courses: tuple[str, ...] | None = None
    after: str = ""


class Moments(msgspec.Struct, frozen=True, kw_only=True):
    """By the clinic's clock: when today began, when the day after tomorrow begins, and since when one is quiet."""

    now: datetime
    today: datetime
    soon: datetime
    quiet: datetime


class CaseRow(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    patient_name: str
    zone: str
    standing: int
    flag_due: datetime | None
    missed_at: datetime | None
    told_at: datetime | None
    waiting: str | None
    paused: str | None
    all_of_it: int
    next_at: datetime | None
    next_number: int | None
    next_route: str | None
    last_at: datetime | None
    last_number: int | None
    brought_home: int
    items: int

    @property
    def reason(self) -> Reason:
        return REASONS[self.standing]

    @property
    def waits_since(self) -> datetime | None:
        return datetime.fromisoformat(self.waiting.partition(" ")[0]) if self.waiting else None

    @property
    def waiting_kind(self) -> Kind | None:
        return self.waiting.partition(" ")[2] if self.waiting else None  # type: ignore[return-value]


class NameRow(msgspec.Struct, frozen=True):
    course_id: str
    patient_name: str


def asked_by(me: Person, moments: Moments) -> dict[str, Any]:
    """What FACTS, RANKED and SHOWN_CASES are given."""
    return {
        "me": me.id, "role": me.role, "clinic": me.clinic_id, "now": moments.now, "today": moments.today,
        "soon": moments.soon, "quiet": moments.quiet, "most": SHOWN + 1,
    }  # fmt: skip


async def list_cases(db: Reader, me: Person, asked: Asked, moments: Moments) -> list[CaseRow]:
    """SHOWN of them and one more where there are more: flags first, then by the reason, the oldest of each first."""
    places = {f"c{at}": one for at, one in enumerate(asked.courses or ())}
    named = ", ".join(f":{one}" for one in places)
    only = [f"ranked.course_id in ({named})"] if places else []
    only += ["ranked.standing = :standing"] if asked.reason else []
    later = (
        """
        and (ranked.standing, ranked.at, ranked.patient_name, ranked.course_id)
            > (select before.standing, before.at, before.patient_name, before.course_id
               from ranked as before where before.course_id = :after)"""
        if asked.after
        else ""
    )
    given = places | ({"standing": REASONS.index(asked.reason)} if asked.reason else {})
    return await db.all(
        CaseRow,
        f"""
        with facts as materialized ({FACTS}), ranked as ({RANKED}), shown as (
            select ranked.*, count(*) over () as all_of_it from ranked
            where {" and ".join(only) or "1 = 1"} {later}
            order by ranked.standing, ranked.at, ranked.patient_name, ranked.course_id limit :most
        ) {SHOWN_CASES}
        """,
        **asked_by(me, moments),
        **given,
        **({"after": asked.after} if asked.after else {}),
    )


async def list_names(db: Reader, me: Person, now: datetime) -> list[NameRow]:
    """Of every open course, at most MOST_NAMES: what is looked for is compared outside, accents and all."""
    return await db.all(
        NameRow,
        f"""
        select course.id as course_id, patient.name as patient_name
        from care_team
        join course on course.id = care_team.course_id
        join person as patient on patient.id = course.patient_id
        where care_team.person_id = :me and {LIVING} and course.clinic_id = :clinic and course.closed_at is null
        order by patient.name, course.id limit :most
        """,
        me=me.id,
        clinic=me.clinic_id,
        now=now,
        most=MOST_NAMES,
    )
