"""What an open desk is told while it listens: "look again", and no more. Who may hear is asked anew each time.

Whoever signed out, or may not reach a course any more, hears nothing of it from that moment on. An event names nobody,
so that it tells no more than the page that then asks.
"""

import asyncio
from collections.abc import AsyncIterator

from server.access.house import House
from server.access.logins import find_login
from server.access.people import CLINICIANS, Person
from server.access.vault import Damaged
from server.courses.queries import find_caseload_course
from server.db.connection import Reader
from server.db.errors import Unavailable
from server.db.news import Listener, News
from server.safety.watching import glance

BEAT_SECONDS = 15.0
PAUSE = 0.25  # what comes close together is told once
LOOK = b"event: desk\ndata: 1\n\n"
BEAT = b"event: beat\ndata: 1\n\n"  # a named one: a page behind a proxy that holds answers back notices the silence
FIRST = b"retry: 1000\n" + LOOK
MUCH_LATER = b"retry: 60000\n\n"  # to one too many: it asks by itself meanwhile


class Ear:
    """One stream: whose login it stands on, and how the flags stood that its reader was last told of."""

    def __init__(self, house: House, me: Person, token: str) -> None:
        self.house, self.me, self.token = house, me, token
        self.store = house.db.within(me.clinic_id)
        self._flags = ""

    async def may_listen(self, db: Reader) -> bool:
        found = await find_login(db, self.token, self.house.clock())
        return found is not None and found.id == self.me.id and found.role in CLINICIANS

    async def concerns_me(self, db: Reader, news: set[News] | None) -> bool:
        """None is "look again", for whatever reason, and says nothing of anybody."""
        for one in sorted(news or ()):
            if await self._mine(db, one):
                return True
        return news is None

    async def _mine(self, db: Reader, one: News) -> bool:
        """By the very rules by which their pages open."""
        if one.topic == "desk":
            return (
                await find_caseload_course(db, self.house.vault, self.me, one.subject, self.house.clock()) is not None
            )
        if one.topic == "flags":
            before, self._flags = self._flags, (await glance(db, self.me, self.house.clock())).mark
            return before != self._flags
        return one.subject == self.me.id

    async def begin(self, db: Reader) -> bool:
        self._flags = (await glance(db, self.me, self.house.clock())).mark
        return await self.may_listen(db)


async def events(ear: Ear, beat: float | None = None) -> AsyncIterator[bytes]:
    """Holds no connection to the database while it waits. What cannot be asked ends the stream, and so does its login;
    the page begins another, and looks when it does."""
    db, beat = ear.store, beat or BEAT_SECONDS
    with db.news.listening(ear.me.id) as listener:
        if listener is None:
            return
        try:
            async with db.reading() as reader:
                if not await ear.begin(reader):
                    return
            yield FIRST
            async for told in _told(ear, listener, beat):
                yield told
        except (Unavailable, Damaged):
            return
    if listener.ended == "crowded":
        yield MUCH_LATER


async def _told(ear: Ear, listener: Listener, beat: float) -> AsyncIterator[bytes]:
    """A beat comes by the clock alone: what concerns others changes nothing about when it comes."""
    time = asyncio.get_running_loop().time
    due = time() + beat
    while True:
        news = await listener.heard(due - time())
        if listener.ended:
            return
        async with ear.store.reading() as reader:
            if not await ear.may_listen(reader):
                return
            mine = news != set() and await ear.concerns_me(reader, news)
        if mine:
            yield LOOK
            await asyncio.sleep(PAUSE)
        if time() >= due:
            yield BEAT
            due = time() + beat
