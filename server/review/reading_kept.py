"""The last eight weeks of reading: those that are over are counted once and kept, this one is counted each time."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from server.access.people import Person
from server.db.connection import Reader, Transaction
from server.pages.times import from_local
from server.review.reading_minutes import weeks_until
from server.review.reading_queries import list_done, list_done_at, list_opened, list_opened_at, list_readers
from server.review.reading_weeks import Waited, Week, summed, weeks_of


class KeptWeek(msgspec.Struct, frozen=True):
    """`longest` in minutes."""

    person_id: str
    monday: date
    minutes: int
    done: int
    longest: int | None

    @property
    def week(self) -> Week:
        longest = None if self.longest is None else timedelta(minutes=self.longest)
        return Week(monday=self.monday, minutes=self.minutes, readers=int(self.minutes > 0), done=self.done,
                    longest=longest)  # fmt: skip


async def weeks_of_mine(tx: Transaction, me: Person, now: datetime) -> list[Week]:
    """This week first."""
    mondays = weeks_until(now, me.clinic_zone)
    kept = {one.monday: one.week for one in await _list_kept(tx, me.clinic_id, me.id, mondays[-1])}
    lacking = _lacking(mondays, [kept])
    begins = [from_local(one, time(0), me.clinic_zone) for one in lacking]
    opened, done = await list_opened(tx, me.id, begins[0]), await list_done(tx, me.id, begins)
    counted = weeks_of(opened, _by_monday(done, lacking), [one for one in mondays if one not in kept], me.clinic_zone)
    await _keep(tx, {me.id: counted}, mondays[0])
    kept |= {one.monday: one for one in counted}
    return [kept[monday] for monday in mondays]


async def weeks_of_clinic(tx: Transaction, me: Person, now: datetime) -> list[Week]:
    """Sums over all clinicians of the clinic, also those who have left since."""
    mondays = weeks_until(now, me.clinic_zone)
    kept: dict[str, dict[date, Week]] = {person: {} for person in await list_readers(tx, me.clinic_id)}
    for one in await _list_kept(tx, me.clinic_id, "", mondays[-1]):
        kept.setdefault(one.person_id, {})[one.monday] = one.week
    lacking, zone = _lacking(mondays, list(kept.values())), me.clinic_zone
    begins = [from_local(one, time(0), zone) for one in lacking]
    opened, done = await list_opened_at(tx, me.clinic_id, begins[0]), await list_done_at(tx, me.clinic_id, begins)
    counted = {
        person: weeks_of(
            opened.get(person, []), _by_monday(done.get(person, {}), lacking),
            [one for one in mondays if one not in weeks], zone,
        )
        for person, weeks in kept.items()
    }  # fmt: skip
    await _keep(tx, counted, mondays[0])
    return summed(([*weeks.values(), *counted[person]] for person, weeks in kept.items()), mondays)


def _lacking(mondays: list[date], kept: list[dict[date, Week]]) -> list[date]:
    """From the first week that somebody lacks to this one, which is never kept, the oldest first."""
    first = min((monday for monday in mondays if any(monday not in weeks for weeks in kept)), default=mondays[0])
    return [monday for monday in reversed(mondays) if monday >= first]


def _by_monday(done: Mapping[int, Waited], mondays: Sequence[date]) -> dict[date, Waited]:
    return {mondays[at]: waited for at, waited in done.items()}


async def _list_kept(db: Reader, clinic_id: str, person: str, first: date) -> list[KeptWeek]:
    """Of one person, or of everybody of the clinic where `person` is empty."""
    return await db.all(
        KeptWeek,
        """
        select week.person_id, week.monday, week.minutes, week.done, week.longest
        from person join reading_week as week on week.person_id = person.id
        where person.clinic_id = :clinic and week.monday >= :first and (:person = '' or person.id = :person)
        """,
        clinic=clinic_id,
        first=first,
        person=person,
    )


async def _keep(tx: Transaction, counted: dict[str, list[Week]], this: date) -> None:
    """What is over alone."""
    rows = [
        {
            "person": person, "monday": one.monday, "minutes": one.minutes, "done": one.done,
            "longest": None if one.longest is None else int(one.longest / timedelta(minutes=1)),
        }
        for person, weeks in counted.items()
        for one in weeks
        if one.monday != this
    ]  # fmt: skip
    if rows:
        await tx.run_many(
            """
            insert into reading_week (person_id, monday, minutes, done, longest)
            values (:person, :monday, :minutes, :done, :longest) on conflict (person_id, monday) do nothing
            """,
            rows,
        )
