"""What a phone's lock sealed, opened by the clinic: the phone's key for its owner, and a write that the phone itself
cannot open any more. The clinic seals the key for one person's tag when the lock is switched on, and keeps nothing.
"""

import json
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from server.access.bodies import replay
from server.access.keys import Keys
from server.access.people import Visit

SEALED = "/sealed"
KEY, NONCE, TAG = 32, 12, 16
ESCROW = NONCE + KEY + TAG
LOCKED_IN = (b"content-type", b"content-length")


class Sealed:
    """Inside the door, which knows whose login it is. What was written comes out, and goes on as if sent like that."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self.app, self.keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or (scope["path"], scope["method"]) != (SEALED, "POST"):
            return await self.app(scope, receive, send)
        visit: Visit | None = scope["visit"]  # type: ignore[typeddict-item]
        message: Any = await receive()
        opened = open_write(self.keys, visit, message["body"]) if visit else None
        if opened is None:
            await send({"type": "http.response.start", "status": 400 if visit else 401, "headers": []})
            return await send({"type": "http.response.body", "body": b"", "more_body": False})
        path, query, body = opened
        await self.app(as_written(scope, path, query), replay(body), send)


def seal_key(keys: Keys, tag: str, key: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(keys.phones).encrypt(nonce, key, tag.encode())


def open_key(keys: Keys, tag: str, sealed: bytes) -> bytes | None:
    """None when it was sealed for somebody else, or touched."""
    if len(sealed) != ESCROW:
        return None
    try:
        return AESGCM(keys.phones).decrypt(sealed[:NONCE], sealed[NONCE:], tag.encode())
    except InvalidTag:
        return None


def open_write(keys: Keys, visit: Visit, body: bytes) -> tuple[str, str, bytes] | None:
    """Path, query and form of one write. A recording's parts are no such thing: their bytes lie apart."""
    key = open_key(keys, visit.tag, body[:ESCROW])
    nonce, sealed = body[ESCROW : ESCROW + NONCE], body[ESCROW + NONCE :]
    if key is None or len(nonce) != NONCE:
        return None
    try:
        item: Any = json.loads(AESGCM(key).decrypt(nonce, sealed, None))
        path, form, whose, apart = item["path"], item["body"], item["tag"], item.get("media")
    except (InvalidTag, ValueError, TypeError, KeyError):
        return None
    if whose != visit.tag or apart or not (isinstance(path, str) and isinstance(form, str) and path.startswith("/")):
        return None
    path, _mark, query = path.partition("?")
    return path, query, form.encode()


def as_written(scope: HTTPScope, path: str, query: str) -> HTTPScope:
    """The request as the phone would have made it: the same login, the same name of the write."""
    headers = [(name, value) for name, value in scope["headers"] if name not in LOCKED_IN]
    headers.append((b"content-type", b"application/x-www-form-urlencoded"))
    return {**scope, "path": path, "raw_path": path.encode(), "query_string": query.encode(), "headers": headers}
