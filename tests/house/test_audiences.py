"""Every route has an audience, the one in the map that was agreed; without one the application does not start."""

from pathlib import Path

import pytest
from litestar import Controller, get

from server import app as application
from server.access.audience import AUDIENCES, PublicController, access_map, guard_audience
from server.app import build, create_app
from tests.house.who_may import EVERYBODY
from tests.someone import Installation

MAP = Path(__file__).with_name("access_map.txt")


def test_the_access_map_is_the_one_that_was_agreed(installation: Installation) -> None:
    """After a change that is meant: make access-map, and read what the difference says."""
    lines = [
        f"{method:6} {path:50} {audience}"
        for method, path, audience in access_map(build(demo=installation.house.settings.demo))
    ]
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
    assert guard_audience.__name__ == build(demo=installation.house.settings.demo).guards[0].__name__
    assert "" not in AUDIENCES
