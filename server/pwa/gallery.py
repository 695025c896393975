"""The living page of parts: every component once, in demo mode only, for whoever builds the next screen."""

from typing import ClassVar

from litestar import Response, get

from server.access.audience import PublicController
from server.pages.page import Page, show


class GalleryPage(Page, kw_only=True):
    template: ClassVar[str] = "pwa/ui.html"
    icons: list[str]


class GalleryController(PublicController):
    @get("/ui")
    async def open_gallery(self) -> Response[str]:
        return show(GalleryPage(icons=ICONS))


ICONS = [
    "today", "breathe", "journal", "course", "help", "done", "open", "later", "phone", "message", "lock", "share",
    "read", "device", "clinic", "back", "onward", "add", "close", "voice", "medicine", "cup", "person", "pressure",
    "rest", "write", "ride", "search", "flag", "people", "leave", "tidemark",
]  # fmt: skip
