"""Ready says with one word what is missing, and alive says only that the process answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from server.access.vault import Vault
from server.db.connection import Reader
from server.db.counting import counting
from server.pwa import health
from tests.someone import Installation, Someone


def ready(anyone: Someone) -> tuple[int, str]:
    opened = anyone.get("/health")
    return opened.status_code, opened.text


def test_whoever_asks_needs_no_login_and_hears_that_it_is_ready(anyone: Someone, kind: str) -> None:
    opened = anyone.get("/health")
    assert (opened.status_code, opened.response.json()) == (200, {"status": "ok", "database": kind})


def test_asked_to_stop_it_is_not_ready_and_goes_on_answering(installation: Installation, anyone: Someone) -> None:
    installation.house.stopping_at = installation.clock()
    assert ready(anyone) == (503, "stopping")
    assert anyone.get("/help").status_code == 200
    assert anyone.get("/health/live").status_code == 200


def test_a_database_that_another_version_brought_further_is_not_ours(
    installation: Installation, anyone: Someone
) -> None:
    async def go_on() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run(
                "insert into migration (number, name, applied_at, digest) values (9999, 'later', :now, 'x')",
                now=installation.clock(),
            )

    installation.run(go_on)
    assert ready(anyone) == (503, "migrations")


def test_without_the_right_key_nobodys_words_open(installation: Installation, anyone: Someone) -> None:
    installation.house.vault = Vault(b"\x01" * 32)
    assert ready(anyone) == (503, "keys")


def test_a_database_that_takes_too_long_is_one_that_is_not_there(
    installation: Installation, anyone: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    inner = installation.house.db

    class Slow:
        kind = inner.kind

        @asynccontextmanager
        async def reading(self) -> AsyncIterator[Reader]:
            await asyncio.sleep(5)
            async with inner.reading() as reader:
                yield reader

    installation.house.db = Slow()  # type: ignore[assignment]
    assert ready(anyone) == (503, "database")
    installation.house.db = inner


def test_alive_never_asks_the_database_even_of_who_is_signed_in(noor: Someone, anyone: Someone) -> None:
    for person in (anyone, noor):
        with counting() as asked:
            opened = person.get("/health/live")
        assert (opened.status_code, opened.text, asked.count) == (200, "alive", 0)
