"""The rows that the intake board reads: of all courses of one clinician, each kind in one query."""

from datetime import date, datetime
from typing import Literal, Protocol, TypeVar

import msgspec

from server.courses.places import LIVING
from server.intake.board import Step
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


class AlarmRow(OfCourse, frozen=True, kw_only=True):
    id: str
    body_locked: bytes
    received_at: datetime


class DecisionRow(OfCourse, frozen=True, kw_only=True):
    id: str
    outcome: Outcome
    seen: str
    body_locked: bytes
    at: datetime


class StepRow(OfCourse, frozen=True, kw_only=True):
    step: Step
    chase_on: date | None
    at: datetime


class CheckRow(OfCourse, frozen=True, kw_only=True):
    """A comparison of a list, or a review of it, in the order of their times."""

    what: Literal["check", "review"]
    list: str
    result: str


class ConsentRow(OfCourse, frozen=True, kw_only=True):
    """A signature, or where `about` names one, its being taken back."""

    id: str
    purpose: str
    version: int
    agreed: bool
    at: datetime
    received_at: datetime
    about: str


TOLD = f"""
    select care_team.course_id, min(told.received_at) as begun, max(told.received_at) as told,
           max(case when told.kind = 'handed in' and told.subject = 'intake' then told.received_at end) as handed_in,
           count(distinct case when told.kind = 'answer' then told.subject end) as answered,
           max(case when told.kind = 'answer' then told.received_at end) as answered_at,
           (select count(*) from session where course_id = care_team.course_id and opened_at is not null) as held
    from care_team left join intake_fact as told on told.course_id = care_team.course_id
    where care_team.person_id = :me and {LIVING}
    group by care_team.course_id
"""
ALARMS = f"""
    select told.course_id, told.id, told.body_locked, told.received_at
    from intake_fact as told join care_team on care_team.course_id = told.course_id
    where care_team.person_id = :me and {LIVING}
      and told.kind = 'answer' and told.subject = :alarm and told.body_locked is not null
"""
DECISIONS = f"""
    select told.course_id, told.id, told.outcome, told.seen, told.body_locked, told.at
    from intake_decision as told join care_team on care_team.course_id = told.course_id
    where care_team.person_id = :me and {LIVING}
"""
STEPS = f"""
    select told.course_id, told.step, told.chase_on, told.at
    from referral_step as told join care_team on care_team.course_id = told.course_id
    where care_team.person_id = :me and {LIVING}
    order by told.received_at, told.id
"""
CHECKS = f"""
    select told.course_id, 'check' as what, told.id, told.list, told.result, told.at
    from medicine_check as told join care_team on care_team.course_id = told.course_id
    where care_team.person_id = :me and {LIVING}
    union all
    select told.course_id, 'review', told.id, told.list, told.result, told.at
    from medicine_review as told join care_team on care_team.course_id = told.course_id
    where care_team.person_id = :me and {LIVING}
    order by 6, 3
"""
CONSENTS = f"""
    select told.course_id, told.id, told.purpose, told.version, told.agreed, told.signed_at as at, told.received_at,
           '' as about
    from consent as told join care_team on care_team.course_id = told.course_id
    where care_team.person_id = :me and {LIVING}
    union all
    select told.course_id, told.id, '', 0, 0, told.at, told.received_at, told.consent_id
    from consent_withdrawal as told join care_team on care_team.course_id = told.course_id
    where care_team.person_id = :me and {LIVING}
"""
