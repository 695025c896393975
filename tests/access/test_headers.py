"""Strict headers on every answer, whatever it is: a page, a redirect, a file, an error (promises 1.4)."""

import msgspec
import pytest

from tests.access.raw import FORM, HOST, SAME_SITE, ask
from tests.someone import Installation

OWED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
KINDS: dict[str, tuple[str, bytes, int]] = {
    "page": ("GET", b"/help", 200),
    "head": ("HEAD", b"/help", 200),
    "redirect": ("GET", b"/today", 303),
    "signed out write": ("POST", b"/sign-out", 401),
    "unknown page": ("GET", b"/nowhere", 404),
    "wrong method": ("GET", b"/sign-out", 405),
    "unknown method": ("BREW", b"/help", 405),
    "options": ("OPTIONS", b"/help", 204),
    "wrong form": ("POST", b"/sign-in", 422),
    "file": ("GET", b"/manifest.webmanifest", 200),
    "worker": ("GET", b"/service-worker.js", 200),
    "health": ("GET", b"/health", 200),
    "life": ("GET", b"/health/live", 200),
    "unknown file": ("GET", b"/static/0/none.css", 404),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_answer_has_them(lasting: Installation, name: str) -> None:
    method, path, status = KINDS[name]
    answer = ask(lasting, method, path)

    assert (answer.status, answer.started) == (status, 1)
    _check(answer.headers)


def test_an_answer_that_the_door_gives_itself_has_them(lasting: Installation) -> None:
    foreign = (HOST, FORM, (b"sec-fetch-site", b"cross-site"))
    for answer, status in (
        (ask(lasting, "POST", b"/sign-in", headers=foreign), 403),
        (ask(lasting, "POST", b"/sign-in", chunks=[b"a=" + b"x" * 1_100_000]), 413),
    ):
        assert answer.status == status
        _check(answer.headers)


def test_an_answer_to_a_failure_has_them(lasting: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(region: str) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr("server.safety.help.read_region", fail)
    answer = ask(lasting, "GET", b"/help")

    assert answer.status == 500
    _check(answer.headers)


def test_the_policy_for_scripts_allows_nothing_inline(lasting: Installation) -> None:
    policy = dict(
        part.strip().split(" ", 1)
        for part in ask(lasting, "GET", b"/help").headers["content-security-policy"].split(";")
    )

    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in str(policy)


def test_nothing_is_kept_by_a_browser_or_a_proxy_but_the_files(lasting: Installation) -> None:
    for _name, (method, path, _status) in KINDS.items():
        kept = ask(lasting, method, path).headers["cache-control"]
        assert kept == ("no-cache" if path in (b"/manifest.webmanifest", b"/service-worker.js") else "no-store"), path


def test_each_answer_has_an_id_of_its_own(lasting: Installation) -> None:
    ids = {ask(lasting, "GET", b"/health").headers["x-request-id"] for _ in range(20)}

    assert len(ids) == 20


def test_strict_transport_is_asked_for_behind_https_only(lasting: Installation) -> None:
    assert "strict-transport-security" not in ask(lasting, "GET", b"/help").headers
    house = lasting.house
    plain = house.settings
    house.settings = msgspec.structs.replace(plain, base_url="https://clinic.test")
    try:
        for path in (b"/help", b"/nowhere", b"/static/0/none.css"):
            asked = ask(lasting, "GET", path).headers["strict-transport-security"]
            assert asked == "max-age=63072000; includeSubDomains"
    finally:
        house.settings = plain


def test_the_kind_of_content_is_named_once(lasting: Installation) -> None:
    kinds = {
        b"/help": "text/html; charset=utf-8",
        b"/nowhere": "text/html; charset=utf-8",
        b"/service-worker.js": "text/javascript; charset=utf-8",
        b"/manifest.webmanifest": "application/manifest+json",
        b"/health": "application/json",
        lasting.house.assets.url("css/tidemark.css").encode(): "text/css; charset=utf-8",
        lasting.house.assets.url("js/main.js").encode(): "text/javascript; charset=utf-8",
        lasting.house.assets.url("icons/icon.svg").encode(): "image/svg+xml",
        lasting.house.assets.url("icons/icon-192.png").encode(): "image/png",
    }
    for path, kind in kinds.items():
        assert ask(lasting, "GET", path).headers["content-type"] == kind, path
    refused = ask(lasting, "POST", b"/sign-in", headers=(HOST, FORM, (b"origin", b"null")))
    assert refused.headers["content-type"] == "text/html; charset=utf-8"


def test_no_answer_names_the_software(lasting: Installation) -> None:
    for path in (b"/help", b"/nowhere", b"/health"):
        answer = ask(lasting, "GET", path, headers=(HOST, SAME_SITE))
        assert not {"server", "x-powered-by"} & answer.headers.keys()
        assert "litestar" not in answer.text.lower()


def _check(headers: dict[str, str]) -> None:
    assert {name: headers.get(name) for name in OWED} == OWED
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["cache-control"] in ("no-store", "no-cache")
    assert "camera=()" in headers["permissions-policy"]
