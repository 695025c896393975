"""A page is a typed struct; its template reads only that struct's fields and the frame around every page."""

from contextvars import ContextVar
from datetime import datetime
from typing import ClassVar

import msgspec
from litestar import Response

from server.pages.templating import Templates


class Page(msgspec.Struct, kw_only=True):
    """`template` lies under web/templates. `tab` is the place in the bar that is current, or empty."""

    template: ClassVar[str]
    tab: ClassVar[str] = ""


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What surrounds a page: who looks, on whose phone, and in which clinic. Empty texts when nobody is signed in.

    `again` is where to look again after a failure: the page itself, and nothing for a form. `host` is what the browser
    calls us, which nothing may rest on but what it is told.
    """

    templates: Templates
    again: str
    now: datetime
    root: str
    demo: bool
    host: str = ""
    name: str = ""
    role: str = ""
    tag: str = ""
    own_device: bool = False
    clinic_name: str = ""
    clinic_phone: str = ""
    region: str = ""
    zone: str = "UTC"
    language: str = "en"
    epoch: str = ""
    held: bool = False
    recovery: bool = False
    notice: bool = False

    @property
    def staff(self) -> bool:
        return self.role in ("therapist", "prescriber", "admin")


_frame: ContextVar[Frame] = ContextVar("frame")


def use_frame(frame: Frame) -> None:
    _frame.set(frame)


def current_frame() -> Frame:
    return _frame.get()


def render(page: Page) -> str:
    frame = current_frame()
    fields = {name: getattr(page, name) for name in page.__struct_fields__}
    return frame.templates.render(page.template, fields | {"frame": frame, "tab": page.tab})


def show(page: Page, status_code: int = 200, headers: dict[str, str] | None = None) -> Response[str]:
    """Rendered here, inside the handler's transaction: a broken template saves nothing."""
    return Response(render(page), status_code=status_code, media_type="text/html", headers=headers or {})
