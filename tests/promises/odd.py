"""Requests as a browser, a broken one, and nobody at all would send them: strategies over every route and its form."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, quote_plus, unquote

from hypothesis import strategies as st

from tests.house.who_may import ABSENT, Visit

SCRIPT = "<script>alert(7)</script>"
ODD = (
    "", " ", "0", "-1", "1e309", "NaN", "99999999999999999999", "٣", "true", "null", "[]", "{}", "../../etc/passwd",
    SCRIPT,
    f'"{SCRIPT}', "' or 1=1 --", "'; drop table person; --", "{{ 7 * 7 }}", "${7*7}", "%s%s%n", "\r\nSet-Cookie: a=b",
    "\u202eabc", "\u0000", "a\u0000b", "\ufeff", "🌊" * 50, "é" * 2100, "x" * 70_000, "\n" * 300, "9999-99-99",
    "0000-00-00",
    "2026-02-30", "2026-11-25T25:61:00Z", "24:00", "12:00", ABSENT, ABSENT.upper(), "not-an-id", "/\\evil.example",
    "//evil.example",
)  # fmt: skip
ODD_BYTES = (b"%ff%fe", b"%", b"%zz", b"%00", b"\xff\xfe", b"+", b"%u0041", b"&&=&", b"a=b")
NAMES = (
    "about", "after", "all", "back", "before", "correct", "day", "done", "ended", "from", "kind", "known", "more",
    "next",
    "open", "person", "prompt", "q", "reason", "region", "renew", "session", "show", "since", "version", "visit",
)  # fmt: skip
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW", "get")
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"hx-request", b"true"), (b"hx-current-url", b"http://[bad/"), (b"hx-current-url", b"\xff"),
    (b"range", b"bytes=9-1"),
    (b"tidemark-pocket", b"1"), (b"tidemark-sent", b"yesterday"), (b"tidemark-sent", b"9999-12-31T23:59:59Z"),
    (b"accept-language", b"x" * 3000), (b"if-none-match", b"*"), (b"content-length", b"-1"), (b"origin", b"null"),
    (b"sec-fetch-site", b"cross-site"), (b"x-forwarded-for", b"\xff, 1"), (b"x-request-id", b"mara"),
    (b"expect", b"100-continue"),
    (b"accept-encoding", b"br;q=x"), (b"host", b"evil.example"), (b"host", b""), (b"tidemark-person", b"card-x"),
)  # fmt: skip
BODIES: tuple[tuple[bytes, bytes], ...] = (
    (b"application/json", b'{"a": [1'), (b"multipart/form-data; boundary=x", b"--x\r\n\r\nodd"), (b"", b"\x00\xff"),
    (b"multipart/form-data", b"--x--"), (b"text/plain; charset=nonsense", b"a=b"),
    (b"application/octet-stream", b"\x1f\x8b"),
)  # fmt: skip
FORM = b"application/x-www-form-urlencoded"


class Deed(NamedTuple):
    """`at` is the place of the visit in the list of all that this person may make."""

    who: str
    at: int
    method: str | None
    fields: list[tuple[str, int, str]]
    query: list[tuple[str, str]]
    odd_path: str | None
    headers: list[tuple[bytes, bytes]]
    body: tuple[bytes, bytes] | None
    raw: bytes | None
    outbox: bool


def deeds(visits: dict[str, Sequence[Visit]]) -> st.SearchStrategy[Deed]:
    """Most are right but for a field or two, so that they come through; the rest are odd all over."""
    texts = st.sampled_from(ODD) | st.text(max_size=60)
    rarely = st.integers(0, 11).map(lambda number: number == 0)

    @st.composite
    def deed(draw: st.DrawFn) -> Deed:
        who = draw(st.sampled_from(sorted(visits)))
        change = st.tuples(st.sampled_from(("value", "value", "gone", "twice", "new")), st.integers(0, 40), texts)
        return Deed(
            who=who,
            at=draw(st.integers(0, len(visits[who]) - 1)),
            method=draw(st.sampled_from(METHODS)) if draw(rarely) else None,
            fields=draw(st.lists(change, max_size=3)),
            query=draw(st.lists(st.tuples(st.sampled_from(NAMES), texts), max_size=2)) if draw(rarely) else [],
            odd_path=draw(texts) if draw(rarely) else None,
            headers=draw(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=2)) if draw(rarely) else [],
            body=draw(st.sampled_from(BODIES)) if draw(rarely) else None,
            raw=draw(st.sampled_from(ODD_BYTES)) if draw(rarely) else None,
            outbox=draw(st.booleans()),
        )

    return deed()


class Asked(NamedTuple):
    method: str
    target: bytes
    headers: list[tuple[bytes, bytes]]
    body: bytes


def asked(deed: Deed, visit: Visit) -> Asked:
    path = visit.path
    if deed.odd_path is not None:  # in the place of its last part, or after it
        path = path.rpartition("/")[0] + "/" + deed.odd_path[:2000]
    target = quote(path, safe="/").encode()
    if deed.query:
        target += b"?" + "&".join(f"{name}={quote_plus(text[:2000])}" for name, text in deed.query).encode()
    method = deed.method or visit.method
    kind, body = deed.body or (FORM, form_of(deed, visit))
    if deed.raw is not None:
        body += deed.raw
    headers = [(b"content-type", kind), (b"host", b"clinic.test"), (b"sec-fetch-site", b"same-origin")]
    if deed.outbox and method == "POST":
        headers.append((b"tidemark-write", b"0199c000-0000-7000-8000-00000000beef"))
    replaced = {name for name, _value in deed.headers}
    headers = [*(one for one in headers if one[0] not in replaced), *deed.headers]
    return Asked(method, target, headers, body if method not in ("GET", "HEAD") else b"")


def form_of(deed: Deed, visit: Visit) -> bytes:
    pairs = list(visit.form.items())
    for what, at, text in deed.fields:
        at = at % len(pairs) if pairs else 0
        match what:
            case "new":
                pairs.append((text[:50] or "field", text))
            case "gone" if pairs:
                pairs.pop(at)
            case "twice" if pairs:
                pairs.append(pairs[at])
            case "value" if pairs:
                pairs[at] = (pairs[at][0], text)
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in pairs).encode()


def scope_of(one: Asked, cookies: dict[str, str], address: str) -> dict[str, Any]:
    """As the server in front hands it over."""
    path, _mark, query = one.target.partition(b"?")
    crumbs = "; ".join(f"{name}={value}" for name, value in cookies.items()).encode()
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": one.method, "scheme": "http",
        "path": unquote(path.decode("ascii")), "raw_path": path, "query_string": query, "root_path": "", "state": {},
        "headers": [*one.headers, (b"cookie", crumbs)], "client": (address, 40000),
    "server": ("clinic.test", 80),
    }  # fmt: skip
