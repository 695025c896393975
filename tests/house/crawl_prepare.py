"""What a patient does before a session, as part of the day in `crawl`."""

from uuid import uuid4

from tests.house.forms import coming_session
from tests.someone import Installation, Someone


def prepare(installation: Installation, noor: Someone) -> None:
    session = coming_session(installation, "noor")
    line = {"id": str(uuid4()), "session": session}
    noor.send("/prepare/lessons/safety/read")
    for words in ("Stay.", "Stay a while."):
        noor.send("/prepare/intention", line | {"body": words})
        noor.send("/prepare/fasting/slip", line | {"what": words, "taken_at": "06:10"})
    noor.send("/practice", {"id": str(uuid4()), "pattern": "B-02", "seconds": "300", "before": "4", "after": "6"})
    noor.send("/practice", {"id": str(uuid4()), "pattern": ""})
    for shared in ("1", "0", "1"):
        noor.send("/practice/sharing", {"id": str(uuid4()), "shared": shared})
    noor.send("/prepare/checklist/P-13", {"session": session, "done": "1", "words": "My sister"})
    noor.send("/prepare/checklist/P-15", {"session": session, "done": "1"})
    noor.send("/prepare/checklist/P-15", {"session": session, "done": "0"})
    noor.send("/prepare/fasting/own-plan", {"id": str(uuid4())})
    noor.send(f"/sessions/{session}/arrival", {"fasting": "kept", "ride": "yes", "feeling": "6", "words": "A cold."})
