"""The server as a process: quick to start again, calm about what is no HTTP, and gone when it is told to go."""

import signal
import socket
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.start.command import Served, serving, tidemark

SECONDS = 5.0  # the promise is two; a machine that runs tests does other things besides


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("demo")
    assert tidemark(data, "seed").returncode == 0
    return data


@pytest.fixture(scope="module")
def served(demo: Path) -> Iterator[Served]:
    with serving(demo, TIDEMARK_DEMO="1") as running:
        yield running


def test_starting_again_is_quick_to_the_first_page(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seconds = 60.0
    for _ in range(3):  # the best of three, for the machine may be busy
        if seconds > SECONDS / 2.5:
            with serving(demo, TIDEMARK_DEMO="1") as again:
                seconds = min(seconds, again.seconds)
    with capsys.disabled():
        print(f"\nstarting again: {seconds:.2f} s to the first page (promised: under 2)")
    assert seconds < SECONDS


def test_it_says_where_it_is_and_keeps_its_word(served: Served) -> None:
    assert served.process.stdout is not None
    named = served.url.replace("127.0.0.1", "localhost")  # both answer; passkeys need the name
    assert served.process.stdout.readline() == f"Tidemark is at {named}\n"
    assert httpx.get(f"{named}/health/live").status_code == 200
    assert httpx.get(f"{served.url}/health").json() == {"status": "ok", "database": "sqlite"}


def test_the_data_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    data = tmp_path / "new" / "data"
    assert tidemark(data, "migrate").returncode == 0

    for path in (data, data / "keys", data / "tidemark.db", data / "keys" / "master.key"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_asked_to_stop_it_stops_without_a_word_of_trouble(tmp_path: Path) -> None:
    for how in (signal.SIGTERM, signal.SIGINT):
        with serving(tmp_path) as running:
            running.process.send_signal(how)
            out, err = running.process.communicate(timeout=20)
        assert "Traceback" not in out + err
        assert running.process.returncode == 0
        assert not (tmp_path / "tidemark.db-wal").exists(), "the database was not closed"


def test_a_desk_that_listens_does_not_keep_it_from_stopping(demo: Path) -> None:
    with serving(demo, TIDEMARK_DEMO="1") as running, httpx.Client(base_url=running.url) as theo:
        theo.post("/demo/sign-in", data={"person": "theo"})
        with theo.stream("GET", "/live", headers={"accept": "text/event-stream"}) as stream:
            said = stream.iter_raw()
            assert b"event: desk" in next(said)
            began = time.monotonic()
            running.process.send_signal(signal.SIGTERM)
            assert list(said) == []
        _out, err = running.process.communicate(timeout=20)
        assert time.monotonic() - began < 3
        assert running.process.returncode == 0
        assert "Traceback" not in err


def test_what_was_kept_is_there_after_starting_again(tmp_path: Path) -> None:
    assert tidemark(tmp_path, "seed").returncode == 0
    cookies = httpx.Cookies()
    for turn in range(3):
        with (
            serving(tmp_path, TIDEMARK_DEMO="1") as running,
            httpx.Client(base_url=running.url, headers={"origin": running.url}, cookies=cookies) as noor,
        ):
            if turn == 0:
                assert noor.post("/demo/sign-in", data={"person": "noor"}).status_code == 303
            noor.post("/journal/entries", data={"body": f"Turn {turn} of three.", "fallback_id": _id(turn)})
            journal = noor.get("/journal").text
            assert all(f"Turn {before} of three." in journal for before in range(turn + 1))
            cookies = noor.cookies


def test_head_has_the_length_and_no_body(served: Served) -> None:
    answer = _say(served, b"HEAD /help HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    head, _sep, body = answer.partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 200")
    assert body == b""


def test_what_is_no_http_is_refused_or_hung_up_on(served: Served) -> None:
    for words in (
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /today?\xff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /%ff%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET http://[bad/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"GET * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\nConnection: close\r\n\r\nname=a",
        b"BREW /help HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        b"CONNECT clinic.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
    ):
        answer = _say(served, words)
        status = answer[9:12]
        assert answer == b"" or status[:1] in (b"2", b"3", b"4"), (words[:60], answer[:200])
        assert b"root:" not in answer
        assert b"Traceback" not in answer
    assert httpx.get(f"{served.url}/health").status_code == 200


def test_a_form_of_ten_megabytes_hears_why_it_was_refused(served: Served) -> None:
    answer = httpx.post(f"{served.url}/sign-in", content=b"name=" + b"x" * 10_000_000, timeout=30)

    assert answer.status_code == 413
    assert "This is more than can be sent at once." in answer.text


def test_a_fault_leaves_no_words_in_the_log(tmp_path: Path) -> None:
    assert tidemark(tmp_path, "seed").returncode == 0
    with serving(tmp_path, TIDEMARK_DEMO="1") as running:
        with httpx.Client(base_url=running.url, headers={"origin": running.url}) as noor:
            noor.post("/demo/sign-in", data={"person": "noor"})
            for body in ("Private words, right.", "Private words\0wrong.", "Private words " * 3000):
                noor.post("/journal/entries", data={"body": body, "fallback_id": _id(9), "written_at": "2199-01-01"})
            noor.get("/prepare/lessons/Private%20words")
            noor.get("/journal?words=Private+words")
            noor.post("/sign-in", data={"name": "Private words", "passphrase": "Private words"})
        running.process.terminate()
        out, err = running.process.communicate(timeout=20)
    assert "Private" not in out + err
    assert "/journal?" not in err
    assert '"route":"/prepare/lessons/{' in err, "nothing was logged"


def _id(number: int) -> str:
    return f"0199c000-0000-7000-8000-00000000f00{number}"


def _say(served: Served, words: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", int(served.url.rsplit(":", 1)[1])), timeout=1) as line:
        heard = b""
        try:
            line.sendall(words)
            while part := line.recv(65536):
                heard += part
        except (ConnectionError, TimeoutError):
            return heard
        return heard
