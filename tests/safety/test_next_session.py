"""After a flag the next session stays marked until a clinician confirms it; closing the flag is not that (Y-35)."""

from datetime import timedelta
from uuid import uuid4

from tests.house.forms import coming_session
from tests.safety.flagged import head, tell
from tests.someone import Installation, Someone

ASKS = "A clinician must confirm this one with you."


def course_of(theo: Someone, name: str) -> str:
    return next(
        one for one in theo.open("/caseload").values("a[href^='/courses/']", "href") if name in theo.open(one).one("h1")
    )


def test_y_35_the_next_session_is_marked_until_a_clinician_confirms_it(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    assert ASKS not in noor.open("/today").words
    tell(noor)
    installation.clock.move(timedelta(minutes=1))
    assert ASKS in noor.open("/today").words
    theo.send(f"/flags/{head(installation).id}/close", {"id": str(uuid4()), "note": "We talked."})
    assert ASKS in noor.open("/today").words

    ready = {"session": coming_session(installation, "noor"), "item": "Y-35", "done": "1"}
    course = course_of(theo, "Noor")
    assert "A clinician confirms this session" in theo.open(course).words
    theo.send(f"{course}/ready", ready)
    assert ASKS not in noor.open("/today").words

    installation.clock.move(timedelta(minutes=1))
    tell(noor)
    assert ASKS in noor.open("/today").words


def test_whoever_told_nothing_has_no_such_line(noor: Someone, theo: Someone) -> None:
    line = "A clinician confirms this session"
    assert line not in noor.open("/prepare/checklist").words
    assert line not in theo.open(course_of(theo, "Noor")).words
