"""Giving places on a care team and ending them: the course is held, and of one person no two places overlap.

A lasting place ends a temporary one, a stand-in's ends an emergency's, and who is there already is given nothing more.
Nothing is deleted: what ends keeps its row. Whoever acts is looked at again while the course is held.
"""

from datetime import datetime, timedelta

import msgspec

from server.access.people import Person
from server.courses.giving import Given, Outcome, count_therapists, end, give, open_places, was_given
from server.courses.models import Course
from server.courses.places import PLACE, Kind, Place
from server.courses.queries import hold
from server.db.connection import Transaction

EMERGENCY_LASTS = timedelta(hours=4)


class HandOver(msgspec.Struct, frozen=True, kw_only=True):
    """`since` until `until`, who is away, and who stands in."""

    id: str
    from_id: str
    to_id: str
    since: datetime
    until: datetime


async def add_member(tx: Transaction, course: Course, new: tuple[str, str], by: Person, now: datetime) -> Outcome:
    """`new` is the place's id and whose it is: a second therapist is a co-therapist. Only lasting members add."""
    place_id, person_id = new
    await hold(tx, course.id)
    if (before := await was_given(tx, place_id, course.id, person_id)) is not None:
        return before
    mine = await open_places(tx, course.id, by.id, now)
    if not any(one.lasting for one in mine):
        return "refused"
    role = await tx.value(
        "select role from person where id = :id and clinic_id = :clinic and role in ('therapist', 'prescriber')"
        " and ended_at is null",
        id=person_id,
        clinic=course.clinic_id,
    )
    if role is None:
        return "strange"
    held = await open_places(tx, course.id, person_id, now)
    if any(one.lasting for one in held):
        return "there"
    for one in held:
        await end(tx, one, by.id, now)
    second = role == "therapist" and await count_therapists(tx, course.id) > 0
    kind: Kind = "co_therapist" if second else "member"
    await give(tx, Given(id=place_id, course_id=course.id, person_id=person_id, kind=kind, since=now, by_id=by.id))
    return "done"


async def end_place(tx: Transaction, course: Course, place_id: str, by: Person, now: datetime) -> Outcome:
    """One's own, or as a lasting member another's; never the last therapist's."""
    await hold(tx, course.id)
    place = await tx.find(
        Place, PLACE + " where care_team.id = :id and care_team.course_id = :course", id=place_id, course=course.id
    )
    if place is None:
        return "strange"
    if place.until is not None and place.until <= max(now, place.since):
        return "repeated"
    mine = await open_places(tx, course.id, by.id, now)
    if place.person_id != by.id and not any(one.lasting for one in mine):
        return "refused"
    if place.lasting and place.role == "therapist" and await count_therapists(tx, course.id) < 2:
        return "last"
    await end(tx, place, by.id, now)
    return "done"


async def stand_in(tx: Transaction, course_id: str, place_id: str, given: HandOver, now: datetime) -> Outcome:
    """One course of a hand-over, for who is lasting on it; a colleague who is there in that time is given nothing."""
    await hold(tx, course_id)
    if (before := await was_given(tx, place_id, course_id, given.to_id)) is not None:
        return before
    if not any(one.lasting for one in await open_places(tx, course_id, given.from_id, now)):
        return "refused"
    held = [one for one in await open_places(tx, course_id, given.to_id, now) if one.meets(given.since, given.until)]
    if any(one.kind != "emergency" for one in held):
        return "there"
    for one in held:
        await end(tx, one, given.from_id, max(given.since, now))
    await give(
        tx,
        Given(
            id=place_id, course_id=course_id, person_id=given.to_id, kind="stand_in", since=given.since,
            until=given.until, by_id=given.from_id, for_id=given.from_id, hand_over_id=given.id,
        ),
    )  # fmt: skip
    return "done"


class Ended(msgspec.Struct, frozen=True):
    person_id: str


async def end_hand_over(tx: Transaction, me: Person, hand_over_id: str, now: datetime) -> None:
    """What is planned never begins, what has begun ends now. Safe to repeat."""
    ended = await tx.all(
        Ended,
        """
        update care_team set until = case when since > :now then since else :now end, ended_by = :me
        where hand_over_id = :id and for_id = :me and until > :now and until > since
        returning person_id
        """,
        id=hand_over_id,
        me=me.id,
        now=now,
    )
    for one in ended:
        tx.announce("team", one.person_id)


async def open_in_emergency(
    tx: Transaction, course: Course, new: tuple[str, str], me: Person, now: datetime
) -> Outcome:
    """`new` is the place's id and the reason. It ends by itself, and earlier where a place that was planned begins."""
    place_id, reason = new
    await hold(tx, course.id)
    if (before := await was_given(tx, place_id, course.id, me.id)) is not None:
        return before
    held = [one for one in await open_places(tx, course.id, me.id, now) if one.meets(now, now + EMERGENCY_LASTS)]
    if any(one.since <= now for one in held):
        return "there"
    until = min([now + EMERGENCY_LASTS, *(one.since for one in held)])
    locked = course.box.lock("care_team.reason", place_id, reason)
    await give(
        tx,
        Given(
            id=place_id, course_id=course.id, person_id=me.id, kind="emergency", since=now, until=until, by_id=me.id,
            reason_locked=locked,
        ),
    )  # fmt: skip
    return "done"


async def mark_seen(tx: Transaction, course: Course, place_id: str, now: datetime) -> bool:
    """The patient has read of this emergency. False when there is none such; the first time counts."""
    await tx.run(
        "update care_team set seen_at = :now where id = :id and course_id = :course and seen_at is null"
        " and kind = 'emergency'",
        id=place_id,
        course=course.id,
        now=now,
    )
    found = await tx.value(
        "select id from care_team where id = :id and course_id = :course and kind = 'emergency'",
        id=place_id,
        course=course.id,
    )
    return found is not None
