"""P10: a stolen database, log or backup reveals no text: planted words are looked for in every spelling."""

import re
import secrets
import string
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.db.postgres_tools import _find
from tests.house.secrets import found_in
from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.writing import Canaries, write_everywhere

WORDS = size(60, 1000)
ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
pytestmark = pytest.mark.timeout(seconds(120, 1800))


def test_p10_no_planted_word_is_found_without_the_key(
    tmp_path: Path, kind: str, url: str | None, figure: Figure
) -> None:
    words = [new_word() for _ in range(WORDS)]
    clinic = Clinic(tmp_path, url)
    with clinic:
        canaries = Canaries(words)
        people = {name: clinic.phone(name) for name in ("noor", "mara", "theo", "pria", "wren")}
        while canaries.left:
            write_everywhere(people, canaries)
        shown = people["noor"].get("/journal").text
        assert any(word in shown for word in words), "nothing was planted"
        made = clinic.command("backup", str(tmp_path / "copy"))
        assert made.returncode == 0, made.stderr
        stolen = list(everything(tmp_path))
        clinic.kill()
        stolen += everything(clinic.data)
    said = made.stdout.encode() + clinic.log.read_bytes()
    if url:
        stolen.append(dumped(tmp_path / "copy" / "tidemark.dump"))
    pieces = [*stolen, said, *(inside for piece in stolen for inside in inflated(piece))]

    assert found_in(pieces, ["Harbour Clinic"]), "even what is not locked was not found"
    found = found_in(pieces, words)
    figure(f"{kind}: {len(found)} of {WORDS} canaries in {canaries.places} forms")
    assert canaries.places >= 12
    assert not found


def new_word() -> str:
    return "".join(secrets.choice(string.ascii_lowercase) for _ in range(14))


def everything(folder: Path) -> Iterator[bytes]:
    """Database, log of the database, checkpoints, the backup: files as they lie on the disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.read_bytes()


def dumped(file: Path) -> bytes:
    return subprocess.run([_find("pg_restore"), "-f", "-", str(file)], capture_output=True, check=True).stdout


def inflated(piece: bytes) -> Iterator[bytes]:
    for start in ZLIB.finditer(piece):
        try:
            inside = zlib.decompressobj().decompress(piece[start.start() : start.start() + 65_536], 1_000_000)
        except zlib.error:
            continue
        if len(inside) > 20:
            yield inside


@pytest.mark.parametrize("word", ["zephyrglass"])
def test_p10_would_see_a_word_that_was_only_squeezed(word: str) -> None:
    hidden = b"before" + zlib.compress(f"and {word} among other words".encode()) + b"after"
    assert found_in(inflated(hidden), [word])
