"""P18: it does not break. Every route and form, right and odd, from everybody signed in.

No 5xx, nobody signed out by it, nothing planted comes back as markup, and enough comes through to mean something.
"""

from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.house.who_may import EVERYBODY, Keys, Visit, visits
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.odd import SCRIPT, Asked, asked, deeds, scope_of
from tests.someone import Installation

REQUESTS, BATCH = size(5_000, 100_000), 25
LEAST_WELL = 0.30
# A form of what begins or ends a login is a visitor's alone; its page is everybody's.
ENDS_A_LOGIN = ("/sign-out", "/demo/", "/sign-in", "/join", "/account/devices", "/account/recovery", "/recovery/")
NOT_ANNOUNCED = "/pieces/"  # 503 is the answer to a piece of nothing: the phone keeps it and sends it again
ASKED_BY = [name for name in EVERYBODY if name]
VISITOR = "nobody"  # without a cookie that an earlier answer set
pytestmark = pytest.mark.timeout(seconds(120, 7200))


class Crowd:
    """Everybody, each with their cookies, and what came of what they sent."""

    def __init__(self, clinic: Installation, keys: Keys) -> None:
        self.clinic = clinic
        self.visits: dict[str, list[Visit]] = {}
        self.cookies: dict[str, dict[str, str]] = {}
        self.answers, self.faults, self.asked = Counter[int](), list[str](), 0
        for who in ASKED_BY:
            person = clinic.someone(who)
            self.cookies[who] = {one.name: str(one.value) for one in person.client.cookies.jar}
            self.visits[who] = [one for one in visits(clinic, keys, who) if one.allowed and _leaves_be(one)]
        self.cookies[VISITOR] = {}
        self.visits[VISITOR] = [one for one in visits(clinic, keys, None) if one.allowed]

    def send(self, who: str, one: Asked, route: str) -> tuple[int, bytes]:
        status, headers, body = self._ask(one, self.cookies[who])
        for name, value in headers:
            if name == b"set-cookie" and who != VISITOR:
                cookie, _sep, text = value.decode("latin-1").partition(";")[0].partition("=")
                self.cookies[who][cookie] = text
        broken = (status >= 500 and not (status == 503 and NOT_ANNOUNCED in route)) or not status
        if broken or (SCRIPT.encode() in body and (b"content-type", b"text/html; charset=utf-8") in headers):
            self.faults.append(f"{status} to {who}: {one.method} {route} {one.target[:90]!r} {one.body[:200]!r}")
        return status, body

    def alive(self, who: str) -> bool:
        home = Asked("GET", b"/account", [(b"host", b"clinic.test"), (b"sec-fetch-site", b"same-origin")], b"")
        return self.send(who, home, "/account")[0] == 200

    def _ask(self, one: Asked, cookies: dict[str, str]) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        sent: list[dict[str, Any]] = []
        waiting = [{"type": "http.request", "body": one.body, "more_body": False}]

        async def receive() -> Any:
            return waiting.pop() if waiting else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        self.asked += 1
        scope = scope_of(one, cookies, f"198.51.{self.asked // 250 % 250}.{self.asked % 250}")
        self.clinic.run(lambda: self.clinic.app(scope, receive, send))  # type: ignore[arg-type]
        starts = [message for message in sent if message["type"] == "http.response.start"]
        if len(starts) != 1:
            return 0, [], b""
        body = b"".join(message.get("body", b"") for message in sent if message["type"] == "http.response.body")
        return starts[0]["status"], starts[0]["headers"], body


def _leaves_be(visit: Visit) -> bool:
    return visit.method == "GET" or not visit.path.startswith(ENDS_A_LOGIN)


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)  # P2 to P6 ask both databases
def test_p18_no_form_and_no_route_breaks(in_use: Installation, keys: Keys, figure: Figure) -> None:
    crowd, routes, dead = Crowd(in_use, keys), set[str](), set[str]()

    @settings(
        max_examples=REQUESTS // BATCH, deadline=None, phases=[Phase.generate], database=None,
        derandomize=REQUESTS == 5_000, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.lists(deeds(crowd.visits), min_size=BATCH, max_size=BATCH))
    def send_some(some: list[Any]) -> None:
        for deed in some:
            visit = crowd.visits[deed.who][deed.at]
            routes.add(visit.route)
            status, _body = crowd.send(deed.who, asked(deed, visit), visit.route)
            crowd.answers[status] += 1

    send_some()
    dead = {who for who in ASKED_BY if not crowd.alive(who)}
    sent = sum(crowd.answers.values())
    well = sum(count for status, count in crowd.answers.items() if 200 <= status < 300)
    broken = len(crowd.faults)
    figure(f"{sent} requests to {len(routes)} routes, {broken} broken, {well / sent:.0%} 2xx, {len(dead)} signed out")
    assert crowd.faults[:10] == []
    assert dead == set()
    assert sent >= REQUESTS * 0.99
    assert well / sent >= LEAST_WELL, crowd.answers
    assert len(routes) > 200


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
def test_p18_would_see_a_page_that_breaks_and_a_person_signed_out(
    in_use: Installation, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(region: str) -> None:
        raise RuntimeError("planted")

    crowd, host = Crowd(in_use, keys), [(b"host", b"clinic.test"), (b"sec-fetch-site", b"same-origin")]
    look = Asked("GET", b"/help", host, b"")
    assert crowd.send("noor", look, "/help")[0] == 200
    monkeypatch.setattr("server.safety.help.read_region", fail)
    assert crowd.send("noor", look, "/help")[0] == 500
    assert len(crowd.faults) == 1

    assert crowd.alive("noor")
    crowd.send("noor", Asked("POST", b"/sign-out", host, b""), "/sign-out")
    assert not crowd.alive("noor")
