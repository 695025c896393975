"""Whatever patients share, stop, delete, pin and let expire in whatever order: no word on a patient's page, and none of
its lists behind it, that is not shared with that reader at that moment."""

import re
from datetime import timedelta
from uuid import UUID, uuid4, uuid5

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from tests.conftest import MORNING
from tests.journal.model import TEAMS, Kept
from tests.session_day.days import course_of
from tests.someone import Installation, Someone

SPACE = UUID("0199a0e2-0000-7000-8000-0000000000bb")
FIRST = MORNING - timedelta(hours=10)  # that patients' midnight
STAFF = {"mara": ("theo", "pria"), "sol": ("otto",)}
LETTERS = "abcdefghijklmnop"
WORD = re.compile(r"\bkelp[a-p]+\b")

owners, spots, versions = some.sampled_from(sorted(TEAMS)), some.integers(0, 3), some.integers(0, 1)
audiences, days = some.sampled_from(["therapist", "team"]), some.sampled_from([None, None, 0, 1])
deeds = some.one_of(
    some.tuples(some.just("save"), owners, spots, versions, some.booleans()),
    some.tuples(some.just("save"), owners, spots, versions, some.just(True)),
    some.tuples(some.just("share"), owners, spots, audiences, some.booleans(), days),
    some.tuples(some.just("share"), owners, spots, audiences, some.booleans(), days),
    some.tuples(some.just("stop"), owners, spots),
    some.tuples(some.just("delete"), owners, spots),
    some.tuples(some.just("pin"), owners, spots, some.booleans()),
    some.tuples(some.just("step"), owners, some.booleans()),
    some.tuples(some.just("look"), owners),
    some.tuples(some.just("sleep")),
)


def spelled(*parts: object) -> str:
    """One word in letters alone, for these parts and no others."""
    return "kelp" + "".join(LETTERS[int(digit, 16)] for digit in uuid5(SPACE, " ".join(map(str, parts))).hex[:12])


class Walk:
    """One example: the model and the application, doing the same things. Every word is found in one place alone."""

    def __init__(
        self, lasting: Installation, people: dict[str, Someone], number: int, steps: dict[str, set[str]]
    ) -> None:
        """`steps` are of all examples: nobody deletes a step."""
        self.lasting, self.people, self.number, self.steps = lasting, people, number, steps
        self.kept: dict[tuple[str, int], Kept] = {}
        self.steps_shared = dict.fromkeys(TEAMS, False)

    def id(self, owner: str, spot: int) -> str:
        return str(uuid5(SPACE, f"{self.number} {owner} {spot}"))

    @property
    def today(self) -> int:
        return (self.lasting.clock() - FIRST).days

    def send(self, who: str, path: str, form: dict[str, str]) -> int:
        return self.people[who].send(path, form, follow=False).status_code

    def save(self, owner: str, spot: int, version: int, share: bool) -> None:
        """A first line, a passage and a last word; the same word in every entry would tell nothing."""
        told = [spelled(self.number, owner, spot, version, at) for at in range(3)]
        body = f"{told[0]} begins.\n\n{told[1]} in between.\n\n{told[2]} at last."
        entry = self.id(owner, spot)
        kept = self.kept.setdefault((owner, spot), Kept(owner))
        self.send(owner, "/journal/entries", {"id": entry, "body": body, "written_at": "", "share": str(int(share))})
        if not kept.deleted:
            kept.save(body, share=share)

    def share(self, owner: str, spot: int, audience: str, part: bool, until: int | None) -> None:
        kept = self.kept.get((owner, spot))
        if kept is None or kept.deleted:
            return
        event, path = str(uuid4()), f"/journal/entries/{self.id(owner, spot)}/sharing"
        form = {"share": "1", "event": event, "with": audience}
        passage = kept.versions[-1].split("\n\n")[1] if part else ""
        form |= {"part": "passage", "passage": passage} if part else {}
        last = None if until is None else self.today + until
        form |= {} if last is None else {"until": (FIRST + timedelta(days=last)).date().isoformat()}
        assert self.send(owner, path, form) == 303
        kept.share(event, audience, passage, last, self.today)

    def stop(self, owner: str, spot: int) -> None:
        self.send(owner, f"/journal/entries/{self.id(owner, spot)}/sharing", {"share": "0"})
        if kept := self.kept.get((owner, spot)):
            kept.stop()

    def delete(self, owner: str, spot: int) -> None:
        self.send(owner, f"/journal/entries/{self.id(owner, spot)}/delete", {})
        if kept := self.kept.get((owner, spot)):
            kept.delete()

    def pin(self, owner: str, spot: int, on: bool) -> None:
        form = {"id": str(uuid4()), "pin": str(int(on))}
        assert self.send(owner, f"/journal/entries/{self.id(owner, spot)}/pin", form) in (303, 404, 409)

    def step(self, owner: str, shared: bool) -> None:
        """One that was done, and whether the care team may see any of them."""
        made, word = str(uuid4()), spelled(self.number, owner, "step")
        if word not in self.steps[owner]:
            self.send(owner, "/journal/actions", {"id": made, "action": word})
            self.send(owner, f"/journal/actions/{made}", {"id": str(uuid4()), "became": "done"})
            self.steps[owner].add(word)
        self.send(owner, "/journal/actions/sharing", {"id": str(uuid4()), "shared": str(int(shared))})
        self.steps_shared[owner] = shared

    def look(self, owner: str) -> None:
        for reader in STAFF[owner]:
            self.people[reader].get(f"/courses/{course_of(self.lasting, owner)}")

    def sleep(self) -> None:
        self.lasting.clock.move(timedelta(days=1))

    def allowed(self, reader: str, owner: str) -> set[str]:
        found = set(self.steps[owner]) if self.steps_shared[owner] else set()
        for (whose, _spot), kept in self.kept.items():
            if whose == owner:
                found |= set(WORD.findall(kept.readable_by(reader, self.today) or ""))
        return found

    def check(self) -> int:
        """Each page shows no other word of a walk than what may be read on it; answers how many were shown."""
        shown = 0
        for owner, readers in STAFF.items():
            course = course_of(self.lasting, owner)
            for reader in readers:
                for page in ("", "?since=visit", "/shared", "/steps", "/trail"):
                    words = set(WORD.findall(self.people[reader].get(f"/courses/{course}{page}").text))
                    assert words <= self.allowed(reader, owner), (reader, owner, page)
                    shown += len(words)
        return shown

    def end(self) -> None:
        for owner, spot in self.kept:
            self.delete(owner, spot)
        for owner in TEAMS:
            self.send(owner, "/journal/actions/sharing", {"id": str(uuid4()), "shared": "0"})


def test_no_word_is_on_a_patients_page_that_is_not_shared_with_its_reader(lasting: Installation) -> None:
    people = {name: lasting.someone(name) for name in (*TEAMS, "theo", "otto", "pria")}
    number = shown = 0
    steps: dict[str, set[str]] = {owner: set() for owner in TEAMS}

    @settings(
        max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow],
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
    )  # fmt: skip
    @given(some.lists(deeds, min_size=5, max_size=16))
    def walk(taken: list[tuple]) -> None:
        nonlocal number, shown
        number += 1
        example = Walk(lasting, people, number, steps)
        try:
            for name, *details in taken:
                getattr(example, name)(*details)
            shown += example.check()
        finally:
            example.end()

    walk()
    assert shown > 20, "nothing was shown, so nothing was tested"
