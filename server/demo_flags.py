"""Harbour Clinic has written who answers a flag; Cedar Clinic has not, so that both can be seen."""

from server.clinics.flag_policy import PRESCRIBER, THERAPIST, FlagPolicy, FlagRule
from server.demo_cast import CAST_IDS
from server.pages.language import later
from server.safety.policy import RULES, SUGGESTED, UNSEEN_MINUTES, URGENT_FIRST

OFF = frozenset({"worsened", "referral-concern"})
FLAGS = FlagPolicy(
    on=True,
    rules=tuple(
        FlagRule(id=one, on=one not in OFF, level="urgent" if one in URGENT_FIRST else "same_day") for one in RULES
    ),
    paces=SUGGESTED,
    owners=(THERAPIST, PRESCRIBER),
    unseen_minutes=UNSEEN_MINUTES,
    out_of_hours=later("Outside our hours somebody may read this only the next morning."),
    steward=CAST_IDS["ada"],
)
