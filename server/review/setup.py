"""The set-up of a clinic: its steps, and sharing, which stays off until they are done."""

from typing import Any, ClassVar

from litestar import Response, get, post

from server.access.audience import AdminController
from server.access.people import Person
from server.access.trail import write_trail
from server.clinics.cover import list_cover_changes
from server.clinics.facts import list_clinic_changes
from server.clinics.hours import weekly
from server.clinics.queries import current_protocol, list_cover
from server.clinics.reading import find_reading_rule
from server.clinics.sharing import Sharing, find_sharing, switch_sharing_on
from server.courses.own import Me, house_of
from server.db.connection import Reader
from server.pages.handlers import Now, Reads, Visitor, Writes, answer
from server.pages.page import Page, show
from server.review.setup_queries import find_last_signature, list_clinicians
from server.review.setup_steps import Facts, Step, finished, steps_of
from server.safety.help import read_region

HERE = "/clinic/setup"


class SetupPage(Page, kw_only=True):
    """`refused`: sharing was to be switched on while a step is open."""

    template: ClassVar[str] = "review/setup.html"
    tab: ClassVar[str] = "clinic"
    steps: list[Step]
    ready: bool
    sharing: Sharing | None
    refused: bool


class SetupController(AdminController):
    path = HERE

    @get("/")
    async def open_setup(self, db: Reads, me: Me) -> Response[str]:
        return show(await _page(db, me))

    @post("/sharing")
    async def switch_on(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[Any]:
        """Only once every step is done; whoever was first stays written down."""
        page = await _page(tx, me)
        if page.sharing is None and not page.ready:
            page.refused = True
            return show(page, 409)
        if await switch_sharing_on(tx, me.clinic_id, me, now):
            key = house_of(request).keys.trail
            await write_trail(tx, key, me, "changed clinic", course_id=None, subject_id=me.clinic_id, now=now)
        return answer(request, then=HERE)


async def _page(db: Reader, me: Person) -> SetupPage:
    sharing = await find_sharing(db, me.clinic_id)
    steps = steps_of(await facts_of(db, me, sharing))
    return SetupPage(steps=steps, ready=finished(steps), sharing=sharing, refused=False)


async def facts_of(db: Reader, me: Person, sharing: Sharing | None) -> Facts:
    clinic = me.clinic_id
    people = await list_clinicians(db, clinic)
    signed = await find_last_signature(db, clinic)
    numbers = (await current_protocol(db, clinic)).read()
    changes = await list_cover_changes(db, clinic)
    region = next((one for one in await list_clinic_changes(db, clinic) if one.about == "region"), None)
    rule = await find_reading_rule(db, clinic)
    return Facts(
        before=sharing is not None and sharing.by_name is None,
        therapists=tuple(one.name for one in people if one.joined and one.role == "therapist"),
        prescribers=tuple(one.name for one in people if one.joined and one.role == "prescriber"),
        invited=tuple(one.name for one in people if not one.joined),
        protocol=(signed.name, signed.at) if signed else None,
        has_rules=numbers.flags is not None or bool(numbers.condition_tiers),
        has_hours=bool(weekly(await list_cover(db, clinic))),
        hours=(changes[0].by_name, changes[0].at) if changes else None,
        region=(region.by_name, region.at) if region else None,
        region_name=read_region(me.region).name,
        reading=(rule.by_name, rule.at) if rule else None,
        has_flag_policy=numbers.flags is not None,
        within_days=numbers.reads_within_days,
        zone=me.zone,
    )
