"""The doctor tries mail, push and the proxy as far as a message would go, and sends none."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from server.access.forwarded import forget_forwarded
from server.records import doctor_channels as channels
from server.records.doctor_data import look_at_clock
from server.records.finding import Finding
from server.reminders.mail import write_mail
from server.settings import Settings
from tests.conftest import MORNING
from tests.reminders.post import Handler, free_port
from tests.someone import Installation, Someone


class Post(Handler):
    """`asked` is how far somebody went."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]) -> str:
        self.asked.append(f"from {address}")
        envelope.mail_from = address
        return "250 OK" if address == "app@post.test" else "550 not from here"

    async def handle_RSET(self, _server: Any, _session: Any, _envelope: Any) -> str:
        self.asked.append("reset")
        return "250 OK"


def knows(_server: Any, _session: Any, _envelope: Any, _mechanism: str, said: Any) -> AuthResult:
    return AuthResult(success=said.password == b"secret", handled=False)


@contextmanager
def office(**how: Any) -> Iterator[tuple[Post, int]]:
    post, port = Post(), free_port()
    controller = Controller(post, hostname="127.0.0.1", port=port, **how)
    controller.start()
    try:
        yield post, port
    finally:
        controller.stop()


SIGNED = {"authenticator": knows, "auth_require_tls": False}


def look(smtp: str, sender: str = "app@post.test") -> Finding:
    return asyncio.run(channels.look_at_mail(Settings(smtp=smtp, mail_from=sender)))


def test_a_server_that_signs_in_and_takes_the_sender_is_ok_and_gets_no_message() -> None:
    with office(**SIGNED) as (post, port):
        found = look(f"smtp://name:secret@127.0.0.1:{port}")
        assert found.state == "ok", found
        assert (post.asked, post.taken) == (["from app@post.test", "reset"], [])


def test_a_wrong_secret_a_sender_that_is_not_taken_and_no_sign_in_are_each_said() -> None:
    with office(**SIGNED) as (post, port):
        wrong = look(f"smtp://name:guess@127.0.0.1:{port}")
        assert (wrong.state, "the name or the secret" in wrong.says, post.asked) == ("wrong", True, [])
        other = look(f"smtp://name:secret@127.0.0.1:{port}", "other@post.test")
        assert (other.state, "takes nothing from other@post.test" in other.says) == ("wrong", True)
        assert "guess" not in wrong.says
    with office() as (post, port):
        assert look(f"smtp://name:secret@127.0.0.1:{port}").state == "wrong"
        assert post.asked == []


def test_off_this_machine_one_that_does_not_encrypt_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.reminders.mail.LOOPBACK", set())
    with office() as (post, port):
        found = look(f"smtp://127.0.0.1:{port}")
        assert (found.state, "does not encrypt" in found.says) == ("wrong", True)
        assert post.asked == []


def test_a_port_that_is_open_and_says_nothing_is_no_mail_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "IN_ALL", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        found = look(f"smtp://127.0.0.1:{silent.getsockname()[1]}")
    assert (found.state, "does not answer" in found.says) == ("wrong", True)
    assert look(f"smtp://127.0.0.1:{free_port()}").state == "wrong"


def test_push_is_sealed_for_nobody_and_says_who_carries_it(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = msgspec.structs.replace(installation.house.settings, base_url="https://app.example")
    found = channels.look_at_push(settings, installation.house.keys)
    assert (found.state, "maker of each phone's browser" in found.says) == ("ok", True)
    assert channels.look_at_push(installation.house.settings, installation.house.keys).state == "look"

    def broken(*_more: object) -> None:
        raise ValueError("words")

    monkeypatch.setattr(channels, "seal", broken)
    found = channels.look_at_push(settings, installation.house.keys)
    assert (found.state, "words" in found.says) == ("wrong", False)


@pytest.mark.parametrize(
    ("address", "proxy", "state"),
    [("https://app.example", None, "look"), ("https://app.example", "127.0.0.1", "ok"),
     ("http://localhost:8000", None, "ok")],
)  # fmt: skip
def test_over_https_without_a_named_proxy_everybody_comes_from_one_address(
    tmp_path: Path, address: str, proxy: str | None, state: str
) -> None:
    found = channels.look_at_proxy(Settings(data=tmp_path, base_url=address, trusted_proxy=proxy))
    assert found.state == state


def test_a_proxy_that_is_not_the_named_one_is_said_once_and_seen_until_the_next_start(
    installation: Installation, noor: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    settings = msgspec.structs.replace(installation.house.settings, trusted_proxy="10.0.0.1")
    assert channels.look_at_proxy(settings).state == "ok"
    for _time in range(3):
        noor.get("/today", x_forwarded_for="198.51.100.7")
    said = channels.look_at_proxy(settings)
    assert (said.state, "TIDEMARK_TRUSTED_PROXY" in said.says) == ("look", True)
    assert caplog.text.count("hands requests on") == 1
    assert "198.51.100.7" not in caplog.text + "".join(path.read_text() for path in settings.data.glob("proxy*"))
    forget_forwarded(settings.data)
    assert channels.look_at_proxy(settings).state == "ok"


def test_the_named_proxy_leaves_no_such_word(installation: Installation) -> None:
    house = installation.house
    house.settings = msgspec.structs.replace(house.settings, trusted_proxy="203.0.113.9")
    installation.someone("noor").get("/today", x_forwarded_for="198.51.100.7")
    assert channels.look_at_proxy(house.settings).state == "ok"


@pytest.mark.parametrize(
    ("sender", "address", "told"),
    [
        ("app@post.test", "https://app.example", ""),
        ("notes@harbour.example", "https://app.example", "TIDEMARK_MAIL_FROM"),
        ("ketamine@post.test", "https://app.example", "TIDEMARK_MAIL_FROM"),
        ("app@post.test", "https://cedar.example", "TIDEMARK_BASE_URL"),
        (None, "https://clinic.example", "TIDEMARK_BASE_URL"),
        (None, "http://localhost:8000", ""),
    ],
)
def test_a_sender_or_an_address_that_tells_what_it_is_about_is_said(
    installation: Installation, sender: str | None, address: str, told: str
) -> None:
    settings = msgspec.structs.replace(installation.house.settings, mail_from=sender, base_url=address)

    async def ask() -> Finding:
        async with installation.house.db.reading() as reader:
            return await channels.look_at_words(reader, settings)

    found = installation.loop.run_until_complete(ask())
    assert found.state == ("look" if told else "ok")
    assert told in found.says


def test_a_mail_is_numbered_by_no_name_of_the_clinics(installation: Installation) -> None:
    house = installation.house
    house.settings = msgspec.structs.replace(house.settings, mail_from="app@harbour.example")
    number = str(write_mail(house, "noor@mail.test", ("a", "b"))["Message-ID"])
    assert number.endswith("@app.invalid>")


def test_before_anything_was_kept_the_clock_is_held_against_nothing(installation: Installation) -> None:
    async def ask() -> Finding:
        async with installation.house.db.writing() as tx:
            for table in ("trail", "trail_head", "migration"):
                await tx.run(f"delete from {table}")
            return await look_at_clock(installation.house.db, tx, MORNING)

    assert installation.loop.run_until_complete(ask()).state == "look"
