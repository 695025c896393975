"""P1 with two processes on one PostgreSQL behind one address: one is killed under load, and nobody loses anything."""

import asyncio
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from server.db.connection import open_database
from tests.postgres import Cluster
from tests.promises.address import Address, Desk
from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.ledger import Ledger, hold_everything
from tests.promises.phone import Phone, fresh_entry, fresh_id
from tests.promises.planted import plant_mails
from tests.promises.test_p1_killed import Writer

KILLS, MAILS = size(1, 20), size(60, 600)
LASTS = size(2, 10)  # seconds of each measurement
HEARS_WITHIN = 3.0
WRITERS = ("mara", "noor", "iris", "mara")
pytestmark = pytest.mark.timeout(seconds(120, 3600))


class Two:
    """Two processes of one clinic, with one folder and one database."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url, self.both = url, [Clinic(folder, url, fault="brisk"), Clinic(folder, url, fault="brisk")]
        self.data = self.both[0].data
        for one in self.both:
            one.start()
        self.address = Address(*(one.port for one in self.both))
        self.phones: list[Phone] = []

    def phone(self, name: str) -> Phone:
        self.phones.append(Phone(self.address.port, name))
        return self.phones[-1]

    def close(self) -> None:
        for phone in self.phones:
            phone.hang_up()
        self.address.close()
        for one in self.both:
            one.stop()


@pytest.fixture
def two(tmp_path: Path, cluster: Cluster) -> Iterator[Two]:
    name = cluster.new_database()
    running = Two(tmp_path, cluster.url(name))
    yield running
    running.close()
    cluster.drop_database(name)


@contextmanager
def writing(two: Two, ledger: Ledger) -> Iterator[list[Writer]]:
    goes_on = threading.Event()
    goes_on.set()
    writers = [Writer(two.phone(name), ledger, number, goes_on) for number, name in enumerate(WRITERS)]
    for one in writers:
        one.start()
    try:
        yield writers
    finally:
        for one in writers:
            one.done = True
        for one in writers:
            one.join(30)
    assert not [one.trouble for one in writers if one.trouble]


def measured(two: Two, ports: list[int], ledger: Ledger) -> float:
    """Acknowledged writes a second, of phones that all come through these processes."""
    two.address.ports = ports
    with writing(two, ledger):
        before, began = len(ledger.acked), time.monotonic()
        time.sleep(LASTS)
        return (len(ledger.acked) - before) / (time.monotonic() - began)


def mails(two: Two, place: str) -> tuple[int, int, int]:
    """Rows that say they were sent, rows that were claimed and do not say how it went, and mails that went out."""

    async def count() -> tuple[int, int]:
        async with await open_database(two.url) as db, db.reading() as reader:
            sent = "select count(*) from reminder_sending where target_id = :place and sent_at is not null"
            unknown = """
                select count(*) from reminder_sending
                where target_id = :place and sent_at is null and claimed_at is not null
            """
            return int(await reader.value(sent, place=place)), int(await reader.value(unknown, place=place))

    out = [path for path in (two.data / "mail").glob("*.eml") if "iris@post.test" in path.read_text()]
    return *asyncio.run(count()), len(out)


def wait_for(what: str, true: object, within: float) -> None:
    until = time.monotonic() + within
    while not true():  # type: ignore[operator]
        assert time.monotonic() < until, what
        time.sleep(0.05)


def test_p1_of_two_processes_one_is_killed_under_load(two: Two, figure: Figure) -> None:
    ledger, dice = Ledger(), random.Random(2)
    ports = [one.port for one in two.both]
    alone, together = measured(two, ports[:1], ledger), measured(two, ports, ledger)
    desks = [Desk(two.phone("theo")) for _each in range(4)]
    for desk in desks:
        desk.start()
    with writing(two, ledger):
        wait_for("a desk heard nothing", lambda: all(desk.heard for desk in desks), 10)
        place = plant_mails(two.data, two.url, MAILS)
        for kill in range(KILLS):
            time.sleep(dice.uniform(0.3, 1.2))
            dead = two.both[kill % 2]
            lost = sum(len(desk.again) for desk in desks)
            dead.kill()
            wait_for("no desk came back", lambda lost=lost: sum(len(desk.again) for desk in desks) > lost, 10)
            at = len(ledger.acked)
            wait_for("nothing is acknowledged any more", lambda at=at: len(ledger.acked) > at + 20, 20)
            if kill + 1 < KILLS:
                dead.start()
        wait_for("mails wait", lambda: sum(mails(two, place)[:2]) >= MAILS, 30)
    before = [desk.heard for desk in desks]
    _share_one(two)
    wait_for(
        "a desk did not hear of it", lambda: all(d.heard > b for d, b in zip(desks, before, strict=True)), HEARS_WITHIN
    )
    for desk in desks:
        desk.done = True
    held = hold_everything(two.data, two.url)
    lost, doubled, (sent, unknown, out) = ledger.lost(held), ledger.doubled(held), mails(two, place)
    slowest = max(took for desk in desks for took in desk.again)
    figure(
        f"two processes, {KILLS} killed: {len(ledger.acked):,} acked, {len(lost)} lost, {len(doubled)} doubled, "
        f"{out} of {MAILS} mails out, {max(0, out - sent - unknown)} twice, desks back in {slowest:.1f} s; "
        f"{together:.0f} writes/s by two, {alone:.0f} by one ({together / alone:.2f} x)"
    )
    assert not lost, lost[:5]
    assert not doubled, doubled[:5]
    assert sent <= out <= sent + unknown, (sent, out, unknown)
    assert sent + unknown == MAILS
    assert unknown <= 8 * KILLS, "more than were on their way"
    assert slowest < HEARS_WITHIN


def _share_one(two: Two) -> None:
    phone, entry = two.phone("noor"), fresh_entry(body="For the desk.")
    assert phone.kept("/journal/entries", entry)
    assert phone.kept(f"/journal/entries/{entry['id']}/sharing", {"share": "1", "event": fresh_id()})
