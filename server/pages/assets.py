"""Static files under one content-hashed root, read and compressed once; a changed byte changes the root."""

import hashlib
import re
from functools import cached_property
from pathlib import Path

import brotli

STATIC = Path(__file__).parents[2] / "web" / "static"
TYPES = {  # Litestar names the charset of text
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
}
SQUEEZE = {".css", ".js", ".json", ".svg"}
WORKER = "service_worker.js"
FROM_ELSEWHERE = "vendor/"
COMMENT = re.compile(rb"^[ \t]*(?://.*|/\*\*(?:(?!\*/).)*\*/)[ \t]*$|[ \t]+// .*$", re.MULTILINE)
SHEETS = (
    "css/tokens.css", "css/base.css", "css/parts.css", "css/pages.css", "css/breath.css", "css/day.css",
    "css/journal.css", "css/intake.css", "css/print.css",
)  # fmt: skip
SHEET = "css/tidemark.css"  # all in their order, so that a phone asks once


class Asset:
    """Bytes of one file. `small` is made when first asked for and kept, so that starting does not wait for it."""

    def __init__(self, body: bytes, suffix: str) -> None:
        self.body, self.media_type = body, TYPES[suffix]
        self._squeeze = suffix in SQUEEZE

    @cached_property
    def small(self) -> bytes | None:
        return brotli.compress(self.body, quality=11) if self._squeeze else None


class Assets:
    def __init__(self, folder: Path = STATIC) -> None:
        self.files = {
            path.relative_to(folder).as_posix(): _load(path, path.relative_to(folder).as_posix())
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix in TYPES and path.name != "package.json"
        }
        self.files[SHEET] = Asset(b"".join(self.files[name].body for name in SHEETS), ".css")
        total = hashlib.sha256()
        for name, asset in self.files.items():
            total.update(name.encode() + b"\0" + hashlib.sha256(asset.body).digest())
        self.hash = total.hexdigest()[:16]
        self.root = f"/static/{self.hash}"

    def url(self, name: str) -> str:
        """Raises KeyError for a file that does not exist: a template names no dead link."""
        if name.partition("#")[0] not in self.files:
            raise KeyError(name)
        return f"{self.root}/{name}"

    def shell(self) -> list[str]:
        """What the public pages need to work without a network."""
        spared = {WORKER, *SHEETS}  # and FROM_ELSEWHERE, which only the desk uses
        return [
            f"{self.root}/{name}" for name in self.files if name not in spared and not name.startswith(FROM_ELSEWHERE)
        ]


def _load(path: Path, name: str) -> Asset:
    """Comments are for whoever reads the source; a phone gets the lines without them, so lines keep their number."""
    body = path.read_bytes()
    own = path.suffix == ".js" and not name.startswith(FROM_ELSEWHERE)
    return Asset(COMMENT.sub(b"", body) if own else body, path.suffix)
