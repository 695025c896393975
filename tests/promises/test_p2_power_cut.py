"""P2: an acknowledged entry is not lost by a power cut either: what was said to be kept was on the disk by then."""

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.access.checkpoint import BrokenTrail
from server.db.errors import DatabaseError
from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.ledger import Ledger, hold_everything
from tests.promises.phone import Phone, fresh_entry
from tests.promises.places import Disk

CUTS, LEAST = size(5, 50), size(100, 10_000)
CUTS_THAT_MUST_SHOW = size(2, 10)
pytestmark = pytest.mark.timeout(seconds(120, 3600))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path / "image", tmp_path / "disk")
    yield made
    made.unmount()


def write_on(phone: Phone, ledger: Ledger, stop: threading.Event) -> None:
    while not stop.is_set():
        form = fresh_entry(body=f"{phone.name} {len(ledger.acked)} {phone.port}")
        kept = phone.kept("/journal/entries", form)
        if kept and not stop.is_set():  # what comes while the power goes, comes from a machine that has none
            ledger.version(form["id"], form["body"])
        elif not kept and phone.last not in (0, 503):
            return


def cut_again_and_again(folder: Path, disk: Disk, cuts: int, least: int, fault: str = "") -> tuple[Ledger, list[str]]:
    """Answers what was acknowledged, and what of it is gone at the end. A clinic that does not start has lost all."""
    ledger, dice = Ledger(), random.Random(2)
    clinic = Clinic(folder, fault=fault)
    clinic.data = disk.folder / "data"
    for cut in range(cuts):
        clinic.start()
        stop = threading.Event()
        phones = [clinic.phone(name) for name in ("mara", "noor", "iris")]
        writers = [threading.Thread(target=write_on, args=(phone, ledger, stop), daemon=True) for phone in phones]
        for writer in writers:
            writer.start()
        time.sleep(dice.uniform(0.1, 0.5))
        while len(ledger.acked) < (cut + 1) * least // cuts:
            assert any(writer.is_alive() for writer in writers)
            time.sleep(0.01)
        stop.set()
        disk.cut()
        for writer in writers:
            writer.join(30)
        clinic.kill()
        for phone in phones:
            phone.hang_up()
        disk.unmount()
        assert disk.mount()
    try:
        held = hold_everything(clinic.data)
    except (DatabaseError, BrokenTrail) as reason:
        return ledger, [f"everything: {reason}"] * len(ledger.acked)
    return ledger, ledger.lost(held) + ledger.doubled(held)


def test_p2_what_was_acknowledged_survives_every_power_cut(tmp_path: Path, disk: Disk, figure: Figure) -> None:
    ledger, lost = cut_again_and_again(tmp_path, disk, CUTS, LEAST)
    figure(f"{len(ledger.acked):,} acked, {CUTS} cuts, {len(lost)} lost")
    assert len(ledger.acked) >= LEAST
    assert not lost, lost[:5]


def test_p2_would_see_a_commit_that_is_not_on_the_disk(tmp_path: Path, disk: Disk, figure: Figure) -> None:
    """The same with synchronous=NORMAL loses words; or this test would see nothing."""
    ledger, lost = cut_again_and_again(tmp_path, disk, CUTS_THAT_MUST_SHOW, LEAST // 2, fault="normal")
    figure(f"with synchronous=NORMAL {len(lost)} of {len(ledger.acked)} lost")
    assert lost
