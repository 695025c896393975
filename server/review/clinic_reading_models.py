"""Who reads, how fast and on which days, as an administrator types it and sees it."""

from datetime import datetime
from typing import Annotated, ClassVar

import msgspec

from server.clinics.reading import ReadingRule
from server.pages.forms import Id, Tick, Whole, Words
from server.pages.language import later
from server.pages.page import Page
from server.review.reading_queries import Waits
from server.review.reading_weeks import Week

MOST_MINUTES = 2400  # forty hours: more is no cap
TICKS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class RuleForm(msgspec.Struct, frozen=True, kw_only=True):
    """`number` and `protocol` are the rule and the version of the protocol that were on the page."""

    id: Annotated[str, Id()]
    number: Annotated[int, Whole(0, 999_999)]
    protocol: Annotated[int, Whole(1, 999_999)]
    within: Annotated[int, Whole(1, 14)]
    out_of_hours: Annotated[str, Words(300, one_line=True, missing=later("Write what a patient can expect then."))]


class DaysForm(msgspec.Struct, frozen=True, kw_only=True):
    """Of one person. `days_number` is what was set last when the page was opened; `minutes` None for no cap."""

    days_id: Annotated[str, Id()]
    days_number: Annotated[int, Whole(0, 999_999)]
    person: Annotated[str, Id()]
    minutes: Annotated[int | None, Whole(1, MOST_MINUTES, optional=True)]
    mon: Annotated[bool, Tick()]
    tue: Annotated[bool, Tick()]
    wed: Annotated[bool, Tick()]
    thu: Annotated[bool, Tick()]
    fri: Annotated[bool, Tick()]
    sat: Annotated[bool, Tick()]
    sun: Annotated[bool, Tick()]

    @property
    def days(self) -> tuple[int, ...]:
        return tuple(at for at, name in enumerate(TICKS) if getattr(self, name))


class PersonLine(msgspec.Struct, frozen=True, kw_only=True):
    """`told` is what their patients read; `longer` that it is longer than the clinic has set. `by` who set it."""

    id: str
    name: str
    told: str
    longer: bool
    cap: str
    by: str
    at: datetime | None


class ClinicReadingPage(Page, kw_only=True):
    """`chosen` is whose days stand in the form, with the number of what was set last. `changed`: what somebody else
    signed meanwhile. `ticks` are name, weekday, whether it is ticked."""

    template: ClassVar[str] = "review/clinic_reading.html"
    tab: ClassVar[str] = "clinic"
    rule: ReadingRule | None
    protocol: int
    within: str
    out_of_hours: str
    people: list[PersonLine]
    chosen: PersonLine | None
    days_number: int
    ticks: list[tuple[str, str, bool]]
    minutes: str
    weeks: list[tuple[Week, str, str]]
    waits: Waits
    ages: tuple[str, str]
    gap: int
    changed: str
    errors: dict[str, str]
