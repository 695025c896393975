"""Figures for Prometheus: on a port of their own, by a route's template, off unless they are asked for."""

import re
import socket
import time
from pathlib import Path

import httpx
import pytest

from tests.logs_read import NAMES
from tests.start.command import free_port, refused, serving, tidemark

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-")
LINE = re.compile(r"(tidemark_\w+)(?:\{(.*)\})? ([\d.e+-]+|\+Inf)")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("demo")
    assert tidemark(data, "seed").returncode == 0
    return data


def read_figures(port: int) -> dict[str, float]:
    """By name and labels, as they are shown."""
    text = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    return {f"{name} {labels or ''}".strip(): float(value) for name, labels, value in LINE.findall(text)}


def test_what_is_counted_is_counted_by_template_and_names_nobody(demo: Path) -> None:
    port = free_port()
    with serving(demo, TIDEMARK_DEMO="1", TIDEMARK_METRICS=str(port)) as served:
        with httpx.Client(base_url=served.url, follow_redirects=True) as noor:
            noor.post("/demo/sign-in", data={"person": "noor"})
            entry = re.search(r'href="(/journal/entries/[0-9a-f-]{36})"', noor.get("/journal").text)
            assert entry
            for _time in range(3):
                assert noor.get(entry[1]).status_code == 200
            noor.get("/nowhere/mara")
            assert "tidemark_" not in noor.get("/metrics").text, "the clinic's own port shows none"
            with noor.stream("GET", "/health"):
                time.sleep(5.2)  # one more look at what stands
        found = read_figures(port)
        shown = httpx.get(f"http://127.0.0.1:{port}/metrics").text
    counted = 'tidemark_requests_total method="GET",route="/journal/entries/{entry_id}",status="200"'
    assert found[counted] == 3
    assert found['tidemark_request_seconds_count route="/journal/entries/{entry_id}"'] == 3
    assert found['tidemark_requests_total method="GET",route="none",status="404"'] == 2
    assert any(name.startswith("tidemark_jobs_total ") for name in found)
    assert {"tidemark_open_streams", "tidemark_database_line", "tidemark_reminders_waiting"} <= found.keys()
    assert 10e6 < found["tidemark_memory_bytes"] < 2e9
    assert not UUID.search(shown)
    assert not NAMES.search(shown)


def test_nothing_listens_unless_it_is_asked_to_and_then_on_loopback(demo: Path) -> None:
    port = free_port()
    with serving(demo, TIDEMARK_DEMO="1"), pytest.raises(httpx.TransportError):
        httpx.get(f"http://127.0.0.1:{port}/metrics")
    with serving(demo, TIDEMARK_DEMO="1", TIDEMARK_METRICS=str(port)):
        assert read_figures(port)
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            if state == "0A" and local.endswith(f":{port:04X}"):
                assert local.startswith("0100007F"), "it listens beyond loopback"


def test_a_port_in_use_is_said_in_one_sentence(demo: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(demo, TIDEMARK_METRICS=str(port))
    assert said == (
        f"Port {port} on 127.0.0.1 cannot be used for metrics: another program may have it. "
        "Set TIDEMARK_METRICS, or TIDEMARK_WORK_METRICS for `tidemark work`."
    )
