"""Whatever two patients and their staff do in whatever order, no words are shown without a live share (P6, P7).

Grants to the therapist or the team, of all or a passage, until a day; stops, deletions, replays, and days that pass.
"""

from datetime import timedelta
from uuid import UUID, uuid4, uuid5

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from tests.conftest import MORNING
from tests.journal.model import TEAMS, Kept
from tests.journal.shown import elements
from tests.someone import Installation, Opened, Someone

SPACE = UUID("0199c000-0000-7000-8000-0000000000ee")
STAFF = ["theo", "otto", "pria"]
FIRST = MORNING - timedelta(hours=10)  # that patients' midnight
owners, spots, words, events = (
    some.sampled_from(sorted(TEAMS)),
    some.integers(0, 1),
    some.integers(0, 2),
    some.integers(0, 4),
)
choices = some.tuples(some.sampled_from(["therapist", "team"]), some.booleans(), some.sampled_from([None, 0, 1]))
steps = some.one_of(
    some.tuples(some.just("save"), owners, spots, words, some.booleans()),
    some.tuples(some.just("share"), owners, spots, events, choices),
    some.tuples(some.just("stop"), owners, spots),
    some.tuples(some.just("delete"), owners, spots),
    some.tuples(some.just("sleep")),
    some.tuples(some.just("steal"), owners, spots),
    some.tuples(some.just("open"), some.sampled_from(STAFF), owners, spots),
    some.tuples(some.just("answer"), some.sampled_from(STAFF), owners, spots),
)


class Walk:
    """One example: the model and the application, doing the same things with the same ids."""

    def __init__(self, lasting: Installation, people: dict[str, Someone], number: int) -> None:
        self.lasting, self.people, self.number = lasting, people, number
        self.kept: dict[str, Kept] = {}

    def entry(self, owner: str, spot: int) -> str:
        return str(uuid5(SPACE, f"{self.number} {owner} {spot}"))

    def send(self, who: str, path: str, form: dict[str, str]) -> Opened:
        return self.people[who].send(path, form, follow=False)

    def save(self, owner: str, spot: int, word: int, share: bool) -> None:
        entry = self.entry(owner, spot)
        body = f"Kelp {word} of {owner} in {entry[:8]}."
        form = {"id": entry, "body": body, "written_at": "", "share": "1" if share else "0"}
        kept = self.kept.setdefault(entry, Kept(owner))
        expected = 303 if not kept.deleted or body in kept.versions else 409
        assert self.send(owner, "/journal/entries", form).status_code == expected
        if not kept.deleted:
            kept.save(body, share=share)

    @property
    def today(self) -> int:
        return (self.lasting.clock() - FIRST).days

    def share(self, owner: str, spot: int, event: int, choice: tuple[str, bool, int | None]) -> None:
        entry = self.entry(owner, spot)
        audience, part, days = choice
        form = {"share": "1", "event": str(uuid5(SPACE, f"{entry} {event}")), "with": audience}
        passage = f"of {owner} in" if part else ""
        until = None if days is None else self.today + days
        form |= {"part": "passage", "passage": passage} if part else {}
        form |= {} if until is None else {"until": (FIRST + timedelta(days=until)).date().isoformat()}
        answer = self.send(owner, f"/journal/entries/{entry}/sharing", form)
        there = entry in self.kept and not self.kept[entry].deleted
        assert answer.status_code == (303 if there else 404)
        if there:
            self.kept[entry].share(form["event"], audience, passage, until, self.today)

    def delete(self, owner: str, spot: int) -> None:
        entry = self.entry(owner, spot)
        answer = self.send(owner, f"/journal/entries/{entry}/delete", {})
        assert answer.status_code == (303 if entry in self.kept else 404)
        if entry in self.kept:
            self.kept[entry].delete()

    def sleep(self) -> None:
        self.lasting.clock.move(timedelta(days=1))

    def stop(self, owner: str, spot: int) -> None:
        entry = self.entry(owner, spot)
        self.send(owner, f"/journal/entries/{entry}/sharing", {"share": "0"})
        if entry in self.kept:
            self.kept[entry].stop()

    def steal(self, owner: str, spot: int) -> None:
        """The other patient tries to share it, and to write over it."""
        other, entry = next(name for name in TEAMS if name != owner), self.entry(owner, spot)
        if entry in self.kept:
            form = {"id": entry, "body": "Mine.", "written_at": "", "share": "1"}
            assert self.send(other, "/journal/entries", form).status_code == 404
            assert self.send(other, f"/journal/entries/{entry}/sharing", {"share": "1"}).status_code == 404

    def open(self, reader: str, owner: str, spot: int) -> None:
        page = self.people[reader].get(f"/review/{self.entry(owner, spot)}")
        expected = self.readable(reader, owner, spot)
        assert page.status_code == (404 if expected is None else 200)
        if expected is not None:
            assert elements(page, "entry-body") == [expected]

    def answer(self, reader: str, owner: str, spot: int) -> None:
        entry = self.entry(owner, spot)
        form = {"id": str(uuid4()), "reply": "", "only": "1"}
        answer = self.send(reader, f"/review/{entry}/answer", form)
        allowed = self.readable(reader, owner, spot) is not None
        assert (answer.status_code == 303) is allowed
        if allowed:
            self.kept[entry].answered = True

    def readable(self, reader: str, owner: str, spot: int) -> str | None:
        kept = self.kept.get(self.entry(owner, spot))
        return kept.readable_by(reader, self.today) if kept else None

    def check_inboxes(self) -> None:
        mine = {f"/review/{self.entry(owner, spot)}" for owner in TEAMS for spot in (0, 1)}
        for reader in STAFF:
            page = self.people[reader].get("/review")
            listed = mine & set(page.values(".queue ol a", "href"))
            assert listed == {
                f"/review/{entry}" for entry, kept in self.kept.items() if kept.waits_for(reader, self.today)
            }
            shown = {line for line in page.all("cut") if line.startswith("Kelp ")}
            allowed = {self.readable(reader, owner, spot) for owner in TEAMS for spot in (0, 1)}
            assert shown <= allowed, "a first line without a live share"
            assert page.text.count("Kelp ") == len([line for line in page.all("cut") if "Kelp " in line])

    def end(self) -> None:
        for owner in TEAMS:
            for spot in (0, 1):
                self.stop(owner, spot)


def test_no_words_are_shown_without_a_live_share(lasting: Installation) -> None:
    people = {name: lasting.someone(name) for name in (*TEAMS, *STAFF)}
    number = 0

    # Without shrinking: each step is a request, and a walk is short enough to be read as it was found.
    @settings(
        max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow],
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
    )  # fmt: skip
    @given(some.lists(steps, min_size=4, max_size=14))
    def walk(taken: list[tuple[str, ...]]) -> None:
        nonlocal number
        number += 1
        example = Walk(lasting, people, number)
        try:
            for name, *details in taken:
                getattr(example, name)(*details)
            example.check_inboxes()
        finally:
            example.end()

    walk()
