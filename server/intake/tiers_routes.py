"""Where a clinic sets what waits for a decision (E-60): all staff read it, an administrator signs a new version."""

from datetime import datetime
from typing import Any, ClassVar

import msgspec
from litestar import Response, get, post

from server.access.audience import AdminController, StaffController
from server.access.people import Person
from server.clinics.queries import SignedProtocol, list_protocols
from server.courses.own import Me, house_of
from server.db.connection import Reader
from server.intake.content import Tier
from server.intake.tiers import TIER_WORDS, TierLine, differences, list_lines, read_tiers
from server.intake.tiers_queries import count_undecided, set_tiers
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import Page, show

HERE = "/clinic/conditions"
MOST_SHOWN = 6  # versions
Typed = tuple[dict[str, str], dict[str, str]]


class VersionLine(msgspec.Struct, frozen=True, kw_only=True):
    """A version of the protocol with what it changed here, in words."""

    version: int
    by_name: str
    at: datetime
    because: str
    changes: list[str]


class TiersPage(Page, kw_only=True):
    """`undecided` counts those who would go over to the new version with it."""

    template: ClassVar[str] = "intake/tiers.html"
    tab: ClassVar[str] = "clinic"
    groups: list[tuple[str, str, list[TierLine]]]
    tiers: list[tuple[Tier, str]]
    version: int
    versions: list[VersionLine]
    undecided: int
    may_set: bool
    entered: dict[str, str]
    errors: dict[str, str]


class TiersController(StaffController):
    path = HERE

    @get("/")
    async def open_tiers(self, db: Reads, me: Me) -> Response[str]:
        return show(await _page(db, me, ({}, {})))


class SettingTiersController(AdminController):
    path = f"{HERE}/sign"

    @post("/", proven=later("Sign what waits for a decision at intake"))
    async def sign_tiers(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """Safe to repeat. What was signed meanwhile is shown first, with everything that was chosen kept."""
        current = (await list_protocols(tx, me.clinic_id, 1))[0]
        read, tiers = read_tiers(form, current.read())
        entered = {name: value.replace("\0", "\ufffd") for name, value in form.values.items()}
        if read.value is None or read.errors:
            return show(await _page(tx, me, (entered, read.errors)), 422)
        outcome = await set_tiers(tx, house_of(request), me, (read.value, tiers), now)
        if outcome in ("signed", "kept"):
            return answer(request, then=HERE)
        said = {
            "same": _("Nothing is changed yet. Choose something else for a row, or leave this page."),
            "behind": _(
                "Somebody signed another version meanwhile. What you chose is kept below; compare, and sign again."
            ),
            "taken": _("This page was sent before, with other choices. They were kept then; look, and sign again."),
        }[outcome]
        entered.pop("id", None)
        return show(await _page(tx, me, (entered, {"rows": said})), 422 if outcome == "same" else 409)


async def _page(db: Reader, me: Person, typed: Typed) -> TiersPage:
    versions = await list_protocols(db, me.clinic_id, MOST_SHOWN)
    current = versions[0]
    return TiersPage(
        groups=_grouped(list_lines(current.read().condition_tiers)),
        tiers=[(one, _(words)) for one, words in TIER_WORDS.items()],
        version=current.version,
        versions=_in_words(versions),
        undecided=await count_undecided(db, me.clinic_id, current.version + 1),
        may_set=me.role == "admin",
        entered=typed[0],
        errors=typed[1],
    )


def _grouped(lines: list[TierLine]) -> list[tuple[str, str, list[TierLine]]]:
    """Where a clinic has most to choose stands first."""
    return [
        ("rows", _("Where sources disagree"), [one for one in lines if one.condition.differ]),
        ("others", _("The others"), [one for one in lines if not one.condition.differ]),
    ]


def _in_words(versions: list[SignedProtocol]) -> list[VersionLine]:
    """Newest first. The last of them is compared with what is shipped only where it is the first of all."""
    found = []
    for at, one in enumerate(versions):
        earlier = versions[at + 1].read().condition_tiers if at + 1 < len(versions) else {}
        changes = differences(earlier, one.read().condition_tiers)
        if at + 1 == len(versions) and one.version > 1:
            break
        line = VersionLine(
            version=one.version, by_name=one.signed_by_name or "", at=one.signed_at, because=one.read().because,
            changes=changes,
        )  # fmt: skip
        found.append(line)
    return found
