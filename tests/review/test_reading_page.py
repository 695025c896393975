"""A clinician's time of reading: from what they opened, for themselves alone; above the clinic's number a calm line."""

from datetime import timedelta
from time import perf_counter
from uuid import uuid4

import pytest

from server.courses.desk import Item, put_on_desk, take_off_desk
from server.courses.queries import find_own_course
from server.demo_cast import CAST_IDS
from server.demo_people import Cast
from tests.someone import Installation, Someone

WEEKS = "[aria-label='Reading in the last eight weeks'] > li"
FAR = 1_000_000  # beyond what the trail itself comes to
ABOVE = "Nothing changes on this desk."


def opened(installation: Installation, who: str, count: int, *, deed: str = "opened entry", every: float = 1) -> None:
    """So many openings, a minute apart, the last of them now; the chain of the trail is not what is looked at here."""
    now = installation.clock.now

    async def add() -> None:
        async with installation.house.db.writing() as tx:
            clinic = await tx.value("select clinic_id from person where id = :id", id=CAST_IDS[who])
            last = await tx.value("select max(number) from trail where clinic_id = :clinic", clinic=clinic)
            first = max(int(last), FAR)
            await tx.run_many(
                "insert into trail (clinic_id, number, at, actor_id, deed, subject_id, mac)"
                " values (:clinic, :number, :at, :actor, :deed, :subject, '')",
                [
                    {"clinic": clinic, "number": first + 1 + at, "at": now - timedelta(minutes=every * at),
                     "actor": CAST_IDS[who], "deed": deed, "subject": str(uuid4())}
                    for at in range(count)
                ],
            )  # fmt: skip

    installation.run(add)


def this_week(person: Someone, path: str = "/reading") -> str:
    return " ".join(person.open(path).tree.cssselect(WEEKS)[0].text_content().split())


def test_what_was_opened_this_week_is_counted_and_lists_and_records_are_not(
    installation: Installation, pria: Someone
) -> None:
    before = this_week(pria)
    opened(installation, "pria", 40, deed="listed")
    opened(installation, "pria", 40, deed="opened record")
    assert this_week(pria) == before
    opened(installation, "pria", 45)
    assert "45 minutes" in this_week(pria)


def test_above_the_clinics_number_a_line_is_said_on_both_pages_and_nothing_is_blocked(
    installation: Installation, theo: Someone
) -> None:
    """The clinic counts on three hours of Theo."""
    opened(installation, "theo", 170)
    assert ABOVE not in theo.open("/reading").words
    assert ABOVE not in theo.open("/review").words
    opened(installation, "theo", 100, every=2)
    for path in ("/reading", "/review"):
        page = theo.open(path).words
        assert "of reading this week; the clinic counts on 3 h." in page
        assert ABOVE in page
    entry = theo.open("/review").values("a[href^='/review/']", "href")[0]
    assert theo.open(entry).status_code == 200


def test_what_waits_is_counted_with_the_age_of_the_oldest_and_of_the_middle_one(
    installation: Installation, pria: Someone, ada: Someone
) -> None:
    now = installation.clock.now

    async def put() -> None:
        house = installation.house
        async with house.db.writing() as tx:
            await tx.run("update desk_item set done_at = since where done_at is null")
            course = await find_own_course(tx, house.vault, Cast(house).people["mara"])
            assert course
            for hours in (2, 30, 200):
                item = Item(kind="check_in", subject_id=f"waits {hours}", since=now - timedelta(hours=hours))
                await put_on_desk(tx, course, item)
            theirs = Item(kind="message", subject_id="theirs", since=now - timedelta(hours=400), audience="therapist")
            await put_on_desk(tx, course, theirs)
            done = Item(kind="check_in", subject_id="done", since=now - timedelta(hours=72))
            await put_on_desk(tx, course, done)
            await take_off_desk(tx, course.id, done.id, Cast(house).people["pria"], now)

    installation.run(put)
    waits = pria.open("/reading").one("section[aria-labelledby=waits]")
    assert "How many3The oldest, for8 daysThe middle one, for30 h" in waits
    assert this_week(pria).endswith("one done with, the longest after 3 days")
    sums = ada.open("/clinic/reading").one("section[aria-labelledby=sums]")
    assert "How many4The oldest, for17 daysThe middle one, for8 days" in sums


def test_the_clinic_sees_a_sum_and_nothing_of_a_week_in_which_one_alone_has_read(
    installation: Installation, ada: Someone
) -> None:
    here = "/clinic/reading"
    opened(installation, "theo", 20)
    assert "one person alone: not shown" in this_week(ada, here)
    opened(installation, "pria", 30)
    assert "50 minutes" in this_week(ada, here)
    assert "20 minutes" not in ada.open(here).one("section[aria-labelledby=sums]")


def test_another_clinics_reading_is_no_part_of_the_sum(installation: Installation, ada: Someone, otto: Someone) -> None:
    opened(installation, "theo", 20)
    opened(installation, "otto", 60)
    assert "one person alone: not shown" in this_week(ada, "/clinic/reading")
    assert "1 h" in this_week(otto)


def test_a_hundred_thousand_rows_are_no_long_wait(installation: Installation, theo: Someone, ada: Someone) -> None:
    opened(installation, "theo", 100_000, every=0.75)  # of the last 52 days
    for person, path in ((theo, "/reading"), (ada, "/clinic/reading")):
        person.open(path)  # counts the weeks that are over, once
    began = perf_counter()
    for person, path in ((theo, "/reading"), (theo, "/review"), (ada, "/clinic/reading")):
        assert person.open(path).status_code == 200
    assert perf_counter() - began < 3


def test_a_week_that_is_over_is_counted_once_and_then_stays(installation: Installation, pria: Someone) -> None:
    opened(installation, "pria", 33)
    assert "33 minutes" in this_week(pria)
    installation.clock.move(timedelta(days=7))
    rows = [" ".join(one.text_content().split()) for one in pria.open("/reading").tree.cssselect(WEEKS)]
    assert "nothing opened" in rows[0]
    assert "33 minutes" in rows[1]
    kept = "select count(*) from reading_week where person_id = :pria"
    assert installation.value(kept, pria=CAST_IDS["pria"]) == 8
    again = [" ".join(one.text_content().split()) for one in pria.open("/reading").tree.cssselect(WEEKS)]
    assert again == rows
    assert installation.value(kept, pria=CAST_IDS["pria"]) == 8


@pytest.mark.parametrize("who", ["ada", "mara"])
def test_nobody_but_a_clinician_has_such_a_page(installation: Installation, who: str) -> None:
    assert installation.someone(who).get("/reading").status_code == 403
