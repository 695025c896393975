"""Everything that the brief stands on beside the entries, in one query: what the care team reads without a share
(questionnaires, check-ins, medicines, flags), and of what needs a share only what is shared now.

Few of each kind, newest first: a brief is about lately, and the pages that its lines lead to hold the rest.
"""

from datetime import datetime
from typing import Literal

import msgspec

from server.courses.places import LIVING
from server.journal.sharing import LIVE_FOR_READER

What = Literal["step", "measure", "check-in", "medicine", "flag", "intention", "team", "waits"]
ROWS = (
    """
    select 'step' as what, id, became as one, action_id as two, '' as three, body_locked as locked,
           words_locked as also, at, received_at, at as until
    from (
        select mark.id, mark.became, mark.action_id, action.body_locked, mark.words_locked, mark.at, mark.received_at
        from small_action_mark as mark join small_action as action on action.id = mark.action_id
        where mark.course_id = :course
          and (select shared from small_action_share where course_id = :course order by at desc limit 1) = 1
          and not exists (
            select 1 from small_action_mark as before where before.action_id = mark.action_id
              and (before.received_at, before.id) < (mark.received_at, mark.id))
        order by mark.received_at desc limit 12) as steps
    union all
    select 'measure', id, instrument, '', '', body_locked, null, answered_at, received_at, null
    from (
        select id, instrument, body_locked, answered_at, received_at from measure_answer
        where course_id = :course and instrument <> 'day' order by answered_at desc limit 60) as newest
    union all
    select 'measure', id, instrument, '', '', body_locked, null, answered_at, received_at, null
    from measure_answer as start where start.course_id = :course and start.instrument <> 'day'
      and start.answered_at = (
        select min(answered_at) from measure_answer as one
        where one.course_id = :course and one.instrument = start.instrument)
    union all
    select 'check-in', id, question, '', '', body_locked, null, written_at, received_at, null
    from (
        select id, question, body_locked, written_at, received_at from check_in_answer
        where course_id = :course order by written_at desc, id desc limit 60) as told
    union all
    select 'medicine', id, subject, '', '', body_locked, null, written_at, received_at,
           (select min(first.received_at) from intake_fact as first where first.course_id = :course
            and first.kind = 'medicine' and first.subject = listed.subject)
    from (
        select fact.id, fact.subject, fact.body_locked, fact.written_at, fact.received_at from intake_fact as fact
        where fact.course_id = :course and fact.kind = 'medicine' and not exists (
            select 1 from intake_fact as later where later.course_id = :course and later.kind = 'medicine'
              and later.subject = fact.subject and (later.received_at, later.id) > (fact.received_at, fact.id))
        order by fact.received_at desc limit 120) as listed
    union all
    select 'flag', id, rule, closed_by, owner_name, null, null, received_at, coalesce(closed_at, received_at), deadline
    from (
        select flag.id, flag.rule, coalesce(closer.name, '') as closed_by, owner.name as owner_name, flag.received_at,
               step.at as closed_at, flag.deadline
        from flag
        join person as owner on owner.id = flag.owner_id
        left join flag_step as step on step.flag_id = flag.id and step.deed = 'closed'
        left join person as closer on closer.id = step.by_id
        where flag.course_id = :course order by flag.received_at desc limit 20) as flags
    union all
    select 'intention', id, session_id, '', '', body_locked, null, written_at, received_at, null
    from (
        select id, session_id, body_locked, written_at, received_at from intention
        where session_id = :session and course_id = :course order by received_at desc, id desc limit 1) as intended
    union all
    select 'team', person.id, person.name, person.role, care_team.kind, null, null, care_team.since, care_team.since,
           null
    from care_team join person on person.id = care_team.person_id
    where care_team.course_id = :course and """
    + LIVING
    + """ and person.ended_at is null
    union all
    select 'waits', entry_id, cast(waiting as text), '', '', null, null, granted_at, granted_at, null
    from (
        select entry.id as entry_id, count(*) over () as waiting, share.granted_at
    """
    + LIVE_FOR_READER
    + """ and course.id = :course
          and not exists (
            select 1 from answer left join answer_taken_back as back on back.answer_id = answer.id
            where answer.share_id = share.id and answer.entry_id = share.entry_id and back.answer_id is null)
        order by share.granted_at, share.id limit 1) as oldest
"""
)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`one`, `two` and `three` are what the kind of row says; `locked` and `also` its words."""

    what: What
    id: str
    one: str
    two: str
    three: str
    locked: bytes | None
    also: bytes | None
    at: datetime
    received_at: datetime
    until: datetime | None
