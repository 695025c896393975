"""What makes it an app: static files, manifest, service worker, icons, and the offline page."""

import json
from typing import Any, ClassVar

from litestar import Response, get
from litestar.exceptions import NotFoundException

from server.access.audience import PublicController
from server.courses.own import house_of
from server.pages.assets import WORKER, Asset
from server.pages.handlers import InPath, Visitor
from server.pages.language import gettext as _
from server.pages.page import Page, show

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
FRESH = {"Cache-Control": "no-cache"}


class OfflinePage(Page, kw_only=True):
    template: ClassVar[str] = "pwa/offline.html"


class AppController(PublicController):
    @get("/static/{root:str}/{name:path}")
    async def send_file(self, request: Visitor, root: InPath[str], name: InPath[str]) -> Response[bytes]:
        """An old root still answers with today's file: a page kept on a phone must not lose its looks."""
        asset = house_of(request).assets.files.get(str(name).lstrip("/"))
        if asset is None:
            raise NotFoundException
        current = root == house_of(request).assets.hash
        return _send(request, asset, FOREVER if current else FRESH)

    @get("/service-worker.js")
    async def send_worker(self, request: Visitor) -> Response[bytes]:
        assets = house_of(request).assets
        text = assets.files[WORKER].body.decode()
        text = text.replace("__ROOT__", assets.root).replace("__SHELL__", json.dumps(assets.shell()))
        headers = FRESH | {"Service-Worker-Allowed": "/"}
        return Response(text.encode(), media_type="text/javascript", headers=headers)

    @get("/manifest.webmanifest")
    async def send_manifest(self, request: Visitor) -> Response[bytes]:
        manifest = _manifest(house_of(request).assets.root)
        return Response(
            json.dumps(manifest, ensure_ascii=False).encode(),
            media_type="application/manifest+json",
            headers=FRESH,
        )

    @get("/favicon.ico")
    async def send_favicon(self, request: Visitor) -> Response[bytes]:
        return _send(request, house_of(request).assets.files["icons/icon-192.png"], FRESH)

    @get("/offline")
    async def open_offline(self) -> Response[str]:
        return show(OfflinePage())


def _send(request: Visitor, asset: Asset, headers: dict[str, str]) -> Response[bytes]:
    headers = headers | {"Vary": "Accept-Encoding"}
    if asset.small is not None and "br" in request.headers.get("accept-encoding", ""):
        return Response(asset.small, media_type=asset.media_type, headers=headers | {"Content-Encoding": "br"})
    return Response(asset.body, media_type=asset.media_type, headers=headers)


def _manifest(root: str) -> dict[str, Any]:
    """The name says nothing of treatment, on purpose (product.md)."""

    def icon(name: str, size: str, purpose: str) -> dict[str, str]:
        return {"src": f"{root}/icons/{name}", "sizes": size, "type": "image/png", "purpose": purpose}

    return {
        "id": "/",
        "name": "Tidemark",
        "short_name": "Tidemark",
        "description": _("A quiet companion between appointments."),
        "lang": "en",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#12313a",
        "theme_color": "#12313a",
        "launch_handler": {"client_mode": "navigate-existing"},
        "icons": [
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("icon-maskable-512.png", "512x512", "maskable"),
        ],
        "shortcuts": [
            {"name": _("Today"), "url": "/today"},
            {"name": _("Breathe"), "url": "/breathe"},
            {"name": _("Write"), "url": "/journal/write"},
            {"name": _("Help"), "url": "/help"},
        ],
    }
