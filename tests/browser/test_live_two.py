"""Two processes on one PostgreSQL: a phone is answered by one, the desk listens to the other, which is then killed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import LAPTOP, PHONE, Figure, sign_in
from tests.browser.line import Line
from tests.browser.live import find, keep, open_desk, row_of, stop, timed, write
from tests.postgres import shared_cluster
from tests.promises.clinic import Clinic

pytestmark = pytest.mark.alone
WORDS, AFTER = "The lantern went out by itself.", "It was lit again."


class Two(NamedTuple):
    near: Clinic
    far: Clinic
    line: Line


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    cluster = shared_cluster()
    if cluster is None:
        reason = "PostgreSQL is not installed here (apt-get install postgresql)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    name = cluster.new_database()
    folders = [tmp_path / "near", tmp_path / "far"]
    for folder in folders:
        folder.mkdir()
    near, far = (Clinic(folder, cluster.url(name)) for folder in folders)
    with near, far:
        line = Line(far.port)
        yield Two(near, far, line)
        line.stop()
    cluster.drop_database(name)


@pytest.fixture
def device(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    made: list[BrowserContext] = []

    def make(url: str, how: dict[str, object]) -> BrowserContext:
        made.append(chromium.new_context(locale="en-CA", base_url=url, **how))  # type: ignore[arg-type]
        made[-1].set_default_timeout(10_000)
        return made[-1]

    yield make
    for context in made:
        context.close()


def test_what_one_process_keeps_the_desk_of_the_other_is_told_and_a_killed_one_is_no_end(
    two: Two, device: Callable[..., BrowserContext], figure: Figure
) -> None:
    phone = sign_in(device(f"http://127.0.0.1:{two.near.port}", PHONE), "mara")
    desk = sign_in(device(two.line.url, LAPTOP), "theo")
    open_desk(desk)
    write(phone, WORDS)
    with timed(figure, "two processes on PostgreSQL: shared"):
        keep(phone)
        expect(row_of(desk, WORDS)).to_be_visible()
    open_desk(desk, row_of(desk, WORDS).locator("a").get_attribute("href") or "")
    find(phone, WORDS)
    with timed(figure, "two processes on PostgreSQL: withdrawn, from the list and from the open page"):
        stop(phone)
        expect(desk.locator("#words")).to_contain_text("Mara has stopped sharing this entry.")
        expect(row_of(desk, WORDS)).to_have_count(0)

    write(phone, AFTER)
    two.far.kill()
    two.line.target = two.near.port  # as a proxy does that notices
    with timed(figure, "one process killed: shared, on the desk that listens to the other now", within=3):
        keep(phone)
        expect(row_of(desk, AFTER)).to_be_visible()
