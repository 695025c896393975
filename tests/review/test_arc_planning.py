"""Dates are proposed, read with what stands against them, and kept; what two cannot have at once is refused."""

import pytest

from server.clinics.protocol import Protocol
from server.demo_cast import CAST_IDS
from tests.review.arcs import CORNER, GARDEN, HARBOUR, MARK, arc_of, count_of, plan, plan_form, planned_at, turn
from tests.session_day.days import change, course_of, use_numbers
from tests.someone import Installation, Someone


def test_a_proposal_is_shown_and_nothing_is_kept(installation: Installation, theo: Someone) -> None:
    before = count_of(installation, "noor")
    shown = plan(installation, theo, "noor", plan_form("2027-02-02", "theo", count="3", look="1", room=GARDEN))

    assert shown.status_code == 200
    assert shown.values("section.notice input[type=date]") == ["2027-02-02", "2027-02-16", "2027-03-02"]
    assert shown.words.count("Nothing stands against it.") == 3
    assert not shown.values(MARK)
    assert count_of(installation, "noor") == before


def test_kept_it_is_numbered_on_with_room_and_staff(installation: Installation, theo: Someone, noor: Someone) -> None:
    form = plan_form("2027-02-02", "theo", count="2", room=GARDEN)
    for _again in range(2):
        assert plan(installation, theo, "noor", form).status_code == 200

    assert planned_at(installation, "noor", 8) == "2027-02-16T16:00:00.000Z"
    assert count_of(installation, "noor") == 8
    page = theo.open(arc_of(installation, "noor") + "?from=2027-02-02")
    assert "Tue 2 Feb 11:00 am, Session seven, Garden room, Theo" in page.one("table.weeks")
    assert noor.open("/course").one("h1") == "Two behind you, six ahead."


def test_dates_can_be_changed_one_by_one_and_are_numbered_by_their_order(
    installation: Installation, theo: Someone
) -> None:
    changed = {"day-1": "2027-03-09", "at-1": "10:00", "day-2": "2027-02-09", "at-2": "14:30"}
    plan(installation, theo, "noor", plan_form(count="2") | changed)

    assert planned_at(installation, "noor", 7) == "2027-02-09T19:30:00.000Z"
    assert planned_at(installation, "noor", 8) == "2027-03-09T15:00:00.000Z"


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"day-1": "never", "at-1": "10:00"}, "day-1", "Please write the day as year-month-day"),
        ({"day-1": "2027-02-09", "at-1": ""}, "at-1", "This is needed."),
        ({"day-1": "2026-11-24", "at-1": "10:00"}, "day-1", "This moment has passed."),
        ({"day": "2026-11-24"}, "day", "This moment has passed."),
        ({"count": "13"}, "count", "from 1 to 12"),
        ({"room": CORNER}, "room", "Please choose one of the answers shown."),
        ({"route": "SLh", "room": GARDEN}, "room", "A session at home takes no room of the clinic’s."),
    ],
)
def test_a_wrong_field_is_named_and_the_words_stay(
    installation: Installation, theo: Someone, changed: dict[str, str], field: str, said: str
) -> None:
    form = plan_form() | changed
    refused = plan(installation, theo, "noor", form)

    assert refused.status_code == 422
    assert said in refused.one(f"#{field}-error")
    kept = refused.values(f"[name='{field}']:not([type=hidden])")
    assert form[field] in kept or field == "room"
    assert count_of(installation, "noor") == 6


def test_what_may_be_planned_all_the_same_is_ticked_as_it_was_read(installation: Installation, theo: Someone) -> None:
    near = plan_form("2027-01-09")  # a Saturday, two days after session six
    asked = plan(installation, theo, "noor", near)
    assert asked.status_code == 409
    assert asked.all("stands") == [
        "Two days from session six, nearer than the protocol has them. "
        "Outside the hours in which the clinic is open."
    ]  # fmt: skip
    assert asked.values("#wrong a", "href") == ["#proposed"]
    (mark,) = asked.values(MARK)
    assert count_of(installation, "noor") == 6

    other = near | {"day-1": "2027-01-10", "at-1": "11:00"}
    assert plan(installation, theo, "noor", other | {"anyway": mark}).status_code == 409
    assert plan(installation, theo, "noor", near | {"anyway": mark}).status_code == 200
    assert planned_at(installation, "noor", 7) == "2027-01-09T16:00:00.000Z"


def test_a_room_is_never_booked_twice_whatever_is_ticked(installation: Installation, theo: Someone) -> None:
    clash = plan_form("2026-12-10", room=HARBOUR, at="12:30")
    refused = plan(installation, theo, "iris", clash)

    assert refused.status_code == 409
    assert "Harbour room is taken from 11:00 am to 1:00 pm. This cannot be kept." in refused.words
    assert not refused.values(MARK)
    assert "Keep these dates" not in refused.words
    assert plan(installation, theo, "iris", clash | {"anyway": "f" * 16}).status_code == 409
    assert count_of(installation, "iris") == 0
    kept = plan(installation, theo, "iris", clash | {"at": "13:00", "look": "1"})
    assert "Harbour room is taken" not in kept.words


def test_a_course_has_no_two_sessions_at_a_time(installation: Installation, theo: Someone) -> None:
    refused = plan(installation, theo, "noor", plan_form("2026-12-10", at="11:30"))
    assert refused.status_code == 409
    assert "Session four of this course is at the same time. This cannot be kept." in refused.words


def test_somebody_in_two_places_and_consent_are_said_and_may_be_planned(
    installation: Installation, pria: Someone
) -> None:
    form = plan_form("2026-11-26", "pria", "theo", at="12:00")
    asked = plan(installation, pria, "iris", form)
    said = asked.all("stands")[0]
    assert "Pria is in another session from 11:00 am to 1:00 pm." in said
    assert "Theo is in another session from 11:00 am to 1:00 pm." in said
    assert "Not signed: " in said

    (mark,) = asked.values(MARK)
    assert plan(installation, pria, "iris", form | {"anyway": mark}).status_code == 200
    assert count_of(installation, "iris") == 1


def test_consent_on_paper_speaks_where_none_was_signed_here(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    form = plan_form()
    assert "Not signed: " in plan(installation, theo, "iris", form | {"look": "1"}).words
    (mark,) = plan(installation, theo, "iris", form).values(MARK)
    plan(installation, theo, "iris", form | {"anyway": mark})
    session = installation.value(
        "select session.id from session join course on course.id = session.course_id where patient_id = :iris",
        iris=CAST_IDS["iris"],
    )
    pria.send(f"/courses/{course_of(installation, 'iris')}/ready", {"session": session, "item": "E-15", "done": "1"})  # type: ignore[dict-item]
    theo.send(f"/courses/{course_of(installation, 'iris')}/ready", {"session": session, "item": "E-15", "done": "1"})  # type: ignore[dict-item]

    assert "Not signed: " not in plan(installation, theo, "iris", plan_form("2027-03-02", look="1")).words


def test_a_booster_is_numbered_on_and_told_as_one(installation: Installation, theo: Someone, noor: Someone) -> None:
    assert plan(installation, theo, "noor", plan_form(purpose="booster")).status_code == 200

    assert "7 Tue 2 Feb, 11:00 am booster" in theo.open(arc_of(installation, "noor")).words
    said = "Session seven, Tuesday 2 February, is a booster: one more, beyond the planned sessions."
    assert said in noor.open("/course").words
    installation.clock.now = installation.clock.now.replace(year=2027, month=1, day=31)
    noor.open("/help")
    assert "A booster, beyond the planned sessions. At the clinic." in noor.open("/today").words


def test_a_route_at_home_waits_for_the_protocol(installation: Installation, theo: Someone) -> None:
    use_numbers(installation, Protocol(home_routes=False))
    refused = plan(installation, theo, "noor", plan_form(route="SLh"))
    assert "does not allow this route at home" in refused.one("#route-error")


def test_nobody_plans_into_a_course_that_was_stopped(installation: Installation, theo: Someone) -> None:
    turn(installation, theo, "noor", "stop", reason="We have come to the end of it.", sure="1")

    assert plan(installation, theo, "noor", plan_form()).status_code == 409
    assert count_of(installation, "noor") == 6


def test_nobody_else_plans(installation: Installation, otto: Someone, noor: Someone, ada: Someone) -> None:
    for who, status in ((otto, 404), (noor, 403), (ada, 403)):
        assert plan(installation, who, "noor", plan_form()).status_code == status
    change(installation, "update care_team set until = :now where person_id = :theo", now=installation.clock(),
           theo=CAST_IDS["theo"])  # fmt: skip
    assert plan(installation, installation.someone("theo"), "noor", plan_form()).status_code == 404
    assert count_of(installation, "noor") == 6
