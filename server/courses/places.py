"""A place on a care team: what kind it is, and the one condition under which it counts: that it is living now."""

from typing import Literal

Kind = Literal["member", "co_therapist", "stand_in", "emergency"]
# Wherever staff reach anything through a team, with `:now`: a place begins and ends by the clock, with all it opens.
LIVING = "care_team.since <= :now and (care_team.until is null or care_team.until > :now)"
