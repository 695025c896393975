"""The list of medicines as the browser's own finder reads it: `python -m tests.medicine_data --write` makes it anew."""

import json
import sys
from pathlib import Path

from server.intake.finder import named
from server.intake.interactions import about_list, interactions

FILE = Path(__file__).parents[1] / "web" / "static" / "data" / "medicines.json"


def made() -> str:
    """Rows by generic name; names as [row, as shown, as compared]; the words that are passed over."""
    about, rows = about_list(), list(interactions())
    names = [[rows.index(one.generic), one.shown, one.plain] for one in named()]
    data = {"rows": rows, "names": names, "noise": sorted(about.noise | about.release)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    if "--write" in sys.argv:
        FILE.write_text(made())
    sys.exit(0 if FILE.read_text() == made() else f"{FILE.name} is not what the list says: make catalogue")
