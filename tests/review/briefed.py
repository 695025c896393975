"""Facts of a brief, made a day or so before or after one fixed moment."""

from datetime import datetime
from typing import Any

from server.intake.medicines import Medicine
from server.intake.said import Review
from server.journal.shown import Shown
from server.measures.answers import Answered, Body
from server.measures.instruments import instruments
from server.review.brief import BriefFacts
from server.review.brief_facts import FlagFact, Listed, Step
from server.safety.check_in_rounds import Answer, CheckIn, Told, check_ins_of
from tests.courses.made import NOW, TORONTO, days

SINCE = days(-7)


def facts(**more: Any) -> BriefFacts:
    """Theo looked a week ago, and nothing has been told."""
    given: dict[str, Any] = {"course_id": "c", "name": "Mara", "zone": TORONTO, "since": SINCE, "now": NOW}
    return BriefFacts(**given | {"instruments": tuple(instruments().values())} | more)


def shown(name: str, granted: datetime, **more: Any) -> Shown:
    given: dict[str, Any] = {
        "share_id": f"share-{name}", "entry_id": name, "granted_at": granted, "written_at": granted, "day_offset": 1,
        "session_number": 2, "pinned_at": None, "answered_at": None, "body": f"Words of {name}.",
        "cut": f"Words of {name}.",
    }  # fmt: skip
    return Shown(**given | more)


def answered(total: int, at: datetime, instrument: str = "phq9", **answers: int) -> Answered:
    """`q9` and the like are single answers; the total is as it is said to be."""
    chosen = {int(name[1:]): value for name, value in answers.items()} or {9: 0}
    body = Body(answers=chosen, total=total, edition="")
    return Answered(
        id=f"{instrument} {at:%d%H%M}", instrument=instrument, answered_at=at, received_at=at, body=body
    )  # fmt: skip


def check_in(at: datetime, **answers: tuple[str, ...]) -> CheckIn:
    told = [
        Told(
            id=f"{name} {at:%d%H%M}", question=name.replace("_", "-"), answer=Answer(values=values), written_at=at,
            received_at=at,
        )
        for name, values in answers.items()
    ]  # fmt: skip
    return check_ins_of(told)[0]


def step(name: str, became: Any, at: datetime, words: str = "") -> Step:
    return Step(id=name, action=name, became=became, words=words, received_at=at)


def medicine(name: str, at: datetime, first: datetime | None = None, *, out: bool = False) -> Listed:
    return Listed(
        id=name, medicine=None if out else Medicine(typed=name, asked=True), received_at=at, first_at=first or at
    )  # fmt: skip


def reviewed(at: datetime) -> Review:
    return Review(list="", result="", words="", by_name="Pria", at=at)


def flag(name: str, at: datetime, deadline: datetime | None, closed: datetime | None = None) -> FlagFact:
    return FlagFact(
        id=name, rule="item-9", owner_name="Theo", closed_by="Theo" if closed else "", received_at=at,
        moved_at=closed or at, deadline=deadline,
    )  # fmt: skip
