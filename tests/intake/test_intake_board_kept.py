"""The board reads those alone who may wait: what it shows is what it would show if it read everybody."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest

from server.access.people import Person
from server.courses.models import CaseloadCourse
from server.courses.queries import list_caseload_courses
from server.db.connection import Reader
from server.demo_cast import CAST_IDS
from server.demo_people import HARBOUR, ZONES
from server.intake import board_queries, board_routes, standing
from server.intake.board_queries import list_waits
from server.intake.facts import Telling, keep_fact
from server.intake.outcomes import Answer
from server.pages.times import local_day
from tests.accounts.people import invite, join
from tests.intake.clinic_side import (
    A_MOMENT,
    add_medicine,
    decide,
    hand_in,
    heads,
    note_step,
    place,
    reply,
    review,
    take_out,
)
from tests.intake.signing import sign, withdraw
from tests.intake.test_intake_board_page import BOARD, Line, decided, lines
from tests.session_day.days import change
from tests.someone import Installation, Someone

Deed = Callable[[Installation, Random], object]
FORGET = "delete from intake_standing"


def shown(staff: Someone) -> tuple[list[Line], list[str]]:
    page = staff.open(BOARD)
    return lines(page), decided(page)


def _decide(clinic: Installation, chance: Random) -> object:
    name, pria = chance.choice(("iris", "noor", "mara")), clinic.someone("pria")
    again = local_day(clinic.clock.now + timedelta(days=chance.randint(1, 3)), "UTC").isoformat()
    seen = heads(pria.open(place(clinic, name))) if chance.random() < 0.7 else ""
    return decide(
        pria, name, outcome=chance.choice(("proceed", "not yet")), seen=seen, again_on=chance.choice(("", again))
    )


def _medicine(clinic: Installation, chance: Random) -> object:
    noor = clinic.someone("noor")
    medicine = add_medicine(noor, chance.choice(("Gravol", "Ativan", "sertraline")))
    return take_out(noor, medicine) if chance.random() < 0.5 else None


DEEDS: tuple[Deed, ...] = (
    lambda clinic, chance: reply(clinic.someone("iris"), "mind-suicide-now", chance.choice(("no", "plan"))),
    lambda clinic, chance: reply(clinic.someone(chance.choice(("iris", "noor"))), "heart-avm", "unsure"),
    lambda clinic, _chance: hand_in(clinic.someone("iris")),
    lambda clinic, _chance: hand_in(clinic.someone("noor")),
    lambda clinic, chance: note_step(clinic.someone("pria"), chance.choice(("asked", "received", "missing"))),
    lambda clinic, _chance: withdraw(clinic.someone("noor")),
    lambda clinic, chance: sign(clinic.someone(chance.choice(("iris", "noor")))),
    lambda clinic, _chance: review(clinic.someone("pria")),
    lambda clinic, _chance: clinic.clock.move(timedelta(hours=20)),
    lambda clinic, _chance: join(clinic, invite(clinic.someone("theo"), f"Wren {uuid4()}").code),
    _medicine,
    _decide,
    _decide,
)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_deed_it_shows_what_reading_everybody_shows(installation: Installation, seed: int) -> None:
    chance, theo = Random(seed), installation.someone("theo")
    for _step in range(16):
        chance.choice(DEEDS)(installation, chance)
        kept = shown(theo)
        if chance.random() < 0.6:
            change(installation, FORGET)
            assert shown(theo) == kept


def test_who_waits_for_nobody_is_not_read_again(installation: Installation, theo: Someone) -> None:
    theo.open(BOARD)
    settled = "select count(*) from intake_standing where waits = 0 and since is not null"
    assert installation.value(settled) == 2

    change(
        installation,
        "update intake_standing set since = :then where since is not null",
        then="2026-10-01T00:00:00.000Z",
    )

    assert {" ".join(one.text_content().split()) for one in theo.open(BOARD).tree.cssselect(
        "section[aria-labelledby=decided] li span"
    )} == {"on 30 September"}  # fmt: skip


def test_a_consent_that_everybody_is_asked_anew_makes_it_read_all(
    installation: Installation, theo: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    theo.open(BOARD)
    change(installation, "update intake_standing set waits = 0, since = null")
    assert shown(theo) == ([], [])

    monkeypatch.setattr(standing, "PURPOSES", standing.PURPOSES[:1])

    assert [one.name for one in lines(theo.open(BOARD))] == ["Iris"]


def test_what_arrives_while_the_board_is_being_read_is_read_the_next_time(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL it is kept between the board's reading and its keeping; SQLite has one after the other."""
    house, now, read = installation.house, installation.clock.now, board_queries.list_progress
    me = Person(
        id=CAST_IDS["theo"], clinic_id=HARBOUR, role="therapist", name="Theo", zone=ZONES[HARBOUR], language="en",
        clinic_zone=ZONES[HARBOUR],
    )  # fmt: skip
    arriving: list[asyncio.Task[None]] = []

    async def read_slowly(db: Reader, courses: Sequence[CaseloadCourse]) -> board_queries.Progresses:
        found = await read(db, courses)
        arriving.append(asyncio.create_task(_tell(installation, me)))
        await asyncio.wait(arriving, timeout=0.3)
        return found

    async def race() -> list[str]:
        async with house.db.writing() as tx:
            await list_waits(tx, house.vault, me, now)
        await arriving[0]
        monkeypatch.undo()
        async with house.db.writing() as tx:
            return [course.patient_name for course, _wait in await list_waits(tx, house.vault, me, now + A_MOMENT)]

    monkeypatch.setattr(board_queries, "list_progress", read_slowly)
    assert installation.loop.run_until_complete(race()) == ["Iris", "Noor"]


async def _tell(installation: Installation, me: Person) -> None:
    told = Telling(
        id=str(uuid4()), kind="answer", subject="heart-avm", body=Answer(values=("no",)),
        written_at=installation.clock.now,
    )  # fmt: skip
    async with installation.house.db.writing() as tx:
        (course,) = await list_caseload_courses(
            tx, installation.house.vault, me, 1, installation.clock.now, "patient.name = :name", name="Noor"
        )
        await keep_fact(tx, course, me, told, installation.clock.now + A_MOMENT)  # type: ignore[arg-type]


def test_many_who_wait_and_many_who_are_decided_are_shown_in_parts(
    installation: Installation, theo: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        installation.clock.move(timedelta(minutes=1))
        join(installation, invite(theo, f"Wren {number}").code)
    monkeypatch.setattr(board_routes, "SHOWN", 3)
    monkeypatch.setattr(board_routes, "DECIDED", 1)

    first = theo.open(BOARD)
    assert [one.name for one in lines(first)] == ["Iris", "Wren 0", "Wren 1"]
    assert "4 wait in all." in first.words
    later, before = first.values("main a.go[href*='?']", "href")
    rest = theo.open(later)
    assert [one.name for one in lines(rest)] == ["Wren 2"]
    assert decided(first) + decided(theo.open(before)) in (["Mara", "Noor"], ["Noor", "Mara"])
