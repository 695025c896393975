"""Addresses and methods that no page of ours uses: a calm answer, the house rules, and never a 500."""

import pytest

from server.access.audience import access_map
from tests.access.raw import ask
from tests.house_rules import check_page
from tests.someone import Installation, Someone, routes

PATHS: tuple[bytes, ...] = (
    b"/nowhere", b"/NOWHERE", b"//", b"//evil.example/x", b"/%zz", b"/%", b"/%00", b"/a%00b", b"/%ff", b"/\xff\xfe",
    b"/%e2%98%83", b"/%0d%0aX-Evil:1", b"/..", b"/../../etc/passwd", b"/%2e%2e/%2e%2e/etc/passwd", b"/.git/config",
    b"/today/", b"/sign-in/", b"/static", b"/static/", b"/static/x", b"/account/devices/x/end", b"/journal/x",
    b"/" + b"a" * 60_000, b"/" + b"a/" * 5_000, b"/{person}", b"/<script>alert(1)</script>", b"/%u0041", b"/a;b=c",
    b"/help%20", b"/join/%00", b"/join/%ff", b"/join/" + b"x" * 9_000, b"/join/a/b", b"/help/%2e%2e",
)  # fmt: skip
QUERIES = (b"", b"?", b"?a=%ff%zz&&&=&a", b"?region=%00", b"?region=%ff", b"?next=%ff%00%0d%0a", b"?" + b"a=b&" * 3000,
           b"?region[]=CA", b"?\xff\xfe")  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:30].decode("latin-1"))
def test_an_odd_address_gets_a_calm_answer(lasting: Installation, path: bytes) -> None:
    cookie = f"tidemark={lasting.someone('noor').client.cookies['tidemark']}"
    for signed_in in ("", cookie):
        answer = ask(lasting, "GET", path, cookie=signed_in)
        assert answer.status in (200, 303, 400, 404, 405, 422, 429), answer.status
        assert "x-evil" not in answer.headers
        assert "passwd" not in answer.headers.get("location", "")
        if answer.status != 303:
            check_page(answer.text)
            assert "<script>alert" not in answer.text


def test_odd_queries_change_nothing(lasting: Installation) -> None:
    for path, status in ((b"/help", 200), (b"/sign-in", 200), (b"/join", 200), (b"/today", 303), (b"/nowhere", 404)):
        for query in QUERIES:
            answer = ask(lasting, "GET", path + query)
            assert answer.status == status, (path, query[:40])
            if status != 303:
                check_page(answer.text)


def test_an_odd_method_is_refused_with_what_would_be_taken(lasting: Installation) -> None:
    for method in ("BREW", "TRACE", "CONNECT", "PROPFIND", "get", "PUT", "DELETE", "PATCH"):
        answer = ask(lasting, method, b"/help")
        assert answer.status == 405, method
        assert "GET" in answer.headers["allow"]
        check_page(answer.text)


def test_no_route_fails_for_any_method_or_odd_id(lasting: Installation) -> None:
    """Every route there is, by every role, with ids that are nobody's: never a 500."""
    every = sorted({path for _method, path, _audience in access_map(routes(lasting.house.settings.demo))})
    ids = (b"0199c000-0000-7000-8000-000000000009", b"%ff", b"1", b"%00", b"x" * 500)
    for name in ("", "noor", "theo", "ada"):
        cookie = f"tidemark={lasting.someone(name).client.cookies['tidemark']}" if name else ""
        for route in every:
            for index, method in enumerate(("GET", "HEAD", "OPTIONS", "PUT", "BREW")):
                target = b"/".join(ids[index] if part[:1] == b"{" else part for part in route.encode().split(b"/"))
                answer = ask(lasting, method, target, cookie=cookie)
                assert answer.status < 500, (name, method, target)
                assert answer.started == 1


def test_every_error_page_is_calm_and_has_a_way_on(lasting: Installation) -> None:
    for method, path, status, cookie in (
        ("GET", b"/nowhere", 404, ""),
        ("GET", b"/review", 403, "noor"),
        ("POST", b"/sign-out", 401, ""),
        ("GET", b"/sign-out", 405, "noor"),
        ("POST", b"/demo/sign-in", 422, ""),
    ):
        token = f"tidemark={lasting.someone(cookie).client.cookies['tidemark']}" if cookie else ""
        answer = ask(lasting, method, path, cookie=token)
        assert answer.status == status
        check_page(answer.text)
        assert 'role="alert"' in answer.text
        assert 'href="/help"' in answer.text
        for blame in ("Error", "Exception", "Traceback", "Forbidden", "Invalid", "Method Not Allowed", str(status)):
            assert blame not in answer.text.partition("<main")[2].partition("</main>")[0]  # ids elsewhere are random


def test_head_answers_like_get_without_a_body(anyone: Someone) -> None:
    for path in ("/help", "/health", "/manifest.webmanifest", "/nowhere", "/today"):
        got = anyone.get(path)
        head = anyone._ask("HEAD", path, None, follow=False, headers={})
        assert head.status_code == got.status_code
        assert head.text == ""
        for name in ("content-type", "location", "cache-control"):
            assert head.headers.get(name) == got.headers.get(name)


def test_head_needs_the_sign_in_that_get_needs(anyone: Someone, noor: Someone) -> None:
    for person, status in ((anyone, 303), (noor, 403)):
        assert person._ask("HEAD", "/review", None, follow=False, headers={}).status_code == status
