"""A desk that listens: the stream of /live as a browser holds it, beside everything else that happens in a test."""

import asyncio
from collections import deque
from typing import Any, Self

from tests.someone import Someone

SOON = 2.0
NEVER = 0.5


class Ear:
    """Opened in the installation's own loop; `heard` answers the names of the events that came."""

    def __init__(self, person: Someone) -> None:
        self.person, self.loop = person, person.installation.loop
        self.status, self.headers = 0, dict[str, str]()
        self.bytes, self.over = b"", False
        self._read = deque[str]()
        self._gone = asyncio.Event()
        self._came = asyncio.Event()

    def __enter__(self) -> Self:
        self._task = self.loop.create_task(self.person.installation.app(self._scope(), self._receive, self._send))
        self.loop.run_until_complete(self._until(lambda: bool(self.status), SOON))
        return self

    def __exit__(self, *_exception: object) -> None:
        self._gone.set()
        self.loop.run_until_complete(asyncio.wait({self._task}, timeout=SOON))
        assert self._task.done(), "the stream goes on after its reader has left"
        self._task.result()

    def heard(self, within: float = SOON, *, names: tuple[str, ...] = ("desk",)) -> str:
        """The next event of these names; empty when none came."""

        async def next_one() -> str:
            await self._until(lambda: self.over or any(one in names for one in self._read), within)
            while self._read:
                if (one := self._read.popleft()) in names:
                    return one
            return ""

        return self.loop.run_until_complete(next_one())

    def settle(self) -> Self:
        """Past what every stream begins with: a look, and on PostgreSQL another once processes hear each other."""
        assert self.heard()
        while self.heard(NEVER):
            pass
        return self

    def ends(self, within: float = SOON) -> bool:
        self.loop.run_until_complete(self._until(lambda: self.over, within))
        return self.over

    async def _until(self, true: Any, within: float) -> None:
        try:
            async with asyncio.timeout(within):
                while not true():
                    self._came.clear()
                    await self._came.wait()
        except TimeoutError:
            pass

    def _scope(self) -> dict[str, Any]:
        cookie = "; ".join(f"{name}={value}" for name, value in self.person.client.cookies.items())
        given = {"host": "clinic.test", "accept": "text/event-stream", "sec-fetch-site": "same-origin",
                 "accept-encoding": "br", "cookie": cookie}  # fmt: skip
        return {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": "/live", "raw_path": b"/live", "query_string": b"", "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
            "client": ("203.0.113.9", 40000), "server": ("clinic.test", 80), "state": {},
        }  # fmt: skip

    async def _receive(self) -> Any:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
        else:
            self.bytes += message["body"]
            self._read.extend(
                line.removeprefix("event: ") for line in message["body"].decode().splitlines() if "event: " in line
            )
            self.over = not message.get("more_body", False)
        self._came.set()
