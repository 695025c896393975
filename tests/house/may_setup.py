"""Who may have the pages of a clinic's set-up and of its staff: the rules written a second time, on purpose."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from server.demo_people import CAST

if TYPE_CHECKING:
    from tests.house.who_may import Key

ROLES = {name: role for name, role, _clinic in CAST}
CLINICS = {name: clinic for name, _role, clinic in CAST}


def may_of_a_clinic(who: str, route: str, keys: "dict[str, Key]", on_team: Callable[[str, str], bool]) -> bool | None:
    """None where it is another route."""
    if route.startswith("/team/"):
        return on_team(keys["person_id"].of, who)
    if route.startswith("/recovery/"):
        return may_let_in(who, route, keys["person_id"].of, on_team)
    if "/account" in route and route.startswith("/clinic/staff/"):
        return CLINICS.get(keys["person_id"].of) == CLINICS[who] and ROLES[keys["person_id"].of] != "patient"
    if route.startswith("/clinic/staff/"):
        person, credential = keys["person_id"], keys.get("credential_id")
        ours = CLINICS.get(person.of) == CLINICS[who] and ROLES[person.of] in ("therapist", "prescriber")
        return ours and (credential is None or credential.owner == person.id)
    if made := keys.get("day_id") or keys.get("pattern_id") or keys.get("room_id"):
        return CLINICS.get(made.of) == CLINICS[who]
    return None


def may_let_in(who: str, route: str, whom: str, on_team: Callable[[str, str], bool]) -> bool:
    """Begun by whoever treats a patient, for staff by an administrator, for one of those by any of the staff.

    Seen, confirmed and stopped by these, by administrators, and of staff by every colleague.
    """
    if CLINICS.get(whom) != CLINICS[who] or whom == who:
        return False
    patient, admin = ROLES[whom] == "patient", ROLES[who] == "admin"
    if route.endswith("/proof"):  # which staff, who all have a passphrase, never need
        return patient and on_team(who, whom)
    if route.endswith("/begin"):
        return on_team(who, whom) if patient else admin or ROLES[whom] == "admin"
    return on_team(who, whom) or admin if patient else True
