"""What a patient is told of their own flag: sent, seen by whom, or not yet seen, as it truly stands (Y-33)."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.courses.models import OwnCourse
from server.courses.queries import list_care_team
from server.db.connection import Reader
from server.safety.duty import find_policy
from server.safety.policy import rule_of

Told = Literal["told", "off", "nobody"]
NOT_SAFE = "not-safe"
STAYS = timedelta(days=1)


class SentFlag(msgspec.Struct, frozen=True, kw_only=True):
    """The newest. `seen_by` opened it, took it or closed it first."""

    received_at: datetime
    open_until: datetime | None
    seen_by: str | None
    seen_at: datetime | None


class OwnState(msgspec.Struct, frozen=True, kw_only=True):
    """`told`: whether somebody at the clinic is told at all. `call`: unseen for longer than the clinic has set."""

    told: Told
    sent: SentFlag | None = None
    call: bool = False
    minutes: int = 0
    out_of_hours: str = ""


async def own_state(db: Reader, course: OwnCourse, now: datetime) -> OwnState:
    """Of the newest answer that says one is not safe, open or of the last day; it counts also with its rule off now."""
    policy = await find_policy(db, course.clinic_id)
    found = await find_sent(db, course)
    sent = found if found and (found.open_until or now < found.received_at + STAYS) else None
    signed = rule_of(policy, NOT_SAFE)
    if sent is None and not (policy and policy.on and signed and signed.on):
        return OwnState(told="off")
    if sent is None and not await list_care_team(db, course.id, now):
        return OwnState(told="nobody")
    minutes = policy.unseen_minutes if policy else 0
    unseen = sent is not None and sent.seen_at is None
    call = sent is not None and unseen and not sent.received_at <= now < sent.received_at + timedelta(minutes=minutes)
    words = policy.out_of_hours if policy else ""
    return OwnState(told="told", sent=sent, call=call, minutes=minutes, out_of_hours=words)


async def find_sent(db: Reader, course: OwnCourse) -> SentFlag | None:
    return await db.find(
        SentFlag,
        """
        select flag.received_at, flag.deadline as open_until, person.name as seen_by, step.at as seen_at
        from flag
        left join flag_step as step on step.flag_id = flag.id and step.number = (
            select min(first.number) from flag_step as first where first.flag_id = flag.id and first.by_id is not null)
        left join person on person.id = step.by_id
        where flag.course_id = :course and flag.rule in (:told, :asked, :at_intake, :checked)
        order by flag.received_at desc, flag.id desc limit 1
        """,
        course=course.id,
        told=NOT_SAFE,
        asked="item-9",
        at_intake="intake-thoughts",
        checked="check-in-thoughts",
    )
