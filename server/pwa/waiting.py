"""What a phone has not sent yet: an empty page that the phone fills itself, for whoever holds it, signed in or not."""

from typing import ClassVar

from litestar import Response, get

from server.access.audience import PublicController
from server.pages.page import Page, show


class WaitingPage(Page, kw_only=True):
    """Public, so that a login that has ended hides no words from their owner."""

    template: ClassVar[str] = "journal/waiting.html"
    tab: ClassVar[str] = "journal"


class WaitingController(PublicController):
    @get("/journal/waiting")
    async def open_waiting(self) -> Response[str]:
        return show(WaitingPage())
