"""Requests that no browser makes: raw bytes in the path, the headers and the body, handed to the application."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import unquote

from tests.someone import Installation

FORM = (b"content-type", b"application/x-www-form-urlencoded")
SAME_SITE = (b"sec-fetch-site", b"same-origin")
HOST = (b"host", b"clinic.test")
LEFT = object()  # in the place of a chunk: the sender goes away


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes
    started: int

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    installation: Installation,
    method: str,
    target: bytes,
    *,
    headers: Sequence[tuple[bytes, bytes]] = (HOST, SAME_SITE, FORM),
    chunks: Sequence[object] = (b"",),
    cookie: str = "",
) -> Answer:
    """`chunks` is the body as it arrives; status 0 when there was no answer at all."""
    path, _sep, query = target.partition(b"?")
    given = [*headers, (b"cookie", cookie.encode("latin-1"))] if cookie else list(headers)
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": unquote(path.decode("latin-1")), "raw_path": path, "query_string": query, "root_path": "",
        "headers": given, "client": ("203.0.113.9", 40000), "server": ("clinic.test", 80), "state": {},
    }  # fmt: skip
    sent: list[Any] = []
    waiting = list(chunks)

    async def receive() -> Any:
        chunk = waiting.pop(0) if waiting else LEFT
        if chunk is LEFT:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": chunk, "more_body": bool(waiting)}

    async def send(message: Any) -> None:
        sent.append(message)

    async def call() -> None:
        await installation.app(scope, receive, send)

    installation.run(call)
    return _answer(sent)


def _answer(sent: list[Any]) -> Answer:
    starts = [message for message in sent if message["type"] == "http.response.start"]
    if not starts:
        return Answer(0, {}, b"", 0)
    named = {name.decode().lower(): value.decode("latin-1") for name, value in starts[0]["headers"]}
    body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
    return Answer(starts[0]["status"], named, body, len(starts))
