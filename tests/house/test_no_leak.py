"""A stolen database or log tells nobody's words, and opens no door: no text, token, code or passphrase is in it."""

import base64
import logging
from uuid import uuid4

import pytest

from server.courses.desk import STANDS_AFTER
from server.demo_words import INTENTIONS, MOVED, TELLTALES
from tests.factories import entry_form
from tests.house.forms import coming_session
from tests.house.secrets import everything_stored, found_in
from tests.someone import Installation, Someone

# One for each field that holds what a person wrote.
WORDS = {
    "entry": "zephyrglass",
    "own question": "quillmarrow",
    "later version": "umberlathe",
    "single line": "vextopal",
    "intention": "jorvixbloom",
    "slip": "kelpwaffle",
    "ride": "mosstandem",
    "arrival": "drizzlewick",
    "reply": "fennelorbit",
    "reason": "glimmerquoin",
    "plan": "hushbarley",
}
PASSPHRASE = "nine velvet turnips"
WRONG_NAME = "wrongfulnamehere"


def write_everywhere(installation: Installation) -> None:
    noor, theo, pria = (installation.someone(name) for name in ("noor", "theo", "pria"))
    session = coming_session(installation, "noor")
    entry = entry_form(WORDS["entry"], share="1", prompt=WORDS["own question"])
    own = {"id": str(uuid4()), "session": session}
    kept = [
        noor.send("/journal/entries", entry),
        noor.send("/journal/entries", entry | {"body": WORDS["later version"]}),
        noor.send("/journal/entries", entry_form(WORDS["single line"], kind="line")),
        noor.send("/prepare/intention", own | {"body": WORDS["intention"], "prompt": WORDS["intention"]}),
        noor.send("/prepare/fasting/slip", own | {"what": WORDS["slip"]}),
        noor.send("/prepare/checklist/P-13", own | {"done": "1", "words": WORDS["ride"]}),
        noor.send(f"/sessions/{session}/arrival", {"fasting": "kept", "ride": "yes", "words": WORDS["arrival"]}),
        theo.send(f"/review/{entry['id']}/answer", {"id": str(uuid4()), "reply": WORDS["reply"]}),
    ]
    course = theo.get(f"/sessions/{session}/record").values("a.end[href^='/courses/']", "href")[0]
    move = {"day": "2026-11-26", "at": "12:00", "reason": WORDS["reason"]}
    kept += [
        pria.send(f"{course}/fasting-plan", {"plan": WORDS["plan"]}),
        theo.send(f"{course}/sessions/{session}/move", move),
    ]
    assert [opened.status_code for opened in kept] == [200] * len(kept)


def join(installation: Installation) -> list[str]:
    """Somebody joins by a code and then signs in; answers what opened the doors."""
    ada, robin = installation.someone("ada"), installation.someone()
    therapist = ada.open("/invitations").values("#therapist option")[1]
    invited = ada.send("/invitations", {"name": "Robin", "therapist": therapist})
    code, link = invited.one("#the-code").replace(" ", ""), invited.one("#the-link")
    form = {"secret": link.rpartition("/")[2], "way": "passphrase", "zone": "America/Toronto"}
    robin.send("/join/accept", form | {"name": "robin", "passphrase": PASSPHRASE})
    robin.send("/sign-in", {"name": WRONG_NAME, "passphrase": "a wrong guess entirely"})
    again = installation.someone()
    again.send("/sign-in", {"name": "robin", "passphrase": PASSPHRASE})
    again.open("/today")
    return [code, form["secret"], *tokens(ada), *tokens(robin), *tokens(again)]


def tokens(person: Someone) -> list[str]:
    return [cookie.value for cookie in person.client.cookies.jar if cookie.value]


def test_nothing_that_was_written_or_opens_a_door_is_stored_in_the_open(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    write_everywhere(installation)
    doors = join(installation)
    assert len(doors) == 7  # two of them are what a browser is known by

    secrets = [*WORDS.values(), *doors, PASSPHRASE, WRONG_NAME, "a wrong guess entirely"]
    stored = everything_stored(installation)
    assert found_in(stored, ["Harbour Clinic", "Robin"]) == {"Harbour Clinic", "Robin"}
    assert not found_in(stored, secrets)

    # At DEBUG, which no installation logs, a driver shows what it looks up: that name, and hashes.
    logged = [(one.levelno, one.getMessage().encode()) for one in caplog.records if not one.name.startswith("http")]
    assert not found_in((said for level, said in logged if level >= logging.INFO), secrets)
    assert not found_in((said for _level, said in logged), set(secrets) - {WRONG_NAME})


def test_the_demo_clinics_own_words_are_locked_too(installation: Installation) -> None:
    words = [word for told in TELLTALES.values() for word in told]
    words += [line for lines in INTENTIONS.values() for _number, line in lines] + [reason for *_who, reason in MOVED]
    assert not found_in(everything_stored(installation), words)


def test_what_was_written_is_there_for_whom_it_is_for(installation: Installation) -> None:
    """Or the search above would find nothing for want of anything."""
    write_everywhere(installation)
    installation.clock.move(STANDS_AFTER)
    noor, theo = installation.someone("noor"), installation.someone("theo")
    journal = noor.open("/journal").text
    assert all(WORDS[name] in journal for name in ("entry", "later version", "single line", "reply"))
    first = next(path for path, text in _entries(noor) if WORDS["entry"] in text)
    assert WORDS["own question"] in noor.open(first).text
    today = noor.open("/today").text
    assert all(WORDS[name] in today for name in ("intention", "ride", "reason", "plan"))
    session = coming_session(installation, "noor")
    assert WORDS["arrival"] in theo.open(f"/sessions/{session}/record").text
    assert WORDS["slip"] in noor.open("/prepare/fasting").text


def _entries(person: Someone) -> list[tuple[str, str]]:
    links = person.open("/journal").tree.cssselect(".entry-body a")
    return [(link.get("href", ""), link.text_content()) for link in links]


@pytest.mark.parametrize("beside", [b"", b"\x01", b"ab", "é".encode()])
def test_a_word_is_found_in_each_spelling(beside: bytes) -> None:
    word = "zephyrglass"
    hidden = [
        beside + word.encode(),
        beside + word.upper().encode(),
        (beside + word.encode()).hex().encode(),
        (beside + word.encode() + b"tail").hex().upper().encode(),
        base64.b64encode(beside + word.encode() + b"some more"),
        base64.urlsafe_b64encode(beside + word.encode()),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        word[::-1].encode(),
    ]
    for piece in hidden:
        assert found_in([b"before", piece, b"after"], [word]) == {word}, piece
        assert not found_in([piece], ["umberlathe"])
