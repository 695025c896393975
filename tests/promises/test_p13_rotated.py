"""P13: keys rotate in service: no request fails, every word stays readable, and the old keys open nothing."""

import random
import subprocess
import time
from pathlib import Path

import pytest

from server.access.vault import Damaged
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.ledger import hold_everything
from tests.promises.rotation import Loaded, fill, master_of, of_its_own_key, rotate, what_opens

TEXTS = size(300, 100_000)
KILLS = size(6, 60)
MOST_SECONDS = 300
pytestmark = pytest.mark.timeout(seconds(120, 3600))


def test_p13_all_keys_are_new_and_no_request_failed(tmp_path: Path, kind: str, url: str | None, figure: Figure) -> None:
    clinic = of_its_own_key(tmp_path, url)
    with clinic:
        fill(clinic, TEXTS)
        before = master_of(clinic)
        with Loaded(clinic) as load:
            began = time.monotonic()
            out, err = (process := rotate(clinic)).communicate(timeout=900)
            took = time.monotonic() - began
            assert process.returncode == 0, err
            time.sleep(1)
        assert "The keys before are gone" in out
    (retired,) = clinic.data.glob("keys/retired-*.key")
    assert retired.read_text() == before
    assert [path.stat().st_mode & 0o777 for path in clinic.data.glob("keys/*")] == [0o600] * 2
    opened, there = what_opens(clinic, clinic.data / "keys" / "master.key")
    assert what_opens(clinic, retired) == (0, 0)
    held = hold_everything(clinic.data, url, key=None)
    lost = load.ledger.lost(held) + load.ledger.doubled(held)
    figure(
        f"{kind}: {load.asked} requests, {len(load.failed)} failed, {opened:,}/{there:,} readable, old key opens 0, "
        f"{took:.0f} s"
    )
    assert not load.failed, load.failed[:5]
    assert opened == there > TEXTS
    assert not lost, lost[:5]
    assert load.asked > 20
    assert took < MOST_SECONDS


def test_p13_killed_anywhere_it_goes_on_and_everything_opens(tmp_path: Path, figure: Figure) -> None:
    clinic, dice, killed = of_its_own_key(tmp_path, None), random.Random(13), 0
    with clinic:
        fill(clinic, 300)
        with Loaded(clinic) as load:
            for _kill in range(KILLS):
                process = rotate(clinic)
                try:
                    process.communicate(timeout=dice.uniform(0.6, 2.5))
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.communicate()
                    killed += 1
            _out, err = (process := rotate(clinic)).communicate(timeout=120)
            assert process.returncode == 0, err
    opened, there = what_opens(clinic, clinic.data / "keys" / "master.key")
    figure(f"{killed} rotations killed, {load.asked} requests, {len(load.failed)} failed, {opened}/{there} readable")
    assert not load.failed, load.failed[:5]
    assert opened == there > 300
    assert killed
    assert all(what_opens(clinic, old) == (0, 0) for old in clinic.data.glob("keys/retired-*.key"))


def test_p13_a_key_let_go_too_soon_would_be_seen(tmp_path: Path) -> None:
    """With the fault planted the last look through the words is left out, and one that came late stays behind."""
    clinic = of_its_own_key(tmp_path, None)
    assert clinic.command("seed").returncode == 0
    fill(clinic, 50)
    _out, err = (process := rotate(clinic, "hurried")).communicate(timeout=120)
    assert process.returncode == 0, err
    with pytest.raises(Damaged):
        what_opens(clinic, clinic.data / "keys" / "master.key")


def test_p13_a_process_that_does_not_take_the_new_key_up_would_be_seen(tmp_path: Path) -> None:
    clinic = of_its_own_key(tmp_path, None, fault="deaf")
    with clinic, Loaded(clinic) as load:
        process, until = rotate(clinic), time.monotonic() + 60
        while not load.failed and time.monotonic() < until:
            time.sleep(0.1)
        process.kill()
        process.communicate()
    assert load.failed
