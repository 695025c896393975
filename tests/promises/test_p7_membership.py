"""P7, the care relation: over random memberships, leaves, hand-overs and emergencies, staff reach exactly what a simple
model allows, at each moment of the clock."""

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from uuid import UUID, uuid4, uuid5

import msgspec
import pytest

from server.courses.queries import find_caseload_course, list_caseload_courses
from server.demo_cast import CAST_IDS
from server.demo_people import HARBOUR, ZONES, Cast
from server.pages.times import from_local, local_day
from tests.house.data import select
from tests.house.forms_team import REASON
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.leavers import change_role, end_account, take_up
from tests.promises.membership import PAGES, ROLES, Model, Row, Span
from tests.session_day.days import change, course_of
from tests.someone import Installation, Someone

STEPS = size(150, 3000)
SEEDS = range(2) if STEPS < 1000 else range(4)
PATIENTS = ("mara", "noor", "iris")
NAMES = {person: name for name, person in CAST_IDS.items()}
TICK = timedelta(milliseconds=1)
pytestmark = pytest.mark.timeout(seconds(120, 7200))


class Clinic:
    """Harbour with two therapists and two prescribers; Otto came over from Cedar, and left Sol behind him."""

    def __init__(self, installation: Installation, seed: int) -> None:
        self.installation, self.chance = installation, random.Random(seed)
        change(
            installation, "update person set role = 'prescriber', clinic_id = :clinic, zone = :zone where id = :otto",
            clinic=HARBOUR, zone=ZONES[HARBOUR], otto=CAST_IDS["otto"],
        )  # fmt: skip
        self.courses = {name: course_of(installation, name) for name in (*PATIENTS, "sol")}
        self.model = Model([one for one in self.as_it_is() if one.who != "otto"])
        self.leaves: list[tuple[str, str]] = []
        self.before: dict[str, Someone] = {}
        self.refused = 0

    def as_it_is(self) -> list[Span]:
        rows = select(self.installation, Row, "select id, person_id, course_id, kind, since, until from care_team")
        found = []
        for row in rows:
            kind = "lasting" if row.kind in ("member", "co_therapist") else row.kind
            found.append(Span(row.id, NAMES[row.person_id], row.course_id, kind, row.since, row.until))
        return found

    @property
    def now(self) -> datetime:
        return self.installation.clock.now

    def send(self, who: str, path: str, form: dict[str, str]) -> None:
        """Whose account ended has the login of before alone."""
        status = self.person(who).send(path, form, follow=False).status_code
        assert status in (200, 303, 401, 404, 409, 422), f"{who} {path}: {status}"
        self.refused += status != 303

    def person(self, who: str) -> Someone:
        return self.before[who] if who in self.model.gone else self.installation.someone(who)

    def anybody(self) -> str:
        return self.chance.choice(list(ROLES))

    def any_course(self) -> str:
        return self.courses[self.chance.choice(PATIENTS)]

    def add(self) -> str:
        by, who, course, id = self.anybody(), self.anybody(), self.any_course(), str(uuid4())
        self.send(by, f"/courses/{course}/team", {"id": id, "colleague": CAST_IDS[who]})
        self.model.add(by, Span(id, who, course, "lasting", self.now, None), self.now)
        return f"{by} adds {who}"

    def end(self) -> str:
        open_now = [one for one in self.model.spans if one.ahead_or_living(self.now)]
        by, span = self.anybody(), self.chance.choice(open_now)
        self.send(by, f"/courses/{span.course}/team/{span.id}/end", {})
        self.model.end(by, span, self.now)
        return f"{by} ends the {span.kind} of {span.who}"

    def leave(self) -> str:
        by, to, id = self.anybody(), self.anybody(), str(uuid4())
        first = local_day(self.now, ZONES[HARBOUR]) + timedelta(days=self.chance.choice((0, 0, 1, 2, 5)))
        last = first + timedelta(days=self.chance.choice((0, 1, 3, 8)))
        some = self.chance.sample(PATIENTS, self.chance.choice((1, 2, 3)))
        chosen = [self.courses[name] for name in some]
        form = {"id": id, "colleague": CAST_IDS[to], "since": first.isoformat(), "until": last.isoformat()}
        self.send(by, "/leave", form | {"which": "some"} | {f"course-{course}": "1" for course in chosen})
        since = max(self.now, from_local(first, time(0), ZONES[HARBOUR]))
        until = from_local(last + timedelta(days=1), time(0), ZONES[HARBOUR])
        news = []
        for course in chosen:
            new = Span(str(uuid5(UUID(id), course)), to, course, "stand_in", since, until)
            new.leave = id
            news.append(new)
        self.model.leave(by, news, self.now)
        self.leaves.append((by, id))
        return f"{by} hands over to {to}, {first} to {last}"

    def end_leave(self) -> str:
        by, id = self.chance.choice(self.leaves or [("theo", str(uuid4()))])
        by = self.chance.choice((by, by, self.anybody()))
        self.send(by, f"/leave/{id}/end", {})
        self.model.end_leave(by, id, self.now)
        return f"{by} ends a leave"

    def break_glass(self) -> str:
        who, course, id = self.anybody(), self.any_course(), str(uuid4())
        self.send(who, "/emergency/open", {"id": id, "course": course, "reason": REASON})
        self.model.break_glass(Span(id, who, course, "emergency", self.now, None), self.now)
        return f"{who} breaks the glass"

    def end_emergency(self) -> str:
        opened = [one for one in self.model.spans if one.kind == "emergency"]
        span, by = self.chance.choice(opened), self.anybody()
        by = self.chance.choice((by, span.who))
        self.send(by, f"/emergency/{span.id}/end", {})
        self.model.end_emergency(by, span, self.now)
        return f"{by} ends the emergency of {span.who}"

    def wait(self) -> str:
        """A while, or to the very moment at which something begins or ends, or to just before it."""
        ahead = self.model.moments(self.now)
        if ahead and self.chance.random() < 0.7:
            to = max(self.now, ahead[0] - self.chance.choice((timedelta(0), TICK)))
        else:
            to = self.now + timedelta(minutes=self.chance.choice((1, 60, 60 * 5, 60 * 24, 60 * 24 * 4)))
        self.installation.clock.now = to
        return f"it is {to:%d %b %H:%M:%S.%f}"

    def wrong(self) -> list[str]:
        """Where what staff reach differs from what the model allows: one by one, and as lists."""
        return [str(one) for one in self.installation.run(self._compare)]  # type: ignore[attr-defined]

    async def _compare(self) -> list[str]:
        house, people, found = self.installation.house, Cast(self.installation.house).people, []
        async with house.db.reading() as db:
            for who in ROLES:
                me = msgspec.structs.replace(people[who], clinic_id=HARBOUR, role=self.model.roles[who])
                allowed = {one for one in self.courses.values() if self.model.reaches(who, one, self.now)}
                one_by_one = set()
                for course in self.courses.values():
                    if await find_caseload_course(db, house.vault, me, course, self.now):
                        one_by_one.add(course)
                listed = [one.id for one in await list_caseload_courses(db, house.vault, me, 50, self.now)]
                if one_by_one != allowed or sorted(listed) != sorted(allowed):
                    found.append(f"{who} reaches {len(one_by_one)}, lists {len(listed)}, is allowed {len(allowed)}")
        return found

    def look(self) -> str:
        """A page of one, as they ask for it themselves."""
        who, course = self.anybody(), self.chance.choice(list(self.courses.values()))
        path = f"/courses/{course}{self.chance.choice(PAGES)}"
        status = self.person(who).get(path).status_code
        right = (
            (200,) if self.model.reaches(who, course, self.now) else (303, 404) if who in self.model.gone else (404,)
        )
        return "" if status in right else f"{who} at {path}: {status}, and {right} is right"


@pytest.mark.parametrize("seed", SEEDS)
def test_p7_staff_reach_exactly_what_a_simple_model_allows(
    installation: Installation, seed: int, figure: Figure
) -> None:
    clinic = Clinic(installation, seed)
    deeds: list[Callable[[], str]] = [
        clinic.add, clinic.add, clinic.end, clinic.end, clinic.leave, clinic.leave, clinic.end_leave,
        clinic.break_glass, clinic.break_glass, clinic.end_emergency, clinic.wait, clinic.wait, clinic.wait,
        partial(end_account, clinic), partial(take_up, clinic), partial(take_up, clinic), partial(change_role, clinic),
    ]  # fmt: skip
    told, reached = [], set()
    for _step in range(STEPS):
        told.append(clinic.chance.choice(deeds)())
        wrong = [*clinic.wrong(), *filter(None, [clinic.look()])]
        assert not wrong, f"after {told[-6:]}: {wrong}"
        reached.add(clinic.model.stands(clinic.now))
    assert len(reached) > STEPS / 20, "hardly anything happened"
    said = f"{STEPS:,} steps, {len(reached):,} ways in which it stood, {clinic.refused:,} refused, 0 differ"
    figure(f"{installation.house.db.kind}, history {seed}: {said}")


def test_p7_of_one_person_no_two_places_ever_overlap(installation: Installation) -> None:
    clinic = Clinic(installation, 7)
    for deed in (clinic.add, clinic.leave, clinic.break_glass, clinic.wait) * 12:
        deed()

    spans = [one for one in clinic.as_it_is() if one.since != one.until]

    for one in spans:
        for other in spans:
            if one is not other and (one.who, one.course) == (other.who, other.course):
                assert not one.meets(other.since, other.until or datetime.max.replace(tzinfo=one.since.tzinfo))
