"""What an open desk is told of: what changes on it, of patients whose reader still treats them, and nothing else."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.access.people import Person
from server.courses.desk import Item, put_on_desk, take_off_desk, undo, wait_again
from server.courses.queries import find_caseload_course, join_care_team
from server.demo_cast import CAST_IDS
from server.journal.granting import end_shares
from tests.journal.shown import share, write
from tests.review.meanwhile import PERSON
from tests.review.streams import NEVER, Ear
from tests.safety.flagged import tell
from tests.session_day.days import change, course_of
from tests.someone import Installation, Someone
from tests.team.test_team_page import ends, joining, team_of


def leave_team(installation: Installation, patient: str, member: str) -> None:
    change(
        installation,
        "update care_team set until = :now where person_id = :member and course_id = :course",
        now=installation.clock(),
        member=CAST_IDS[member],
        course=course_of(installation, patient),
    )


def test_a_desk_is_told_when_something_is_shared_and_when_it_is_withdrawn(desk: Ear, mara: Someone) -> None:
    entry = write(mara, "The sea came back.")
    assert not desk.heard(NEVER), "what is private changes nothing for anybody"
    share(mara, entry)
    assert desk.heard()
    share(mara, entry, "0")
    assert desk.heard()


def test_a_desk_is_told_what_its_own_reader_and_the_colleague_answered(desk: Ear, theo: Someone) -> None:
    entry = theo.open("/review").values(".queue ol a", "href")[0]
    theo.send(f"{entry}/answer", {"id": "0199c000-0000-7000-8000-00000000a001", "only": "1"})
    assert desk.heard()


def test_an_end_by_its_date_is_told_when_it_is_written(
    installation: Installation, desk: Ear, iris: Someone, theo: Someone
) -> None:
    entry = write(iris, "Moss.")
    share(iris, entry, until="2026-11-25")
    assert desk.heard()
    installation.clock.move(timedelta(days=2))
    theo.open("/account")
    installation.run(lambda: end_shares(installation.house))
    assert desk.heard()


def test_a_deleted_entry_leaves_the_open_desks(desk: Ear, iris: Someone) -> None:
    entry = write(iris, "Moss.", share="1")
    assert desk.heard()
    iris.send(f"/journal/entries/{entry}/delete", {"sure": "1"})
    assert desk.heard()


@pytest.mark.parametrize("deed", ["put", "again", "take", "undo"])
def test_whatever_comes_to_a_desk_or_leaves_it_is_told(installation: Installation, desk: Ear, deed: str) -> None:
    async def happens() -> None:
        house, now = installation.house, installation.clock()
        item = Item(kind="handover", subject_id="0199c000-0000-7000-8000-00000000a004", since=now)
        async with house.db.writing() as tx:
            theo = await tx.one(Person, PERSON, id=CAST_IDS["theo"])
            course = await find_caseload_course(tx, house.vault, theo, course_id, house.clock())
            assert course is not None
            if deed == "put":
                await put_on_desk(tx, course, item)
            elif deed == "again":
                await wait_again(tx, course, item)
            elif deed == "take":
                await take_off_desk(tx, course.id, item.id, theo, now)
            else:
                await undo(tx, course.id, item.id, theo, now)

    course_id = course_of(installation, "mara")
    installation.run(happens)
    assert desk.heard()


def test_whoever_joins_a_team_is_told_and_nobody_else(installation: Installation, desk: Ear, pria: Someone) -> None:
    leave_team(installation, "mara", "pria")

    async def joins() -> None:
        async with installation.house.db.writing() as tx:
            later = installation.clock() + timedelta(hours=1)
            await join_care_team(tx, course_of_mara, CAST_IDS["pria"], later)

    course_of_mara = course_of(installation, "mara")
    with Ear(pria) as other:
        other.settle()
        installation.run(joins)
        assert other.heard()
        assert not desk.heard(NEVER)


def test_a_flag_is_told_to_whoever_is_asked_and_to_nobody_else(desk: Ear, mara: Someone, otto: Someone) -> None:
    with Ear(otto) as elsewhere:
        elsewhere.settle()
        tell(mara)
        assert desk.heard()
        assert not elsewhere.heard(NEVER)


def test_another_clinic_hears_nothing_and_is_heard_by_nobody(desk: Ear, mara: Someone, otto: Someone) -> None:
    with Ear(otto) as elsewhere:
        elsewhere.settle()
        share(mara, write(mara, "The sea came back."))
        assert desk.heard()
        assert not elsewhere.heard(NEVER, names=("desk", "beat")), "not even a beat before its time"


def test_who_has_left_the_team_hears_nothing_more_of_it(
    installation: Installation, desk: Ear, mara: Someone, noor: Someone
) -> None:
    leave_team(installation, "mara", "theo")
    share(mara, write(mara, "The sea came back."))
    assert not desk.heard(NEVER)
    share(noor, write(noor, "The sea came back."))
    assert desk.heard()


def test_a_patient_whom_one_has_heard_of_is_not_heard_of_once_one_has_left(
    installation: Installation, desk: Ear, mara: Someone
) -> None:
    """Who may hear is asked of each news anew, by however long a stream."""
    share(mara, write(mara, "The sea came back."))
    assert desk.heard()
    while desk.heard(NEVER):
        pass

    leave_team(installation, "mara", "theo")
    share(mara, write(mara, "The sea went out."))

    assert not desk.heard(NEVER)


def test_who_is_taken_off_a_team_or_put_on_one_is_told_at_once_and_nobody_else(
    installation: Installation, desk: Ear, theo: Someone
) -> None:
    """An open desk shows what is theirs now: what is no longer theirs goes from it as fast as what is withdrawn."""
    team, wren = team_of(installation), installation.someone("wren")
    with Ear(wren) as other:
        other.settle()
        page = theo.send(team, joining())
        assert other.heard()
        theo.send(ends(page)["End the place of Wren"])
        assert other.heard()
        given = {"id": str(uuid4()), "colleague": CAST_IDS["wren"], "since": "2026-11-25", "until": "2026-11-26"}
        theo.send("/leave", given | {"which": "all"})
        assert other.heard()
        theo.send(f"/leave/{given['id']}/end")
        assert other.heard()
        assert not desk.heard(NEVER)


def test_when_something_may_have_been_missed_every_desk_looks_again(installation: Installation, desk: Ear) -> None:
    installation.house.db.news.tell(None)
    assert desk.heard()
