"""Every route with real ids in its path, and who may have it: the rules written a second time, on purpose."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

import msgspec

from server.access.audience import AUDIENCES, access_map
from server.demo_cast import CAST_IDS
from server.demo_intake import DAYS
from server.demo_people import CAST, TEAMS
from server.demo_words import ENTRIES, READERS, SESSIONS, TELLTALES
from tests.accounts.authenticator import Authenticator, enrol
from tests.house.crawl_media import photo_of_a_label, two_recordings
from tests.house.data import select
from tests.house.forms import form_for
from tests.house.ids import IDS
from tests.house.may_setup import may_of_a_clinic
from tests.house.may_team import OPENED_BY, of_a_place
from tests.house.standing import Standing
from tests.safety.flagged import tell
from tests.someone import Installation, routes

EVERYBODY = [None, *CAST_IDS]
ROLES = {name: role for name, role, _clinic in CAST}
CLINICS = {name: clinic for name, _role, clinic in CAST}
NAMES = {person: name for name, person in CAST_IDS.items()}
NEEDS_A_SIGNATURE = "/{purpose:str}/copy"
AT_HOME = ("/begin", "/pressure", "/taken")
LEFT_THE_TEAM = ("iris", "pria")  # a colleague of the same clinic who no longer treats this patient
ABSENT = "0199c000-0000-7000-8000-00000000dead"
PARAMETER = re.compile(r"\{(\w+):\w+\}")
PLAIN = {"token": "no-such-code", "slug": "what-to-expect", "item": "P-15", "root": "0", "name": "css/tidemark.css"}
PLAIN |= {"kind": "note", "number": "0", "part": "heart", "question_id": "heart-rhythm", "purpose": "treatment"}
PLAIN |= {"line_id": "visits", "instrument": "phq9", "about": "bladder", "reason": "check_in", "protocol_version": "1"}


OWN = (
    "/sessions/", "/journal/", "/account/devices/", "/intake/", "/measures/", "/caseload/views/", "/notes/", "/asked/",
    "/messages/", "/account/passkeys/",
)  # fmt: skip


class Key(msgspec.Struct, frozen=True):
    """An id, the person it is of (nobody, when it does not exist), and how often it is or was shared.

    An invitation is of who made it, and is `live` when it is for a patient; a session is, when it is at home.
    Of a recording, `course` is its entry.
    """

    id: str
    owner: str
    live: int
    course: str
    shares: int = 0

    @property
    def of(self) -> str:
        return NAMES.get(self.owner, "")


Keys = dict[str, list[Key]]


class Visit(NamedTuple):
    method: str
    route: str
    path: str
    form: dict[str, str]
    audience: str
    right_role: bool
    allowed: bool
    owners: tuple[str, ...]


@cache
def words_kept_from(who: str | None) -> tuple[str, ...]:
    """Telltales of what this person may not read: of others, and of what was not shared with them."""
    allowed: set[str] = set(TELLTALES.get(who or "", ()))
    for patient, reader in READERS.items():
        if reader == who:
            shared = " ".join(entry[5] for entry in ENTRIES[patient] if entry[6] in ("read", "waiting")).lower()
            allowed |= {word for word in TELLTALES[patient] if word in shared}
    return tuple(word for words in TELLTALES.values() for word in words if word not in allowed)


def find_keys(installation: Installation) -> Keys:
    """Real ids by parameter, and one that does not exist; all are signed in, and both clinics have invited people."""
    installation.run(lambda: _leave_team(installation, *LEFT_THE_TEAM))
    for name in ROLES:
        person = installation.someone()
        person.send("/demo/sign-in", {"person": name}, follow=False)
        if name in READERS:
            two_recordings(person)
            photo_of_a_label(person)
            enrol(person, Authenticator(id=name.encode()))
        if name in ("theo", "otto"):
            for path in ("/patterns", "/caseload/views"):
                person.send(path, form_for(installation, path, name, {}))
        if name in ("ada", "otto"):
            invited = {"name": "Somebody New", "therapist": CAST_IDS["theo" if name == "ada" else "otto"]}
            assert person.send("/invitations", invited).status_code == 201
        if name in TEAMS:
            tell(person)
        if name == "ada":
            assert person.send("/invitations", {"name": "A Colleague", "role": "therapist"}).status_code == 201
    return {name: [Key(ABSENT, "", 0, ""), *_some_of(select(installation, Key, sql))] for name, sql in IDS.items()}


async def _leave_team(installation: Installation, patient: str, member: str) -> None:
    async with installation.house.db.writing() as tx:
        changed = await tx.run(
            """
            update care_team set until = :now where person_id = :member
              and course_id = (select id from course where patient_id = :patient)
            """,
            now=installation.clock(),
            member=CAST_IDS[member],
            patient=CAST_IDS[patient],
        )
        assert changed == 1


def on_team(who: str, patient: str) -> bool:
    return who in TEAMS.get(patient, ()) and (patient, who) != LEFT_THE_TEAM


def _some_of(found: list[Key]) -> list[Key]:
    """Of the cast; for each person one that is shared, one that was, and two that never were."""
    kinds: dict[tuple[str, int, int], list[Key]] = {}
    for key in found:
        if key.of:
            kinds.setdefault((key.of, key.live, key.shares), []).append(key)
    return [key for kind in kinds.values() for key in kind[: 1 if kind[0].shares else 2]]


def visits(installation: Installation, keys: Keys, who: str | None) -> Iterator[Visit]:
    """Every route, as this person would ask for it; with every id that its path can carry where the role is right."""
    standing = Standing(installation)
    for method, route, audience in access_map(routes(installation.house.settings.demo)):
        names = [name for name in PARAMETER.findall(route) if name not in PLAIN]
        right_role = audience == "public" or ROLES.get(who or "") in AUDIENCES[audience]
        some = slice(None) if right_role else slice(-1, None)  # the wrong role is refused before any id is read
        for chosen in product(*(keys[name][some] for name in names)):
            values = dict(zip(names, chosen, strict=True))
            texts = PLAIN | {name: key.id for name, key in values.items()}
            yield Visit(
                method=method,
                route=route,
                path=PARAMETER.sub(lambda found, texts=texts: texts[found[1]], route),  # type: ignore[misc]
                form=form_for(standing, route, who, values) if method == "POST" else {},
                audience=audience,
                right_role=right_role,
                allowed=right_role and of_a_place(who or "", route, values, may),
                owners=tuple(key.of for key in chosen),
            )


def may(who: str, route: str, keys: dict[str, Key]) -> bool:
    """For somebody of the right role. A route with a new kind of id must get its rule here."""
    if route.startswith("/prepare/") and "lessons" not in route and not route.endswith("/own-plan"):
        return bool(SESSIONS[who])
    if route.startswith(("/sitter/", "/calendar/")) or route.endswith(("/mine", "/not-mine")):
        return False  # there is no such card, nor such an address, nor a sign-in on a newer device
    if not keys:
        return who in DAYS or not route.endswith(NEEDS_A_SIGNATURE)
    if (ruled := may_of_a_clinic(who, route, keys, on_team)) is not None:
        return ruled
    if route.endswith(AT_HOME):
        return keys["session_id"].of == who and bool(keys["session_id"].live)
    if route.startswith("/courses/"):
        course, session, trial = keys["course_id"], keys.get("session_id"), keys.get("trial_id")
        planned = bool(SESSIONS.get(course.of)) or not route.endswith("/ready")
        note, message = keys.get("note_id"), keys.get("message_id")
        hanging = (session, trial, note, message, keys.get("paper_id"), keys.get("place_id"), keys.get("asked_id"))
        its_own = all(one is None or one.course == course.id for one in hanging)
        # A note in one's own drawer is of who wrote it, any other of the patient; a message of who wrote it.
        own = (note is None or note.of in (who, course.of)) and (message is None or message.of == who)
        return on_team(who, course.of) and planned and its_own and own
    if route.startswith("/review/") and "entry_id" in keys:
        entry, media = keys["entry_id"], keys.get("media_id")
        with_it = media is None or (bool(media.live) and media.course == entry.id)
        return READERS.get(entry.of) == who and bool(entry.live) and with_it
    # A flag: nobody is named by the clinic's list, nor asked because none answered; the care team alone.
    if whose := keys.get("flag_id") or keys.get("subject_id") or (keys["session_id"] if "/record" in route else None):
        return on_team(who, whose.of)
    if route.startswith("/invitations/"):
        # That of a patient: who is on their care team. That of a colleague: administrators alone.
        key = keys["invitation_id"]
        return CLINICS.get(key.of) == CLINICS[who] and ((bool(key.live) and who != OPENED_BY) or ROLES[who] == "admin")
    assert route.startswith(OWN), f"no rule for {route}"
    key = next(iter(keys.values()))
    return key.of == who and (bool(key.live) or not route.startswith("/notes/"))  # of notes, what the patient can see
