"""Asked to stop: not ready at once, what is open is ended, the writer drains, status 0; asked twice it goes at once."""

import json
import signal
import socket
import time
from pathlib import Path

import httpx
import pytest

from tests.promises.phone import fresh_entry
from tests.start.command import Served, serving, tidemark

FORM = "Content-Type: application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("demo")
    assert tidemark(data, "seed").returncode == 0
    return data


def half_sent(served: Served, cookie: str, body: bytes, sent: int) -> socket.socket:
    """An entry whose form is still on its way."""
    line = socket.create_connection(("127.0.0.1", int(served.url.rsplit(":", 1)[1])), timeout=20)
    head = f"POST /journal/entries HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n{FORM}\r\nContent-Length: {len(body)}\r\n"
    line.sendall(head.encode() + b"Connection: close\r\n\r\n" + body[:sent])
    return line


def signed_in(served: Served) -> str:
    answer = httpx.post(f"{served.url}/demo/sign-in", data={"person": "noor"})
    return "; ".join(f"{name}={value}" for name, value in answer.cookies.items())


def test_not_ready_at_once_still_answering_and_what_is_open_is_ended(demo: Path) -> None:
    with serving(demo, TIDEMARK_DEMO="1", TIDEMARK_STOP_DELAY="2") as served:
        cookie = signed_in(served)
        form = fresh_entry(body="Sent while it was asked to stop.")
        body = "&".join(f"{name}={value.replace(' ', '+')}" for name, value in form.items()).encode()
        open_form = half_sent(served, cookie, body, 10)
        assert httpx.get(f"{served.url}/health").status_code == 200

        served.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        said = httpx.get(f"{served.url}/health")
        assert (said.status_code, said.text) == (503, "stopping")
        assert httpx.get(f"{served.url}/help").status_code == 200, "during the delay it still serves"
        time.sleep(2)  # it listens no more
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{served.url}/help")

        open_form.sendall(body[10:])
        assert open_form.recv(9999).startswith(b"HTTP/1.1 303")
        open_form.close()
        _out, err = served.process.communicate(timeout=20)
        assert served.process.returncode == 0
        events = [json.loads(line)["event"] for line in err.splitlines()]
        assert events[-1] == "stopped"
        assert "stopping" in events
    with serving(demo, TIDEMARK_DEMO="1") as again, httpx.Client(base_url=again.url) as noor:
        noor.headers["cookie"] = cookie
        assert "Sent while it was asked to stop." in noor.get("/journal").text


def test_a_request_that_never_ends_is_waited_for_ten_seconds_and_no_longer(demo: Path) -> None:
    with serving(demo, TIDEMARK_DEMO="1") as served:
        line = half_sent(served, signed_in(served), b"body=never", 4)
        httpx.get(f"{served.url}/help")
        began = time.monotonic()
        served.process.send_signal(signal.SIGTERM)
        _out, err = served.process.communicate(timeout=30)
        assert 9 < time.monotonic() - began < 15
        assert served.process.returncode == 0
        assert "Traceback" not in err
        line.close()


def test_asked_twice_it_goes_at_once(demo: Path) -> None:
    with serving(demo, TIDEMARK_DEMO="1") as served:
        line = half_sent(served, signed_in(served), b"body=never", 4)
        httpx.get(f"{served.url}/help")
        began = time.monotonic()
        served.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        served.process.send_signal(signal.SIGTERM)
        served.process.communicate(timeout=20)
        assert time.monotonic() - began < 3
        assert served.process.returncode == 128 + signal.SIGTERM
        line.close()
