"""What can be asked of a patient, with its name and where it is done. No breath that holds is among them (B-14)."""

from collections.abc import Sequence

import msgspec

from server.courses.asked import Ask, Kind
from server.courses.models import Course
from server.measures.asked import asked_of
from server.pages.content import Pattern, lessons, patterns, prompts
from server.pages.language import gettext as _
from server.session_day.clinic_patterns import ClinicPattern
from server.session_day.patterns import offered

Key = tuple[str, str]


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    kind: Kind
    subject: str
    title: str
    path: str
    group: str

    @property
    def value(self) -> str:
        """As the form names it."""
        return f"{self.kind} {self.subject}"


def things(course: Course, ours: Sequence[ClinicPattern]) -> dict[Key, Thing]:
    """By kind and subject, in the order of the form. A held breath is chosen on the patient's own phone or not at all.

    It is shown there only after a question that stays on the phone, so that nobody else can ask for it.
    """
    found = [*_measures(course), *_lessons(), *_breaths([*patterns(), *(one.pattern for one in ours)]), *_prompts()]
    return {(one.kind, one.subject): one for one in found}


def breath(subject: str, title: str) -> Thing:
    """One that was within the bounds when it was asked for, and is never changed."""
    return Thing(kind="breath", subject=subject, title=title, path="/practice", group=_("A breath to practise"))


def seen_by(ask: Ask) -> str:
    """What the patient is told of who sees that it was done: what they keep to themselves stays with them."""
    said = {
        "prompt": _("%(name)s sees that you wrote only if you share what you wrote.", name=ask.by_name),
        "lesson": _("%(name)s sees when you have read it.", name=ask.by_name),
        "breath": _("%(name)s sees that you practised only if you share your practice.", name=ask.by_name),
        "measure": _("Your care team reads the answers, as always.", name=ask.by_name),
    }
    return said[ask.kind]


def _measures(course: Course) -> list[Thing]:
    return [
        Thing(kind="measure", subject=one.id, title=one.short, path=f"/measures/{one.id}", group=_("A questionnaire"))
        for one in asked_of(course)
    ]


def _lessons() -> list[Thing]:
    return [
        Thing(
            kind="lesson", subject=one.slug, title=one.title, path=f"/prepare/lessons/{one.slug}", group=_("A lesson")
        )
        for one in lessons()
    ]


def _breaths(found: Sequence[Pattern]) -> list[Thing]:
    return [breath(one.id, one.name) for one in offered(found, during=False) if not one.holds]


def _prompts() -> list[Thing]:
    stages = {
        "PRP": _("To write about, before a session"),
        "D0": _("To write about, on the day"),
        "D1": _("To write about, in the days after"),
        "W1": _("To write about, in the first week"),
        "BS": _("To write about, between sessions"),
        "CE": _("To write about, at the end of a course"),
    }
    return [
        Thing(kind="prompt", subject=one.id, title=one.text, path=f"/journal/write?prompt={one.id}", group=group)
        for stage, group in stages.items()
        for one in prompts(stage)
    ]
