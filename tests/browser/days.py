"""Days of a session as people live them: clocks that are set, phones with lines of their own, and the record."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.browser.conftest import LAPTOP, Clinic, set_clock, sign_in

Device = Callable[..., BrowserContext]
TORONTO = ZoneInfo("America/Toronto")
PERSON = """
    select session.id from session join course on course.id = session.course_id
    join person on person.id = course.patient_id
    where person.name = :name and session.opened_at is null order by session.planned_at limit 1
"""
LINES = "select count(*) from record_line where session_id = :session and kind = :kind"
KEPT_CARD = """async (path) => { await navigator.serviceWorker.ready;
  for (const name of await caches.keys()) {
    if (name.startsWith("card-") && await (await caches.open(name)).match(path)) return true;
  }
  return false; }"""


class Day(NamedTuple):
    """A coming session of somebody, and the devices whose clocks go with the clinic's."""

    clinic: Clinic
    session: str
    phones: list[BrowserContext]

    def at(self, clock: str) -> None:
        """Sets every clock to this wall time of the session's day."""
        planned = str(self.clinic.value("select planned_at from session where id = :id", id=self.session))
        day = datetime.fromisoformat(planned).astimezone(TORONTO).date()
        moment = datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=TORONTO)
        self.clinic.ahead = moment.astimezone(UTC) - datetime.now(UTC)
        for phone in self.phones:
            set_clock(phone, self.clinic)

    def lines(self, kind: str) -> object:
        return self.clinic.value(LINES, session=self.session, kind=kind)

    def count(self, sql: str) -> object:
        return self.clinic.value(sql, session=self.session)


def coming(clinic: Clinic, name: str, *phones: BrowserContext) -> Day:
    return Day(clinic, str(clinic.value(PERSON, name=name)), list(phones))


def desk(clinic: Clinic, device: Device, person: str) -> Page:
    """On the clinic's own network: the patient's line is not theirs."""
    return sign_in(device(base_url=f"http://127.0.0.1:{clinic.port}", **LAPTOP), person)


def arrive(phone: Page, day: Day) -> None:
    phone.goto("/today")
    phone.locator(f".dock a[href='/sessions/{day.session}/arrival']").click()
    phone.click("label:has(input[name=fasting][value=kept])")
    phone.click("label:has(input[name=ride][value=yes])")
    phone.get_by_role("button", name="Send to my care team").click()


def breathe(phone: Page) -> None:
    """A few breaths of the session screen: two things to press, and nothing to answer."""
    expect(phone.locator("body.session")).to_be_visible()
    phone.get_by_role("button", name="Start", exact=True).click()
    expect(phone.locator("[data-behaviour=pacer]")).to_have_attribute("data-phase", "in")
    assert phone.locator("main :is(input, textarea, select):visible").count() == 0
    phone.get_by_role("button", name="Stop", exact=True).click()


def come_back(phone: Page, day: Day, line: str) -> None:
    phone.get_by_role("link", name="End", exact=True).click()
    phone.wait_for_url(f"**/sessions/{day.session}/aftercare")
    phone.fill("#body", line)
    phone.get_by_role("button", name="Keep this line").click()
    expect(phone.locator("#line [role=status]").first).not_to_be_empty()


def reach_the_clinic(phone: Page, clinic: Clinic) -> None:
    """The network is back; the first answer is lost on the way, so that everything is sent again."""
    clinic.line.lose_answers = 1
    clinic.line.mend()
    for _try in range(60):
        with contextlib.suppress(Error):  # a page that was told of it loads itself anew
            phone.evaluate("dispatchEvent(new Event('online'))")
            phone.wait_for_timeout(250)
            if phone.evaluate(WAITING) == 0:
                return
    raise AssertionError("something still waits on the phone")


WAITING = """() => new Promise((done) => { const open = indexedDB.open('tidemark');
  open.onsuccess = () => { const count = open.result.transaction('outbox').objectStore('outbox').count();
    count.onsuccess = () => { open.result.close(); done(count.result); }; }; })"""
