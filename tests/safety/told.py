"""Check-ins as tests tell them: answers at a time of their own, and forms as the page sends them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4, uuid5

from server.safety.check_in_rounds import Answer, CheckIn, Told, check_ins_of
from tests.someone import Opened, Someone

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = UUID("0199c000-0000-7000-8000-0000000000fa")


def told(question: str, *values: str, words: str = "", days: float = 0, number: int = 0) -> Told:
    """`days` after NOW; `number` tells several of the same time apart."""
    at = NOW + timedelta(days=days)
    made = str(uuid5(NAMES, f"{question} {values} {words} {days} {number}"))
    return Told(
        id=made, question=question, answer=Answer(values=values, words=words), written_at=at,
        received_at=at + timedelta(seconds=number),
    )  # fmt: skip


def check_in(*answers: Told) -> CheckIn:
    (one,) = check_ins_of(answers)
    return one


def reply(patient: Someone, question: str, *picked: str, **more: str) -> Opened:
    """To one question, with one value, or several boxes ticked."""
    form = {"id": str(uuid4()), "written_at": "", "value": picked[0] if picked else ""}
    return patient.send(f"/check-in/answers/{question}", form | {f"pick-{one}": "1" for one in picked} | more)
