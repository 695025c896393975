"""A colleague is invited and joins; and an entry is written, shared, answered and taken back."""

from uuid import uuid4

from tests.factories import entry_form
from tests.house.crawl_journal import keep_a_journal
from tests.someone import Installation, Someone

NOON = "2026-11-25T15:00:00.000Z"


def join(installation: Installation, ada: Someone) -> None:
    therapist = ada.open("/invitations").values("#therapist option")[1]
    ada.send("/invitations", {"name": "Robin", "therapist": therapist})
    listed = ada.open("/invitations").values("form[action^='/invitations/']", "action")
    again, robin = ada.send(next(path for path in listed if path.endswith("/again"))), installation.someone()
    robin.send("/join", {"code": "NOSUCHCODE"})
    secret = again.one("#the-code")
    choose = robin.send("/join", {"code": secret})
    form = {"secret": choose.values("[name=secret]")[0], "way": "passphrase", "zone": "America/Toronto"}
    robin.send("/join/accept", form | {"name": "robin", "passphrase": "a kettle in the rain"})
    robin.send("/sign-out", {"everywhere": "1"})
    robin.send("/sign-in", {"name": "robin", "passphrase": "not this one at all"})
    robin.send("/sign-in", {"name": "robin", "passphrase": "a kettle in the rain", "own": "1"})
    ada.send("/invitations", {"name": "Kim", "therapist": therapist})
    ada.send(ada.open("/invitations").values("form[action$='/withdraw']", "action")[0])


def write(noor: Someone, theo: Someone) -> None:
    entry = entry_form(share="1", mood="5", with_mood="1")
    path = f"/journal/entries/{entry['id']}/sharing"
    noor.send("/journal/entries", entry)
    noor.send("/journal/entries", entry | {"body": "The sea came back twice."})
    noor.send("/journal/entries", {})
    line = {"id": str(uuid4())}
    for words in ("Thank you.", "Thank you both."):
        theo.send(f"/review/{entry['id']}/answer", line | {"reply": words})
    theo.send(f"/review/{entry['id']}/answer", {"id": "", "reply": ""})
    noor.send(path, {"share": "0"})
    theo.send(f"/review/{entry['id']}/answer", {"id": str(uuid4()), "reply": "Too late."})
    noor.send(path, {"share": "1", "event": str(uuid4()), "with_mood": "1"})
    noor.open(f"/journal?before={NOON}~{entry['id']}")
    noor.open("/course/access?before=4")
    keep_a_journal(noor, theo, entry)
