"""Who will read what is asked of a patient: the same words wherever it is asked. Pure."""

from server.clinics.reading_words import nobody_named, reading_said
from server.clinics.sharing import Pledge
from server.courses.queries import CareMember
from server.pages.language import gettext as _


def said_by(team: list[CareMember]) -> str:
    """Who will read it: the same words wherever it is asked."""
    prescriber = next((one.name for one in team if one.role == "prescriber"), "")
    therapist = next((one.name for one in team if one.role == "therapist"), "")
    if prescriber and therapist:
        return _(
            "%(prescriber)s, your prescriber, reads this. %(therapist)s can read it too.",
            prescriber=prescriber,
            therapist=therapist,
        )
    if prescriber or therapist:
        return _("%(name)s reads this.", name=prescriber or therapist)
    return _("Your care team at the clinic reads this.")


def reading_said_of(team: list[CareMember], pledge: Pledge) -> str:
    """When it will be read: each therapist with their days, and what the clinic says of nights and days off."""
    said = [
        reading_said(one.name, pledge.days.get(one.id, ()), pledge.within_days)
        for one in team
        if one.role == "therapist"
    ] or [nobody_named(pledge.within_days)]
    return " ".join([*said, pledge.out_of_hours]).strip()
