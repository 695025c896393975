"""Who may reach whose course, in the simplest words: a list of spans of time, and what each deed does to it."""

from datetime import datetime, timedelta

import msgspec

ROLES = {"theo": "therapist", "wren": "therapist", "pria": "prescriber", "otto": "prescriber"}
EMERGENCY = timedelta(hours=4)
PAGES = (
    "", "/team", "/intake", "/measures", "/practice", "/notes", "/notes/team", "/messages", "/arc", "/check-ins",
    "/protocol", "/safety-plan", "/shared", "/steps", "/trail", "/assigned",
)  # fmt: skip


class Row(msgspec.Struct, frozen=True):
    id: str
    person_id: str
    course_id: str
    kind: str
    since: datetime
    until: datetime | None


class Span:
    def __init__(self, id: str, who: str, course: str, kind: str, since: datetime, until: datetime | None) -> None:
        self.id, self.who, self.course, self.kind, self.since, self.until = id, who, course, kind, since, until
        self.leave, self.away = "", ""

    @property
    def lasting(self) -> bool:
        return self.kind == "lasting" and self.until is None

    def living(self, now: datetime) -> bool:
        return self.since <= now and (self.until is None or now < self.until)

    def ahead_or_living(self, now: datetime) -> bool:
        return self.until is None or (now < self.until and self.since < self.until)

    def meets(self, since: datetime, until: datetime) -> bool:
        return self.since < until and (self.until is None or since < self.until) and self.since != self.until

    def end(self, now: datetime) -> None:
        self.until = max(now, self.since)


class Model:
    def __init__(self, spans: list[Span]) -> None:
        self.spans, self.roles = spans, dict(ROLES)
        self.gone: set[str] = set()

    def of(self, who: str, course: str, now: datetime) -> list[Span]:
        return [
            one for one in self.spans if (one.who, one.course) == (who, course) and one.ahead_or_living(now)
        ]  # fmt: skip

    def reaches(self, who: str, course: str, now: datetime) -> bool:
        return any(one.living(now) for one in self.of(who, course, now))

    def stands(self, now: datetime) -> frozenset[tuple[str, str, str]]:
        """Who is there, for whom, as what."""
        return frozenset((one.who, one.course, one.kind) for one in self.spans if one.living(now))

    def belongs(self, who: str, course: str, now: datetime) -> bool:
        return any(one.lasting for one in self.of(who, course, now))

    def add(self, by: str, new: Span, now: datetime) -> None:
        if not self.belongs(by, new.course, now) or self.belongs(new.who, new.course, now) or new.who in self.gone:
            return
        for one in self.of(new.who, new.course, now):
            one.end(now)
        self.spans.append(new)

    def end(self, by: str, span: Span, now: datetime) -> None:
        if not self.reaches(by, span.course, now) or not span.ahead_or_living(now):
            return
        if by != span.who and not self.belongs(by, span.course, now):
            return
        therapists = [who for who, role in self.roles.items() if role == "therapist"]
        left = [who for who in therapists if who != span.who and self.belongs(who, span.course, now)]
        if span.lasting and self.roles[span.who] == "therapist" and not left:
            return
        span.end(now)

    def leave(self, by: str, news: list[Span], now: datetime) -> None:
        for new in news:
            if self.roles[by] != self.roles[new.who] or by == new.who or not self.belongs(by, new.course, now):
                continue
            if new.who in self.gone:
                continue
            assert new.until is not None
            held = [one for one in self.of(new.who, new.course, now) if one.meets(new.since, new.until)]
            if any(one.kind != "emergency" for one in held):
                continue
            for one in held:
                one.end(max(now, new.since))
            new.away = by
            self.spans.append(new)

    def end_leave(self, by: str, leave: str, now: datetime) -> None:
        for one in self.spans:
            if one.leave == leave and one.away == by and one.ahead_or_living(now):
                one.end(now)

    def break_glass(self, new: Span, now: datetime) -> None:
        if new.who in self.gone:
            return
        held = [one for one in self.of(new.who, new.course, now) if one.meets(now, now + EMERGENCY)]
        if any(one.since <= now for one in held):
            return
        new.until = min([now + EMERGENCY, *(one.since for one in held)])
        self.spans.append(new)

    def end_emergency(self, by: str, span: Span, now: datetime) -> None:
        if span.kind == "emergency" and span.who == by and span.ahead_or_living(now):
            span.end(now)

    def alone(self, who: str, now: datetime) -> set[str]:
        """Courses to which nobody else of the profession belongs for good."""
        mine = {one.course for one in self.spans if one.who == who and one.lasting}
        others = [one for one, role in self.roles.items() if one != who and role == self.roles[who]]
        return {course for course in mine if not any(self.belongs(one, course, now) for one in others)}

    def leave_all(self, who: str, to: str, now: datetime) -> bool:
        """Every place at once, and those of who stands in for them; `to` takes over where nobody else is of it."""
        alone = self.alone(who, now)
        if alone and (to == who or to in self.gone or self.roles[to] != self.roles[who]):
            return False
        for one in self.spans:
            if who in (one.who, one.away) and one.ahead_or_living(now):
                one.end(now)
        for course in alone:
            for one in self.of(to, course, now):
                one.end(now)
            self.spans.append(Span("", to, course, "lasting", now, None))
        return True

    def end_account(self, who: str, to: str, now: datetime) -> None:
        if who not in self.gone and self.leave_all(who, to, now):
            self.gone.add(who)

    def change_role(self, who: str, role: str, to: str, now: datetime) -> None:
        if who not in self.gone and role != self.roles[who] and self.leave_all(who, to, now):
            self.roles[who] = role

    def moments(self, now: datetime) -> list[datetime]:
        """When something begins or ends by itself."""
        found = {moment for one in self.spans for moment in (one.since, one.until) if moment is not None}
        return sorted(moment for moment in found if moment > now)
