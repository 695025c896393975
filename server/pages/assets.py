"""Static files under one content-hashed root, read and compressed once; a changed byte changes the root."""

import hashlib
from pathlib import Path

import brotli
import msgspec

STATIC = Path(__file__).parents[2] / "web" / "static"
TYPES = {  # Litestar names the charset of text
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
SQUEEZE = {".css", ".js", ".svg"}
WORKER = "service_worker.js"
SHEETS = ("css/tokens.css", "css/base.css", "css/parts.css", "css/pages.css")
SHEET = "css/tidemark.css"  # the four in their order, so that a phone asks once


class Asset(msgspec.Struct, frozen=True):
    body: bytes
    small: bytes | None
    media_type: str


class Assets:
    def __init__(self, folder: Path = STATIC) -> None:
        self.files = {
            path.relative_to(folder).as_posix(): _load(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix in TYPES
        }
        self.files[SHEET] = _asset(b"".join(self.files[name].body for name in SHEETS), ".css")
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
        return [f"{self.root}/{name}" for name in self.files if name != WORKER and name not in SHEETS]


def _load(path: Path) -> Asset:
    return _asset(path.read_bytes(), path.suffix)


def _asset(body: bytes, suffix: str) -> Asset:
    small = brotli.compress(body, quality=11) if suffix in SQUEEZE else None
    return Asset(body, small, TYPES[suffix])
