"""A line to PostgreSQL that is cut without a word, as by a firewall that forgets it: known by its silence."""

import asyncio
from urllib.parse import urlsplit

import pytest

from server.db import postgres_news
from server.db.connection import open_database
from server.db.news import News
from tests.db.jars import put

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("place", ["postgresql"], indirect=True)]
SOON = 5.0


class Tunnel:
    """Hands everything on, until the lines on which somebody listens are forgotten: open, and dumb."""

    def __init__(self, url):
        self.to = urlsplit(url)
        self.listening, self.forgotten = set(), set()

    async def __aenter__(self):
        self.server = await asyncio.start_server(self._line, "127.0.0.1", 0)
        port = self.server.sockets[0].getsockname()[1]
        return self, self.to._replace(netloc=f"{self.to.username}@127.0.0.1:{port}").geturl()

    async def __aexit__(self, *_exception):
        self.server.close()

    def forget(self):
        self.forgotten |= self.listening

    async def _line(self, reader, writer):
        there = await asyncio.open_connection(self.to.hostname, self.to.port)
        await asyncio.gather(self._pass(reader, there[1], writer), self._pass(there[0], writer, writer))

    async def _pass(self, reader, writer, line):
        while data := await reader.read(65536):
            if b"LISTEN" in data:
                self.listening.add(line)
            if line not in self.forgotten:
                writer.write(data)
        writer.close()


async def say(db, number):
    async with db.writing() as tx:
        await put(tx, number)
        tx.announce("desk", "jar")


async def test_a_line_that_falls_silent_is_made_anew_and_everybody_looks_again(db, place, monkeypatch):
    monkeypatch.setattr(postgres_news, "LOOKS_EVERY", 0.2)
    monkeypatch.setattr(postgres_news, "PATIENCE", 1.0)
    async with Tunnel(place) as (tunnel, through), await open_database(through) as there:
        with there.news.listening("theo") as listener:
            assert await listener.heard(SOON) is None
            tunnel.forget()
            await say(db, 1)
            assert await listener.heard(SOON) is None, "nobody noticed the silence"
            await say(db, 2)
            assert await listener.heard(SOON) == {News("desk", "jar")}
