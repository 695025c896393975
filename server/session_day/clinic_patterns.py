"""A clinic's own breathing patterns: made, withdrawn, listed; each as bound by the rules as a shipped one."""

from datetime import datetime
from typing import Literal

import msgspec

from server.access.people import Person
from server.db.connection import Reader, Transaction
from server.pages.content import Pattern

MOST_PATTERNS = 20
Moments = Literal["around", "always"]


class ClinicPattern(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    about: str
    in_ms: int
    hold_ms: int
    out_ms: int
    rest_ms: int
    moments: Moments
    made_at: datetime
    made_by_name: str

    @property
    def pattern(self) -> Pattern:
        seconds = (self.in_ms / 1000, self.hold_ms / 1000, self.out_ms / 1000, self.rest_ms / 1000)
        return make_pattern(self.id, (self.name, self.about), seconds, self.moments)


def make_pattern(
    pattern_id: str, words: tuple[str, str], seconds: tuple[float, float, float, float], moments: Moments
) -> Pattern:
    """`words` are the name and a line about it; `seconds` of in, hold, out and rest."""
    return Pattern(
        id=pattern_id,
        name=words[0],
        words=words[1],
        in_=seconds[0],
        hold=seconds[1],
        out=seconds[2],
        rest=seconds[3],
        when=("before", "during", "after") if moments == "always" else ("before", "after"),
    )


async def list_clinic_patterns(db: Reader, clinic_id: str) -> list[ClinicPattern]:
    """Those in use, in the order they were made."""
    return await db.all(
        ClinicPattern,
        """
        select clinic_pattern.id, clinic_pattern.name, clinic_pattern.about, clinic_pattern.in_ms,
               clinic_pattern.hold_ms, clinic_pattern.out_ms, clinic_pattern.rest_ms, clinic_pattern.moments,
               clinic_pattern.made_at, maker.name as made_by_name
        from clinic_pattern
        join person as maker on maker.id = clinic_pattern.made_by
        where clinic_pattern.clinic_id = :clinic and clinic_pattern.withdrawn_at is null
        order by clinic_pattern.made_at, clinic_pattern.id limit :most
        """,
        clinic=clinic_id,
        most=MOST_PATTERNS,
    )


async def add_clinic_pattern(tx: Transaction, me: Person, pattern: Pattern, now: datetime) -> None:
    """Sent twice, it is kept once."""
    await tx.run(
        """
        insert into clinic_pattern
            (id, clinic_id, name, about, in_ms, hold_ms, out_ms, rest_ms, moments, made_by, made_at)
        values (:id, :clinic, :name, :about, :in_ms, :hold_ms, :out_ms, :rest_ms, :moments, :by, :now)
        on conflict (id) do nothing
        """,
        id=pattern.id,
        clinic=me.clinic_id,
        name=pattern.name,
        about=pattern.words,
        in_ms=round(pattern.in_ * 1000),
        hold_ms=round(pattern.hold * 1000),
        out_ms=round(pattern.out * 1000),
        rest_ms=round(pattern.rest * 1000),
        moments="always" if "during" in pattern.when else "around",
        by=me.id,
        now=now,
    )


async def withdraw_clinic_pattern(tx: Transaction, me: Person, pattern_id: str, now: datetime) -> bool:
    """False where the clinic has no such pattern; one withdrawn before stays as it was."""
    await tx.run(
        """
        update clinic_pattern set withdrawn_at = :now, withdrawn_by = :by
        where id = :id and clinic_id = :clinic and withdrawn_at is null
        """,
        id=pattern_id,
        clinic=me.clinic_id,
        by=me.id,
        now=now,
    )
    found = await tx.value(
        "select id from clinic_pattern where id = :id and clinic_id = :clinic", id=pattern_id, clinic=me.clinic_id
    )
    return found is not None
