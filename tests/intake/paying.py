"""Who pays, as a patient writes it down."""

from datetime import timedelta
from uuid import uuid4

from tests.someone import Opened, Someone

HERE = "/intake/coverage"
CARD = f"{HERE}/health-card"
NUMBER = "1234567897"  # of the formula, not of a person
A_MOMENT = timedelta(seconds=1)


def line_form(**more: str) -> dict[str, str]:
    return {
        "id": str(uuid4()),
        "written_at": "",
        "payer": "private",
        "source": "Jo at the desk",
        "day": "2026-11-03",
    } | more


def card_form(**more: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "written_at": "", "number": "1234-567-897", "letters": "ab", "purpose": "visit-billing",
    } | more  # fmt: skip


def tell(person: Someone, line: str = "visits", **more: str) -> Opened:
    person.installation.clock.move(A_MOMENT)
    return person.send(f"{HERE}/{line}", line_form(**more))


def give(person: Someone, **more: str) -> Opened:
    person.installation.clock.move(A_MOMENT)
    return person.send(CARD, card_form(**more))


def take_back(person: Someone, **more: str) -> Opened:
    person.installation.clock.move(A_MOMENT)
    return person.send(f"{CARD}/remove", {"id": str(uuid4()), "written_at": ""} | more)
