"""Sharing as it should be, in a few lines without a database: what the application is held against."""

from dataclasses import dataclass, field

READERS = {"mara": "theo", "sol": "otto"}


@dataclass
class Kept:
    """One entry. `live` is the number of the version that is shared now, or 0."""

    owner: str
    versions: list[str] = field(default_factory=list)
    live: int = 0
    answered: bool = False
    events: set[str] = field(default_factory=set)

    def save(self, body: str, *, share: bool) -> None:
        if body not in self.versions:
            self.versions.append(body)
        if share and not self.events:
            self._grant("with the entry")

    def share(self, event: str) -> None:
        if not self.live and event not in self.events:
            self._grant(event)

    def stop(self) -> None:
        self.live = 0

    def _grant(self, event: str) -> None:
        self.live, self.answered = len(self.versions), False
        self.events.add(event)

    def readable_by(self, reader: str) -> str | None:
        """The words that this reader may see now, or None."""
        return self.versions[self.live - 1] if self.live and READERS[self.owner] == reader else None

    def waits_for(self, reader: str) -> bool:
        return self.readable_by(reader) is not None and not self.answered
