"""What was tried, as a patient writes it down."""

from datetime import timedelta
from uuid import uuid4

from tests.someone import Opened, Someone

HERE = "/intake/tried"
A_MOMENT = timedelta(seconds=1)  # nobody tells two things in the same millisecond


def trial_form(**more: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "written_at": "", "trial": "", "kind": "medicine", "what": "Sertraline", "dose": "200 mg",
        "weeks": "8", "effect": "some", "ended": "side-effects", "when": "this", "words": "",
    } | more  # fmt: skip


def tell(person: Someone, **more: str) -> Opened:
    person.installation.clock.move(A_MOMENT)
    return person.send(HERE, trial_form(**more))


def listed(person: Someone) -> list[str]:
    """Each trial of the list as it is read."""
    return [
        " ".join(one.text_content().split()) for one in person.open(HERE).tree.cssselect(".rows > li > p:first-child")
    ]


def ids(person: Someone) -> list[str]:
    return [one.removeprefix("trial-") for one in person.open(HERE).values(".rows > li", "id")]


def take_out(person: Someone, trial: str, **more: str) -> Opened:
    person.installation.clock.move(A_MOMENT)
    return person.send(f"{HERE}/{trial}/remove", {"id": str(uuid4()), "written_at": ""} | more)
