"""Every form that takes words, filled in by those whose form it is. A new form with words gets its line here."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tests.promises.phone import Answer, Phone, fresh_entry, fresh_id

SESSION = re.compile(r"/sessions/([0-9a-f-]{36})")
TRIAL, MEDICINE = fresh_id(), fresh_id()  # told again each time, so that no list grows full
FLAG = re.compile(r"/flags/[0-9a-f-]{36}")
COURSE = re.compile(r"/courses/([0-9a-f-]{36})")


class Canaries:
    """Words to plant, one a form, again from the first when there are more forms than words."""

    def __init__(self, words: list[str]) -> None:
        self.words, self.planted, self.names = words, 0, set()

    @property
    def left(self) -> bool:
        return self.planted < len(self.words)

    @property
    def places(self) -> int:
        return len(self.names)

    def next(self, name: str) -> str:
        self.names.add(name)
        self.planted += 1
        return f"the word {self.words[(self.planted - 1) % len(self.words)]} was said"


def write_everywhere(people: dict[str, Phone], words: Canaries) -> None:
    ways = (_journal, _preparing, _clinicians, _intake, _safety, _flags, _emergency, _notes, _asked, _messages)
    for answer in (answer for way in ways for answer in way(people, words)):
        assert answer.status in (200, 201, 303), answer


def _journal(people: dict[str, Phone], words: Canaries) -> Iterator[Answer]:
    noor, theo = people["noor"], people["theo"]
    entry = fresh_entry(body=words.next("entry"), prompt=words.next("own question"), share="1")
    yield noor.send("/journal/entries", entry, write="")
    yield theo.send(f"/review/{entry['id']}/answer", {"id": fresh_id(), "reply": words.next("reply")}, write="")
    yield noor.send("/journal/entries", entry | {"body": words.next("later version")}, write="")
    yield noor.send("/journal/entries", fresh_entry(body=words.next("line"), kind="line"), write="")
    part = words.next("passage")
    shared = fresh_entry(body=f"Before. {part} After.")
    yield noor.send("/journal/entries", shared, write="")
    passage = {"share": "1", "event": fresh_id(), "part": "passage", "passage": part, "with": "team"}
    yield noor.send(f"/journal/entries/{shared['id']}/sharing", passage, write="")
    yield noor.send("/journal/search", {"q": words.next("looked for")}, write="")
    step = {"id": fresh_id()} | {name: words.next(name) for name in ("mattered", "value", "action", "when", "helper")}
    yield noor.send("/journal/actions", step, write="")
    mark = {"id": fresh_id(), "became": "done", "words": words.next("afterwards")}
    yield noor.send(f"/journal/actions/{step['id']}", mark, write="")


def _preparing(people: dict[str, Phone], words: Canaries) -> Iterator[Answer]:
    noor, mara = people["noor"], people["mara"]
    for phone, item in ((noor, "P-13"), (mara, "P-14")):
        session = SESSION.findall(phone.get("/prepare").text + phone.get("/course").text)[-1]
        own = {"id": fresh_id(), "session": _coming(phone) or session}
        yield phone.send("/prepare/intention", own | {"body": words.next("intention")}, write="")
        yield phone.send("/prepare/fasting/slip", own | {"what": words.next("slip")}, write="")
        person = own | {"done": "1", "words": words.next(f"{item} name")}
        yield phone.send(f"/prepare/checklist/{item}", person, write="")
    arrival = {"fasting": "kept", "ride": "yes", "words": words.next("arrival")}
    yield noor.send(f"/sessions/{_coming(noor)}/arrival", arrival, write="")


def _clinicians(people: dict[str, Phone], words: Canaries) -> Iterator[Answer]:
    noor, theo, pria = people["noor"], people["theo"], people["pria"]
    session = _coming(noor)
    course = COURSE.findall(theo.get(f"/sessions/{session}/record").text)[0]
    yield pria.send(f"/courses/{course}/fasting-plan", {"plan": words.next("plan")}, write="")
    tomorrow = datetime.now(UTC) + timedelta(days=2 + words.planted % 7)
    move = {"day": f"{tomorrow:%Y-%m-%d}", "at": "15:00", "reason": words.next("reason")}
    yield theo.send(f"/courses/{course}/sessions/{session}/move", move, write="")
    yield from _arc(theo, f"/courses/{course}", words)
    note = {"id": fresh_id(), "words": words.next("note")}
    yield theo.send(f"/sessions/{session}/record/note", note, write="")


def _notes(people: dict[str, Phone], words: Canaries) -> Iterator[Answer]:
    noor, theo = people["noor"], people["theo"]
    here = f"/courses/{COURSE.findall(theo.get(f'/sessions/{_coming(noor)}/record').text)[0]}/notes"
    for drawer in ("", "/team", "/patient"):
        note = {"id": fresh_id(), "body": words.next(f"note {drawer}")}
        yield theo.send(f"{here}{drawer}", note, write="")
    later = {"version": fresh_id(), "parent": note["id"], "body": words.next("note written on")}
    yield theo.send(f"{here}/{note['id']}", later, write="")
    struck = {"parent": later["version"], "reason": words.next("note taken back")}
    yield theo.send(f"{here}/{note['id']}/strike", struck, write="")


def _asked(people: dict[str, Phone], words: Canaries) -> Iterator[Answer]:
    noor, theo = people["noor"], people["theo"]
    here = f"/courses/{COURSE.findall(theo.get(f'/sessions/{_coming(noor)}/record').text)[0]}/assigned"
    ask = {"id": fresh_id(), "what": "prompt D1-01", "line": words.next("line to what is asked")}
    yield theo.send(here, ask, write="")
    yield theo.send(f"{here}/{ask['id']}/take-back", {}, write="")


def _arc(theo: Phone, course: str, words: Canaries) -> Iterator[Answer]:
    """Far ahead, where nothing of the story is: a pause; and, while the course has room for it, one taken out."""
    days = 400 + words.planted % 200
    ahead = f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}"
    pause = {"id": fresh_id(), "from": ahead, "reason": words.next("why it pauses")}
    yield theo.send(f"{course}/arc/pause", pause, write="")
    yield theo.send(f"{course}/arc/resume", {"id": pause["id"]}, write="")
    if theo.get(f"{course}/arc").text.count("Taken out by") > 20:
        return
    one = {"day": ahead, "at": "11:00", "route": "IV", "count": "1", "days_between": "14"}
    yield theo.send(f"{course}/sessions", one, write="")
    planned = re.findall(r"/sessions/([0-9a-f-]{36})/take-out", theo.get(f"{course}/arc").text)[-1]
    yield theo.send(f"{course}/sessions/{planned}/take-out", {"reason": words.next("why it is taken out")}, write="")


def _flags(people: dict[str, Phone], words: Canaries) -> Iterator[Answer]:
    noor, theo = people["noor"], people["theo"]
    reply = {"id": fresh_id(), "value": "plan", "words": words.next("answer that asks for somebody")}
    yield noor.send("/intake/answers/mind-suicide-now", reply, write="")
    flag = FLAG.findall(theo.get("/flags").text)[0]
    theo.get(flag)
    yield theo.send(f"{flag}/close", {"id": fresh_id(), "note": words.next("note of a flag")}, write="")


def _intake(people: dict[str, Phone], words: Canaries) -> Iterator[Answer]:
    noor, pria = people["noor"], people["pria"]
    reply = {"id": fresh_id(), "value": "no", "words": words.next("answer")}
    yield noor.send("/intake/answers/heart-rhythm", reply, write="")
    trial = {"kind": "other", "effect": "some", "ended": "still", "when": "this", "trial": TRIAL}
    yield noor.send("/intake/tried", trial | {"id": fresh_id()} | _named(words, "what", "dose", "words"), write="")
    line = {"medicine": MEDICINE} | _named(words, "typed", "dose", "purpose")
    yield noor.send("/intake/medicines", line | {"id": fresh_id()}, write="")
    yield noor.send("/intake/coverage/room", {"id": fresh_id(), "payer": "self"} | _named(words, "source"), write="")
    told = {"way": "clinician"} | _named(words, "name", "practice", "contact")
    yield noor.send("/intake/referral", told | {"id": fresh_id()}, write="")
    signed = {"version": "1", "agreed": "0"} | _named(words, "name")
    yield noor.send("/intake/consent/recording", signed | {"id": fresh_id()}, write="")
    taken = _named(words, "words")
    yield noor.send("/intake/consent/touch/withdraw", taken | {"id": fresh_id()}, write="")
    here = f"/courses/{COURSE.findall(pria.get(f'/sessions/{_coming(noor)}/record').text)[0]}/intake"
    seen = re.findall(r'name="seen" value="([^"]*)"', pria.get(here).text)[0]
    decided = {"outcome": "proceed", "seen": seen} | _named(words, "reason", "conditions", "message")
    yield pria.send(f"{here}/decision", decided | {"id": fresh_id()}, write="")
    yield pria.send(f"{here}/referral", {"id": fresh_id(), "step": "received"} | _named(words, "words"), write="")
    listed = re.findall(r'name="list" value="([^"]*)"', pria.get(here).text)[0]
    yield pria.send(f"{here}/medicines", {"id": fresh_id(), "list": listed} | _named(words, "words"), write="")


def _safety(people: dict[str, Phone], words: Canaries) -> Iterator[Answer]:
    noor = people["noor"]
    one = {"id": fresh_id(), "words": words.next("check-in")}
    yield noor.send("/check-in/answers/bladder", one, write="")
    yield noor.send("/check-in", {"id": fresh_id(), "new-words": words.next("whole check-in")}, write="")
    plan = _named(words, "signs", "things", "places", "people", "professionals", "home", "reason")
    yield noor.send("/safety-plan", plan | {"version": fresh_id(), "shared": "1"} | _named(words, "person"), write="")
    course = COURSE.findall(people["theo"].get(f"/sessions/{_coming(noor)}/record").text)[0]
    suggested = {"version": fresh_id()} | _named(words, "things")
    yield people["theo"].send(f"/courses/{course}/safety-plan", suggested, write="")


def _messages(people: dict[str, Phone], words: Canaries) -> Iterator[Answer]:
    noor, theo = people["noor"], people["theo"]
    yield noor.send("/messages", {"id": fresh_id(), "body": words.next("message")}, write="")
    course = COURSE.findall(theo.get(f"/sessions/{_coming(noor)}/record").text)[0]
    reply = {"id": fresh_id(), "body": words.next("answer to a message"), "seen": "1"}
    yield theo.send(f"/courses/{course}/messages", reply, write="")


def _named(words: Canaries, *fields: str) -> dict[str, str]:
    return {name: words.next(f"intake {name} {words.places}") for name in fields}


def _coming(phone: Phone) -> str:
    """The session that the patient prepares for, as the form of the page names it."""
    found = re.search(r'name="session"[^>]*value="([0-9a-f-]{36})"', phone.get("/prepare/intention").text)
    return found[1] if found else ""


def _emergency(people: dict[str, Phone], words: Canaries) -> Iterator[Answer]:
    """One place is given at a time: it is ended, so that the next reason can be written."""
    wren, theo = people["wren"], people["theo"]
    found = COURSE.search(theo.get("/caseload").text)
    assert found
    opening = {"id": fresh_id(), "course": found[1], "reason": words.next("reason of an emergency")}
    yield wren.send("/emergency/open", opening, write="")
    yield wren.send(f"/emergency/{opening['id']}/end", {}, write="")
