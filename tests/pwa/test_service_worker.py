"""The service worker as it is served: filled in, naming only what exists, and never stale."""

import json
import re

from server.access.audience import access_map
from server.pages.assets import SHEETS
from tests.someone import Installation, Someone, routes


def served(person: Someone) -> str:
    answer = person.get("/service-worker.js")
    assert answer.status_code == 200
    return answer.text


def files_of(text: str) -> list[str]:
    (listed,) = re.findall(r"=\[\.\.\.(\[.*?\])(.*?)\];", text)
    shell: list[str] = json.loads(listed[0])
    return shell + re.findall(r"'([^']+)'", listed[1])


def test_it_is_a_script_for_the_whole_app_that_is_always_asked_for_anew(anyone: Someone) -> None:
    headers = anyone.get("/service-worker.js").headers

    assert headers["content-type"] == "text/javascript; charset=utf-8"
    assert headers["cache-control"] == "no-cache"
    assert headers["service-worker-allowed"] == "/"


def test_its_blanks_are_filled_in(installation: Installation, anyone: Someone) -> None:
    text = served(anyone)

    assert f"='{installation.house.assets.root}';" in text
    assert not re.search(r"__[A-Z]+__", text)


def test_it_keeps_only_what_can_be_fetched_signed_out(anyone: Someone) -> None:
    """One file that fails, and nothing at all is kept: that is how browsers install."""
    files = files_of(served(anyone))

    assert len(files) == len(set(files)) > 20
    for address in files:
        assert anyone.get(address).status_code == 200, address


def test_it_keeps_all_that_the_public_pages_need(installation: Installation, anyone: Someone) -> None:
    files = set(files_of(served(anyone)))

    assert {"/offline", "/breathe", "/help", "/hard"} <= files
    for path in ("/offline", "/breathe", "/help", "/hard"):
        page = anyone.open(path)
        needed = page.values("script[src]", "src") + page.values("link[rel=stylesheet], use", "href")
        for address in needed:
            assert address.partition("#")[0] in files, address
    assets = installation.house.assets
    own = {assets.url(name) for name in assets.files if name.startswith("js/")}
    assert own <= files
    assert not [one for one in files if "/vendor/" in one], "only the desk uses those"


def test_it_keeps_no_page_of_a_person(installation: Installation, anyone: Someone) -> None:
    private = {
        path for _method, path, audience in access_map(routes(installation.house.settings.demo)) if audience != "public"
    }

    for address in files_of(served(anyone)):
        assert address not in private
        assert not address.startswith(("/sign-in", "/join", "/demo"))


def test_the_sheets_are_kept_once_and_not_in_pieces(installation: Installation, anyone: Someone) -> None:
    files = files_of(served(anyone))

    assert f"{installation.house.assets.root}/css/tidemark.css" in files
    assert not {f"{installation.house.assets.root}/{sheet}" for sheet in SHEETS} & set(files)


def test_the_same_for_everybody(anyone: Someone, noor: Someone, theo: Someone) -> None:
    assert served(anyone) == served(noor) == served(theo)


def test_the_public_pages_kept_for_all_are_nobodys(noor: Someone, anyone: Someone) -> None:
    """They are fetched without the cookie, so they hold no name, no tag and no clinic."""
    for path in ("/offline", "/breathe", "/hard", "/help"):
        page = anyone.open(path)
        assert page.values("body", "data-person") == [""]
        assert "Noor" not in page.text
        assert page.values("body", "data-pocket") == ["no"]
