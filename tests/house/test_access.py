"""Each route, each id in its path, each person: what is not theirs they cannot open, change, or tell from nothing."""

from pathlib import Path

import pytest
from litestar import Controller, get

from server import app as application
from server.access.audience import AUDIENCES, PublicController, access_map, guard_audience
from server.app import build, create_app
from server.demo_words import TELLTALES
from tests.conftest import CAST
from tests.house.data import what_was_written
from tests.house.who_may import Visit, find_keys, visits, words_kept_from
from tests.someone import Installation, Opened, Someone

MAP = Path(__file__).with_name("access_map.txt")
ENDS_THE_VISIT = ("/demo/sign-in", "/sign-out", "/account/devices/")
EVERYBODY = [None, *CAST]


def ask(person: Someone, visit: Visit) -> Opened:
    if visit.method == "GET":
        return person.get(visit.path)
    return person.send(visit.path, visit.form, follow=False)


def refusal(who: str | None, visit: Visit) -> int:
    """409 to an answer, whatever its entry: the words that were typed are kept beside the list of what waits."""
    if who is None:
        return 303 if visit.method == "GET" else 401
    if not visit.right_role:
        return 403
    return 409 if visit.route.endswith("/answer") else 404


def check_words(who: str | None, visit: Visit, opened: Opened) -> None:
    shown = opened.text.lower()
    told = [word for word in words_kept_from(who) if word in shown]
    assert not told, f"{who} reads {told} at {visit.method} {visit.path}"


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_gets_past_a_refusal_and_nothing_is_changed_by_trying(
    installation: Installation, who: str | None
) -> None:
    keys = find_keys(installation)
    person = installation.someone(who)
    refused = [visit for visit in visits(installation, keys, who) if not visit.allowed]
    before = what_was_written(installation)

    for visit in refused:
        opened = ask(person, visit)
        assert opened.status_code == refusal(who, visit), f"{who} {visit.method} {visit.path}: {opened.status_code}"
        check_words(who, visit, opened)
        if opened.status_code == 303:
            assert opened.headers["location"].startswith("/sign-in")

    assert len(refused) > 25
    assert what_was_written(installation) == before


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_is_ones_own_opens_and_shows_nobody_elses_words(installation: Installation, who: str | None) -> None:
    keys = find_keys(installation)
    person = installation.someone(who)
    allowed = [visit for visit in visits(installation, keys, who) if visit.allowed]

    # Looking first, and withdrawing an invitation before it is replaced by another.
    for visit in sorted(allowed, key=lambda one: (one.method, not one.path.endswith("/withdraw"))):
        asks = installation.someone(who) if visit.path.startswith(ENDS_THE_VISIT) else person
        opened = ask(asks, visit)
        right = opened.status_code in (200, 201, 303, 409) or (visit.audience == "public" and opened.status_code == 422)
        assert right, f"{who} {visit.method} {visit.path}: {opened.status_code}"
        check_words(who, visit, opened)

    assert len(allowed) > 15


def test_the_words_that_are_searched_for_can_be_found(mara: Someone, theo: Someone, otto: Someone) -> None:
    """Or the tests above would pass over any leak."""
    journal = mara.open("/journal").text.lower()
    assert all(word in journal for word in TELLTALES["mara"])
    assert "quince" in words_kept_from("theo")
    assert "escapement" not in words_kept_from("theo")
    assert "bandoneon" not in words_kept_from("otto")
    assert set(words_kept_from("ada")) == set(words_kept_from(None)) == {w for ws in TELLTALES.values() for w in ws}


@pytest.mark.parametrize("who", ["mara", "theo", "ada", "otto"])
def test_somebody_elses_id_answers_exactly_like_one_that_does_not_exist(installation: Installation, who: str) -> None:
    keys = find_keys(installation)
    person = installation.someone(who)
    answers: dict[tuple[str, str], dict[tuple[int, str], str]] = {}
    for visit in visits(installation, keys, who):
        if visit.right_role and visit.owners and not visit.allowed:
            opened = ask(person, visit)
            found = answers.setdefault((visit.method, visit.route), {})
            found[opened.status_code, opened.text] = visit.path
    told = {route: list(found.values()) for route, found in answers.items() if len(found) > 1}
    assert answers
    assert not told


@pytest.mark.parametrize("who", [None, "mara", "otto"])
def test_no_other_method_opens_what_get_and_post_refuse(installation: Installation, who: str | None) -> None:
    keys = find_keys(installation)
    person = installation.someone(who)
    for visit in visits(installation, keys, who):
        if visit.allowed:
            continue
        for method in ("HEAD", "OPTIONS", "PUT", "DELETE"):
            opened = person._ask(method, visit.path, visit.form, follow=False, headers={})
            refusals = {303, 401, 403, 404, 405} | ({204} if visit.right_role else set())
            assert opened.status_code in refusals, f"{who} {method} {visit.path}: {opened.status_code}"
            check_words(who, visit, opened)


def test_the_access_map_is_the_one_that_was_agreed(installation: Installation) -> None:
    """After a change that is meant: make access-map, and read what the difference says."""
    lines = [f"{method:6} {path:50} {audience}" for method, path, audience in access_map(build(installation.house))]
    assert MAP.read_text().splitlines() == lines


class Forgetful(Controller):
    @get("/everything")
    async def open_everything(self) -> str:
        return "everything"


class Overruled(PublicController):
    opt = {"cached": True}  # what a subclass sets takes the place of its base's

    @get("/everything")
    async def open_everything(self) -> str:
        return "everything"


class Misspelt(Controller):
    opt = {"audience": "clinican"}

    @get("/everything")
    async def open_everything(self) -> str:
        return "everything"


@pytest.mark.parametrize("controller", [Forgetful, Overruled, Misspelt])
def test_a_route_without_an_audience_keeps_the_application_from_starting(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, controller: type[Controller]
) -> None:
    monkeypatch.setattr(application, "CONTROLLERS", [*application.CONTROLLERS, controller])
    with pytest.raises(ValueError, match="/everything: this route has no audience"):
        create_app(installation.house)


@pytest.mark.parametrize("controller", [Forgetful, Misspelt])
def test_a_route_without_an_audience_admits_nobody_even_if_it_were_served(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, controller: type[Controller]
) -> None:
    monkeypatch.setattr(application, "CONTROLLERS", [*application.CONTROLLERS, controller])
    monkeypatch.setattr(application, "access_map", lambda app: [])
    installation.app = create_app(installation.house)
    for who in EVERYBODY:
        assert installation.someone(who).get("/everything").status_code == (303 if who is None else 403)
    assert guard_audience.__name__ == build(installation.house).guards[0].__name__
    assert "" not in AUDIENCES
