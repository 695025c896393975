"""Static files under one content-hashed root, read and compressed once; a changed byte changes the root."""

import hashlib
import inspect
from functools import cached_property
from pathlib import Path

import brotli

from server.pages import scripts, short_names

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
MADE_BY = (scripts, short_names)  # where these change, what is served of a script may
SHEETS = (
    "css/tokens.css", "css/base.css", "css/parts.css", "css/pages.css", "css/breath.css", "css/day.css",
    "css/journal.css", "css/intake.css", "css/print.css",
)  # fmt: skip
SHEET = "css/tidemark.css"  # all in their order, so that a phone asks once


class Asset:
    """Bytes of one file. What takes time is made when first asked for, so that starting does not wait for it."""

    def __init__(self, source: bytes, suffix: str, *, own_script: bool = False) -> None:
        self.source, self.media_type = source, TYPES[suffix]
        self._squeeze, self._own_script = suffix in SQUEEZE, own_script

    @cached_property
    def body(self) -> bytes:
        return scripts.lean(self.source.decode()).encode() if self._own_script else self.source

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
        self.files[SHEET] = Asset(b"".join(self.files[name].source for name in SHEETS), ".css")
        total = hashlib.sha256("".join(map(inspect.getsource, MADE_BY)).encode())
        for name, asset in self.files.items():
            total.update(name.encode() + b"\0" + hashlib.sha256(asset.source).digest())
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
    own_script = path.suffix == ".js" and not name.startswith(FROM_ELSEWHERE)
    return Asset(path.read_bytes(), path.suffix, own_script=own_script)
