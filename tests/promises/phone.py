"""A phone that writes over HTTP, as its outbox does, and knows what was acknowledged. Nothing is sent twice unasked."""

import http.client
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from server.ids import new_id


def fresh_id() -> str:
    return new_id(datetime.now(UTC))


def moment() -> str:
    """What the phone's own clock reads."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def fresh_entry(**more: str) -> dict[str, str]:
    return {"id": fresh_id(), "written_at": moment(), "body": "The sea came back."} | more


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


UNKNOWN = Answer(0, {}, "")


class Phone:
    """Signs in by the demo's button. A line that breaks is answered with status 0: nobody knows whether it was kept."""

    def __init__(self, port: int, name: str, *, patience: float = 20) -> None:
        self.port, self.name, self.patience = port, name, patience
        self.cookie = ""
        self.last = 0
        self.line: http.client.HTTPConnection | None = None
        signed_in = self.send("/demo/sign-in", {"person": name}, write="")
        assert signed_in.status == 303, signed_in
        self.cookie = signed_in.headers["set-cookie"]

    def send(self, path: str, form: dict[str, str], *, write: str | None = None) -> Answer:
        """`write` is the outbox's id of this write; empty for a plain form."""
        write = str(uuid4()) if write is None else write
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Tidemark-Sent": moment()}
        headers |= {"Tidemark-Write": write} if write else {}
        return self._ask("POST", path, urlencode(form), headers)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def kept(self, path: str, form: dict[str, str]) -> bool:
        """Sends it once; true when the clinic acknowledged it by the name of the write."""
        write = str(uuid4())
        answer = self.send(path, form, write=write)
        self.last = answer.status
        return answer.status == 200 and answer.headers.get("tidemark-kept") == write

    def kept_raw(self, path: str, raw: bytes) -> bool:
        """The same for bytes, as a piece of a recording goes."""
        write = str(uuid4())
        headers = {"Content-Type": "application/octet-stream", "Tidemark-Sent": moment(), "Tidemark-Write": write}
        answer = self._ask("POST", path, raw, headers)
        self.last = answer.status
        return answer.status == 200 and answer.headers.get("tidemark-kept") == write

    def hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
        self.line = None

    def _ask(self, method: str, path: str, body: str | bytes | None, headers: dict[str, str]) -> Answer:
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        try:
            self.line.request(method, path, body, headers | {"Cookie": self.cookie, "Accept": "text/html"})
            answer = self.line.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            self.hang_up()
            return UNKNOWN
        heads = {name.lower(): value for name, value in answer.getheaders()}
        given = answer.headers.get_all("Set-Cookie") or []
        return Answer(answer.status, heads | {"set-cookie": "; ".join(one.partition(";")[0] for one in given)}, text)
