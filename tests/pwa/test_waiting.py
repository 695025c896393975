"""/journal/waiting: an empty page for everybody, that a phone can show without a network and without a login."""

import re

from tests.someone import Installation, Someone

PATH = "/journal/waiting"


def test_it_opens_for_whoever_holds_the_phone(anyone: Someone, noor: Someone) -> None:
    for person in (anyone, noor):
        page = person.open(PATH)
        assert page.one("h1") == "Still on this phone"
        assert page.values("[data-behaviour]", "data-behaviour").count("waits") == 1


def test_signed_out_it_says_nothing_of_anybody(noor: Someone, anyone: Someone) -> None:
    assert noor.open(PATH).values("body", "data-person") != [""]
    page = anyone.open(PATH)
    assert page.values("body", "data-person") == [""]
    assert "Noor" not in page.text
    assert page.values("nav.tabs a", "href") == []


def test_the_server_puts_no_words_on_it(noor: Someone) -> None:
    noor.outbox("/journal/entries", {"id": "01a20000-0000-7000-8000-000000000001", "body": "The lantern", "share": "0"})
    page = noor.open(PATH)
    assert "The lantern" not in page.text
    assert page.values("[data-list] li, [data-drafts] li", "class") == []


def test_everything_that_the_phone_must_decide_starts_hidden(anyone: Someone) -> None:
    page = anyone.open(PATH)
    for part in ("none", "others", "sign-in", "save"):
        (element,) = page.tree.cssselect(f"[data-{part}]")
        assert element.get("hidden") is not None, part


def test_it_leads_back_here_after_signing_in(anyone: Someone) -> None:
    (path,) = anyone.open(PATH).values("[data-sign-in] a", "href")
    assert path == f"/sign-in?next={PATH}"
    assert anyone.open(path).values("input[name=next]") == [PATH]


def test_it_is_kept_for_when_there_is_no_network(anyone: Someone, noor: Someone) -> None:
    """For everybody from the shell, and for who is signed in from their own pages."""
    worker = anyone.get("/service-worker.js").text
    assert re.search(rf"=\[\.\.\.\[.*\].*'{PATH}'.*\];", worker)
    (pocket,) = noor.open("/today").values("meta[name=pocket]", "content")
    assert PATH in pocket.split()


def test_recordings_and_pictures_made_on_the_page_may_be_shown_and_nothing_else_may(
    installation: Installation, anyone: Someone
) -> None:
    policy = dict(part.strip().split(" ", 1) for part in anyone.get(PATH).headers["content-security-policy"].split(";"))
    assert policy["img-src"] == "'self' data: blob:"
    assert policy["media-src"] == "'self' blob:"
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == "'self'"
