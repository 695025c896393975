"""One fact each, and the sentence in which the brief says it."""

from typing import Any

from msgspec.structs import replace

from server.review.brief import Ready
from server.review.brief_facts import Waits
from server.review.brief_words import Words
from tests.courses.made import days, held, hours, planned
from tests.review.briefed import answered, check_in, flag, medicine, reviewed, shown, step

BEFORE, LATELY = days(-9), days(-2)
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "a session": (
        {"sessions": (held(1, days(-20)), held(2, hours(-50)))},
        "Session two took place on 23 November.",
    ),
    "a session that was discharged": (
        {"sessions": (replace(held(2, hours(-50)), discharged_by_name="Pria"),)},
        "Session two took place on 23 November. Discharged by Pria at 11:00 am.",
    ),
    "two sessions": (
        {"sessions": (held(1, days(-6)), held(2, days(-2), discharged=False))},
        "Two sessions took place. Session two took place on 23 November.",
    ),
    "a total beside the start": (
        {"measures": (answered(19, days(-30)), answered(12, LATELY)), "sessions": (held(1, days(-20)),)},
        "PHQ-9: 12, seven points lower than at the start (19). Question 9: not endorsed, asked 23 November.",
    ),
    "the first total": (
        {"measures": (answered(19, LATELY),), "sessions": (planned(1, days(3)),)},
        "PHQ-9: 19, the first answers. It came before session one. Question 9: not endorsed, asked 23 November.",
    ),
    "an endorsed item": (
        {"measures": (answered(19, days(-30)), answered(21, LATELY, q9=1))},
        "PHQ-9: 21, about the same as at the start (19). Question 9: endorsed, “Several days”, asked 23 November.",
    ),
    "one entry": (
        {"shared": (shown("a", LATELY),), "waits": Waits(count=1, oldest="a", since=LATELY)},
        "Mara shared one entry with you. It waits for an answer.",
    ),
    "one that was answered": (
        {"shared": (shown("a", LATELY, answered_at=days(-1)),)},
        "Mara shared one entry with you.",
    ),
    "an old one that waits": (
        {"waits": Waits(count=2, oldest="a", since=BEFORE)},
        "Two shared entries wait for an answer, the oldest for 9 days.",
    ),
    "a check-in": (
        {"check_ins": (check_in(BEFORE, longing=("2",)), check_in(LATELY, longing=("4",), bladder=("often",)))},
        "Check-in of 23 November: Thinking about ketamine, or longing for it: 4 of 10, from 2; "
        "Bladder: Going more often.",
    ),
    "a plain check-in": (
        {"check_ins": (check_in(LATELY, longing=("0",), bladder=("none",), memory=("same",)),)},
        "Check-in of 23 November: nothing beside plain answers.",
    ),
    "steps": (
        {"steps": (step("Walk.", "done", days(-2)), step("Tea", "let go", days(-1), "Too early."))},
        "Done: “Walk”. Let go: “Tea”. “Too early.”",
    ),
    "medicines": (
        {
            "medicines": (
                medicine("iron", LATELY), medicine("zinc", LATELY, days(-90)), medicine("old", LATELY, days(-90),
                out=True), medicine("kept", days(-60)), medicine("tried", LATELY, days(-3), out=True),
            ),
            "review": reviewed(days(-40)),
        },
        "Medicines since Pria went through them on 16 October: Iron added, one taken out, Zinc changed.",
    ),
    "medicines that nobody read": (
        {"medicines": (medicine("iron", LATELY),)},
        "The list of medicines has not been gone through by a prescriber yet.",
    ),
    "a flag": (
        {"flags": (flag("f", LATELY, hours(2)),)},
        "A flag is open: PHQ-9, question nine: any answer above “not at all”. It is with Theo.",
    ),
    "a closed flag": (
        {"flags": (flag("f", BEFORE, None, LATELY),)},
        "Theo closed a flag on 23 November: PHQ-9, question nine: any answer above “not at all”.",
    ),
    "an open board": (
        {"ready": Ready(session=planned(3, days(9)), open=("Ride", "Intention"))},
        "Session three is planned for 4 December. Open: Intention, Ride.",
    ),
    "a board with nothing open": (
        {"ready": Ready(session=planned(3, days(9)), open=())},
        "Session three is planned for 4 December; nothing is open on its board.",
    ),
    "a long board": (
        {"ready": Ready(session=planned(3, days(9)), open=("A", "B", "C", "D", "E", "F"))},
        "Session three is planned for 4 December. Open: A, B, C, D and two more.",
    ),
    "a gap": ({"shared": (shown("a", days(-16)),)}, "Nothing shared or told for 16 days."),
    "words of a long course": (
        {"words": Words(new=("tide",), whole=False)},
        "Words that are new among the newest entries: tide.",
    ),
    "words": (
        {"words": Words(new=("tide", "oar"), back=(("hands", 4),))},
        "New words in what was shared: tide, oar. Words that come back in it: hands (4 entries).",
    ),
}  # fmt: skip
