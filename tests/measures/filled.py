"""Questionnaires filled in as a form sends them."""

from collections.abc import Sequence
from uuid import uuid4


def filled(answers: Sequence[int | None], **more: str) -> dict[str, str]:
    """q1, q2 …; None leaves one open."""
    given = {f"q{number}": str(value) for number, value in enumerate(answers, 1) if value is not None}
    return {"id": str(uuid4())} | given | more


def phq9(total: int = 9, last: int = 0, **more: str) -> dict[str, str]:
    """With this total over the first eight and `last` on the ninth."""
    low, rest = divmod(total - last, 8)
    return filled([*(low + (1 if at < rest else 0) for at in range(8)), last], **more)


def gad7(total: int = 7, **more: str) -> dict[str, str]:
    low, rest = divmod(total, 7)
    return filled([low + (1 if at < rest else 0) for at in range(7)], **more)
