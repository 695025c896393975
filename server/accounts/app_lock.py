"""The lock of the app on a patient's phone: where it is chosen, the page in front, and the phone's key given back.

All else happens on the phone (web/static/js/account/locking.js): the clinic never learns the PIN.
"""

from typing import ClassVar

from litestar import Response, get, post
from litestar.exceptions import NotFoundException, PermissionDeniedException

from server.access.audience import PatientController, PublicController
from server.access.lifetimes import is_proven
from server.access.people import Visit
from server.access.sealed import KEY, open_key, seal_key
from server.courses.own import house_of, visit_of
from server.pages.handlers import Now, Visitor
from server.pages.page import Page, show


class LockedPage(Page, kw_only=True):
    """Public and empty of everybody: it stands for every page while the phone is locked, also without a network."""

    template: ClassVar[str] = "accounts/locked.html"


class LockPage(Page, kw_only=True):
    template: ClassVar[str] = "accounts/lock.html"


class LockedController(PublicController):
    @get("/lock")
    async def open_locked(self) -> Response[str]:
        return show(LockedPage())


class AppLockController(PatientController):
    path = "/account/lock"

    @get("/")
    async def open_lock(self) -> Response[str]:
        return show(LockPage())

    @post("/")
    async def seal(self, request: Visitor) -> Response[bytes]:
        """The phone's new key, for the day when its PIN is lost; it comes back sealed, and nothing is kept here."""
        key = await request.body()
        if len(key) != KEY:
            return _bytes(b"", 422)
        return _bytes(seal_key(house_of(request).keys, _visit(request).tag, key))

    @post("/key")
    async def give_back(self, request: Visitor, now: Now) -> Response[bytes]:
        """Only to whoever has just signed in: a login that was merely found open gets nothing."""
        visit = _visit(request)
        if not is_proven(visit.proven_at, now):
            raise PermissionDeniedException
        key = open_key(house_of(request).keys, visit.tag, await request.body())
        return _bytes(b"", 422) if key is None else _bytes(key)


def _visit(request: Visitor) -> Visit:
    visit = visit_of(request)
    if visit is None:
        raise NotFoundException
    return visit


def _bytes(body: bytes, status: int = 200) -> Response[bytes]:
    return Response(body, status_code=status, media_type="application/octet-stream")
