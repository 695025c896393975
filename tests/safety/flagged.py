"""Flags as a clinic has them: raised by a patient's own tap, and read from the tables."""

from datetime import datetime
from uuid import uuid4

import msgspec

from server.clinics.flag_policy import FlagPolicy
from server.clinics.protocol import Protocol
from server.safety.escalation import escalate_due
from tests.house.data import select
from tests.session_day.days import use_numbers
from tests.someone import Installation, Someone

HERE = "/not-safe"


class Head(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    rule: str
    level: str
    answered_at: datetime
    received_at: datetime
    steps: int
    owner: str
    deadline: datetime | None
    everybody: int


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    deed: str
    owner: str
    why: str
    everybody: int
    at: datetime
    deadline: datetime | None


def tell(patient: Someone, safe: str = "no", **more: str) -> str:
    """Answers the question; gives the answer's id."""
    form = {"id": str(uuid4()), "safe": safe, "written_at": ""} | more
    patient.send(HERE, form, follow=False)
    return form["id"]


def heads(installation: Installation) -> list[Head]:
    return select(
        installation, Head,
        "select flag.id, rule, level, answered_at, received_at, steps, person.name as owner, deadline, everybody"
        " from flag join person on person.id = flag.owner_id order by flag.received_at, flag.id",
    )  # fmt: skip


def head(installation: Installation) -> Head:
    (found,) = heads(installation)
    return found


def steps(installation: Installation, flag_id: str = "") -> list[Taken]:
    return select(
        installation, Taken,
        "select number, deed, person.name as owner, why, everybody, at, deadline from flag_step"
        " join person on person.id = owner_id where flag_id = :flag order by number",
        flag=flag_id or head(installation).id,
    )  # fmt: skip


def job(installation: Installation) -> None:
    installation.run(lambda: escalate_due(installation.house))


def sign(installation: Installation, flags: FlagPolicy | None) -> None:
    use_numbers(installation, Protocol(flags=flags))
