"""P6: what is sent three times is stored once, and two devices that write one entry both keep their words."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import entry_form
from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.ledger import hold_everything
from tests.promises.phone import fresh_entry
from tests.someone import Installation

FORMS, TIMES, THREADS = 100, 3, 4
PAIRS = size(50, 1000)
EXAMPLES, STEPS = size(12, 5000), 50
pytestmark = pytest.mark.timeout(seconds(120, 3600))


def test_p6_three_times_is_once_and_both_devices_keep_their_words(
    tmp_path: Path, kind: str, url: str | None, figure: Figure
) -> None:
    forms = [fresh_entry(body=f"sent again and again {number}") for number in range(FORMS)]
    shared = [fresh_entry() for _ in range(PAIRS)]
    with Clinic(tmp_path, url) as clinic:
        phones = [clinic.phone("mara") for _ in range(THREADS)]
        with ThreadPoolExecutor(THREADS) as threads:
            lines = [threads.submit(send_all, phones[n], (forms * 2)[25 * n : 25 * n + 75]) for n in range(THREADS)]
            assert all(line.result() for line in lines)
        both = threading.Barrier(2)
        with ThreadPoolExecutor(2) as threads:
            devices = [threads.submit(write_on, phones[n], shared, f"device {n}", both) for n in range(2)]
            assert all(device.result() for device in devices)
    held = hold_everything(clinic.data, url)

    once = sum(held.entries[form["id"]] == 1 and held.texts[form["id"], form["body"]] == 1 for form in forms)
    gone = [(one["id"], n) for one in shared for n in range(2) if held.texts[one["id"], f"device {n}"] != 1]
    figure(f"{kind}: {FORMS * TIMES} sends of {FORMS} forms kept {once} once; {PAIRS} pairs, {len(gone)} texts gone")
    assert once == FORMS
    assert not gone


def send_all(phone, forms) -> bool:  # type: ignore[no-untyped-def]
    return sum(phone.kept("/journal/entries", form) for form in forms) == len(forms)


def write_on(phone, entries, words, both) -> bool:  # type: ignore[no-untyped-def]
    kept = []
    for entry in entries:
        both.wait(20)
        kept.append(phone.kept("/journal/entries", entry | {"body": words}))
    return all(kept)


SENDS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=STEPS // 2)


def test_p6_replays_reordered_and_doubled_agree_with_a_simple_model(installation: Installation, figure: Figure) -> None:
    """Of each entry: every text that was sent for it, once, whatever came first and however often."""
    mara, steps = installation.someone("mara"), 0
    tag = mara.tag()

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(SENDS, st.randoms(use_true_random=False))
    def replay(sends: list[tuple[int, int]], dice) -> None:  # type: ignore[no-untyped-def]
        nonlocal steps
        ids = [str(uuid4()) for _ in range(4)]
        again = [*sends, *dice.sample(sends, len(sends) // 2)]
        dice.shuffle(again)
        for entry, text in again:
            form = entry_form(body=f"text {text}", id=ids[entry])
            assert mara.outbox("/journal/entries", form, tag=tag).status_code == 200
            steps += 1
        model = Counter({ids[entry]: len({text for one, text in sends if one == entry}) for entry, _ in sends})
        for entry_id in ids:
            count = "select count(*) from entry_version where entry_id = :id"
            assert installation.value(count, id=entry_id) == model[entry_id]

    replay()
    figure(f"{installation.house.db.kind}: {steps} model steps, 0 differences")
