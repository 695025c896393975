"""The rows that the intake board reads of some courses (`these`), in three queries."""

from datetime import datetime
from typing import Literal, Protocol, TypeVar

import msgspec

from server.intake.decisions import Outcome

T = TypeVar("T", bound="HasCourse")


class HasCourse(Protocol):
    @property
    def course_id(self) -> str: ...


class OfCourse(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str


class ToldRow(OfCourse, frozen=True, kw_only=True):
    """`held` counts sessions that were opened."""

    begun: datetime | None
    told: datetime | None
    handed_in: datetime | None
    answered: int
    answered_at: datetime | None
    held: int


class SaidRow(OfCourse, frozen=True, kw_only=True):
    """An answer about danger (E-47), or a decision with those that it has `seen`."""

    what: Literal["alarm", "decision"]
    id: str
    outcome: Outcome | Literal[""]
    seen: str
    body_locked: bytes
    at: datetime


class StepRow(OfCourse, frozen=True, kw_only=True):
    """In the order of their arrival: a step of the referral, a comparison of a list or a review of it, or a consent.

    Of a step `main` is which, and `other` when to ask again; of comparison and review the list's version and the
    result's; of a consent its purpose, and its version with whether it was agreed to; of one taken back its id.
    """

    what: Literal["step", "check", "review", "consent", "taken back"]
    id: str
    main: str
    other: str
    at: datetime
    received_at: datetime


def told_sql(these: str) -> str:
    return f"""
    select course.id as course_id, min(told.received_at) as begun, max(told.received_at) as told,
           max(case when told.kind = 'handed in' and told.subject = 'intake' then told.received_at end) as handed_in,
           count(distinct case when told.kind = 'answer' then told.subject end) as answered,
           max(case when told.kind = 'answer' then told.received_at end) as answered_at,
           (select count(*) from session where session.course_id = course.id and opened_at is not null) as held
    from course left join intake_fact as told on told.course_id = course.id
    where course.id in ({these})
    group by course.id
    """


def said_sql(these: str) -> str:
    return f"""
    select course_id, 'alarm' as what, id, '' as outcome, '' as seen, body_locked, received_at as at
    from intake_fact
    where course_id in ({these}) and kind = 'answer' and subject = :alarm and body_locked is not null
    union all
    select course_id, 'decision', id, outcome, seen, body_locked, at from intake_decision
    where course_id in ({these})
    """


def steps_sql(these: str) -> str:
    return f"""
    select course_id, 'step' as what, id, step as main, coalesce(chase_on, '') as other, at, received_at
    from referral_step where course_id in ({these})
    union all
    select course_id, 'check', id, list, result, at, at from medicine_check where course_id in ({these})
    union all
    select course_id, 'review', id, list, result, at, at from medicine_review where course_id in ({these})
    union all
    select course_id, 'consent', id, purpose, cast(version as text) || ' ' || cast(agreed as text), signed_at,
           received_at
    from consent where course_id in ({these})
    union all
    select course_id, 'taken back', id, consent_id, '', at, received_at
    from consent_withdrawal where course_id in ({these})
    order by 7, 3
    """
