"""A form for every route of a clinic's set-up, right in every field."""

from typing import TYPE_CHECKING
from uuid import uuid4

from server.demo_cast import CAST_IDS
from server.demo_people import HARBOUR
from tests.review.set_up import WEEK, latest

if TYPE_CHECKING:
    from tests.someone import Installation


def setup_forms(installation: "Installation") -> dict[str, dict[str, str]]:
    new = str(uuid4())
    changes, rule = latest(installation, "clinic_change", HARBOUR), latest(installation, "reading_rule", HARBOUR)
    return {
        "/clinic/about": {
            "id": new, "number": changes, "name": "Harbour Clinic", "phone": "+1 416 555 0142",
            "zone": "America/Toronto",
        },
        "/clinic/about/region": {"region_id": new, "region_number": changes, "region": "CA-ON"},
        "/clinic/hours": {
            "id": new, "number": latest(installation, "cover_change", HARBOUR), **WEEK, "day-4": "9:00–13:00",
        },
        "/clinic/hours/closed": {"closed_id": new, "closed": "2027-02-15"},
        "/clinic/hours/closed/{day_id:uuid}/open": {},
        "/clinic/reading": {
            "id": new, "number": rule, "protocol": latest(installation, "protocol", HARBOUR), "within": "2",
            "out_of_hours": "Nobody reads at night.",
        },
        "/clinic/reading/days": {
            "days_id": new, "days_number": latest(installation, "reading_days", HARBOUR, CAST_IDS["theo"]),
            "person": CAST_IDS["theo"], "minutes": "120", "mon": "1",
        },
        "/clinic/setup/sharing": {},
        "/clinic/staff/{person_id:uuid}": {
            "id": new, "kind": "licence", "title": "Nurse", "issuer": "College of Nurses (demo)", "number": "0009",
            "until": "2027-09-30", "replaces": "",
        },
        "/clinic/staff/{person_id:uuid}/{credential_id:uuid}/end": {},
        # Whoever is asked about has another role, or has not ended: they are all needed in what comes after.
        "/clinic/staff/{person_id:uuid}/account/again": {"id": new, "was": "therapist", "to": ""},
        "/clinic/staff/{person_id:uuid}/account/end": {"id": new, "was": "admin", "to": ""},
        "/clinic/staff/{person_id:uuid}/account/role": {"id": new, "was": "admin", "role": "therapist", "to": ""},
    }  # fmt: skip
