"""The proxies in front: read block by block, for a line that stands in one block says nothing of the next."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from server.settings import read_settings
from tests.house.source import ROOT

PLACE = "http://127.0.0.1:8000"


@dataclass
class Block:
    name: str
    lines: list[str] = field(default_factory=list)
    inside: list["Block"] = field(default_factory=list)

    def all(self) -> Iterator["Block"]:
        yield self
        for one in self.inside:
            yield from one.all()

    def said(self, word: str) -> list[str]:
        """What stands behind a word in this very block."""
        return [line.partition(" ")[2] for line in self.lines if line.partition(" ")[0] == word]


def read(name: str) -> Block:
    """Both kinds have a block's name before a brace at the end of its line, and its end on a line of its own."""
    open_ones = [Block("")]
    for raw in (ROOT / "deploy" / name).read_text().splitlines():
        line = raw.strip().removesuffix(";")
        if line == "}":
            open_ones.pop()
        elif line.endswith("{"):
            open_ones[-1].inside.append(Block(line[:-1].strip()))
            open_ones.append(open_ones[-1].inside[-1])
        elif line and not line.startswith("#"):
            open_ones[-1].lines.append(" ".join(line.split()))
    assert len(open_ones) == 1, "a block that does not end"
    return open_ones[0]


NGINX, CADDY = read("nginx.conf"), read("Caddyfile")
SERVERS = [one for one in NGINX.all() if one.name == "server"]
LOCATIONS = [one for one in NGINX.all() if one.name.startswith("location")]


@pytest.mark.parametrize("number", range(2))
def test_no_server_of_nginx_keeps_an_address_or_a_path(number: int) -> None:
    assert len(SERVERS) == 2
    assert SERVERS[number].said("access_log") == ["off"]
    assert SERVERS[number].said("error_log") == ["/dev/null crit"]
    for block in SERVERS[number].inside:
        assert block.said("access_log") + block.said("error_log") == [], f"{block.name} says it otherwise"


def test_nginx_puts_nothing_that_was_sent_or_answered_into_a_file() -> None:
    (serving,) = [one for one in SERVERS if one.inside]
    assert serving.said("proxy_request_buffering") == ["off"]
    assert serving.said("proxy_max_temp_file_size") == ["0"]
    for block in LOCATIONS:
        others = ("proxy_request_buffering", "proxy_max_temp_file_size", "proxy_store", "proxy_cache")
        assert not [word for word in others if block.said(word)]


def test_each_place_of_nginx_hands_on_who_asks_and_the_name_that_was_asked_for() -> None:
    assert [one.name for one in LOCATIONS] == ["location /", "location = /live"]
    for block in LOCATIONS:
        assert block.said("proxy_pass") == [PLACE]
        assert block.said("proxy_http_version") == ["1.1"], "or a stream would be held together to its end"
        assert {"Host $host", "X-Forwarded-For $remote_addr", "X-Request-ID $request_id", 'Connection ""'} <= set(
            block.said("proxy_set_header")
        )


def test_nginx_holds_no_news_back_and_leaves_their_line_open() -> None:
    (live,) = [one for one in LOCATIONS if one.name == "location = /live"]
    assert live.said("proxy_buffering") == ["off"]
    assert live.said("proxy_read_timeout") == ["1h"]


def test_nginx_of_debian_12_understands_each_line() -> None:
    """Its 1.22 knows no line `http2 on`."""
    assert not [one for one in NGINX.all() if one.said("http2")]
    assert all("http2" in line for line in SERVERS[0].said("listen"))


def test_caddy_keeps_no_address_neither_of_what_went_well_nor_of_what_did_not() -> None:
    (general, clinic) = CADDY.inside
    assert [one.lines for one in clinic.inside if one.name == "log"] == [["output discard"]]
    assert general.name == "", "the general part stands first"
    (left_out,) = [one.said("exclude") for one in general.inside if one.name == "log default"]
    assert {"http.log.access", "http.log.error", "http.handlers.reverse_proxy"} <= set(left_out[0].split())


def test_caddy_hands_on_and_holds_no_news_back() -> None:
    (proxy,) = [one for one in CADDY.all() if one.name.startswith("reverse_proxy")]
    assert proxy.name == "reverse_proxy 127.0.0.1:8000"
    assert proxy.said("flush_interval") == ["-1"]
    assert proxy.said("header_up") == ["X-Request-ID {http.request.uuid}"]


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_the_settings_that_each_names_are_ones_that_there_are(name: str) -> None:
    (line,) = [one for one in (ROOT / "deploy" / name).read_text().splitlines() if "In tidemark.env" in one]
    named = dict(word.split("=") for word in line.split() if word.startswith("TIDEMARK_"))
    settings = read_settings(named)
    assert (settings.base_url, settings.trusted_proxy) == ("https://clinic.example", "127.0.0.1")
