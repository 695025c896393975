"""The timed job passes on what nobody answered, to whom it is due, once; on both databases (Y-33, promises P20)."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from server.safety import escalation
from server.safety.duty import mark_away
from tests.conftest import MORNING
from tests.safety.flagged import head, heads, job, sign, steps, tell
from tests.session_day.days import change
from tests.someone import Installation, Someone

MINUTES = timedelta(minutes=1)


def told(installation: Installation) -> list[tuple[str, str, int]]:
    return [(one.owner, one.why, one.everybody) for one in steps(installation)][1:]


def test_it_goes_to_the_prescriber_then_round_to_everybody(installation: Installation, iris: Someone) -> None:
    tell(iris)
    expected: list[tuple[str, str, int]] = []
    for step in (("Pria", "unanswered", 0), ("Theo", "unanswered", 1), ("Pria", "unanswered", 1)):
        installation.clock.move(14 * MINUTES)
        job(installation)
        assert told(installation) == expected
        installation.clock.move(1 * MINUTES)
        job(installation)
        job(installation)
        expected.append(step)
        assert told(installation) == expected


def test_a_server_that_was_down_for_a_night_catches_up(installation: Installation, iris: Someone) -> None:
    tell(iris)
    installation.clock.move(timedelta(hours=20))
    job(installation)
    assert [one[0] for one in told(installation)] == ["Pria", "Theo", "Pria"]
    assert head(installation).deadline == installation.clock.now + 30 * MINUTES  # it is night by now


def away(installation: Installation, who: str, until: timedelta) -> None:
    async def work() -> None:
        async with installation.house.db.writing() as tx:
            clinic = await tx.value("select clinic_id from person where id = :id", id=CAST_IDS[who])
            now = installation.clock.now
            await mark_away(tx, str(uuid4()), (clinic, CAST_IDS[who]), now + until, (CAST_IDS["ada"], now))

    installation.run(work)


def leaves_clinic(installation: Installation) -> None:
    change(installation, "update person set ended_at = :now where id = :id", now=MORNING, id=CAST_IDS["theo"])


def leaves_team(installation: Installation) -> None:
    change(installation, "update care_team set until = :now where person_id = :id", now=MORNING, id=CAST_IDS["theo"])


@pytest.mark.parametrize("gone", [leaves_clinic, leaves_team, lambda one: away(one, "theo", timedelta(days=2))])
def test_who_is_gone_passes_it_on_at_once(installation: Installation, iris: Someone, gone: object) -> None:
    tell(iris)
    gone(installation)  # type: ignore[operator]
    job(installation)
    assert told(installation) == [("Pria", "away", 0)]
    tell(iris, "yes")
    assert [one.owner for one in heads(installation)] == ["Pria", "Pria"]


def test_who_is_back_is_asked_again(installation: Installation, iris: Someone) -> None:
    away(installation, "theo", timedelta(days=2))
    installation.clock.move(timedelta(seconds=-5))  # the clock goes back between the two: the later word counts
    away(installation, "theo", timedelta(0))
    installation.clock.move(timedelta(seconds=6))
    tell(iris)
    assert head(installation).owner == "Theo"


def test_nobody_at_all_leaves_it_with_who_signed(installation: Installation, iris: Someone) -> None:
    for who in ("theo", "pria", "wren"):
        away(installation, who, timedelta(days=2))
    tell(iris)
    job(installation)
    assert (head(installation).owner, head(installation).everybody) == ("Ada", 1)
    assert told(installation) == []
    for path in ("/clinic", "/clinic/flags"):
        page = installation.someone("ada").open(path)
        assert "One flag is with you: no clinician is here to answer it." in page.words
        assert "Iris" not in page.words

    away(installation, "pria", timedelta(0))
    installation.clock.move(31 * MINUTES)
    job(installation)
    assert head(installation).owner == "Pria"
    assert "with you" not in installation.someone("ada").open("/clinic").words


def test_a_clock_put_back_is_noticed_by_what_the_job_saw(installation: Installation, iris: Someone) -> None:
    tell(iris)
    installation.clock.move(13 * MINUTES)
    job(installation)
    installation.clock.move(-13 * MINUTES)
    job(installation)
    assert told(installation) == [("Pria", "clock", 0)]


def test_one_that_cannot_be_judged_keeps_no_other_waiting(installation: Installation, iris: Someone) -> None:
    tell(iris)
    tell(iris, "unsure")
    broken, other = (one.id for one in heads(installation))
    change(installation, "delete from flag_step where flag_id = :id", id=broken)
    installation.clock.move(15 * MINUTES)
    with pytest.raises(IndexError):
        job(installation)
    assert [one.owner for one in steps(installation, other)] == ["Theo", "Pria"]


def test_an_open_flag_climbs_on_when_the_clinic_switches_its_rules_off(
    installation: Installation, iris: Someone
) -> None:
    tell(iris)
    change(installation, "insert into protocol (id, clinic_id, version, numbers, signed_at) select 'later', clinic_id, "
           "2, '{}', signed_at from protocol where id = (select protocol_id from flag)")  # fmt: skip
    installation.clock.move(15 * MINUTES)
    job(installation)
    assert told(installation) == [("Pria", "unanswered", 0)]


def test_two_that_escalate_at_once_take_one_step(installation: Installation, iris: Someone) -> None:
    tell(iris)
    installation.clock.move(15 * MINUTES)

    async def both() -> None:
        await asyncio.gather(*(escalation.escalate_due(installation.house) for _one in range(5)))

    installation.run(both)
    assert told(installation) == [("Pria", "unanswered", 0)]


def test_a_clinic_that_has_no_policy_is_left_alone(installation: Installation, iris: Someone) -> None:
    sign(installation, None)
    tell(iris)
    job(installation)
    assert heads(installation) == []
