"""A form for every route of care teams, leave and emergencies, right in every field."""

from uuid import uuid4

from server.demo_cast import CAST_IDS
from tests.someone import Installation

OF = "select id from course where patient_id = :patient"
REASON = "She rang and asked for somebody; nobody of her team could be reached."


def team_forms(installation: Installation, who: str | None) -> dict[str, dict[str, str]]:
    """Of the clinic of who asks."""
    colleague, patient = ("otto", "sol") if who in ("otto", "sol") else ("wren", "noor")
    return {
        "/course/emergencies/{place_id:uuid}/seen": {},
        "/courses/{course_id:uuid}/team": {"id": str(uuid4()), "colleague": CAST_IDS[colleague]},
        "/courses/{course_id:uuid}/team/{place_id:uuid}/end": {},
        "/emergency/find": {"name": patient},
        "/emergency/open": {
            "id": str(uuid4()),
            "course": str(installation.value(OF, patient=CAST_IDS[patient])),
            "reason": REASON,
        },
        "/emergency/{place_id:uuid}/end": {},
        "/leave": {
            "id": str(uuid4()),
            "colleague": CAST_IDS[colleague],
            "since": "2027-03-01",
            "until": "2027-03-12",
            "which": "all",
        },
        "/leave/{hand_over_id:uuid}/end": {},
    }
