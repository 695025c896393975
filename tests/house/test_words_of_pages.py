"""Every page of everybody is read: each GET of the access map with every id, and what each form answers to mistakes.

What links ask for besides (a filter, an older page) is read by the crawl: check_page holds it against the same words.
"""

from collections.abc import Iterable, Iterator

import pytest

from server.access.audience import access_map
from server.access.bodies import MOST_BODY
from server.intake.consent import PURPOSES
from server.intake.content import asked
from server.pages.content import lessons
from tests.house.who_may import EVERYBODY, Visit, find_keys, visits
from tests.house.words import forbidden_in, read_out
from tests.someone import Installation, Opened, routes

ENDS = ("/sign-out", "/account/devices/", "/demo/sign-in", "/journal/yours/delete")
NOT_TEXT = ("image/", "audio/", "video/", "font/", "application/octet-stream")
MORE = {
    "/help": ["/help?region=US-NY", "/help?region=US", "/help?region=CA", "/help?region=CA-ON"],
    "/intake/{part:str}": [f"/intake/{one.id}" for one in asked().parts],
    "/intake/consent/{purpose:str}": [f"/intake/consent/{one}" for one in PURPOSES],
    "/intake/consent/{purpose:str}/withdraw": [f"/intake/consent/{one}/withdraw" for one in PURPOSES],
    "/medicines": ["/medicines?q=ativen", "/medicines?q=zzzz"],
    "/prepare/lessons/{slug:str}": [f"/prepare/lessons/{one.slug}" for one in lessons()],
}
# Pages that the demo's cast cannot come to by an address alone: who may have them is asked by tests of their own.
UNREACHED = {"/calendar/{token:str}", "/join/{token:str}", "/sitter/{token:str}"}


def words_of(opened: Opened) -> str:
    kind = opened.headers.get("content-type", "")
    if kind.startswith(NOT_TEXT) or not opened.text.strip():
        return ""
    return read_out(opened.text) if kind.startswith("text/html") else opened.text


def read(opened: Opened) -> Opened:
    assert forbidden_in(words_of(opened)) == [], f"{opened.path} ({opened.status_code})"
    return opened


def once_refused(found: Iterable[Visit]) -> Iterator[Visit]:
    """All that are allowed; of a refusal one for each route, since all answer alike (test_access_tells_nothing)."""
    refused = set()
    for visit in found:
        kind = (visit.method, visit.route)
        if visit.allowed or kind not in refused:
            refused |= set() if visit.allowed else {kind}
            yield visit


@pytest.fixture(scope="module")
def to_read(clinic: Installation) -> dict[str | None, list[Visit]]:
    keys = find_keys(clinic)
    return {who: list(once_refused(visits(clinic, keys, who))) for who in EVERYBODY}


def test_no_page_of_anybody_says_it(clinic: Installation, to_read: dict[str | None, list[Visit]]) -> None:
    """Their own, with every id that is theirs, and the refusal where it is not."""
    opened: set[str] = set()
    for who in EVERYBODY:
        person = clinic.someone(who)
        for visit in to_read[who]:
            if visit.method == "GET":
                for path in [visit.path, *(MORE.get(visit.route, []) if visit.right_role else [])]:
                    answer = read(person.get(path))
                    opened |= {visit.route} if answer.status_code < 300 else set()
    every = {path for method, path, _who in access_map(routes(demo=True)) if method == "GET"}
    assert every - opened == UNREACHED | {"/"}  # it leads on to a page of one's own


def mistakes(visit: Visit) -> list[dict[str, str]]:
    """Nothing, nonsense in every field, and too much in every field but the ids."""
    if not visit.allowed:
        return [visit.form]
    kept = {name: value for name, value in visit.form.items() if name in ("id", "version")}
    return [{}, dict.fromkeys(visit.form, "?"), dict.fromkeys(visit.form, "9" * 9000) | kept]


@pytest.mark.parametrize("who", EVERYBODY)
def test_no_answer_to_a_mistake_says_it(
    clinic: Installation, to_read: dict[str | None, list[Visit]], who: str | None
) -> None:
    person = clinic.someone(who)
    statuses: set[int] = set()
    tried: set[str] = set()
    for visit in to_read[who]:
        if visit.method == "POST" and not ((visit.allowed and visit.route in tried) or visit.path.startswith(ENDS)):
            tried |= {visit.route} if visit.allowed else set()
            for form in mistakes(visit):
                answer = person._ask("POST", visit.path, form, follow=False, headers={})
                statuses.add(read(answer).status_code)
    statuses.add(read(person.send_raw("/journal/entries", b"body=" + b"x" * (MOST_BODY + 1))).status_code)
    statuses.add(read(person._ask("PUT", "/help", {}, follow=False, headers={})).status_code)
    assert statuses >= ({401, 405, 413} if who is None else {403, 404, 405, 413, 422}), statuses
