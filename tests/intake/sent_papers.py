"""How a patient sends papers along, and how both sides find them."""

from tests.intake.clinic_side import place
from tests.someone import Opened, Someone

REFERRAL = "/intake/referral"


def papers(person: Someone, page: str) -> list[str]:
    return person.open(page).values("a[href^='/intake/papers/']", "href")


def send(person: Someone, page: str, raw: bytes, name: str = "letter.pdf", **more: str) -> Opened:
    """By the form that is on that page."""
    (action,) = person.open(page).values("form[enctype='multipart/form-data']", "action")
    return person.send_file(action, raw, name, **more)


def of(line: str) -> str:
    return f"/intake/medicines/{line}"


def seen(staff: Someone) -> list[str]:
    return staff.open(place(staff.installation)).values("a[href*='/intake/papers/']", "href")
