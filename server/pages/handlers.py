"""What handlers take and give: short names for Litestar's markers, and the three ways to answer a write."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.di import NamedDependency
from litestar.params import FromPath as InPath

from server.db.connection import Database, Reader, Transaction
from server.pages.forms import Posted
from server.pages.page import Page, show

Visitor = Request[Any, Any, Any]
Reads = NamedDependency[Reader]
Writes = NamedDependency[Transaction]
Store = NamedDependency[Database]
Now = NamedDependency[datetime]
Sent = NamedDependency[Posted]
Answer = Response[Any]  # for what answers a form outside a controller

WRITE_HEADER = "tidemark-write"
URL_SAFE = "/?#&=%:@!$'()*+,;"


def go(path: str, headers: dict[str, str] | None = None) -> Response[str]:
    """What a header cannot carry is escaped; what is escaped in the path already stays as it is."""
    where = {"Location": quote(path, safe=URL_SAFE)}
    return Response("", status_code=303, media_type="text/plain", headers=where | (headers or {}))


def is_fragment_request(request: Visitor) -> bool:
    return request.headers.get("hx-request") == "true"


def answer(request: Visitor, *, then: str, fragment: Page | None = None) -> Response[Any]:
    """To the outbox: which write was kept; to htmx: the fragment; to a plain form: the next page.

    The outbox removes a write only on an answer that names it (promises 1.6).
    """
    if write := request.headers.get(WRITE_HEADER):
        epoch = request.scope["house"].epoch  # type: ignore[typeddict-item]
        kept = {"Tidemark-Kept": write[:64], "Tidemark-Then": then, "Tidemark-Epoch": epoch}
        return Response("", status_code=200, media_type="text/plain", headers=kept)
    if fragment is not None and is_fragment_request(request):
        return show(fragment)
    return go(then)


__all__ = [
    "WRITE_HEADER", "Answer", "InPath", "Now", "Reads", "Sent", "Store", "Visitor", "Writes", "answer", "go",
    "is_fragment_request",
]  # fmt: skip
