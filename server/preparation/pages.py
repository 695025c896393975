"""Puts the pages of preparation together from what was read."""

from datetime import datetime

from server.courses.models import OwnCourse, Session
from server.courses.queries import list_care_team
from server.db.connection import Reader
from server.pages.content import read_json
from server.pages.language import gettext as _
from server.pages.times import ordinal, relative_day, spoken_clock
from server.preparation.board import due_at, items_for, where_of, who_can
from server.preparation.fasting import draw_ebb, fasting_clock, in_words
from server.preparation.fasting_queries import slips_plan_and_prepared
from server.preparation.gather import gather_facts
from server.preparation.models import ChecklistLine, ChecklistPage, FastingPage

Typed = tuple[str, dict[str, str], dict[str, str]]


def short_hand(text: str | None) -> str:
    return (text or "")[:20]


def intention_headline(session: Session | None, now: datetime, zone: str) -> str:
    if session is None:
        return _("Getting ready, at your own pace.")
    return _(
        "Your %(which)s session is %(day)s at %(clock)s.",
        which=ordinal(session.number),
        day=relative_day(session.planned_at, now, zone),
        clock=spoken_clock(session.planned_at, zone),
    )


async def checklist_page(db: Reader, course: OwnCourse, session: Session, now: datetime, typed: Typed) -> ChecklistPage:
    """`typed` is the line that was wrong, what was entered, and the sentences beside it."""
    wrong, entered, errors = typed
    facts = await gather_facts(db, course, session, (await list_care_team(db, course.id, now), None), now)
    lines = []
    for item in sorted(items_for(session), key=lambda one: -one.when_hours):
        is_intention = item.id == "P-16"
        lines.append(
            ChecklistLine(
                item=item,
                done=facts.prepared.get(item.id),
                due_at=due_at(item, session),
                mine=item.who == "patient" and not is_intention and not item.path,
                who=who_can(item, facts.prescriber, facts.therapist),
                said=facts.intention.body if is_intention and facts.intention else "",
                path="/prepare/intention" if is_intention else where_of(item, session) if item.path else "",
            )
        )
    return ChecklistPage(session=session, lines=lines, errors=errors, entered=entered, wrong_item=wrong)


async def fasting_page(
    db: Reader,
    course: OwnCourse,
    session: Session,
    now: datetime,
    typed: tuple[dict[str, str], dict[str, str]],
) -> FastingPage:
    entered, errors = typed
    fasting = fasting_clock(session, course.protocol, now)
    slips, plan, _marked = await slips_plan_and_prepared(db, course, session)
    texts = read_json("fasting.json")
    return FastingPage(
        session=session,
        fasting=fasting,
        ebb=draw_ebb(fasting, now),
        headline=in_words(fasting, now, course.zone, own_plan=plan is not None),
        plan=plan,
        slips=slips,
        texts=[text for text in texts if "conditions" not in text],
        entered=entered,
        errors=errors,
        equal=fasting.last_food == fasting.last_drink,
        hours=(
            f"{course.protocol.food_for(session.route):g}",
            f"{course.protocol.liquid_for(session.route):g}",
        ),
        patient_says=[condition["text"] for text in texts for condition in text.get("conditions", [])],
    )
