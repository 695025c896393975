"""P12: deleted means gone: the words are in no file of the clinic any more, not even for who has every key."""

import asyncio
from pathlib import Path

import pytest

from server.db.connection import open_database
from server.settings import Settings
from tests.house.data import rows_of
from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.ledger import hold_everything
from tests.promises.phone import Phone, fresh_entry
from tests.promises.test_p10_stolen import dumped, everything, new_word

CANARIES = size(20, 100)
pytestmark = pytest.mark.timeout(seconds(120, 900))


def write_and_share(phone: Phone, word: str) -> dict[str, str]:
    """Two versions and a question of their own, shared, then read by the therapist."""
    form = fresh_entry(body=f"{word} {'and more ' * 700}", prompt=f"Why {word}?", share="1")
    assert phone.kept("/journal/entries", form)
    assert phone.kept("/journal/entries", form | {"body": f"{word} once more"})
    return form


def locked_words(data: Path, url: str | None, entries: set[str]) -> list[bytes]:
    """As they lie there: whoever finds one of these, and has the keys, reads it."""

    async def read() -> list[bytes]:
        async with await open_database(Settings(data=data, database_url=url).database) as db, db.reading() as reader:
            rows = [row for row in await rows_of(reader, "entry_version") if row["entry_id"] in entries]
            return [bytes(row[name]) for row in rows for name in ("body_locked", "prompt_locked") if row[name]]

    return asyncio.run(read())


def lies_in(pieces: list[bytes], locked: bytes) -> bool:
    """Any part of it: a long text is spread over pages of the file; a dump writes it in hexadecimal."""
    parts = [locked[at : at + 48] for at in range(0, max(1, len(locked) - 48), 300)]
    spelt = [spelling for part in parts for spelling in (part, part.hex().encode())]
    return any(one in piece for piece in pieces for one in spelt)


def test_p12_deleted_words_are_in_no_file_any_more(tmp_path: Path, kind: str, url: str | None, figure: Figure) -> None:
    clinic, words = Clinic(tmp_path, url), [new_word() for _ in range(CANARIES)]
    with clinic:
        noor, theo = clinic.phone("noor"), clinic.phone("theo")
        forms = [write_and_share(noor, word) for word in words]
        kept = write_and_share(noor, "whatremains")
        assert theo.get(f"/review/{forms[0]['id']}").status == 200
        before = locked_words(clinic.data, url, {form["id"] for form in forms})
        assert len(before) >= 3 * CANARIES
        for form in forms:
            assert noor.send(f"/journal/entries/{form['id']}/delete", {}, write="").status == 303
        for form in forms[:5]:
            noor.send("/journal/entries", form)  # a late replay of the outbox
        assert clinic.command("backup", str(tmp_path / "copy")).returncode == 0
    held = hold_everything(clinic.data, url)
    left = "\n".join(text for _entry, text in held.texts)
    pieces = list(everything(tmp_path)) + ([dumped(tmp_path / "copy" / "tidemark.dump")] if url else [])

    readable = [word for word in words if word in left]
    lying = [one for one in before if lies_in(pieces, one)]
    there = locked_words(clinic.data, url, {kept["id"]})
    assert all(lies_in(pieces, one) for one in there), "the search finds nothing"
    figure(f"{kind}: {len(readable)} of {CANARIES} readable with all keys, {len(lying)} of {len(before)} texts left")
    assert not readable
    assert not lying
