"""What is pinned, which steps are shared, and the brief that tells of it, with what is sent twice or is wrong."""

from datetime import timedelta
from uuid import uuid4

from tests.factories import entry_form
from tests.someone import Installation, Someone


def pin_and_look(installation: Installation, noor: Someone, theo: Someone) -> None:
    entries = [entry_form(f"Pinned {number}.", share="1") for number in range(4)]
    for entry in entries:
        noor.send("/journal/entries", entry)
    for entry in (*entries, entries[0]):
        noor.send(f"/journal/entries/{entry['id']}/pin", {"id": str(uuid4()), "pin": "1"})
    noor.send(f"/journal/entries/{entries[0]['id']}/pin", {"id": str(uuid4()), "pin": "0"})
    private = entry_form("Pinned for nobody.")
    noor.send("/journal/entries", private)
    noor.send(f"/journal/entries/{private['id']}/pin", {"id": str(uuid4()), "pin": "1"})
    for shared in ("1", "1", "0", "1"):
        noor.send("/journal/actions/sharing", {"id": str(uuid4()), "shared": shared})
    theirs = theo.open("/caseload").values("a[href^='/courses/']", "href")
    for path in theirs:
        installation.clock.move(timedelta(minutes=11))
        theo.open(f"{path}?since=visit")
        theo.open(f"{path}/shared?before=2026-11-25T15:00:00.000Z~{entries[0]['id']}")
        theo.open(f"{path}/trail?before=4")
        theo.send(f"{path}/fasting-plan", {"plan": ""})
