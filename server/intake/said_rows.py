"""The rows that `said.py` reads: one query over all that is written beside the patient's own telling."""

from datetime import datetime
from typing import Literal

import msgspec

What = Literal["decision", "check", "review", "step", "tick", "consent", "back", "told"]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`one`, `two` and `three` are what the kind of row says; `locked` its words."""

    what: What
    id: str
    one: str
    two: str
    three: str
    locked: bytes | None
    by_name: str
    by_role: str
    at: datetime
    received_at: datetime


SAID = """
    select 'decision' as what, told.id, told.outcome as one, told.seen as two, '' as three, told.body_locked as locked,
           person.name as by_name, person.role as by_role, told.at, told.at as received_at
    from intake_decision as told join person on person.id = told.by_id where told.course_id = :course
    union all
    select 'check', id, list, result, '', null, '', '', at, at from medicine_check where course_id = :course
    union all
    select 'review', told.id, told.list, told.result, '', told.words_locked, person.name, person.role, told.at, told.at
    from medicine_review as told join person on person.id = told.by_id where told.course_id = :course
    union all
    select 'step', told.id, told.step, coalesce(told.chase_on, ''), '', told.words_locked, person.name, person.role,
           told.at, told.received_at
    from referral_step as told join person on person.id = told.by_id where told.course_id = :course
    union all
    select 'tick', told.id, told.trial_id, told.fact_id,
           case when told.dose_enough = 1 then 'd' else '' end || case when told.weeks_enough = 1 then 'w' else '' end,
           null, person.name, person.role, told.at, told.at
    from trial_tick as told join person on person.id = told.by_id where told.course_id = :course
    union all
    select 'consent', id, purpose, cast(version as text), cast(agreed as text), null, '', '', signed_at, received_at
    from consent where course_id = :course
    union all
    select 'back', id, consent_id, '', '', null, '', '', at, received_at
    from consent_withdrawal where course_id = :course
    union all
    select 'told', max(id), kind, case when kind = 'handed in' then subject else '' end, '', null, '', '',
           max(received_at), max(received_at)
    from intake_fact where course_id = :course
    group by kind, case when kind = 'handed in' then subject else '' end
"""
