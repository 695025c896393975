"""A form for every route of intake, right in every field."""

from uuid import uuid4

from server.demo_people import HARBOUR
from server.intake.consent import PURPOSES, document_now
from tests.journal.sent_media import media_form, picture
from tests.someone import Installation

VERSION = "select max(version) from protocol where clinic_id = :clinic"
LIST = "select list from medicine_check where course_id = :course order by at desc limit 1"
TRIAL = "select id from intake_fact where kind = 'trial' and subject = :trial order by received_at desc limit 1"


def intake_forms(installation: Installation, course: str, trial: str) -> dict[str, dict[str, str]]:
    """`course` and `trial` are those of the path, where it names any."""
    consent = document_now(PURPOSES[0])
    new = str(uuid4())
    checked = str(installation.value(LIST, course=course) or "none") if course else ""
    version = str(installation.value(VERSION, clinic=HARBOUR))
    fact = str(installation.value(TRIAL, trial=trial) or new) if trial else new
    return {
        "/clinic/conditions/sign": {"id": new, "version": version, "E-44": "D", "because": "As agreed.", "also": "1"},
        "/courses/{course_id:uuid}/intake/decision": {
            "id": new, "outcome": "not yet", "reason": "A log of pressure first.", "message": "Two weeks more, please.",
        },
        "/courses/{course_id:uuid}/intake/medicines": {"id": new, "list": checked},
        "/courses/{course_id:uuid}/intake/referral": {"id": new, "step": "sent"},
        "/courses/{course_id:uuid}/intake/trials/{trial_id:uuid}": {"id": new, "fact": fact, "dose_enough": "1"},
        "/intake/answers/{question_id:str}": {"id": new, "value": "no"},
        "/intake/consent/{purpose:str}": {
            "id": new, "version": str(consent.version), "agreed": "1", "name": "A Name",
            **{f"q-{one.id}": one.right for one in consent.questions},
        },
        "/intake/consent/{purpose:str}/withdraw": {"id": new},
        "/intake/coverage/health-card": {"id": new, "number": "1234567897", "purpose": "visit-billing"},
        "/intake/coverage/health-card/remove": {"id": new},
        "/intake/coverage/{line_id:str}": {"id": new, "payer": "self"},
        "/intake/hand-in": {"id": new},
        "/intake/medicines": {"id": new, "medicine": str(uuid4()), "typed": "Uniphyl"},
        "/intake/medicines/complete": {"id": new},
        "/intake/medicines/{medicine_id:uuid}/match": {"id": new, "generic": ""},
        "/intake/medicines/{medicine_id:uuid}/remove": {"id": new},
        "/intake/papers": media_form(picture(), "picture"),
        "/intake/papers/of/{of:uuid}": {},
        "/intake/papers/{paper_id:uuid}/delete": {},
        "/intake/papers/{paper_id:uuid}/pieces/{number:int}": {},
        "/intake/referral": {"id": new, "way": "clinician", "role": "physician", "name": "The practice by the lake"},
        "/intake/referral/asked": {"id": new},
        "/intake/tried": {
            "id": new, "trial": str(uuid4()), "kind": "medicine", "what": "Sertraline", "effect": "some",
            "ended": "still", "when": "this",
        },
        "/intake/tried/{trial_id:uuid}/remove": {"id": new},
    }  # fmt: skip
