"""Opens pages like a person: with a browser's headers, a cookie of their own, and an eye for what every page owes."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache, cached_property
from uuid import uuid4

import httpx
from litestar import Litestar
from lxml import html as markup

from server.access.house import House
from server.access.logins import token_hash
from server.app import build, create_app
from server.db.counting import Counter, counting
from tests.client import Client
from tests.house_rules import check_page, select

BASE = "http://clinic.test"
BROWSER = {"sec-fetch-site": "same-origin", "origin": BASE, "accept": "text/html"}
MOST_QUERIES = 12


class Opened:
    """One answer. Pages that were shown have been held against the house rules already."""

    def __init__(self, response: httpx.Response, queries: Counter) -> None:
        self.response, self.queries = response, queries
        self.status_code = response.status_code
        self.text = response.text
        self.headers = response.headers
        self.path = response.url.path

    @cached_property
    def tree(self) -> markup.HtmlElement:
        return markup.fromstring(self.text)

    def all(self, name: str) -> list[str]:
        """The texts of every element of a class."""
        found = select(f".{name}", self.tree)
        return [" ".join(element.text_content().split()) for element in found]

    def one(self, selector: str) -> str:
        """The text of the one element that a CSS selector names."""
        (element,) = select(selector, self.tree)
        return " ".join(element.text_content().split())

    def values(self, selector: str, attribute: str = "value") -> list[str]:
        return [element.get(attribute, "") for element in select(selector, self.tree)]

    @property
    def words(self) -> str:
        return " ".join(self.tree.text_content().split())


@cache
def routes(demo: bool) -> Litestar:
    """Made once: to put a hundred routes together takes longer than most tests."""
    return build(demo=demo)


class Installation:
    """A running house on one event loop, with a clock that tests move."""

    def __init__(self, house: House, loop: asyncio.AbstractEventLoop, clock: "MovableClock") -> None:
        self.house, self.loop, self.clock = house, loop, clock
        self.app = create_app(house, routes(house.settings.demo))

    def someone(self, name: str | None = None) -> "Someone":
        person = Someone(self)
        if name:
            person.keeps_at_it = True
            person.send("/demo/sign-in", {"person": name}, follow=False)
        return person

    def run(self, work: Callable[[], object]) -> object:
        """Runs a coroutine function on the installation's loop."""
        return self.loop.run_until_complete(work())  # type: ignore[arg-type]

    def value(self, sql: str, **params: object) -> object:
        async def read() -> object:
            async with self.house.db.reading() as reader:
                return await reader.value(sql, **params)

        return self.run(read)


class MovableClock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


class Someone:
    """`keeps_at_it`: however the clock is moved, a person of the cast has been at work meanwhile, and has proven who
    they are; what ends a login by time is tested with people who sign in by themselves."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.keeps_at_it = False
        self._asked_at = installation.clock()
        self.client = Client(
            transport=httpx.ASGITransport(installation.app, raise_app_exceptions=False, client=("203.0.113.9", 40000)),
            base_url=BASE,
            headers=BROWSER,
            event_hooks={"request": [self._keep_at_it]},
        )

    def get(self, path: str, *, follow: bool = False, **headers: str) -> Opened:
        """Without following, and without the house rules: for looking at the answer itself."""
        return self._ask("GET", path, None, follow=follow, headers=_named(headers))

    def open(self, path: str) -> Opened:
        """A page as a person reaches it: redirects followed, status 200, held against the house rules."""
        opened = self._ask("GET", path, None, follow=True, headers={})
        assert opened.status_code == 200, f"{path}: {opened.status_code}"
        check_page(opened.text)
        assert opened.queries.count <= MOST_QUERIES, f"{path}: {opened.queries.count} queries"
        return opened

    def send(self, path: str, form: dict[str, str] | None = None, *, follow: bool = True, **headers: str) -> Opened:
        """Posts a form as the page's own button does, and follows to the page it leads to."""
        opened = self._ask("POST", path, form or {}, follow=follow, headers=_named(headers))
        if opened.headers.get("content-type", "").startswith("text/html") and opened.text:
            check_page(opened.text)
        return opened

    def send_raw(self, path: str, body: bytes, **headers: str) -> Opened:
        given = {"content-type": "application/x-www-form-urlencoded"} | _named(headers)
        return self._ask("POST", path, body, follow=False, headers=given)

    def send_file(self, path: str, raw: bytes, name: str = "picture.jpg", **fields: str) -> Opened:
        """Posts a form with a file, as a page without scripts does."""
        request = self.client.build_request("POST", path, files={"file": (name, raw)}, data=fields)
        body = b"".join(request.stream)  # type: ignore[arg-type]
        return self.send_raw(path, body, content_type=request.headers["content-type"])

    def outbox(self, path: str, form: dict[str, str], write: str | None = None, tag: str | None = None) -> Opened:
        """As the phone's outbox sends it."""
        write = write or str(uuid4())
        person = self.tag() if tag is None else tag
        return self.send(path, form, follow=False, tidemark_write=write, tidemark_person=person)

    def tag(self) -> str:
        return self.open("/help").values("body", "data-person")[0]

    def _ask(self, method: str, path: str, data: object, *, follow: bool, headers: dict[str, str]) -> Opened:
        async def ask() -> Opened:
            await self._keep_at_it()
            with counting() as queries:
                content = data if isinstance(data, bytes) else None
                form = data if isinstance(data, dict) else None
                response = await self.client.request(
                    method, path, data=form, content=content, headers=headers, follow_redirects=False
                )
                while follow and response.is_redirect:
                    again = response.status_code == 307
                    with counting() as queries:
                        response = await self.client.request(
                            method if again else "GET", response.headers["location"], data=form if again else None
                        )
            return Opened(response, queries)

        return self.installation.loop.run_until_complete(ask())

    async def _keep_at_it(self, _request: httpx.Request | None = None) -> None:
        house, before, now = self.installation.house, self._asked_at, self.installation.clock()
        self._asked_at = now
        if not self.keeps_at_it or abs(now - before) < timedelta(minutes=1):
            return
        async with house.db.writing() as tx:
            await tx.run(
                """
                update login set seen_at = :now, proven_at = :now, expires_at = :later
                where token_hash = :hash and seen_at <> :now
                """,
                hash=token_hash(self.client.cookies.get("tidemark") or ""),
                now=now,
                later=now + timedelta(days=90),
            )


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
