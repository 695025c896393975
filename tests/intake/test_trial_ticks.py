"""E-01, E-02: whether a trial was strong and long enough is a clinician's word on one version of what was told."""

from uuid import uuid4

import pytest

from tests.intake.clinic_side import A_MOMENT, place
from tests.intake.tried import ids, take_out, tell
from tests.someone import Installation, Opened, Someone

CHANGED = "The patient has changed it since; please look again."


def tick(staff: Someone, page: Opened, *boxes: str, name: str = "iris", **fields: str) -> Opened:
    """Of the one trial on this page of the summary."""
    (action,) = page.values("form[action*='/trials/']", "action")
    (fact,) = page.values("form[action*='/trials/'] [name=fact]")
    staff.installation.clock.move(A_MOMENT)
    return staff.send(action, {"id": str(uuid4()), "fact": fact} | dict.fromkeys(boxes, "1") | fields)


def ticked(page: Opened) -> list[str]:
    return page.values("form[action*='/trials/'] input[checked]", "name")


def line(page: Opened) -> str:
    return page.one("section[aria-labelledby=trials] > .rows > li")


def kept(installation: Installation) -> int:
    """How many ticks Iris's trials have; the cast's own are not counted."""
    return int(str(installation.value("select count(*) from trial_tick where at >= '2026-11-25'")))


@pytest.mark.parametrize("who", ["pria", "theo"])
@pytest.mark.parametrize("boxes", [(), ("dose_enough",), ("weeks_enough",), ("dose_enough", "weeks_enough")])
def test_e_01_and_e_02_dose_and_weeks_are_ticked_apart_by_a_clinician(
    installation: Installation, iris: Someone, who: str, boxes: tuple[str, ...]
) -> None:
    staff = installation.someone(who)
    tell(iris, weeks="3", words="Ended in winter.")
    before = staff.open(place(installation))
    assert ticked(before) == []

    page = tick(staff, before, *boxes)

    assert ticked(page) == list(boxes)
    assert f"{who.capitalize()}, 25 November, 10:00 am" in line(page)
    assert "“Ended in winter.”" in line(page)


def test_e_01_ticks_fall_away_when_the_patient_changes_what_was_told_and_come_back_by_hand_alone(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    tell(iris)
    tick(pria, pria.open(place(installation)), "dose_enough", "weeks_enough")

    tell(iris, trial=ids(iris)[0], dose="50 mg")

    page = pria.open(place(installation))
    assert ticked(page) == []
    assert CHANGED in line(page)
    page = tick(pria, page, "weeks_enough")
    assert ticked(page) == ["weeks_enough"]
    assert CHANGED not in line(page)


def test_e_02_a_tick_made_on_the_words_before_does_not_count_for_the_words_now(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    tell(iris)
    seen = pria.open(place(installation))
    tell(iris, trial=ids(iris)[0], weeks="2")

    page = tick(pria, seen, "weeks_enough")

    assert ticked(page) == []
    assert CHANGED in line(page)


def test_a_tick_taken_away_is_a_further_word_and_the_earlier_stays(
    installation: Installation, iris: Someone, pria: Someone, theo: Someone
) -> None:
    tell(iris)
    page = tick(pria, pria.open(place(installation)), "dose_enough")

    page = tick(theo, page)

    assert ticked(page) == []
    assert "Theo, 25 November" in line(page)
    assert kept(installation) == 2


def test_sent_three_times_a_tick_is_kept_once(installation: Installation, iris: Someone, pria: Someone) -> None:
    tell(iris)
    page = pria.open(place(installation))
    tick_id = str(uuid4())

    for _time in range(3):
        assert ticked(tick(pria, page, "dose_enough", id=tick_id)) == ["dose_enough"]

    assert kept(installation) == 1


def test_a_trial_that_was_taken_out_takes_its_ticks_along(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    tell(iris)
    page = tick(pria, pria.open(place(installation)), "dose_enough")
    take_out(iris, ids(iris)[0])

    assert pria.open(place(installation)).one("h2#trials") == "No treatment recorded"
    assert tick(pria, page, "dose_enough").status_code == 200


def test_a_tick_on_another_courses_trial_or_on_none_is_refused_and_nothing_kept(
    installation: Installation, iris: Someone, noor: Someone, pria: Someone
) -> None:
    tell(iris)
    page = pria.open(place(installation))
    (action,) = page.values("form[action*='/trials/']", "action")
    other = pria.open(place(installation, "noor")).values("form[action*='/trials/'] [name=fact]")[0]

    assert tick(pria, page, fact=other).status_code == 404
    assert tick(pria, page, fact=str(uuid4())).status_code == 404
    assert tick(pria, page, fact="moss").status_code == 422
    assert tick(pria, page, dose_enough="perhaps").status_code == 422
    assert pria.send(action.replace(ids(iris)[0], str(uuid4())), {"id": str(uuid4())}).status_code == 422
    assert kept(installation) == 0


@pytest.mark.parametrize(("who", "status"), [("iris", 403), ("sol", 403), ("ada", 403), ("otto", 404)])
def test_nobody_but_the_care_team_ticks(
    installation: Installation, iris: Someone, pria: Someone, who: str, status: int
) -> None:
    tell(iris)
    page = pria.open(place(installation))

    assert tick(installation.someone(who), page, "dose_enough").status_code == status
    assert kept(installation) == 0
