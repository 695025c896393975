"""How many flags a clinic's rules would have raised over the past 90 days, from what was told then. No words."""

from datetime import datetime, timedelta

import msgspec

from server.db.connection import Reader

OVER = timedelta(days=90)


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    rule: str
    causes: int
    people: int


async def count_causes(db: Reader, clinic_id: str, now: datetime) -> dict[str, Counted]:
    """By rule, also of rules that were off then: each cause is kept whether or not somebody was told."""
    found = await db.all(
        Counted,
        """
        select rule, count(*) as causes, count(distinct course_id) as people from flag_cause
        where clinic_id = :clinic and received_at > :since group by rule
        """,
        clinic=clinic_id,
        since=now - OVER,
    )
    return {one.rule: one for one in found}
