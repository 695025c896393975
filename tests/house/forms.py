"""A form for every route that takes one, right in every field: what is refused is refused for who asks."""

import re
from typing import TYPE_CHECKING
from uuid import uuid4

from server.demo_cast import CAST_IDS
from server.demo_people import HARBOUR
from tests.factories import entry_form
from tests.house.forms_arc import arc_forms
from tests.house.forms_intake import intake_forms
from tests.house.forms_protocol import protocol_forms
from tests.house.forms_reminders import reminder_forms
from tests.house.forms_safety import safety_forms
from tests.house.forms_setup import setup_forms
from tests.house.forms_team import team_forms
from tests.journal.sent_media import media_form, voice
from tests.someone import Installation

if TYPE_CHECKING:
    from tests.house.who_may import Key

OF_A_SESSION = re.compile(r"/(?:ready|checklist/.*|slip|intention)$")
COMING = """
    select session.id from session join course on course.id = session.course_id
    where course.patient_id = :patient and session.number = 3
"""


def coming_session(installation: Installation, patient: str) -> str:
    """The planned session of one of the cast, or an empty text."""
    return str(installation.value(COMING, patient=CAST_IDS.get(patient, "")) or "")


def first_version(installation: Installation, entry: str) -> str:
    return str(
        installation.value("select id from entry_version where entry_id = :id and number = 1", id=entry) or entry
    )


def versions_of(installation: Installation, note: str) -> str:
    """Of a note of the demo: the one it began with, and the one that was written on it."""
    later = installation.value("select max(id) from note_version where note_id = :id and id <> :id", id=note)
    return f"{note} {later or note}"


def flag_forms(installation: Installation) -> dict[str, dict[str, str]]:
    new, minutes = str(uuid4()), ("in_hours", "out_of_hours", "to_close")
    version = str(installation.value("select max(version) from protocol where clinic_id = :clinic", clinic=HARBOUR))
    return {
        "/not-safe": {"id": new, "safe": "no"},
        "/flags/away": {"id": new, "days": "1"},
        "/flags/{flag_id:uuid}/take": {"id": new},
        "/flags/{flag_id:uuid}/hand-over": {"id": new, "to": CAST_IDS["theo"]},
        "/flags/{flag_id:uuid}/close": {"id": new, "note": "We talked."},
        "/clinic/flags/away": {"id": new, "person": CAST_IDS["theo"], "days": "1"},
        "/clinic/flags": {
            "id": new, "version": version, "on": "1", "unseen": "10", "out_of_hours": "Nobody reads at night.",
            "because": "As the team agreed.", "owner-1": "therapist", "on-not-safe": "1", "level-not-safe": "urgent",
            **{f"{level}-{name}": "20" for level in ("urgent", "same_day") for name in minutes},
        },
    }  # fmt: skip


def form_for(installation: Installation, route: str, who: str | None, keys: "dict[str, Key]") -> dict[str, str]:
    """For the patient whom the path names, else for the person who asks."""
    patient = next((key.of for key in keys.values() if key.of), who or "")
    session = coming_session(installation, patient) if OF_A_SESSION.search(route) else ""
    item = "P-10" if who == "pria" else "P-12"
    version = first_version(installation, keys["entry_id"].id) if "entry_id" in keys else ""
    note = {"id": str(uuid4()), "body": "A line."}
    written = versions_of(installation, keys["note_id"].id) if "note_id" in keys else ""
    forms: dict[str, dict[str, str]] = {
        "/account/codes": {},
        "/account/devices/code": {},
        "/account/lock": {},
        "/account/lock/key": {},
        "/account/devices/others/end": {},
        "/join/device": {"secret": "AAAA2222"},
        "/account/devices/{login_id:uuid}/end": {},
        "/account/devices/{login_id:uuid}/mine": {},
        "/account/devices/{login_id:uuid}/not-mine": {},
        "/account/one-time": {"code": "000000"},
        "/account/one-time/begin": {},
        "/account/one-time/remove": {},
        "/account/passkeys/new": {"name": "A phone", "answer": "{}"},
        "/account/passkeys/{passkey_id:uuid}/name": {"name": "Another name"},
        "/account/passkeys/{passkey_id:uuid}/remove": {},
        "/account/passphrase": {"name": f"{who} here", "passphrase": "a calm grey sea"},
        "/account/told/known": {"until": ""},
        "/account/told/stop": {},
        "/account/prove": {"proof-way": "demo", "proof-then": "/account"},
        "/account/prove/passkey": {"proof-way": "demo", "proof-then": "/account"},
        "/account/recovery/stop": {},
        "/recovery/{person_id:uuid}/begin": {},
        "/recovery/{person_id:uuid}/code": {},
        "/recovery/{person_id:uuid}/confirm": {},
        "/recovery/{person_id:uuid}/proof": {},
        "/recovery/{person_id:uuid}/stop": {},
        "/sign-in/passkey": {"answer": "{}"},
        "/sign-in/second": {"step": "", "code": "000000"},
        "/courses/{course_id:uuid}/fasting-plan": {"plan": "Breakfast as always."},
        "/courses/{course_id:uuid}/ready": {"session": session, "item": item, "done": "1"},
        "/demo/sign-in": {"person": who or "sol"},
        **flag_forms(installation),
        "/invitations": {"name": "Somebody New", "therapist": CAST_IDS["otto" if who == "otto" else "theo"]},
        "/invitations/{invitation_id:uuid}/again": {},
        "/invitations/{invitation_id:uuid}/withdraw": {},
        "/join": {"code": "NOSUCHCODE"},
        "/join/accept": {"secret": "NOSUCHCODE", "way": "device"},
        "/caseload/search": {"asked": "no", "reason": ""},
        "/caseload/views": {"id": str(uuid4()), "name": "Soon", "asked": "", "reason": "soon"},
        "/caseload/views/{view_id:uuid}/remove": {},
        "/asked/{asked_id:uuid}/let-go": {},
        "/courses/{course_id:uuid}/assigned": {"id": str(uuid4()), "what": "prompt D1-01", "line": "In any order."},
        "/courses/{course_id:uuid}/assigned/{asked_id:uuid}/take-back": {},
        "/courses/{course_id:uuid}/notes": note,
        "/courses/{course_id:uuid}/notes/patient": note,
        "/courses/{course_id:uuid}/notes/team": note,
        "/courses/{course_id:uuid}/notes/{note_id:uuid}": {"version": str(uuid4()), "parent": "", "body": "A line."},
        "/courses/{course_id:uuid}/notes/{note_id:uuid}/strike": {"parent": written, "reason": "Too early."},
        "/journal/actions": {"id": str(uuid4()), "action": "Walk to the water."},
        "/journal/actions/sharing": {"id": str(uuid4()), "shared": "1"},
        "/journal/actions/{action_id:uuid}": {"id": str(uuid4()), "became": "done"},
        "/journal/entries": entry_form(),
        "/journal/entries/{entry_id:uuid}/apart": {"first": version, "parent": version},
        "/journal/entries/{entry_id:uuid}/choose": {"keep": version, "parent": version},
        "/journal/entries/{entry_id:uuid}/delete": {},
        "/journal/entries/{entry_id:uuid}/picture": {},
        "/journal/entries/{entry_id:uuid}/pin": {"id": str(uuid4()), "pin": "0"},
        "/journal/entries/{entry_id:uuid}/sharing": {"share": "1", "event": str(uuid4()), "with_media": "1"},
        "/journal/media": media_form(voice()),
        "/journal/media/{media_id:uuid}/delete": {},
        "/journal/media/{media_id:uuid}/pieces/{number:int}": {},
        "/journal/search": {"q": "sea"},
        "/journal/yours/delete": {"sure": "1"},
        "/measures/day": {"id": str(uuid4()), "mood": "4"},
        "/measures/numbers": {"id": str(uuid4()), "hidden": "0"},
        "/measures/{instrument:str}": {"id": str(uuid4())} | {f"q{n}": "1" for n in range(1, 10)},
        "/measures/{instrument:str}/alarm": {"id": str(uuid4()), "value": "1"},
        "/courses/{course_id:uuid}/messages": {"id": str(uuid4()), "body": "We saw it.", "seen": "1"},
        "/courses/{course_id:uuid}/messages/settled": {"id": str(uuid4()), "seen": "1"},
        "/courses/{course_id:uuid}/messages/{message_id:uuid}/take-back": {},
        "/messages": {"id": str(uuid4()), "body": "May I ask something?"},
        "/messages/{message_id:uuid}/take-back": {},
        "/patterns": {
            "id": str(uuid4()), "name": "Ours", "about": "A slow one.", "inhale": "5", "hold": "", "exhale": "6,5",
            "rest": "", "moments": "always",
        },
        "/patterns/{pattern_id:uuid}/withdraw": {},
        "/practice": {"id": str(uuid4()), "pattern": "B-02", "seconds": "300", "before": "4", "after": "6"},
        "/practice/sharing": {"id": str(uuid4()), "shared": "1"},
        "/prepare/checklist/{item:str}": {"session": session, "done": "1"},
        "/prepare/fasting/own-plan": {"id": str(uuid4())},
        "/prepare/fasting/slip": {"id": str(uuid4()), "session": session, "what": "A glass of milk"},
        "/prepare/intention": {"id": str(uuid4()), "session": session, "body": "Slowly."},
        "/prepare/lessons/{slug:str}/read": {},
        "/review/{entry_id:uuid}/answer": {"id": str(uuid4()), "reply": "Thank you."},
        "/review/item/{reason:str}/{subject_id:uuid}/seen": {},
        "/review/item/{reason:str}/{subject_id:uuid}/undo": {},
        "/sessions/{session_id:uuid}/arrival": {"fasting": "kept", "ride": "yes", "feeling": "5"},
        "/sessions/{session_id:uuid}/hard": {"id": str(uuid4())},
        "/sessions/{session_id:uuid}/morning": {"id": str(uuid4()), "clear": "1"},
        "/sessions/{session_id:uuid}/pressure": {"id": str(uuid4()), "systolic": "128", "diastolic": "82"},
        "/sessions/{session_id:uuid}/record": {"step": "opened"},
        "/sessions/{session_id:uuid}/record/dose": {"id": str(uuid4()), "amount": "As ordered"},
        "/sessions/{session_id:uuid}/record/sitter": {},
        "/sessions/{session_id:uuid}/record/sitter/end": {},
        "/sessions/{session_id:uuid}/record/{kind:str}": {"id": str(uuid4()), "words": "The window was opened."},
        "/sessions/{session_id:uuid}/sitter": {},
        "/sessions/{session_id:uuid}/sitter/end": {},
        "/sessions/{session_id:uuid}/taken": {"id": str(uuid4())},
        "/sitter": {"code": "NOSUCH"},
        "/sitter/{token:str}/{kind:str}": {"id": str(uuid4()), "well": "1"},
        "/sign-in": {"name": "nobody here", "passphrase": "not the right one"},
        "/sign-out": {},
    }  # fmt: skip
    course = keys["course_id"].id if "course_id" in keys else ""
    trial = keys["trial_id"].id if "trial_id" in keys else ""
    forms |= safety_forms() | setup_forms(installation) | team_forms(installation, who) | arc_forms()
    forms |= protocol_forms(installation, course) | reminder_forms(installation, who)
    return forms[route] if route in forms else intake_forms(installation, course, trial)[route]
