"""A course as its owner or its care team reaches it, and its sessions. A Course carries the lock of its words."""

from datetime import datetime
from typing import Literal

import msgspec

from server.access.vault import Box
from server.clinics.protocol import AT_HOME, Protocol, Route

Purpose = Literal["arc", "booster"]


class CourseRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    clinic_id: str
    patient_id: str
    patient_name: str
    zone: str
    numbers: str
    created_at: datetime
    closed_at: datetime | None
    clinic_wrapped: bytes
    course_wrapped: bytes


class Course(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    clinic_id: str
    patient_id: str
    patient_name: str
    zone: str
    protocol: Protocol
    created_at: datetime
    closed_at: datetime | None
    box: Box


class OwnCourse(Course, frozen=True, kw_only=True):
    """The course of the person signed in. Only `own.py` makes one."""


class CaseloadCourse(Course, frozen=True, kw_only=True):
    """A course of which the person signed in is on the care team. Only `caseload.py` makes one, and leaves a trail."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A day of treatment. Times say what has happened; none is taken back, and only that of the dose is corrected.

    A booster lies beyond the planned arc. `paused_until` is the end of a pause that the planned time lies in.
    `room_name` and `staff` are where it is planned and with whom, where the clinic has said so.
    """

    id: str
    number: int
    route: Route
    planned_at: datetime
    opened_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    discharged_at: datetime | None = None
    opened_by_name: str | None = None
    started_by_name: str | None = None
    ended_by_name: str | None = None
    discharged_by_name: str | None = None
    purpose: Purpose = "arc"
    paused_until: datetime | None = None
    taken_out_at: datetime | None = None
    room_name: str = ""
    staff_names: str = ""

    @property
    def staff(self) -> list[str]:
        return self.staff_names.split("|") if self.staff_names else []

    @property
    def at_home(self) -> bool:
        return self.route in AT_HOME

    @property
    def held(self) -> bool:
        """It took place, or has begun to. At home it begins with the medicine, whoever opened the record before."""
        return self.started_at is not None if self.at_home else self.opened_at is not None

    @property
    def over(self) -> bool:
        """Staff or the sitter have written that it ended: from here on one rests (S-10)."""
        return self.ended_at is not None or self.discharged_at is not None

    @property
    def day(self) -> datetime:
        """The moment whose local date is the session's day 0."""
        return self.started_at or self.opened_at or self.planned_at

    def paused(self, now: datetime) -> bool:
        """It was planned for a time in which the course pauses: it waits to be moved, and nobody prepares for it."""
        return not self.held and self.paused_until is not None and self.paused_until > now

    def stands(self, now: datetime) -> bool:
        """It is to take place as planned: neither taken out of the arc nor held up by a pause."""
        return self.taken_out_at is None and not self.paused(now)
