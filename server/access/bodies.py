"""A posted body is read whole before anything is done with it: a part of somebody's words is never taken for all."""

from typing import Any

from litestar.types import Receive

MOST_BODY = 1_000_000
MOST_DRAINED = 32_000_000


class Gone(Exception):
    """The sender left before the body was whole; nobody waits for an answer."""


async def read_body(receive: Receive) -> bytes | None:
    """None when it is longer than MOST_BODY; then it is read to its end, so that the browser hears the answer."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Gone
        size += len(message["body"])
        if size <= MOST_BODY:
            parts.append(message["body"])
        if size > MOST_DRAINED or not message.get("more_body", False):
            break
    return None if size > MOST_BODY else b"".join(parts)


def replay(body: bytes) -> Receive:
    messages: list[Any] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Any:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive
