"""Their own care team as a patient reads it: who is on it, who is away, who was, and what an emergency opened."""

from datetime import datetime

from server.courses.models import OwnCourse
from server.courses.places import LIVING, PLACE, Place, list_places
from server.courses.queries import CareMember
from server.db.connection import Reader
from server.pages.language import gettext as _
from server.pages.times import long_date
from server.team.models import OwnEmergency, OwnTeam
from server.team.words import between, last_day, lines_of

ORDER = {"member": 0, "co_therapist": 1, "stand_in": 2, "emergency": 3}
MOST_READ, MOST_UNSEEN, MOST_WERE = 60, 5, 20


async def own_team(db: Reader, course: OwnCourse, now: datetime) -> OwnTeam:
    places = await list_places(db, course.id)
    lines = lines_of(places, course.box, now, course.zone)
    here = [one for one in lines if one.place.living(now)]
    return OwnTeam(
        here=sorted(here, key=lambda one: _standing(one.place)),
        away=away_in_words(places, now, course.zone),
        were=[one for one in lines if one.place.over(now) and not one.place.never_was][:MOST_WERE],
    )


def members_of(team: OwnTeam) -> list[CareMember]:
    """Who is on it now, as `list_care_team` has it, from what was read already."""
    places = [one.place for one in team.here if one.place.left_at is None]
    by_name = sorted(places, key=lambda one: one.name)
    return [
        CareMember(one.person_id, one.name, one.role, one.kind)
        for one in sorted(by_name, key=lambda one: one.role, reverse=True)
    ]


def away_in_words(places: list[Place], now: datetime, zone: str) -> list[str]:
    """Each absence once, the first to begin first."""
    found = []
    for one in sorted(places, key=lambda place: place.since):
        if one.kind != "stand_in" or one.until is None or one.over(now) or one.never_was:
            continue
        facts = {"away": one.for_name, "until": long_date(last_day(one.until), zone), "name": one.name}
        since = long_date(one.since, zone)
        found.append(
            _("%(away)s is away until the end of %(until)s; %(name)s stands in.", **facts)
            if one.living(now)
            else _(
                "%(away)s will be away from %(since)s until the end of %(until)s; %(name)s stands in then.",
                since=since,
                **facts,
            )
        )
    return list(dict.fromkeys(found))


async def team_and_unseen(db: Reader, course: OwnCourse, now: datetime) -> tuple[list[CareMember], list[OwnEmergency]]:
    """Who is on the team now, as `list_care_team` has it, and emergency openings that the patient has not said to have
    read, the newest first: one question, for Today asks many."""
    places = await db.all(
        Place,
        f"""
        {PLACE}
        where care_team.course_id = :course
          and ({LIVING} or care_team.kind = 'emergency' and care_team.seen_at is null)
        order by care_team.since desc, care_team.id limit :most
        """,
        course=course.id,
        now=now,
        most=MOST_READ,
    )
    living = [one for one in places if one.living(now) and one.left_at is None]
    team = [CareMember(one.person_id, one.name, one.role, one.kind) for one in sorted(living, key=_standing)]
    unseen = [one for one in places if one.kind == "emergency" and one.seen_at is None]
    return team, _in_words(unseen[:MOST_UNSEEN], course, now)


def _standing(place: Place) -> tuple[int, bool, str, str]:
    return ORDER[place.kind], place.role != "therapist", place.name, place.person_id


def _in_words(places: list[Place], course: OwnCourse, now: datetime) -> list[OwnEmergency]:
    return [
        OwnEmergency(
            id=one.id,
            name=one.name,
            when=between(one.since, one.until or now, course.zone),
            reason=course.box.open_maybe("care_team.reason", one.id, one.reason_locked),
            living=one.living(now),
        )
        for one in places
    ]
