"""Calm pages for what went wrong: said in one sentence, with a way on, and never with what was typed."""

import logging
from typing import ClassVar

from litestar import Response

from server.pages.language import gettext as _
from server.pages.page import Page, render, show
from server.pages.request_ids import current_request, spoken

log = logging.getLogger("tidemark")


class ErrorPage(Page):
    template: ClassVar[str] = "errors/page.html"
    status: int
    title: str
    lead: str
    again: bool
    number: str = ""


def error_page(status: int, headers: dict[str, str] | None = None) -> Response[str]:
    return show(_page(status), status, headers)


def refusal_page(status: int, title: str, lead: str) -> Response[str]:
    """Where more is known than the status says. Nothing of what was typed is in it."""
    return show(ErrorPage(status=status, title=title, lead=lead, again=False), status)


def damaged_page() -> Response[str]:
    """Bits that changed where they are kept, or words put in another's place: never shown as what was written."""
    page = ErrorPage(
        status=500,
        title=_("Some words on this page are damaged and cannot be shown."),
        lead=_("They are not as they were written, so nothing is shown in their place. Please tell your clinic."),
        again=True,
        number=spoken(current_request()),
    )
    return show(page, 500)


def error_text(status: int) -> str:
    """For the door, which answers before there is a response."""
    return render(_page(status))


def log_failure(error: Exception, during: str) -> None:
    """`during`: a method or a job. The kind of error and where, never its text: it may hold words (promises 1.13)."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown place"
    log.error("%s at %s", type(error).__name__, where, extra={"told": {"during": during}})


def _page(status: int) -> ErrorPage:
    title, lead, again = _sentences(status)
    number = spoken(current_request()) if status in (400, 500) else ""  # where a call may help
    return ErrorPage(status=status, title=title, lead=lead, again=again, number=number)


def _sentences(status: int) -> tuple[str, str, bool]:
    if status == 401:
        return (
            _("Please sign in first."),
            _("What you wrote is still on this phone, and is sent once you are."),
            False,
        )
    if status == 403:
        return _("This page is not yours to open."), _("Nothing was changed."), False
    if status == 404:
        return _("There is no such page."), _("It may have moved, or belong to somebody else."), False
    if status == 405:
        return (
            _("This cannot be done that way."),
            _("Please open the page again and start from there."),
            False,
        )
    if status == 413:
        return (
            _("This is more than can be sent at once."),
            _(
                "Nothing was kept at the clinic. Go back: your words are still in the form. Shorten them, or choose a "
                "smaller file."
            ),
            False,
        )
    if status == 429:
        return (
            _("That was often. Please wait a quarter of an hour."),
            _("This keeps others from guessing their way in. If you are locked out, call your clinic."),
            False,
        )
    if status == 503:
        return (
            _("The clinic’s computer does not answer just now."),
            _("What you wrote is kept on this phone if you have the app, and is sent again by itself."),
            True,
        )
    if status < 500:
        return _("This could not be read."), _("Please go back, check the form, and send it again."), False
    return (
        _("Something went wrong here, and it is not your doing."),
        _("Nothing half-done was kept. Please try again in a moment."),
        True,
    )
