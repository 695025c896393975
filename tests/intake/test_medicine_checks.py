"""M-01, M-11: each list is compared again when it or the data change, and the result keeps the data's version."""

from datetime import datetime

import msgspec
import pytest

from server.courses.queries import find_own_course
from server.courses.sessions import list_sessions
from server.demo_people import Cast
from server.intake import checks
from server.intake.checks import Why, check_again
from server.intake.facts import list_facts
from server.intake.interactions import data_version
from server.intake.medicines import list_medicines
from tests.intake.clinic_side import A_MOMENT, add_medicine, new_form, reply, take_out
from tests.session_day.days import course_of
from tests.someone import Installation, Someone


class Row(msgspec.Struct, frozen=True):
    list: str
    data_version: str
    why: str
    session_id: str | None
    result: str
    at: datetime


def rows(installation: Installation, name: str = "iris") -> list[Row]:
    """Oldest first."""
    course, found = course_of(installation, name), []

    async def read() -> None:
        async with installation.house.db.reading() as db:
            sql = """
                select list, data_version, why, session_id, result, at from medicine_check
                where course_id = :course order by at, id
            """
            found.extend(await db.all(Row, sql, course=course))

    installation.run(read)
    return found


def compare(installation: Installation, why: Why, name: str = "iris") -> bool:
    """As a job or a page before a session does it, a moment later."""
    installation.clock.move(A_MOMENT)
    kept: list[bool] = []

    async def again() -> None:
        house = installation.house
        async with house.db.writing() as tx:
            course = await find_own_course(tx, house.vault, Cast(house).people[name])
            assert course is not None
            session = next((one for one in await list_sessions(tx, course) if not one.held), None)
            medicines = list_medicines(await list_facts(tx, course))
            given = (why, session if why == "session" else None)
            kept.append(await check_again(tx, course, medicines, given, installation.clock.now))

    installation.run(again)
    return kept[0]


def test_m_11_after_each_change_of_the_list_it_is_compared_with_the_data_of_this_version(
    installation: Installation, iris: Someone
) -> None:
    mine = add_medicine(iris, "Zoloft")
    installation.clock.move(A_MOMENT)
    iris.send(f"/intake/medicines/{mine}/match", new_form(generic="sertraline"))
    add_medicine(iris, "Zoloft", "sertraline", medicine=mine, dose="100 mg")
    take_out(iris, mine)
    found = rows(installation)

    assert [(one.why, one.data_version) for one in found] == [("list", data_version())] * 4
    assert len({one.list for one in found}) == 4


def test_m_11_a_new_dose_is_another_list_with_the_same_result(installation: Installation, iris: Someone) -> None:
    mine = add_medicine(iris, "Zoloft", "sertraline")
    add_medicine(iris, "Zoloft", "sertraline", medicine=mine, dose="100 mg")
    first, second = rows(installation)

    assert first.list != second.list
    assert first.result == second.result


def test_m_11_nothing_is_compared_where_nothing_changed(installation: Installation, iris: Someone) -> None:
    form = new_form(medicine="0199c000-0000-7000-8000-00000000aaaa", typed="Zoloft", generic="", dose="", purpose="")
    for _time in range(3):
        iris.send("/intake/medicines", form)
    iris.open("/intake/medicines")
    iris.send("/intake/medicines/complete", new_form())
    reply(iris, "heart-avm")

    assert len(rows(installation)) == 1
    assert compare(installation, "data") is False
    assert compare(installation, "list") is False
    assert len(rows(installation)) == 1


def test_m_11_a_new_version_of_the_data_compares_the_same_list_anew(
    installation: Installation, iris: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_medicine(iris, "Zoloft", "sertraline")
    monkeypatch.setattr(checks, "data_version", lambda: "2 of another day")

    assert compare(installation, "data") is True
    assert compare(installation, "data") is False
    first, second = rows(installation)
    assert (second.why, second.data_version, second.list) == ("data", "2 of another day", first.list)


def test_m_11_before_a_session_it_is_compared_and_the_session_is_named(
    installation: Installation, noor: Someone
) -> None:
    before = len(rows(installation, "noor"))

    assert compare(installation, "session", "noor") is True
    found = rows(installation, "noor")
    assert len(found) == before + 1
    assert (found[-1].why, bool(found[-1].session_id)) == ("session", True)


def test_m_01_the_page_says_when_and_with_which_list_it_was_compared(iris: Someone) -> None:
    add_medicine(iris, "Zoloft", "sertraline")
    words = iris.open("/intake/medicines").words

    assert "with list 1 of 20 November 2026, which names 181 medicines and substances." in words
    assert "Compared on" in words


def test_m_11_what_is_kept_of_a_comparison_is_locked(installation: Installation, iris: Someone) -> None:
    add_medicine(iris, "Zoloft", "sertraline")
    locked = installation.value(
        "select result_locked from medicine_check where course_id = :course", course=course_of(installation, "iris")
    )

    assert isinstance(locked, bytes)
    assert b"sertraline" not in locked
