"""Whatever two patients and two therapists do in whatever order, no words are shown without a live share (P6, P7)."""

from uuid import UUID, uuid4, uuid5

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from tests.journal.model import READERS, Kept
from tests.journal.shown import elements
from tests.someone import Installation, Opened, Someone

SPACE = UUID("0199c000-0000-7000-8000-0000000000ee")
STAFF = ["theo", "otto", "pria"]
owners, spots, words, events = (
    some.sampled_from(sorted(READERS)),
    some.integers(0, 1),
    some.integers(0, 2),
    some.integers(0, 2),
)
steps = some.one_of(
    some.tuples(some.just("save"), owners, spots, words, some.booleans()),
    some.tuples(some.just("share"), owners, spots, events),
    some.tuples(some.just("stop"), owners, spots),
    some.tuples(some.just("steal"), owners, spots),
    some.tuples(some.just("open"), some.sampled_from(STAFF), owners, spots),
    some.tuples(some.just("answer"), some.sampled_from(STAFF), owners, spots),
)


class Walk:
    """One example: the model and the application, doing the same things with the same ids."""

    def __init__(self, people: dict[str, Someone], number: int) -> None:
        self.people, self.number = people, number
        self.kept: dict[str, Kept] = {}

    def entry(self, owner: str, spot: int) -> str:
        return str(uuid5(SPACE, f"{self.number} {owner} {spot}"))

    def send(self, who: str, path: str, form: dict[str, str]) -> Opened:
        return self.people[who].send(path, form, follow=False)

    def save(self, owner: str, spot: int, word: int, share: bool) -> None:
        entry = self.entry(owner, spot)
        body = f"Kelp {word} of {owner} in {entry[:8]}."
        form = {"id": entry, "body": body, "written_at": "", "share": "1" if share else "0"}
        assert self.send(owner, "/journal/entries", form).status_code == 303
        self.kept.setdefault(entry, Kept(owner)).save(body, share=share)

    def share(self, owner: str, spot: int, event: int) -> None:
        entry = self.entry(owner, spot)
        form = {"share": "1", "event": str(uuid5(SPACE, f"{entry} {event}"))}
        answer = self.send(owner, f"/journal/entries/{entry}/sharing", form)
        assert answer.status_code == (303 if entry in self.kept else 404)
        if entry in self.kept:
            self.kept[entry].share(form["event"])

    def stop(self, owner: str, spot: int) -> None:
        entry = self.entry(owner, spot)
        self.send(owner, f"/journal/entries/{entry}/sharing", {"share": "0"})
        if entry in self.kept:
            self.kept[entry].stop()

    def steal(self, owner: str, spot: int) -> None:
        """The other patient tries to share it, and to write over it."""
        other, entry = next(name for name in READERS if name != owner), self.entry(owner, spot)
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
        return kept.readable_by(reader) if kept else None

    def check_inboxes(self) -> None:
        mine = {f"/review/{self.entry(owner, spot)}" for owner in READERS for spot in (0, 1)}
        for reader in STAFF:
            page = self.people[reader].get("/review")
            listed = mine & set(page.values(".queue ol a", "href"))
            assert listed == {f"/review/{entry}" for entry, kept in self.kept.items() if kept.waits_for(reader)}
            shown = {line for line in page.all("cut") if line.startswith("Kelp ")}
            allowed = {self.readable(reader, owner, spot) for owner in READERS for spot in (0, 1)}
            assert shown <= allowed, "a first line without a live share"
            assert page.text.count("Kelp ") == len([line for line in page.all("cut") if "Kelp " in line])

    def end(self) -> None:
        for owner in READERS:
            for spot in (0, 1):
                self.stop(owner, spot)


def test_no_words_are_shown_without_a_live_share(lasting: Installation) -> None:
    people = {name: lasting.someone(name) for name in (*READERS, *STAFF)}
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
        example = Walk(people, number)
        try:
            for name, *details in taken:
                getattr(example, name)(*details)
            example.check_inboxes()
        finally:
            example.end()

    walk()
