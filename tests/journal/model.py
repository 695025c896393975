"""Sharing as it should be, in a few lines without a database: what the application is held against."""

from dataclasses import dataclass, field

TEAMS = {"mara": {"theo": "therapist", "pria": "prescriber"}, "sol": {"otto": "therapist"}}


@dataclass
class Grant:
    """`until` is a day number, through which it may be read; the last of all when it is None."""

    version: int
    audience: str
    passage: str
    until: int | None


@dataclass
class Kept:
    """One entry, and what is let be read of it now."""

    owner: str
    versions: list[str] = field(default_factory=list)
    live: Grant | None = None
    answered: bool = False
    deleted: bool = False
    events: set[str] = field(default_factory=set)

    def save(self, body: str, *, share: bool) -> None:
        if body not in self.versions:
            self.versions.append(body)
        if share and not self.events:
            self._grant("with the entry", Grant(self.versions.index(body), "therapist", "", None))

    def share(self, event: str, audience: str, passage: str, until: int | None, today: int) -> None:
        self.pass_time(today)
        wanted = Grant(len(self.versions) - 1, audience, passage, until)
        if event not in self.events and wanted != self.live:
            self._grant(event, wanted)

    def stop(self) -> None:
        self.live = None

    def delete(self) -> None:
        self.live, self.deleted = None, True

    def pass_time(self, today: int) -> None:
        if self.live and self.live.until is not None and today > self.live.until:
            self.live = None

    def _grant(self, event: str, grant: Grant) -> None:
        self.live, self.answered = grant, False
        self.events.add(event)

    def readable_by(self, reader: str, today: int) -> str | None:
        """The words that this reader may see now, or None."""
        self.pass_time(today)
        role = TEAMS[self.owner].get(reader)
        if self.live is None or role is None or (self.live.audience == "therapist" and role != "therapist"):
            return None
        return self.live.passage or self.versions[self.live.version]

    def waits_for(self, reader: str, today: int) -> bool:
        return self.readable_by(reader, today) is not None and not self.answered
