"""What is pinned: the lines of a requirements file, each a package at one version with the hashes it may have."""

import re
from pathlib import Path
from typing import NamedTuple

REQUIREMENTS = Path(__file__).parents[1] / "requirements"
LINE = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class Pin(NamedTuple):
    name: str
    version: str
    hashes: tuple[str, ...]


def read_pins(text: str) -> list[Pin]:
    """Raises ValueError for a line that pins nothing, or has no hash."""
    pins = []
    for line in text.replace("\\\n", " ").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        found, hashes = LINE.match(line), tuple(HASH.findall(line))
        if not found or not hashes:
            raise ValueError(f"it is not pinned by version and hash: {line[:60].strip()}")
        pins.append(Pin(re.sub(r"[-_.]+", "-", found[1]).lower(), found[2], hashes))
    return pins


def pins_of(name: str) -> list[Pin]:
    """`run` or `test`."""
    return read_pins((REQUIREMENTS / f"{name}.txt").read_text())
