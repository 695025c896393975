"""One random history of a flag: people, absences, a clock that jumps, restarts; and what must hold after each event."""

import random
from datetime import datetime, timedelta
from itertools import pairwise

import msgspec

from server.clinics.flag_policy import Pace
from server.safety.flags import CLOCK_SLACK, Flag, Refused, advance, close, hand_over, open_flag, see, take
from server.safety.policy import Duty
from tests.safety.flag_made import NOON, WEEK, policy

PACES = {
    "urgent": Pace(in_hours=15, out_of_hours=30, to_close=60),
    "same_day": Pace(in_hours=60, out_of_hours=120, to_close=90),
}
PEOPLE = ("theo", "pria", "nell", "omar")
LONGEST = timedelta(minutes=120)


class History:
    """`now` is the clock on the wall, `passed` the time that truly passed since the last step that gave time.

    `unseen` is by how much the clock went back meanwhile in steps so small that nobody can tell them from its drift.
    """

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.now: datetime = NOON + timedelta(minutes=self.dice.randrange(7 * 24 * 60))
        self.here = set(self.dice.sample(PEOPLE, self.dice.randint(0, 4)))
        self.order = tuple(self.dice.sample(PEOPLE, self.dice.randint(0, 3)))
        self.flag: Flag = open_flag("f", self.dice.choice(("urgent", "same_day")), self.duty, self.now)
        self.passed = self.unseen = timedelta(0)

    @property
    def duty(self) -> Duty:
        here = tuple(one for one in PEOPLE if one in self.here)
        return Duty(policy=policy(paces=PACES), week=WEEK, zone="America/Toronto", order=self.order, here=here)

    def run(self, events: int = 30) -> None:
        for _event in range(events):
            before = self.flag.steps
            self.dice.choice(
                (self.wait, self.wait, self.jump, self.people, self.someone, self.restart, self.try_to_close)
            )()
            self.job()
            assert self.flag.steps[: len(before)] == before, "a step was changed"
            self.check()

    def wait(self) -> None:
        """A while without the server, or with it: the job comes either way before anybody looks."""
        self.move(timedelta(seconds=self.dice.choice((5, 60, 600, 3600, 90_000, 1_000_000))))

    def move(self, by: timedelta) -> None:
        self.now += by
        self.passed += by

    def jump(self) -> None:
        by = timedelta(seconds=self.dice.choice((-90_000, -3600, -30, 30, 3600, 90_000)))
        self.now += by
        self.unseen += -by if -CLOCK_SLACK < by < timedelta(0) else timedelta(0)

    def people(self) -> None:
        self.here ^= {self.dice.choice(PEOPLE)}

    def restart(self) -> None:
        self.flag = msgspec.json.decode(msgspec.json.encode(self.flag), type=Flag)

    def someone(self) -> None:
        by, to = self.dice.choice(PEOPLE), self.dice.choice(PEOPLE)
        try:
            step = self.dice.choice((
                lambda: see(self.flag, by, self.now), lambda: take(self.flag, by, self.duty, self.now),
                lambda: hand_over(self.flag, by, to, self.duty, self.now),
            ))()  # fmt: skip
        except Refused:
            assert self.flag.closed or to not in self.here
            return
        if step:
            self.flag = self.flag.after([step], self.now)
            self.begin_again() if step.deed != "seen" else None

    def begin_again(self) -> None:
        self.passed = self.unseen = timedelta(0)

    def try_to_close(self) -> None:
        note = self.dice.choice(("", " ", "\n", "", " ", "She is with her sister."))
        try:
            self.flag = self.flag.after([close(self.flag, self.dice.choice(PEOPLE), note, self.now)], self.now)
        except Refused:
            assert self.flag.closed or not note.strip()

    def job(self) -> None:
        late = self.flag.last.deadline is not None and self.flag.last.deadline <= self.now
        steps = advance(self.flag, self.duty, self.now)
        assert steps or not late, "past its deadline, and nobody was asked"
        self.flag = self.flag.after(steps, self.now)
        if steps:
            self.begin_again()

    def check(self) -> None:
        steps = self.flag.steps
        assert [one.number for one in steps] == list(range(1, len(steps) + 1))
        assert all(one.at <= two.at for one, two in pairwise(steps)), "time went back"
        assert all(one.owner_id for one in steps), "without an owner"
        assert all(one.deed != "closed" or (one.note.strip() and one.by_id) for one in steps), "closed without a note"
        if self.flag.closed:
            assert steps[-1].deadline is None
            return
        deadline = steps[-1].deadline or self.now
        assert deadline > self.now, "past its deadline"
        assert deadline <= self.now + LONGEST + CLOCK_SLACK, "it waits for a clock that was wrong"
        assert self.passed <= LONGEST + CLOCK_SLACK + self.unseen, "nobody was asked for longer than the clinic signed"
        assert steps[-1].owner_id in self.here or not self.here, "with somebody who is away"
