"""Who may call a route: declared by the base controller, enforced by one guard on the application.

A route without an audience keeps the application from starting.
"""

from litestar import Controller, Litestar
from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.routes import HTTPRoute

from server.access.people import CLINICIANS, STAFF, Visit

AUDIENCES: dict[str, frozenset[str]] = {
    "public": frozenset(),
    "anyone signed in": frozenset({"patient"}) | STAFF,
    "patient": frozenset({"patient"}),
    "therapist": frozenset({"therapist"}),
    "prescriber": frozenset({"prescriber"}),
    "clinician": frozenset(CLINICIANS),
    "staff": frozenset(STAFF),
    "admin": frozenset({"admin"}),
}


class HeldBack(PermissionDeniedException):
    """Staff go nowhere else before they can prove themselves in two ways."""


class PublicController(Controller):
    opt = {"audience": "public"}


class ThresholdController(Controller):
    """Public, and before all clinics: a code, a name or a token has to be looked for before one is known."""

    opt = {"audience": "public", "every_clinic": True}


class SignedInController(Controller):
    opt = {"audience": "anyone signed in"}


class ProvingController(Controller):
    """Open, too, to a login that waits for its owner to set up a second proof."""

    opt = {"audience": "anyone signed in", "while_held": True}


class PatientController(Controller):
    opt = {"audience": "patient"}


class TherapistController(Controller):
    opt = {"audience": "therapist"}


class PrescriberController(Controller):
    opt = {"audience": "prescriber"}


class ClinicianController(Controller):
    opt = {"audience": "clinician"}


class StaffController(Controller):
    opt = {"audience": "staff"}


class AdminController(Controller):
    opt = {"audience": "admin"}


async def guard_audience(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """Fails closed: an audience that is missing or unknown admits nobody."""
    audience = str(handler.opt.get("audience", ""))
    if audience == "public":
        return
    visit: Visit | None = connection.scope.get("visit")  # type: ignore[assignment]
    if visit is None:
        raise NotAuthorizedException
    if visit.person.role not in AUDIENCES.get(audience, frozenset()):
        raise PermissionDeniedException
    if visit.held and not handler.opt.get("while_held"):
        raise HeldBack


def access_map(app: Litestar) -> list[tuple[str, str, str]]:
    """Method, path and audience of every route. Raises ValueError for a route without an audience."""
    rows = []
    for route in app.routes:
        if not isinstance(route, HTTPRoute):
            raise ValueError(f"{route.path}: only HTTP routes have an audience")
        for handler in route.route_handlers:
            rows += [(method, route.path, _audience_of(handler, route.path)) for method in sorted(handler.http_methods)]
    return sorted((row for row in rows if row[0] != "OPTIONS"), key=lambda row: (row[1], row[0]))


def _audience_of(handler: HTTPRouteHandler, path: str) -> str:
    audience = str(handler.opt.get("audience", ""))
    if audience not in AUDIENCES:
        raise ValueError(f"{path}: this route has no audience. Extend one of the base controllers.")
    return audience
