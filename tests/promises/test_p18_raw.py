"""P18 on the wire: what no client would send, byte by byte, to a server in a process of its own.

No 5xx, no hanging, no end; and slow ones keep nobody else waiting.
"""

import itertools
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import seconds
from tests.promises.phone import fresh_entry

pytestmark = pytest.mark.timeout(seconds(120, 600))
HOST = b"Host: x\r\n"
END = b"Connection: close\r\n\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
LINES = (
    b"", b" ", b"GET", b"GET /", b"GET / HTTP", b"GET / HTTP/9.9", b"GET / HTTP/1.1 x", b"GET  /  HTTP/1.1",
    b"\x00 / HTTP/1.1",
    b"GET\t/\tHTTP/1.1", b"G\xc9T / HTTP/1.1", b"GET /\x00 HTTP/1.1", b"GET /\xff\xfe HTTP/1.1", b"GET /%00 HTTP/1.1",
    b"GET /%ff%fe HTTP/1.1", b"GET /today?\xff HTTP/1.1", b"GET /" + b"a" * 100_000 + b" HTTP/1.1",
    b"GET http://[bad/ HTTP/1.1",
    b"GET http://evil.example/help HTTP/1.1", b"GET * HTTP/1.1", b"OPTIONS * HTTP/1.1", b"CONNECT x:443 HTTP/1.1",
    b"PRI * HTTP/2.0",
    b"TRACE /help HTTP/1.1", b"BREW /help HTTP/1.1", b"get /help HTTP/1.1", b"HEAD /help HTTP/1.1",
    b"GET /help HTTP/1.0",
    b"GET //help HTTP/1.1", b"GET /help#part HTTP/1.1", b"GET /../../etc/passwd HTTP/1.1", b"POST / HTTP/1.1",
    b"A" * 70_000,
    b"GET /health HTTP/0.9", b"\x16\x03\x01\x02\x00\x01", b"\xff" * 500, b"GET /help HTTP/1.1\x00",
    b"GET /static/../x HTTP/1.1",
)  # fmt: skip
HEADERS = (
    b"", HOST, HOST * 2, b"Host: \r\n", b"Host: \xff\xfe\r\n", b"No colon here\r\n", b": empty\r\n",
    b"X : spaced\r\n", b"X:\x00y\r\n",
    b"X: " + b"a" * 100_000 + b"\r\n", b"".join(b"X-%d: y\r\n" % n for n in range(3_000)), b"X: a\r\n folded\r\n",
    b"X: a\n",
    b"Cookie: " + b"a=b; " * 8_000 + b"\r\n", b"Cookie: tidemark=\xff\x00\r\n",
    b"Connection: upgrade\r\nUpgrade: websocket\r\n",
    b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAAA\r\n", b"Expect: 100-continue\r\n",
    b"Expect: x\r\n",
    b"Range: bytes=9-1,0-\r\n", b"X-Forwarded-For: " + b"1, " * 9_000 + b"\r\n", b"X-Request-ID: \xff\r\n",
)  # fmt: skip
BODIES = (
    b"Content-Length: 5\r\n\r\nname=toolong", b"Content-Length: 99\r\n\r\nname=short", b"Content-Length: -5\r\n\r\n",
    b"Content-Length: 1e3\r\n\r\n", b"Content-Length: 99999999999999999999\r\n\r\n",
    b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nabcdefg",
    b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n5\r\nab\r\n0\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n4;" + b"x" * 70_000 + b"\r\nname\r\n0\r\n\r\n",
    b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", b"Transfer-Encoding: x\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n4\nname\n0\n\n",
    b"Content-Length: 4\r\n\r\n\x00\xff\x00\xff", b"Content-Length: 0\r\n\r\n", b"\r\nname=without",
)  # fmt: skip
PLACES = (b"/sign-in", b"/journal/entries", b"/journal/media", b"/nowhere", b"/health")
PIPED = (
    b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n",
    b"POST /sign-in HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 6\r\n\r\nname=x",
    b"GET /nowhere HTTP/1.1\r\n" + HOST + b"\r\n",
    b"HEAD /help HTTP/1.1\r\n" + HOST + b"\r\n",
    b"BREW /help HTTP/1.1\r\n" + HOST + b"\r\n",
)


def requests() -> list[bytes]:
    """414: every line, every header on three good lines, every body at every place, and pipelines of two and three."""
    made = [line + b"\r\n" + headers + END for line in LINES for headers in (HOST, b"", b"X: a\r\n")]
    for line, headers in itertools.product((b"GET /help", b"GET /today", b"POST /sign-in"), HEADERS):
        made.append(line + b" HTTP/1.1\r\n" + headers + END)
    made += [b"POST " + at + b" HTTP/1.1\r\n" + HOST + FORM + body for at in PLACES for body in BODIES]
    made += [b"".join(some) for some in itertools.product(PIPED, repeat=2)]
    made += [b"".join(some) for some in itertools.product(PIPED, repeat=3)]
    return made[:414]


def say(port: int, words: bytes) -> bytes:
    """All that comes back until it hangs up, or has been silent for a while."""
    with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
        heard = b""
        try:
            line.sendall(words)
            line.shutdown(socket.SHUT_WR)  # and there will be no more of it
            while part := line.recv(65536):
                heard += part
        except (ConnectionError, TimeoutError):
            return heard
    return heard


def statuses(heard: bytes) -> list[int]:
    return [int(part[:3]) for part in heard.split(b"HTTP/1.1 ")[1:] if part[:3].isdigit()]


def test_p18_whatever_comes_over_the_wire(tmp_path: Path, figure: Figure) -> None:
    made = requests()
    assert len(set(made)) == 414
    with Clinic(tmp_path) as clinic, ThreadPoolExecutor(16) as pool:
        noor = clinic.phone("noor")
        before = clinic.process.pid if clinic.process else 0
        answers = list(pool.map(lambda words: say(clinic.port, words), made))
        broken = [
            (words[:80], heard[:80])
            for words, heard in zip(made, answers, strict=True)
            if any(status >= 500 for status in statuses(heard)) or (heard and not statuses(heard))
        ]
        well = sum(any(status < 300 for status in statuses(heard)) for heard in answers)
        figure(f"{len(made)} raw HTTP, {len(broken)} broken, {well} answered with 2xx")
        assert broken == []
        assert well > 30, "nothing came through, so nothing was tried"
        assert not any(b"root:" in heard or b"Traceback" in heard for heard in answers)
        assert noor.kept("/journal/entries", fresh_entry()), "nobody was signed out by it"
        assert clinic.process
        assert (clinic.process.pid, clinic.process.poll()) == (before, None)


SLOW = (
    b"GET /help HTTP/1.1\r\nX: ",
    b"POST /sign-in HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 1000\r\n\r\nname=",
    b"POST /sign-in HTTP/1.1\r\n" + HOST + FORM + b"Transfer-Encoding: chunked\r\n\r\n5\r\nna",
)


def test_p18_slow_ones_keep_nobody_waiting(tmp_path: Path, figure: Figure) -> None:
    with Clinic(tmp_path) as clinic:
        noor = clinic.phone("noor")
        slow = [socket.create_connection(("127.0.0.1", clinic.port), timeout=5) for _number in range(300)]
        for number, line in enumerate(slow):
            line.sendall(SLOW[number % len(SLOW)])
        took = []
        for _time in range(10):
            for line in slow[::7]:
                with suppress(OSError):  # one whose words became too odd has been hung up on
                    line.sendall(b"a")
            began = time.monotonic()
            assert noor.get("/today").status == 200
            took.append(time.monotonic() - began)
        figure(f"300 slow senders, a page beside them in {sorted(took)[5] * 1000:.0f} ms")
        assert sorted(took)[5] < 1
        for line in slow:
            line.close()
        assert noor.get("/today").status == 200
