"""One address before several processes, as a proxy in front of a clinic is; and a desk that listens through it."""

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator

from tests.promises.phone import Phone


class Address:
    """A new connection goes to the next process of `ports` that takes it."""

    def __init__(self, *ports: int) -> None:
        self.ports, self._next, self._closed = list(ports), 0, False
        self._lines: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        self._begin(self._accept)

    def close(self) -> None:
        self._closed = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        for one in self._lines:
            _end(one)
        for thread in self._threads:
            thread.join(10)
        for one in (self._listener, *self._lines):
            one.close()

    def _begin(self, work: Callable[..., None], *given: object) -> None:
        self._threads.append(threading.Thread(target=work, args=given, daemon=True))
        self._threads[-1].start()

    def _accept(self) -> None:
        while not self._closed:
            try:
                here, _whose = self._listener.accept()
            except OSError:
                return
            self._lines.append(here)
            there = self._any()
            if there is None:
                _end(here)
                continue
            self._lines.append(there)
            self._begin(_pump, here, there)
            self._begin(_pump, there, here)

    def _any(self) -> socket.socket | None:
        ports = list(self.ports)
        for _each in ports:
            self._next += 1
            with contextlib.suppress(OSError):
                return socket.create_connection(("127.0.0.1", ports[self._next % len(ports)]), timeout=None)
        return None


def _pump(source: socket.socket, target: socket.socket) -> None:
    """Until one of them ends, which ends both."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    _end(source)
    _end(target)


def _end(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


class Desk(threading.Thread):
    """As a browser's: when the stream breaks off it waits as long as it was told, and begins another."""

    def __init__(self, phone: Phone) -> None:
        super().__init__(daemon=True)
        self.phone, self.done = phone, False
        self.heard, self.again = 0, list[float]()  # events, and seconds from each loss to the first event after it
        self._wait = 1.0

    def run(self) -> None:
        lost = 0.0
        while not self.done:
            with contextlib.suppress(OSError, http.client.HTTPException):
                for line in self._lines():
                    if line.startswith(b"retry:"):
                        self._wait = int(line.split(b":")[1]) / 1000
                    if line.startswith(b"event: desk"):
                        self.heard += 1
                        if lost:
                            self.again.append(time.monotonic() - lost)
                            lost = 0.0
            lost = lost or time.monotonic()
            time.sleep(self._wait)

    def _lines(self) -> Iterator[bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.phone.port, timeout=5)
        try:
            line.request("GET", "/live", headers={"Cookie": self.phone.cookie, "Accept": "text/event-stream"})
            answer = line.getresponse()
            while not self.done and (said := answer.readline()):
                yield said
        finally:
            line.close()
