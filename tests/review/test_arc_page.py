"""The page of an arc: the clinic's two weeks, without a name of whoever is not one's own patient."""

import pytest

from server.courses.sessions import plan_session
from server.demo_cast import CAST_IDS
from server.demo_people import Cast
from tests.review.arcs import GARDEN, arc_of, do, plan, plan_form, seen
from tests.session_day.days import change, course_of, session_of
from tests.someone import Installation, Someone

TEAM = "update care_team set until = :now where person_id = :who and course_id = :course"


def leave_team(installation: Installation, who: str, patient: str) -> None:
    change(installation, TEAM, now=installation.clock(), who=CAST_IDS[who], course=course_of(installation, patient))


def calendar(staff: Someone, path: str) -> str:
    return staff.open(path).one("table.weeks")


def test_two_weeks_of_the_clinic_are_a_table_of_days(installation: Installation, theo: Someone) -> None:
    page = theo.open(arc_of(installation, "noor"))

    assert page.values("table.weeks th", "scope") == ["col"] * 7
    assert page.all("now") == ["Wed 25 Nov"]
    assert "Thu 26 Nov 11:00 am, Session three, Harbour room, Theo, Pria" in page.one("table.weeks")
    assert "Fri 4 Dec 11:00 am, Mara" in page.one("table.weeks")
    assert "Sat 28 Nov Closed" in page.one("table.weeks")


def test_of_whose_team_one_is_not_there_is_no_name(installation: Installation, theo: Someone, pria: Someone) -> None:
    do(installation, theo, "mara", 3, "place", room="", seen="-", **{f"staff-{CAST_IDS['pria']}": "1"})
    leave_team(installation, "theo", "mara")

    found = calendar(theo, arc_of(installation, "noor"))
    assert "Fri 4 Dec 11:00 am, one session, Pria" in found
    assert "Mara" not in theo.open(arc_of(installation, "noor") + "?day=2026-12-04").text
    assert "11:00 am, Mara, Pria" in calendar(pria, arc_of(installation, "noor"))


def test_the_other_clinic_is_not_on_the_calendar(installation: Installation, theo: Someone, otto: Someone) -> None:
    assert "Mon 30 Nov 11:00 am, Session" in calendar(otto, arc_of(installation, "sol"))
    assert "Mon 30 Nov Tue 1 Dec" in calendar(theo, arc_of(installation, "noor"))
    assert "Corner room" not in theo.open(arc_of(installation, "noor")).text


def test_who_is_away_stands_on_each_day(installation: Installation, theo: Someone, pria: Someone) -> None:
    pria.send("/flags/away", {"id": session_of(installation, "mara", 1), "days": "2"})

    page = theo.open(arc_of(installation, "noor"))
    assert "Thu 26 Nov 11:00 am, Session three, Harbour room, Theo, Pria Pria is away" in page.one("table.weeks")
    assert page.one("table.weeks").count("Pria is away") == 2
    assert "Pria is away until 27 November." in page.all("stands")[0]


def test_other_weeks_and_a_whole_day_are_reached_by_links(installation: Installation, theo: Someone) -> None:
    path = arc_of(installation, "noor")
    later = theo.open(path + "?from=2026-12-08")
    assert "Thu 10 Dec 11:00 am, Session four, Harbour room, Theo" in later.one("table.weeks")
    assert f"{path}?from=2026-12-21#calendar" in later.values("nav a", "href")

    whole = theo.open(path + "?day=2026-12-10")
    assert whole.one("section.notice h3") == "Thu 10 Dec"
    assert whole.values("#day") == ["2026-12-10"]
    for nonsense in ("?from=never", "?day=2026-13-45", "?from=0001-01-01", "?day=9999-12-31"):
        assert "Wed 25 Nov" in calendar(theo, path + nonsense)


def test_of_a_full_day_some_are_shown_and_all_are_on_the_day_itself(installation: Installation, theo: Someone) -> None:
    async def fill() -> None:
        async with installation.house.db.writing() as tx:
            course = await Cast(installation.house).course(tx, "iris")
            for minute in range(9):
                at = installation.clock().replace(day=27, hour=14 + minute // 2, minute=30 * (minute % 2))
                await plan_session(tx, course, "IV", at, installation.clock())

    installation.run(fill)
    path = arc_of(installation, "noor")
    assert "11:00 am, Iris" not in calendar(theo, path)
    assert "and 6 more" in calendar(theo, path)
    assert len(theo.open(path + "?day=2026-11-27").tree.cssselect("section.notice li")) == 9


@pytest.mark.parametrize(("who", "status"), [(None, 303), ("noor", 403), ("ada", 403), ("otto", 404), ("sol", 403)])
def test_nobody_else_opens_it(installation: Installation, who: str | None, status: int) -> None:
    assert installation.someone(who).get(arc_of(installation, "noor")).status_code == status


def test_it_closes_with_the_place_on_the_team_and_opening_it_is_told(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    theo.open(arc_of(installation, "noor"))
    assert "Theo opened the plan of your sessions" in noor.open("/course/access").words

    leave_team(installation, "theo", "noor")
    assert theo.get(arc_of(installation, "noor")).status_code == 404


def test_the_patients_page_leads_there(installation: Installation, theo: Someone) -> None:
    path = arc_of(installation, "noor")
    assert path in theo.open(path.removesuffix("/arc")).values("a.button", "href")


def test_what_stands_against_what_is_planned_is_said_beside_it(installation: Installation, theo: Someone) -> None:
    """A protocol that was changed, a room that was retired: nobody moved the session, and still it is said."""
    change(installation, "update room set retired_at = :now where name = 'Harbour room'", now=installation.clock())
    page = theo.open(arc_of(installation, "noor"))
    assert page.all("stands") == ["Harbour room is no longer in use."] * 4


def test_a_rooms_other_session_is_said_as_taken(installation: Installation, theo: Someone) -> None:
    kept = plan(installation, theo, "iris", plan_form("2026-11-27", room=GARDEN, look="1"))
    assert "Nothing stands against it" not in kept.words
    here = seen(installation, theo, "noor", 4, "place")
    assert do(installation, theo, "noor", 4, "place", room=GARDEN, seen=here).status_code == 200
    clash = plan(installation, theo, "iris", plan_form("2026-12-10", room=GARDEN))
    assert clash.status_code == 409
    assert "Garden room is taken from 11:00 am to 1:00 pm. This cannot be kept." in clash.words
