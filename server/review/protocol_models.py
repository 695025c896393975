"""Pages of the protocol: as it stands, its versions, two beside each other, as it is written, and who is on which."""

from typing import Annotated, ClassVar

import msgspec

from server.courses.felt import Felt
from server.courses.moving import MoveFelt
from server.courses.on_versions import CourseOn, OnVersion
from server.pages.forms import Id, Whole, Words
from server.pages.page import Page
from server.review.protocol_words import Difference, NumberLine, RouteLine, VersionLine

MOST_VERSION = 999_999
LEAST_WHY, MOST_WHY = 8, 300


class DraftForm(msgspec.Struct, frozen=True, kw_only=True):
    """`version` is the one that was on the page."""

    version: Annotated[int, Whole(1, MOST_VERSION)]


class SignForm(DraftForm, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    because: Annotated[str, Words(MOST_WHY, least=LEAST_WHY, one_line=True)]


class CompareForm(msgspec.Struct, frozen=True, kw_only=True):
    a: Annotated[int, Whole(1, MOST_VERSION)]
    b: Annotated[int, Whole(1, MOST_VERSION)]


class MoveForm(msgspec.Struct, frozen=True, kw_only=True):
    """Both are versions that were on the page."""

    was: Annotated[int, Whole(1, MOST_VERSION)]
    now: Annotated[int, Whole(1, MOST_VERSION)]


class ProtocolPage(Page, kw_only=True):
    """One version, in force when it is `newest`. `people` counts open courses of the clinic by their version."""

    template: ClassVar[str] = "review/protocol.html"
    tab: ClassVar[str] = "clinic"
    line: VersionLine
    newest: int
    groups: list[tuple[str, str, list[NumberLine]]]
    routes: list[RouteLine]
    fixed: list[tuple[str, str]]
    own_tiers: int
    flags_on: bool
    people: list[OnVersion]
    may_edit: bool


class ProtocolVersionsPage(Page, kw_only=True):
    """`older` is the version to go on below; 0 where there is none."""

    template: ClassVar[str] = "review/protocol_versions.html"
    tab: ClassVar[str] = "clinic"
    versions: list[VersionLine]
    older: int
    newest: int
    may_edit: bool


class ComparePage(Page, kw_only=True):
    template: ClassVar[str] = "review/protocol_compare.html"
    tab: ClassVar[str] = "clinic"
    change: Difference | None
    newest: int
    entered: dict[str, str]
    errors: dict[str, str]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One number as it is typed; with `options` it is chosen, and `several` of them can be. `signed`: it may be below
    nought, which a keyboard of digits cannot type."""

    key: str
    label: str
    unit: str
    hint: str
    source: str
    options: list[tuple[str, str]]
    several: bool
    signed: bool


class Group(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    fields: list[Field]


class EditPage(Page, kw_only=True):
    """`back_to` is the version whose numbers stand in the fields; 0 for those in force."""

    template: ClassVar[str] = "review/protocol_edit.html"
    tab: ClassVar[str] = "clinic"
    version: int
    back_to: int
    groups: list[Group]
    routes: list[Group]
    entered: dict[str, str]
    errors: dict[str, str]


class DraftPage(Page, kw_only=True):
    """What is about to be signed. `meanwhile` is what somebody else signed since the page was opened."""

    template: ClassVar[str] = "review/protocol_draft.html"
    tab: ClassVar[str] = "clinic"
    version: int
    change: Difference
    meanwhile: list[VersionLine]
    people: int
    entered: dict[str, str]
    errors: dict[str, str]


class OwnCoursesPage(Page, kw_only=True):
    """One's own on `version`, `people` of them; all but `movable` have a session soon, and are moved singly."""

    template: ClassVar[str] = "review/protocol_courses.html"
    tab: ClassVar[str] = "caseload"
    version: int
    newest: int
    own: list[OnVersion]
    people: int
    felt: list[Felt]
    change: Difference
    courses: list[CourseOn]
    older: str
    movable: int
    errors: dict[str, str]


class CourseProtocolPage(Page, kw_only=True):
    """`clocks` are times of the next session that move with it; `busy` while a session is open."""

    template: ClassVar[str] = "review/protocol_course.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    version: int
    newest: int
    felt: list[Felt]
    clocks: list[str]
    change: Difference
    busy: bool
    closed: bool
    moves: list[MoveFelt]
    errors: dict[str, str]
