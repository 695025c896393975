"""Notes in all three drawers, and what is asked, with what is sent twice, wrong, at once and too late."""

from uuid import uuid4

from tests.someone import Someone


def keep_notes(theo: Someone, pria: Someone, noor: Someone, course: str) -> None:
    here = f"{course}/notes"
    for drawer in ("", "/team", "/patient"):
        note = {"id": str(uuid4()), "body": "She likes the window open."}
        for form in ({}, note, note, note | {"body": "Other words."}):
            theo.send(f"{here}{drawer}", form)
        theo.open(f"{here}{drawer}?before=2026-11-25T15:00:00.000Z~{note['id']}")
        theo.open(f"{here}/team?from={note['id']}")
    one = f"{here}/{note['id']}"
    noor.open("/today")
    for person, words in ((theo, "The window, and a blanket."), (pria, "The window, half open."), (theo, "")):
        person.send(one, {"version": str(uuid4()), "parent": note["id"], "body": words})
    both = theo.open(one)
    noor.open("/notes?before=2026-11-25T15:00:00.000Z~" + note["id"])
    noor.open(f"/notes/{note['id']}")
    noor.open(f"/notes/{note['id']}?version={note['id']}")
    theo.open(f"{one}?version={note['id']}")
    strike = {"parent": both.values("[name=parent]")[0], "reason": "It was about somebody else."}
    for form in ({}, strike | {"parent": ""}, strike, strike, strike | {"reason": "Another."}):
        theo.send(f"{one}/strike", form)
    late = {"version": str(uuid4()), "parent": note["id"], "body": "Too late."}
    pria.send(one, late)
    theo.open(f"{here}/patient")
    noor.open("/notes")
    noor.open(f"/notes/{note['id']}")


def ask_for_things(theo: Someone, noor: Someone, course: str) -> None:
    here = f"{course}/assigned"
    ask = {"id": str(uuid4()), "what": "lesson safety", "line": "The part about driving."}
    for form in ({}, ask, ask, ask | {"what": "lesson intention"}, {"id": str(uuid4()), "what": "breath B-04"}):
        theo.send(here, form)
    for what in ("breath B-02", "measure phq9", "prompt D1-05", "prompt D1-05", "lesson intention"):
        last = {"id": str(uuid4()), "what": what}
        theo.send(here, last)
    for page in ("/today", "/asked", "/prepare", "/practice", "/measures", "/journal/write?prompt=D1-05"):
        noor.get(page)
    for _time in range(2):
        noor.send(f"/asked/{last['id']}/let-go")
        theo.send(f"{here}/{ask['id']}/take-back")
    theo.open(f"{here}?before=2026-11-25T15:00:00.000Z~{ask['id']}")
