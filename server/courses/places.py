"""A place on a care team: what kind it is, and the one condition under which it counts: that it is living now."""

from datetime import datetime
from typing import Literal

import msgspec

from server.db.connection import Reader

Kind = Literal["member", "co_therapist", "stand_in", "emergency"]
LASTING: tuple[Kind, ...] = ("member", "co_therapist")
# Wherever staff reach anything through a team, with `:now`: a place begins and ends by the clock, with all it opens.
LIVING = "care_team.since <= :now and (care_team.until is null or care_team.until > :now)"
PLACE = """
    select care_team.id, care_team.course_id, care_team.person_id, person.name, person.role, care_team.kind,
           care_team.since, care_team.until, care_team.hand_over_id, care_team.reason_locked, care_team.seen_at,
           giver.name as by_name, ender.name as ended_by_name, away.name as for_name, person.ended_at as left_at
    from care_team
    join person on person.id = care_team.person_id
    left join person as giver on giver.id = care_team.by_id
    left join person as ender on ender.id = care_team.ended_by
    left join person as away on away.id = care_team.for_id
"""
MOST_PLACES = 100


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """`for_name` is who is away; `ended_by_name` who ended it before its time, or for good; `left_at` when
    the person left the clinic."""

    id: str
    course_id: str
    person_id: str
    name: str
    role: str
    kind: Kind
    since: datetime
    until: datetime | None
    hand_over_id: str | None
    reason_locked: bytes | None
    seen_at: datetime | None
    by_name: str | None
    ended_by_name: str | None
    for_name: str | None
    left_at: datetime | None

    @property
    def lasting(self) -> bool:
        return self.kind in LASTING

    @property
    def never_was(self) -> bool:
        """Planned, and taken back before it began."""
        return self.kind == "stand_in" and self.until is not None and self.until <= self.since

    def living(self, now: datetime) -> bool:
        return self.since <= now and not self.over(now)

    def planned(self, now: datetime) -> bool:
        return self.since > now and not self.over(now) and not self.never_was

    def over(self, now: datetime) -> bool:
        return self.until is not None and self.until <= now

    def meets(self, since: datetime, until: datetime) -> bool:
        """Whether some of that time is in it."""
        return self.since < until and (self.until is None or self.until > max(since, self.since))


async def list_places(db: Reader, course_id: str) -> list[Place]:
    """All that there ever were, the newest first, at most MOST_PLACES; those without an end are among them."""
    return await db.all(
        Place,
        PLACE + " where care_team.course_id = :course order by"
        " case when care_team.until is null then 0 else 1 end, care_team.since desc, care_team.id limit :most",
        course=course_id,
        most=MOST_PLACES,
    )
