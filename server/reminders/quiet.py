"""When nothing rings: quiet hours on the person's own clock, and the rest after a session (S-10). Pure.

What falls into them comes at their end if it still helps then, else before they begin, else not at all.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from server.clinics.protocol import Protocol
from server.courses.models import Session
from server.courses.resting import rests_until
from server.pages.times import from_local, local_day

BEFORE = timedelta(minutes=30)  # so long before the quiet begins comes what would be too late after it
MOST_STEPS = 40  # of quiet that follows quiet


class Hours(msgspec.Struct, frozen=True, kw_only=True):
    """From one clock time to another, every night; none where the two are the same."""

    since: time = time(21)
    until: time = time(8)


class Span(msgspec.Struct, frozen=True):
    start: datetime
    end: datetime

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


class Quiet(msgspec.Struct, frozen=True, kw_only=True):
    """`rests` are the hours after sessions that were held."""

    hours: Hours
    zone: str
    rests: tuple[Span, ...] = ()

    def around(self, moment: datetime) -> Span | None:
        """The quiet that this moment lies in."""
        spans = (*self.rests, *self._nights(moment))
        return next((span for span in spans if span.holds(moment)), None)

    def after(self, moment: datetime) -> datetime:
        """The moment itself, or the end of all quiet that it lies in."""
        for _step in range(MOST_STEPS):
            span = self.around(moment)
            if span is None:
                return moment
            moment = span.end
        return moment

    def before(self, moment: datetime) -> datetime | None:
        """A while before the quiet that this moment lies in, and before whatever quiet touches that; None: never."""
        for _step in range(MOST_STEPS):
            span = self.around(moment)
            if span is None:
                return moment
            moment = span.start - BEFORE
        return None

    def next_start(self, moment: datetime) -> datetime:
        """When the next quiet begins, of a moment that lies in none; a day on where there is none."""
        starts = [span.start for span in (*self.rests, *self._nights(moment)) if span.start > moment]
        return min(starts, default=moment + timedelta(days=1))

    def settle(self, due: datetime, until: datetime, earliest: datetime | None = None) -> datetime | None:
        """When something due at `due`, of use until `until` and not before `earliest`, is to come; None: not at all."""
        at = self.after(due)
        if at < until:
            return at
        sooner = self.before(due)
        return sooner if sooner and (earliest is None or sooner >= earliest) else None

    def _nights(self, moment: datetime) -> Iterable[Span]:
        """Of the days around: as wall times, so that a night is longer or shorter when the clocks are changed."""
        if self.hours.since == self.hours.until:
            return
        today = local_day(moment, self.zone)
        for days in (-1, 0, 1):
            span = self._night(today + timedelta(days=days))
            if span.start < span.end:
                yield span

    def _night(self, day: date) -> Span:
        ends = day if self.hours.since < self.hours.until else day + timedelta(days=1)
        return Span(from_local(day, self.hours.since, self.zone), from_local(ends, self.hours.until, self.zone))


def rests_of(sessions: Sequence[Session], protocol: Protocol, zone: str) -> tuple[Span, ...]:
    """From each session that was held to the end of its evening."""
    held = [one for one in sessions if one.held]
    return tuple(
        Span(one.day, rests_until(protocol, one.ended_at or one.day, one.started_at, one.route, zone)) for one in held
    )
