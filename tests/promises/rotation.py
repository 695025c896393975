"""A clinic whose keys are rotated under load: who reads and writes, many words at once, and what opens."""

import asyncio
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from server.access.keys import read_key
from server.access.vault import Damaged, Vault, Wrapped
from server.db.connection import open_database
from server.records.columns import READS
from server.records.queries import fact, keys_of
from server.records.relocking import Laid, every_word
from server.settings import Settings
from tests.promises.clinic import Clinic
from tests.promises.ledger import Ledger
from tests.promises.phone import Phone, fresh_entry
from tests.start.command import ROOT, environment


class Load(threading.Thread):
    """Writes and reads back, one after the other; what is not answered as it should be is a failed request."""

    def __init__(self, phone: Phone, ledger: Ledger, page: str) -> None:
        super().__init__(daemon=True)
        self.phone, self.ledger, self.page = phone, ledger, page
        self.done, self.asked, self.failed = False, 0, []

    def run(self) -> None:
        while not self.done:
            form = fresh_entry(body=f"{self.phone.name} wrote {self.asked} while keys were changed")
            if self.page:
                answer = self.phone.get(self.page)
                good = answer.status == 200
            elif good := self.phone.kept("/journal/entries", form):
                self.ledger.version(form["id"], form["body"])
                answer = self.phone.get(f"/journal/entries/{form['id']}")
                good = answer.status == 200 and form["body"] in answer.text
            self.asked += 1
            if not good:
                self.failed.append(f"{self.phone.name} {self.phone.last} {self.page}")


class Loaded:
    def __init__(self, clinic: Clinic) -> None:
        self.ledger = Ledger()
        writers = [Load(clinic.phone(name), self.ledger, "") for name in ("mara", "noor")]
        self.all = [*writers, Load(clinic.phone("theo"), self.ledger, "/review")]

    def __enter__(self) -> "Loaded":
        for one in self.all:
            one.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        for one in self.all:
            one.done = True
        for one in self.all:
            one.join(30)

    @property
    def failed(self) -> list[str]:
        return [said for one in self.all for said in one.failed]

    @property
    def asked(self) -> int:
        return sum(one.asked for one in self.all)


def of_its_own_key(tmp_path: Path, url: str | None, fault: str = "") -> Clinic:
    """The key in a file beside the data, as a clinic begins."""
    clinic = Clinic(tmp_path, url, fault=fault)
    clinic.settings.pop("TIDEMARK_MASTER_KEY")
    clinic.settings["TIDEMARK_TEST_SETTLES"] = "2"
    return clinic


def fill(clinic: Clinic, count: int) -> None:
    """Words for the courses that there are, as versions of one entry each, without the pages' time."""

    async def write() -> None:
        settings = Settings(data=clinic.data, database_url=clinic.url)
        vault = Vault(read_key(clinic.data / "keys" / "master.key").wrap)
        async with await open_database(settings.database) as db:
            async with db.reading() as reader:
                rows = await reader.all(Laid, READS["entry_version.body"], first="", most=1)
                keys = await keys_of(reader, rows[0].course_id)
                entry = await reader.value("select entry_id from entry_version where id = :id", id=rows[0].row_id)
            box = vault.box(keys)
            for first in range(0, count, 2000):
                made = [
                    {
                        "id": (row := f"filled-{number:08}"), "entry": entry, "course": keys.course_id,
                        "number": 1000 + number, "locked": box.lock("entry_version.body", row, f"Words {number}."),
                    }
                    for number in range(first, min(first + 2000, count))
                ]  # fmt: skip
                async with db.writing() as tx:
                    await tx.run_many(
                        """
                        insert into entry_version
                            (id, entry_id, course_id, number, body_locked, written_at, received_at, parents)
                        values (:id, :entry, :course, :number, :locked, '2026-01-01T00:00:00.000Z',
                                '2026-01-01T00:00:00.000Z', '')
                        """,
                        made,
                    )

    asyncio.run(write())


def what_opens(clinic: Clinic, key: Path) -> tuple[int, int]:
    """How many words open with this master key, and how many there are."""

    async def count() -> tuple[int, int]:
        settings = Settings(data=clinic.data, database_url=clinic.url)
        opened = there = 0
        async with await open_database(settings.database) as db:
            vault = Vault(read_key(key).wrap)
            async with db.reading() as reader:
                if not vault.fits(await fact(reader, "key_check")):
                    for wrapped in await reader.all(Wrapped, EVERY_COURSE):
                        with pytest.raises(Damaged):
                            vault.box(wrapped)
                    return 0, 0
            async for batch in every_word(db, vault):
                for place, row, box in batch:
                    there += 1
                    opened += bool(box.open_bytes(place, row.row_id, row.locked))
        return opened, there

    return asyncio.run(count())


EVERY_COURSE = """
    select course.clinic_id, course.id as course_id, clinic_key.wrapped as clinic_wrapped,
           course_key.wrapped as course_wrapped
    from course join clinic_key on clinic_key.clinic_id = course.clinic_id
    join course_key on course_key.course_id = course.id
"""


def rotate(clinic: Clinic, fault: str = "") -> "subprocess.Popen[str]":
    program = ("-m", "tests.promises.wrapped", fault or "settles", "rotate-keys", "--data")
    return subprocess.Popen(
        [sys.executable, *program], cwd=ROOT, env=environment(clinic.data, clinic.settings),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def master_of(clinic: Clinic) -> str:
    return (clinic.data / "keys" / "master.key").read_text()
