"""Where an administrator writes who answers flags, sees what the rules would have raised, and signs it (Y-34)."""

from datetime import datetime
from typing import Annotated, Any, ClassVar

import msgspec
from litestar import Response, get, post

from server.access.audience import AdminController
from server.access.house import House
from server.access.people import CLINICIANS, Person
from server.access.trail import write_trail
from server.clinics.flag_policy import LEVELS, FlagPolicy, Level
from server.clinics.queries import SignedProtocol, StaffMember, current_protocol, list_protocols, list_staff
from server.clinics.signing import NewVersion, Signed, sign_protocol
from server.courses.own import Me, house_of
from server.db.connection import Reader, Transaction
from server.pages.forms import Choice, Id, Whole, read_form
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import Page, show
from server.safety.duty import count_left_with, list_away, mark_away, until_in_days
from server.safety.policy import LEVEL_WORDS, RULES, suggested
from server.safety.rehearsing import Counted, count_causes
from server.safety.setting import PLACES, ROLES, FlagsForm, changes, read_setting

HERE = "/clinic/flags"
MOST_SHOWN = 6  # versions
Typed = tuple[dict[str, str], dict[str, str]]


class AwayForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    person: Annotated[str, Id()]
    days: Annotated[int, Whole(0, 60)]


class VersionLine(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    by_name: str
    at: datetime
    because: str
    changes: list[str]


class SettingPage(Page, kw_only=True):
    """`policy` is what is signed, or suggested; `on` whether anything is signed and on. `raised`: flags in 90 days.
    `left`: open ones that are with the reader, as no clinician is here."""

    template: ClassVar[str] = "safety/setting.html"
    tab: ClassVar[str] = "clinic"
    policy: FlagPolicy
    on: bool
    left: int
    version: int
    owners: list[tuple[str, str]]
    places: list[tuple[str, str]]
    levels: list[tuple[Level, str]]
    rules: list[tuple[str, str, bool, Level, int, int]]
    raised: int
    versions: list[VersionLine]
    staff: list[tuple[str, str, datetime | None]]
    entered: dict[str, str]
    errors: dict[str, str]


class FlagSettingController(AdminController):
    path = HERE

    @get("/")
    async def open_setting(self, db: Reads, me: Me, now: Now) -> Response[str]:
        return show(await _page(db, me, ({}, {}), now))

    @post("/", proven=later("Sign how flags are answered"))
    async def sign_setting(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """Signs it, or, with the button "count", only counts what these rules would have raised. Safe to repeat."""
        people = {one.id for one in _clinicians(await list_staff(tx, me.clinic_id))}
        read, policy = read_setting(form, people, me.id)
        entered = {name: value.replace("\0", "\ufffd") for name, value in form.values.items()}
        if form.values.get("count"):
            return show(await _page(tx, me, (entered, {}), now))
        if read.value is None or policy is None:
            return show(await _page(tx, me, (entered, read.errors), now), 422)
        outcome = await _sign(tx, house_of(request), me, (read.value, policy), now)
        if outcome in ("signed", "kept"):
            return answer(request, then=HERE)
        entered.pop("id", None)
        said = _("Somebody signed another version meanwhile. What you chose is kept below; compare, and sign again.")
        return show(await _page(tx, me, (entered, {"sign": said}), now), 409)

    @post("/away")
    async def mark_somebody_away(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """For a colleague who cannot do it: what is theirs is passed on at once. 0 days: they are back."""
        read = read_form(AwayForm, form)
        known = {one.id for one in _clinicians(await list_staff(tx, me.clinic_id))}
        if read.value is None or read.value.person not in known:
            wrong = read.errors or {"person": Choice().missing()}
            return show(await _page(tx, me, (read.entered, wrong), now), 422)
        until = until_in_days(now, read.value.days)
        await mark_away(tx, read.value.id, (me.clinic_id, read.value.person), until, (me.id, now))
        return answer(request, then=HERE)


async def _sign(
    tx: Transaction, house: House, me: Person, given: tuple[FlagsForm, FlagPolicy], now: datetime
) -> Signed:
    form, policy = given
    current = await current_protocol(tx, me.clinic_id)
    protocol = msgspec.structs.replace(current.read(), flags=policy, because=form.because)
    outcome = await sign_protocol(tx, me, NewVersion(id=form.id, after=form.version, protocol=protocol), now)
    if outcome == "signed":
        await write_trail(tx, house.keys.trail, me, "signed protocol", course_id=None, subject_id=form.id, now=now)
    return outcome


def _clinicians(staff: list[StaffMember]) -> list[StaffMember]:
    return [one for one in staff if one.role in CLINICIANS and one.ended_at is None]


async def _page(db: Reader, me: Person, typed: Typed, now: datetime) -> SettingPage:
    entered, errors = typed
    versions = await list_protocols(db, me.clinic_id, MOST_SHOWN)
    signed = versions[0].read().flags
    policy = signed or suggested(me.id)
    people = _clinicians(await list_staff(db, me.clinic_id))
    away = await list_away(db, me.clinic_id, now)
    rules = _rules(policy, entered, await count_causes(db, me.clinic_id, now))
    order = [entered.get(f"owner-{at + 1}", one) for at, one in enumerate([*policy.owners, *[""] * PLACES][:PLACES])]
    return SettingPage(
        policy=policy,
        on=signed is not None and signed.on,
        left=await count_left_with(db, me),
        version=versions[0].version,
        owners=[*((one, _(words)) for one, words in ROLES.items()), *((one.id, one.name) for one in people)],
        places=[(f"owner-{at}", chosen) for at, chosen in enumerate(order, 1)],
        levels=[(one, _(LEVEL_WORDS[one])) for one in LEVELS],
        rules=rules,
        raised=sum(causes for _id, _title, on, _level, causes, _people in rules if on),
        versions=_in_words(versions),
        staff=[(one.id, one.name, away.get(one.id)) for one in people],
        entered=entered,
        errors=errors,
    )


def _rules(
    policy: FlagPolicy, entered: dict[str, str], counted: dict[str, Counted]
) -> list[tuple[str, str, bool, Level, int, int]]:
    """Each rule as it is chosen on the page, with the flags it would have raised and for how many people."""
    signed = {one.id: one for one in policy.rules}
    found = []
    for rule, title in RULES.items():
        held = signed.get(rule)
        on = bool(entered.get(f"on-{rule}")) if entered else held is not None and held.on
        chosen = entered.get(f"level-{rule}") or (held.level if held else "same_day")
        level: Level = "urgent" if chosen == "urgent" else "same_day"
        count = counted.get(rule) or Counted(rule=rule, causes=0, people=0)
        found.append((rule, _(title), on, level, count.causes, count.people))
    return found


def _in_words(versions: list[SignedProtocol]) -> list[VersionLine]:
    """Those that changed something of flags, newest first."""
    found = []
    for at, one in enumerate(versions):
        before = versions[at + 1].read().flags if at + 1 < len(versions) else None
        said = changes(before, one.read().flags)
        if not said or (at + 1 == len(versions) and one.version > 1):
            continue
        found.append(
            VersionLine(version=one.version, by_name=one.signed_by_name or "", at=one.signed_at,
                        because=one.read().because, changes=said)
        )  # fmt: skip
    return found
