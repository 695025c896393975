"""When something breaks: a calm page, a log line without anybody's words, and never a success that is none."""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest

from server.db.connection import Database, Reader, Transaction
from server.db.errors import StatementFailed, Unavailable
from tests.accounts.people import accept, give_passphrase, invite, sign_in
from tests.factories import entry_form
from tests.house_rules import check_page
from tests.someone import Installation, Opened, Someone

SECRET = "her own private words"


class Broken(Database):
    """The house's database, with a fault planted in it."""

    def __init__(self, inner: Database, *, reads: Exception | None, writes: Exception | None, commits: bool) -> None:
        self.inner, self.kind = inner, inner.kind
        self.reads, self.writes, self.commits = reads, writes, commits

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reader]:
        if self.reads:
            raise self.reads
        async with self.inner.reading() as reader:
            yield reader

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        """When the write fails at its end, it was either not kept, or kept without anybody knowing."""
        if self.writes and not self.commits:
            async with self.inner.writing() as tx:
                yield tx
                raise self.writes
        async with self.inner.writing() as tx:
            yield tx
        if self.writes:
            raise self.writes

    migrating = writing
    waiting = 0

    def alone(self, name: str) -> AbstractAsyncContextManager[bool]:
        return self.inner.alone(name)

    async def close(self) -> None:
        await self.inner.close()


@pytest.fixture
def break_it(installation: Installation) -> Iterator[Any]:
    house, inner = installation.house, installation.house.db

    def plant(*, reads: Exception | None = None, writes: Exception | None = None, commits: bool = False) -> None:
        house.db = Broken(inner, reads=reads, writes=writes, commits=commits)

    yield plant
    house.db = inner


def test_a_failure_shows_and_logs_nothing_of_what_it_was_about(
    lasting: Installation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(region: str) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr("server.safety.help.read_region", fail)
    caplog.set_level(logging.DEBUG)
    answer = lasting.someone().get("/help")

    _calm(answer, 500)
    assert answer.values("a.button", "href") == ["/help"]
    assert SECRET not in answer.text + caplog.text
    assert "RuntimeError at " in caplog.text
    assert "test_failures.py" in caplog.text


def test_a_failure_at_the_door_is_answered_as_calmly(
    installation: Installation, noor: Someone, break_it: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    break_it(reads=StatementFailed(SECRET))

    for answer in (noor.get("/today"), noor.send("/journal/entries", entry_form())):
        _calm(answer, 500)
        assert "content-security-policy" in answer.headers
        assert SECRET not in answer.text + caplog.text


def test_a_page_to_look_at_again_never_leads_elsewhere(lasting: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("server.access.door.find_login", fail)
    person = lasting.someone("noor")
    for path, again in (
        ("http://clinic.test//evil.example/%22%3E", "/evil.example/%22%3E"),
        ("/a%3Fb%23c", "/a%3Fb%23c"),
        ("/help?region=CA", "/help"),
    ):
        assert person.get(path).values("a.button", "href") == [again]


def test_after_a_failed_form_no_page_is_offered_that_cannot_be_opened(noor: Someone, break_it: Any) -> None:
    break_it(writes=Unavailable("planted"))

    assert noor.send("/sign-out").values("a.button", "href") == []


def test_without_its_database_the_clinic_asks_for_patience(
    installation: Installation, noor: Someone, anyone: Someone, break_it: Any
) -> None:
    break_it(reads=Unavailable("planted"), writes=Unavailable("planted"))

    for person, path in ((noor, "/today"), (noor, "/help"), (anyone, "/help"), (anyone, "/sign-in")):
        answer = person.get(path)
        _calm(answer, 503)
        assert answer.headers["retry-after"] == "5"
    written = noor.outbox("/journal/entries", entry_form(), tag="")
    assert (written.status_code, written.headers["retry-after"]) == (503, "5")
    assert "tidemark-kept" not in written.headers


def test_without_its_database_the_breathing_still_opens(anyone: Someone, break_it: Any) -> None:
    break_it(reads=Unavailable("planted"), writes=Unavailable("planted"))

    for path in ("/breathe", "/hard", "/offline", "/join"):
        assert anyone.open(path).status_code == 200


def test_health_says_exactly_how_it_is(installation: Installation, anyone: Someone, kind: str, break_it: Any) -> None:
    well = anyone.get("/health")
    assert (well.status_code, well.response.json()) == (200, {"status": "ok", "database": kind})

    break_it(reads=Unavailable("planted"))
    ill = anyone.get("/health")
    assert (ill.status_code, ill.text) == (503, "database")
    assert anyone.get("/health/live").status_code == 200


def test_a_database_that_is_closed_is_one_that_is_not_there(installation: Installation, noor: Someone) -> None:
    async def close() -> None:
        await installation.house.db.close()

    installation.run(close)
    assert noor.get("/today").status_code == 503
    assert noor.get("/health").status_code == 503


@pytest.mark.parametrize("commits", [False, True], ids=["undone", "kept unknown to all"])
def test_a_commit_that_failed_is_never_a_success(
    installation: Installation, noor: Someone, theo: Someone, break_it: Any, commits: bool
) -> None:
    made, name = invite(theo), give_passphrase(installation, "iris")
    anyone = installation.someone()
    break_it(writes=Unavailable("planted"), commits=commits)

    answers = [
        noor.outbox("/journal/entries", entry_form(), tag=""),
        noor.send("/journal/entries", entry_form(), follow=False),
        theo.send("/invitations", {"name": "Tern"}, follow=False),
        accept(anyone, made.code),
        sign_in(anyone, name),
        anyone.send("/demo/sign-in", {"person": "mara"}, follow=False),
        noor.send("/sign-out", follow=False),
    ]
    for answer in answers:
        _calm(answer, 503)
        assert not {"set-cookie", "tidemark-kept", "location"} & set(answer.headers)
        assert not answer.tree.cssselect("#the-code")


def test_after_a_failed_write_the_same_one_is_kept_when_sent_again(noor: Someone, break_it: Any) -> None:
    form = entry_form(body="Sent until it was kept.")
    for commits in (False, True, True):
        break_it(writes=Unavailable("planted"), commits=commits)
        assert noor.outbox("/journal/entries", form, tag="").status_code == 503
    break_it()

    assert noor.outbox("/journal/entries", form, tag="").status_code == 200
    assert noor.open("/journal").all("entry-body").count("Sent until it was kept.") == 1


def _calm(answer: Opened, status: int) -> None:
    assert answer.status_code == status
    check_page(answer.text)
    assert answer.one("[role=alert]")
    assert "/help" in answer.values("main a", "href")
