"""A PDF is written anew before it is kept, by a process of its own: what reads it is native code (promises 1.15).

Nothing is written to a disk: it goes in and comes out through pipes.
"""

import subprocess
import sys
from pathlib import Path

from server.media.files import MOST_BYTES, Unfit, Why

READER = str(Path(__file__).with_name("paper_reader.py"))
MOST_SECONDS = 20
WHY: dict[int, Why] = {3: "damaged", 4: "locked", 5: "scripted"}  # as the reader ends, which is not read in here


def is_paper(raw: bytes) -> bool:
    """Some writers put a few bytes before it (ISO 32000-1, annex H)."""
    return b"%PDF-" in raw[:1024]


def rewrite(raw: bytes) -> bytes:
    """Its pages alone; raises Unfit. Takes up to MOST_SECONDS: call it in a thread."""
    if not is_paper(raw):
        raise Unfit("unknown")
    try:
        reader = subprocess.run(  # noqa: S603 (our own file)
            [sys.executable, "-I", READER],
            input=raw, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, timeout=MOST_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unfit("damaged") from None
    if reader.returncode or not 0 < len(reader.stdout) <= MOST_BYTES:
        raise Unfit(WHY.get(reader.returncode, "damaged"))
    return reader.stdout
