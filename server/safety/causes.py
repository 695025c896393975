"""Why a flag is raised: a rule, the record that it came from, and when the person answered. Pure."""

from datetime import datetime

import msgspec

from server.clinics.flag_policy import Level


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """Of one course, rule and source together are raised once. `answer` is a line for whoever owns the flag."""

    rule: str
    source: str
    level: Level
    answered_at: datetime
    answer: str = ""
