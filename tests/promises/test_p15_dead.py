"""P15: a login that has ended is dead on every route, foreign sites write nothing, and each proof makes a new token."""

import pytest

from server.access.audience import access_map
from server.access.people import Role
from tests.house.data import what_was_written
from tests.promises.conftest import Figure
from tests.promises.endings import ENDINGS, Ending, fixed, proven, signed_in, signed_in_again
from tests.promises.form import FULL, seconds, size
from tests.someone import Installation, Someone, routes

ANY_ID = "0199c000-0000-7000-8000-000000000009"
WHO: tuple[tuple[str, Role], ...] = (("noor", "patient"), ("theo", "therapist"), ("ada", "admin"))
FOREIGN = (
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://clinic.test"},
    {"origin": "http://evil.example"},
    {"origin": "http://clinic.test.evil.example"},
    {"origin": "null"},
)
pytestmark = pytest.mark.timeout(seconds(120, 1800))


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda one: one.__name__)
def test_p15_an_ended_login_is_dead_on_every_route(installation: Installation, ending: Ending, figure: Figure) -> None:
    """In the quick form one person an ending, in turn; in the full one a patient, a therapist and an administrator."""
    asked, alive = 0, []
    for name, _role in list(WHO) if FULL else [WHO[ENDINGS.index(ending) % len(WHO)]]:
        person = signed_in(installation, name)
        token = person.client.cookies["tidemark"]
        assert person.get("/account").status_code == 200
        found = replay(installation, ending(installation, person, name) or token)
        asked += found[0]
        alive += [f"{ending.__name__} {name} {path}" for path in found[1]]
    assert not alive
    assert asked > 250
    figure(f"{len(ENDINGS)} ways of ending, each on every route of the access map: 0 answers to the old cookie")


def test_p15_a_planted_token_is_dead_on_every_route(installation: Installation) -> None:
    person = signed_in(installation, "noor")
    fixed(installation, person, "noor")

    asked, alive = replay(installation, "p" * 43)

    assert asked > 250
    assert not alive
    assert person.get("/today").status_code == 200


def test_p15_the_replay_finds_a_login_that_lives(installation: Installation) -> None:
    """Or the tests above could not fail."""
    person = signed_in(installation, "theo")

    _asked, alive = replay(installation, person.client.cookies["tidemark"], ("GET",))

    assert "GET /caseload" in alive
    assert len(alive) > 30


def test_p15_no_foreign_site_writes_anything(in_use: Installation, figure: Figure) -> None:
    people = {name: in_use.someone(name) for name, _role in WHO}
    before, tried, accepted = what_was_written(in_use), 0, []
    for method, path, audience in access_map(routes(True)):
        if method != "POST":
            continue
        person = people["noor" if audience in ("patient", "public") else "ada" if audience == "admin" else "theo"]
        for headers in FOREIGN:
            tried += 1
            if foreign(person, filled(path), headers) != 403:
                accepted.append(f"{path} {headers}")
    assert not accepted
    assert what_was_written(in_use) == before
    assert [person.get("/account").status_code for person in people.values()] == [200, 200, 200]
    figure(f"{tried} writes from foreign sites over every form: 0 accepted")


def test_p15_each_sign_in_and_each_proof_makes_a_new_token(installation: Installation, figure: Figure) -> None:
    person, tokens, times = signed_in(installation, "noor"), [], size(20, 1000)
    for _ in range(times):
        for deed in (signed_in_again, proven):
            before = person.client.cookies["tidemark"]
            deed(installation, person, "noor")
            tokens.append(person.client.cookies["tidemark"])
            assert replay(installation, before, ("GET",), 1)[1] == []
    assert len(set(tokens)) == 2 * times
    figure(f"{2 * times} sign-ins and proofs: {2 * times} new tokens, the one before dead at once")


def replay(
    installation: Installation, token: str, methods: tuple[str, ...] = ("GET", "POST"), most: int = 10_000
) -> tuple[int, list[str]]:
    """How many routes were asked with an old cookie, and which of them answered as to somebody signed in."""
    thief = installation.someone()
    thief.client.headers["cookie"] = f"tidemark={token}"
    asked, alive = 0, []
    for method, path, audience in access_map(routes(True))[:most] if most > 1 else [("GET", "/account", "signed in")]:
        if method not in methods or (audience == "public" and (method == "POST" or "/static/" in path)):
            continue
        asked += 1
        answer = thief._ask(method, filled(path), {} if method == "POST" else None, follow=False, headers={})
        if audience == "public":
            dead = 'data-person=""' in answer.text or "data-person=" not in answer.text
        elif method == "GET":
            dead = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
        else:
            dead = answer.status_code == 401 and "tidemark-kept" not in answer.headers
        if not dead:
            alive.append(f"{method} {path}")
    return asked, alive


def filled(path: str) -> str:
    parts = [("0" if ":int" in part else ANY_ID) if part.startswith("{") else part for part in path.split("/")]
    return "/".join(parts)


def foreign(person: Someone, path: str, headers: dict[str, str]) -> int:
    async def post() -> int:
        request = person.client.build_request("POST", path, data={"id": ANY_ID})
        for name in ("sec-fetch-site", "origin"):
            del request.headers[name]
        request.headers.update(headers)
        return (await person.client.send(request)).status_code

    return int(str(person.installation.run(post)))
