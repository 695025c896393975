"""Consent as a patient answers it: the form of a text with every question right, and later versions of a text."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from server.intake import consent
from server.intake.consent import ConsentState, document_now
from server.intake.consent_queries import consent_states
from server.pages.content import read_json
from tests.session_day.days import course_of
from tests.someone import Installation, Opened, Someone

DRAWN = "M10,20 L30.5,-4 L60 80"


def consent_form(purpose: str = "treatment", **fields: str) -> dict[str, str]:
    document = document_now(purpose)
    right = {one.field: one.right for one in document.questions}
    form = {"id": str(uuid4()), "written_at": "", "version": str(document.version), "agreed": "1", "name": "Iris Moor"}
    return form | right | {"drawing": ""} | fields


def sign(person: Someone, purpose: str = "treatment", **fields: str) -> Opened:
    return person.send(f"/intake/consent/{purpose}", consent_form(purpose, **fields))


def withdraw(person: Someone, purpose: str = "treatment", **fields: str) -> Opened:
    return person.send(f"/intake/consent/{purpose}/withdraw", {"id": str(uuid4()), "words": ""} | fields)


def stands(person: Someone) -> dict[str, str]:
    """What the list says about each text, by its title."""
    page = person.open("/intake/consent")
    titles = [" ".join(one.text_content().split()) for one in page.tree.cssselect(".board a")]
    return dict(zip(titles, page.all("state"), strict=True))


def states(installation: Installation, name: str = "iris") -> list[ConsentState]:
    course = _Course(course_of(installation, name))

    async def read() -> list[ConsentState]:
        async with installation.house.db.reading() as db:
            return await consent_states(db, course)  # type: ignore[arg-type]

    return installation.loop.run_until_complete(read())


class _Course:
    """Only the id of a course: states are read without opening a word."""

    def __init__(self, course: str) -> None:
        self.id = course


def newer_text(monkeypatch: pytest.MonkeyPatch, purpose: str = "treatment", *, kept: bool = True) -> None:
    """The clinic writes a second version; `kept` says whether the first went to the archive."""
    first = read_json(f"consent/{purpose}.json")
    second = first | {"version": 2, "lead": "Now it says something else."}
    later: dict[str, Any] = {f"consent/{purpose}.json": second}
    if kept:
        later[f"consent/archive/{purpose}-1.json"] = first
    monkeypatch.setattr(consent, "read_json", _with(later))


def _with(later: dict[str, Any]) -> Callable[[str], Any]:
    return lambda name: later[name] if name in later else read_json(name)
