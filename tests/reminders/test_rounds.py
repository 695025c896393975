"""What is due is made once: by any number of processes, over restarts, and whatever the clock does."""

import asyncio
from datetime import datetime, timedelta
from uuid import uuid4

import msgspec

from server.demo_cast import CAST_IDS
from server.reminders.rounds import remind
from server.start import open_house
from tests.house.data import select
from tests.house.forms import coming_session
from tests.reminders.planned import at
from tests.reminders.post import go_round
from tests.session_day.days import change, course_of
from tests.someone import Installation, Someone

MADE = """
    select count(*) from reminder join course on course.id = reminder.course_id
    where course.patient_id = :patient and reminder.kind = :kind and made_at > '2026-11-25T15:00:00.000Z'
"""


class Looked(msgspec.Struct):
    course_id: str


FIVE, LATE_EVENING = at("2026-11-25 17:05"), at("2026-11-25 20:40")


def made(installation: Installation, kind: str, who: str = "noor") -> int:
    return int(str(installation.value(MADE, patient=CAST_IDS[who], kind=kind)))


def round_at(installation: Installation, moment: datetime) -> None:
    installation.clock.now = moment
    go_round(installation)


def test_the_evening_before_it_comes_once_however_often_somebody_looks(installation: Installation) -> None:
    round_at(installation, at("2026-11-25 16:59"))
    assert made(installation, "tomorrow") == 0
    for minutes in (0, 0, 1, 30, 90):
        round_at(installation, FIVE + timedelta(minutes=minutes))
    assert made(installation, "tomorrow") == 1
    assert made(installation, "tomorrow", "mara") == 0


def test_two_processes_make_it_once(installation: Installation) -> None:
    installation.clock.now = FIVE

    async def both() -> None:
        settings = installation.house.settings
        other = await open_house(settings, clock=installation.clock, assets=installation.house.assets)
        try:
            await asyncio.gather(*(remind(house) for house in (installation.house, other) for _time in range(3)))
        finally:
            await other.db.close()

    installation.run(both)
    assert made(installation, "tomorrow") == 1


def test_what_was_missed_while_the_server_was_down_comes_late_and_says_so(
    installation: Installation, noor: Someone
) -> None:
    round_at(installation, LATE_EVENING)
    assert made(installation, "tomorrow") == 1
    page = noor.open("/reminders").words
    assert "This came late. It was meant for 25 November, 5:00 pm." in page
    assert page.count("This came late.") == 2  # with the ride; the fast came ten minutes after its time


def test_what_would_help_no_more_is_dropped(installation: Installation) -> None:
    round_at(installation, at("2026-11-26 08:10"))
    assert (made(installation, "tomorrow"), made(installation, "fast"), made(installation, "today")) == (0, 0, 1)


def test_a_clock_that_jumps_a_day_ahead_and_back_loses_and_doubles_nothing(installation: Installation) -> None:
    round_at(installation, at("2026-11-27 12:00"))
    for moment in (at("2026-11-25 16:00"), FIVE, at("2026-11-27 12:00"), FIVE, FIVE + timedelta(minutes=40)):
        round_at(installation, moment)
    assert made(installation, "tomorrow") == 1


def test_nothing_is_made_in_the_night(installation: Installation) -> None:
    round_at(installation, at("2026-11-25 21:01"))
    assert made(installation, "tomorrow") == made(installation, "fast") == 0


def test_a_session_that_is_moved_is_announced_anew_and_the_old_one_says_that_it_moved(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    round_at(installation, FIVE)
    session = coming_session(installation, "noor")
    moved = {"day": "2026-11-27", "at": "13:00", "reason": "A calmer day"}
    assert theo.send(f"/courses/{course_of(installation, 'noor')}/sessions/{session}/move", moved).status_code == 200
    round_at(installation, at("2026-11-26 17:10"))
    assert made(installation, "tomorrow") == 2
    words = noor.open("/reminders").words
    assert "This session was moved since." in words
    assert "Session three: Friday 27 November, 1:00 pm." in words


def test_a_closed_course_is_reminded_of_nothing(installation: Installation) -> None:
    change(
        installation, "update course set closed_at = :now where patient_id = :noor", now=FIVE, noor=CAST_IDS["noor"]
    )  # fmt: skip
    round_at(installation, FIVE + timedelta(minutes=1))
    assert made(installation, "tomorrow") == 0


def test_what_is_switched_off_is_not_made(installation: Installation, noor: Someone) -> None:
    noor.send("/reminders/choices", {"fasting": "1", "quiet_since": "21:00", "quiet_until": "08:00"})
    round_at(installation, LATE_EVENING)
    assert (made(installation, "tomorrow"), made(installation, "fast")) == (0, 1)


def test_a_course_whose_words_do_not_open_keeps_no_other_waiting(installation: Installation) -> None:
    broken = "update course_key set wrapped = :wrong where course_id = (select id from course where patient_id = :mara)"
    change(installation, broken, wrong=b"\x01" + b"0" * 60, mara=CAST_IDS["mara"])
    installation.clock.now = FIVE

    async def go() -> bool:
        try:
            await remind(installation.house)
        except Exception:
            return True
        return False

    assert installation.run(go)
    assert made(installation, "tomorrow") == 1


def test_a_course_with_its_first_session_is_found_by_itself(installation: Installation) -> None:
    """Iris is at intake: nobody has looked at her course, until a session of it is planned."""
    change(installation, "delete from reminder_look where course_id = :iris", iris=course_of(installation, "iris"))
    go_round(installation)
    assert course_of(installation, "iris") not in looked_at(installation)
    change(
        installation,
        "insert into session (id, course_id, clinic_id, number, route, purpose, planned_at, created_at)"
        " select :id, id, clinic_id, 1, 'IV', 'arc', :day, :now from course where id = :iris",
        id=str(uuid4()), day=at("2026-12-04 11:00"), now=installation.clock(), iris=course_of(installation, "iris"),
    )  # fmt: skip
    go_round(installation)
    assert course_of(installation, "iris") in looked_at(installation)


def looked_at(installation: Installation) -> set[str]:
    return {one.course_id for one in select(installation, Looked, "select course_id from reminder_look")}
