"""What the tests can use beside Python: `python -m tests.tools` says in a line each what is absent and how to get it.

With CI=true an absence is a failure; elsewhere the tests that need it are left out.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.postgres import find_server

CHROMIUM = Path("/usr/bin/chromium")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> Path | None:
    """Where a Chromium is, for the tests in a browser."""
    if CHROMIUM.exists():
        return CHROMIUM
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return Path(found) if found else None


def find_node() -> str | None:
    return shutil.which("node")


TOOLS: dict[str, tuple[Callable[[], object], str]] = {
    "browser": (find_browser, "Chromium is absent: the tests in a browser are left out. apt-get install chromium"),
    "postgresql": (
        find_server,
        "PostgreSQL's server is absent: the tests run on SQLite alone. apt-get install postgresql",
    ),
    "node": (find_node, "Node is absent: the tests of the scripts are left out. apt-get install nodejs"),
}


def main(arguments: list[str]) -> int:
    """`--node` asks about Node alone."""
    asked = ["node"] if "--node" in arguments else list(TOOLS)
    absent = [words for find, words in map(TOOLS.__getitem__, asked) if find() is None]
    for words in absent:
        print(words)
    return int(bool(absent) and os.environ.get("CI") == "true")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
