"""Raises a flag from what a patient has just told, in the same transaction: both are kept, or neither is (Y-30)."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from server.clinics.flag_policy import FlagPolicy
from server.clinics.queries import current_protocol
from server.courses.models import OwnCourse
from server.db.connection import Transaction
from server.ids import new_id
from server.safety.causes import Cause
from server.safety.duty import find_duty
from server.safety.flag_queries import insert_steps
from server.safety.flags import open_flag
from server.safety.policy import RULES, level_under


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    policy: FlagPolicy
    protocol_id: str


async def raise_flags(tx: Transaction, course: OwnCourse, causes: Sequence[Cause], now: datetime) -> None:
    """By the clinic's signed policy. A cause is kept also where nobody is told, so that rules can be rehearsed."""
    if unknown := {one.rule for one in causes} - RULES.keys():
        raise LookupError(f"no such rule: {unknown}")
    fresh = [one for one in causes if await _keep_cause(tx, course, one, now)]
    if not fresh:
        return
    signed = await current_protocol(tx, course.clinic_id)
    policy = signed.read().flags
    for cause in fresh:
        level = level_under(policy, cause.rule, cause.level)
        if policy is not None and level is not None:
            opening = Opening(policy=policy, protocol_id=signed.id)
            await _open(tx, course, msgspec.structs.replace(cause, level=level), opening, now)


async def _keep_cause(tx: Transaction, course: OwnCourse, cause: Cause, now: datetime) -> bool:
    """False when it is there already."""
    added = await tx.run(
        """
        insert into flag_cause (id, clinic_id, course_id, rule, source, level, answered_at, received_at)
        values (:id, :clinic, :course, :rule, :source, :level, :answered, :now)
        on conflict (course_id, rule, source) do nothing
        """,
        id=new_id(now),
        clinic=course.clinic_id,
        course=course.id,
        rule=cause.rule,
        source=cause.source,
        level=cause.level,
        answered=cause.answered_at,
        now=now,
    )
    return added == 1


async def _open(tx: Transaction, course: OwnCourse, cause: Cause, opening: Opening, now: datetime) -> None:
    duty = await find_duty(tx, opening.policy, course.clinic_id, course.id, now)
    flag = open_flag(new_id(now), cause.level, duty, now)
    await tx.run(
        """
        insert into flag (id, clinic_id, course_id, protocol_id, rule, source, level, answer_locked, answered_at,
                          received_at, steps, owner_id, deadline, everybody, looked_at)
        values (:id, :clinic, :course, :protocol, :rule, :source, :level, :answer, :answered, :now, 1, :owner,
                :deadline, :everybody, :now)
        """,
        id=flag.id,
        clinic=course.clinic_id,
        course=course.id,
        protocol=opening.protocol_id,
        rule=cause.rule,
        source=cause.source,
        level=cause.level,
        answer=course.box.lock_maybe("flag.answer", flag.id, cause.answer),
        answered=cause.answered_at,
        now=now,
        owner=flag.last.owner_id,
        deadline=flag.last.deadline,
        everybody=int(flag.last.everybody),
    )
    await insert_steps(tx, flag.id, flag.steps, now)
