"""A service of notifications on this machine that opens what it is sent as a browser does, and phones it knows."""

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.reminders.planned import at
from tests.reminders.post import free_port, fresh, go_round, send
from tests.session_day.days import change
from tests.someone import Installation, Someone


def plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unplain(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Service:
    """`status` is what it answers; `taken` what a phone made of each message, with its headers."""

    def __init__(self, port: int) -> None:
        self.port, self.status = port, 201
        self.key, self.auth = ec.generate_private_key(ec.SECP256R1()), b"sixteen bytes ok"
        self.taken: list[tuple[dict[str, Any], dict[str, str]]] = []

    def subscription(self, name: str = "phone") -> str:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        where = f"http://127.0.0.1:{self.port}/{name}"
        return json.dumps({"endpoint": where, "keys": {"p256dh": plain(point), "auth": plain(self.auth)}})

    def take(self, body: bytes, headers: dict[str, str]) -> None:
        opened = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        self.taken.append((json.loads(opened), headers))


@contextmanager
def push_service(installation: Installation) -> Iterator[Service]:
    ours = Service(free_port())

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            ours.take(body, {name.lower(): value for name, value in self.headers.items()})
            self.send_response(ours.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", ours.port), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    house = installation.house
    house.settings = msgspec.structs.replace(house.settings, push_service=f"127.0.0.1:{ours.port}")
    try:
        yield ours
    finally:
        server.shutdown()
        server.server_close()


def begin(installation: Installation, person: Someone, subscription: str) -> int:
    """A second later than whatever came before."""
    installation.clock.move(timedelta(seconds=1))
    form = {"id": fresh(installation), "subscription": subscription}
    return person.send("/reminders/push", form).status_code


def evening(installation: Installation) -> None:
    installation.clock.now = at("2026-11-25 17:05")
    go_round(installation)
    send(installation)


def another_evening(installation: Installation) -> None:
    """All of it is due once more, half an hour later."""
    change(installation, "delete from reminder")
    installation.clock.move(timedelta(minutes=31))
    go_round(installation)
    send(installation)
