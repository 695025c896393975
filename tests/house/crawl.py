"""One day of the whole cast: every page they can reach and every deed they can do, with the SQL that it took."""

import asyncio
import gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from prometheus_client import CollectorRegistry

from server.access.checkpoint import verify_trail
from server.db.counting import counting
from server.demo import keep_current, make_demo
from server.metrics import Figures
from server.pages import language
from server.pages.assets import Assets
from server.pwa.health import what_is_missing
from server.schedule import JOBS
from server.start import open_house
from tests.conftest import CAST, MORNING
from tests.house.crawl_arc import arrange
from tests.house.crawl_begin import join, write
from tests.house.crawl_brief import pin_and_look
from tests.house.crawl_days import breathe, hold_a_session, stay_at_home
from tests.house.crawl_flags import answer_flags
from tests.house.crawl_intake import tell_intake
from tests.house.crawl_leaving import leave_the_clinic
from tests.house.crawl_live import keep_a_desk_open
from tests.house.crawl_measures import measure
from tests.house.crawl_media import record
from tests.house.crawl_messages import write_messages
from tests.house.crawl_notes import ask_for_things, keep_notes
from tests.house.crawl_prepare import prepare
from tests.house.crawl_proofs import prove_oneself
from tests.house.crawl_protocol import write_a_protocol
from tests.house.crawl_reminders import remind_everybody
from tests.house.crawl_safety import check_in, write_a_plan
from tests.house.crawl_sessions import come_and_go
from tests.house.crawl_setup import set_up
from tests.house.crawl_team import care_in_a_team
from tests.house.forms import coming_session
from tests.installing import settings_of
from tests.someone import Installation, MovableClock, Someone


class Day(NamedTuple):
    database: Path
    reached: dict[str, set[str]]
    statements: list[str]
    said: set[str]


# The last two, and papers, are files to keep, no pages of ours, as what ends with /copy: tests of their own open them.
SKIPPED = ("/static/", "/manifest", "/service-worker", "/sign-out", "/journal/export", "/journal/media/")
NOT_FOLLOWED = re.compile(r"/intake/papers/|/arc[?]")  # a calendar goes on for years: crawl_arc opens some of it
NOON = "2026-11-25T15:00:00.000Z"


@contextmanager
def demo_on_sqlite(folder: Path, assets: Assets) -> Iterator[tuple[Installation, list[str]]]:
    """A demo clinic and the statements that made it; more come to the list while it is used."""
    loop = asyncio.new_event_loop()
    clock = MovableClock(MORNING)
    with counting() as counter:
        house = loop.run_until_complete(open_house(settings_of(folder), clock=clock, assets=assets))
        loop.run_until_complete(make_demo(house))
        try:
            yield Installation(house, loop, clock), counter.log
        finally:
            loop.run_until_complete(house.db.close())
            loop.close()


class Listener(gettext.NullTranslations):
    def __init__(self) -> None:
        super().__init__()
        self.heard: set[str] = set()

    def gettext(self, message: str) -> str:
        self.heard.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.heard |= {msgid1, msgid2}
        return super().ngettext(msgid1, msgid2, n)


@contextmanager
def listening() -> Iterator[set[str]]:
    """Every message that is asked of the translator meanwhile."""
    listener, before = Listener(), language._catalogue
    language._catalogue = lambda _language: listener  # type: ignore[assignment]
    try:
        yield listener.heard
    finally:
        language._catalogue = before


def follow_every_link(person: Someone, start: str) -> set[str]:
    """Pages within reach by links of our own, each opened once; they keep to the house rules and their queries."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(SKIPPED) or path.endswith("/copy") or NOT_FOLLOWED.search(path):
            continue
        seen.add(path)
        page = person.open(path)
        waiting += [href.partition("#")[0] for href in page.values("a[href^='/']", "href")]
    return seen


def spend_a_day(installation: Installation) -> dict[str, set[str]]:
    """Everything once; answers the pages that each of the cast came to."""
    people = {name: installation.someone(name) for name in CAST}
    reached = {name: follow_every_link(person, "/") for name, person in people.items()}
    join(installation, people["ada"])
    prove_oneself(installation, people)
    prepare(installation, people["noor"])
    write(people["noor"], people["theo"])
    keep_a_desk_open(people["noor"], people["theo"])
    record(people["noor"], people["theo"])
    measure(people["noor"])
    check_in(people["noor"])
    arrange(people, _page_of(people["theo"], "Iris"))
    tell_intake(people["iris"], people["pria"], people["ada"])
    answer_flags(installation, people)
    set_up(installation, people)
    care_in_a_team(installation, people)
    leave_the_clinic(installation, people)
    breathe(installation, people["theo"], people["noor"])
    write_a_protocol(people["ada"], people["theo"], people["noor"])
    session = coming_session(installation, "noor")
    course = _move_to_today(people["theo"], people["pria"], session)
    keep_notes(people["theo"], people["pria"], people["noor"], course)
    ask_for_things(people["theo"], people["noor"], course)
    write_a_plan(people["noor"], people["theo"], course)
    write_messages(people["noor"], people["theo"], course)
    pin_and_look(installation, people["noor"], people["theo"])
    reached["noor"] |= follow_every_link(people["noor"], "/")
    hold_a_session(people, session)
    reached |= {name: reached[name] | follow_every_link(people[name], "/") for name in ("noor", "theo", "pria")}
    follow_every_link(people["mara"], stay_at_home(installation, people["mara"], people["theo"]))
    reached["nobody"] = follow_every_link(installation.someone(), "/sign-in")
    come_and_go(installation)
    _leave(installation)
    remind_everybody(installation)
    installation.run(lambda: _look_after(installation))
    return reached


def _move_to_today(theo: Someone, pria: Someone, session: str) -> str:
    ours = _page_of(theo, "Noor")
    pria.send(f"{ours}/ready", {"session": session, "item": "P-10", "done": "0"})
    pria.send(f"{ours}/ready", {"session": session, "item": "P-10", "done": "1"})
    pria.send(f"{ours}/fasting-plan", {"plan": "Toast at six."})
    arc = {"day": "2027-05-03", "at": "11:00", "route": "IV", "count": "2", "days_between": "7"}
    theo.send(f"{ours}/sessions", arc)
    theo.open(f"{ours}/arc?from=2027-05-03")
    theo.send(f"{ours}/sessions/{session}/move", {"day": "2026-11-25", "at": "16:00", "reason": "A calmer day"})
    return ours


def _page_of(theo: Someone, name: str) -> str:
    courses = theo.open("/caseload").values("a[href^='/courses/']", "href")
    return next(path for path in courses if name in theo.open(path).one("h1"))


def _leave(installation: Installation) -> None:
    mara = installation.someone("mara")
    installation.clock.move(timedelta(minutes=20))
    mara.send(mara.open("/account").values("form[action^='/account/devices/']", "action")[0])
    mara.send("/sign-out")


async def _look_after(installation: Installation) -> None:
    """What the commands and the timed jobs do beside the pages."""
    house = installation.house
    installation.clock.move(timedelta(days=9))
    await keep_current(house)
    for job in JOBS:
        await job.work(house)
    assert await what_is_missing(house) == ""
    await Figures(CollectorRegistry()).look(house)
    async with house.db.reading() as reader:
        assert len(await verify_trail(reader, house.keys, house.settings.data)) == 2
