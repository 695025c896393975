"""P1: an acknowledged entry is never lost, though the server is killed at random while many write."""

import random
import statistics
import threading
import time
from pathlib import Path

import pytest

from server.media.files import PIECE
from tests.journal.sent_media import media_form, voice
from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.ledger import Ledger, hold_everything
from tests.promises.phone import Phone, fresh_entry, fresh_id, moment

KILLS, LEAST = size(10, 100), size(200, 10_000)
WORTH_ANOTHER_TRY = (0, 503)
WRITERS = ("mara", "noor", "iris", "mara")
pytestmark = pytest.mark.timeout(seconds(120, 3600))


class Writer(threading.Thread):
    """One phone. What was not acknowledged it sends again with the same ids, as the outbox does, until it is."""

    def __init__(self, phone: Phone, ledger: Ledger, number: int, open_at: threading.Event) -> None:
        super().__init__(daemon=True)
        self.phone, self.ledger, self.number, self.open_at = phone, ledger, number, open_at
        self.done, self.trouble = False, ""
        self.acked = 0

    def run(self) -> None:
        while not self.done:
            entry = fresh_entry()
            path, share = f"/journal/entries/{entry['id']}/sharing", fresh_id()
            for number in (1, 2):
                body = f"writer {self.number}, words {self.acked} in version {number}"
                if not self._until_kept("/journal/entries", entry | {"body": body}):
                    return
                self.ledger.version(entry["id"], body)
            if not self._until_kept(path, {"share": "1", "event": share}):
                return
            self.ledger.share(share)
            if not self._until_kept(path, {"share": "0"}):
                return
            self.ledger.stop(share)
            if self.acked % 3 == 0 and not self._record(entry["id"]):
                return

    def _record(self, entry_id: str) -> bool:
        """A recording of two pieces, announced first."""
        raw = voice(PIECE + 900)
        form = media_form(raw, entry=entry_id, made_at=moment())
        if not self._until_kept("/journal/media", form):
            return False
        for number, piece in enumerate((raw[:PIECE], raw[PIECE:])):
            if not self._until_kept(f"/journal/media/{form['id']}/pieces/{number}", piece):
                return False
            self.ledger.piece(form["id"], number, piece)
        return True

    def _until_kept(self, path: str, what: dict[str, str] | bytes) -> bool:
        def kept() -> bool:
            return self.phone.kept_raw(path, what) if isinstance(what, bytes) else self.phone.kept(path, what)

        while not kept():
            if self.done:
                return False
            if self.phone.last not in WORTH_ANOTHER_TRY:
                self.trouble = f"{path} answered {self.phone.last}"
                return False
            self.open_at.wait(5)
        self.acked += 1
        return True


def test_p1_what_was_acknowledged_is_there_after_every_kill(
    tmp_path: Path, kind: str, url: str | None, figure: Figure
) -> None:
    ledger, clinic, restarts = Ledger(), Clinic(tmp_path, url), []
    opened = threading.Event()
    dice = random.Random(20261122)
    clinic.start()
    writers = [Writer(clinic.phone(name), ledger, number, opened) for number, name in enumerate(WRITERS)]
    for writer in writers:
        writer.start()
    try:
        for kill in range(KILLS):
            opened.set()
            time.sleep(dice.uniform(0.05, 0.7))
            while len(ledger.acked) < (kill + 1) * LEAST // KILLS:
                assert not any(writer.trouble for writer in writers), [writer.trouble for writer in writers]
                time.sleep(0.01)
            opened.clear()
            clinic.kill()
            restarts.append(clinic.start())
            if kill % 10 == 0:
                clinic.phone("theo").get("/review")  # so that the trail grows too
        opened.set()
    finally:
        for writer in writers:
            writer.done = True
        for writer in writers:
            writer.join(30)
        clinic.stop()

    held = hold_everything(clinic.data, url)
    lost, doubled = ledger.lost(held), ledger.doubled(held)
    shown = f"{len(ledger.acked):,} acked, {KILLS} kills, {len(lost)} lost, {len(doubled)} doubled"
    figure(f"{kind}: {shown}, restart p50 {statistics.median(restarts):.2f} s")
    assert not lost, lost[:5]
    assert not doubled, doubled[:5]
    assert len(ledger.acked) >= LEAST
