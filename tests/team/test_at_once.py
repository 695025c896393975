"""Two people at once: one place is given, one therapist stays, and whoever has been ended does nothing any more."""

from datetime import timedelta
from uuid import uuid4

from server.courses.team import HandOver, end_hand_over, stand_in
from server.demo_cast import CAST_IDS
from tests.review.meanwhile import person_of
from tests.session_day.days import change, course_of, together
from tests.someone import Installation, Someone
from tests.team.test_team_page import count, ends, joining, team_of


def test_two_who_add_the_same_colleague_at_once_give_one_place(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    team = team_of(installation)

    statuses = together(installation, (theo, team, joining()), (pria, team, joining()))

    assert sorted(statuses) == [303, 409]
    assert count(installation, "wren", "co_therapist") == 1


def test_two_therapists_who_end_each_other_at_once_leave_one_there(installation: Installation, theo: Someone) -> None:
    team, wren = team_of(installation), installation.someone("wren")
    found = ends(theo.send(team, joining()))

    statuses = together(
        installation, (theo, found["End the place of Wren"], {}),
        (wren, ends(wren.open(team))["End the place of Theo"], {}),
    )  # fmt: skip

    assert statuses.count(303) == 1
    assert sorted([theo.get(team).status_code, wren.get(team).status_code]) == [200, 404]


def test_who_is_ended_at_the_moment_of_ending_another_is_ended_and_nothing_breaks(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    team, wren = team_of(installation), installation.someone("wren")
    found = ends(theo.send(team, joining()))

    ended, other = together(
        installation, (theo, found["End the place of Wren"], {}), (wren, found["End the place of Pria"], {})
    )

    assert ended == 303
    assert other in (303, 404, 409)
    assert wren.get(team).status_code == 404
    assert pria.get(team).status_code == (404 if other == 303 else 200)


def test_one_who_has_been_ended_adds_nobody_any_more(installation: Installation, theo: Someone) -> None:
    team = team_of(installation)
    theo.send(team, joining())
    wren = installation.someone("wren")
    theo.send(ends(theo.open(team))["End the place of Wren"])

    assert wren.send(team, joining("pria")).status_code == 404


def test_who_has_become_a_stand_in_meanwhile_hands_nothing_on_and_ends_no_hand_over_of_another(
    installation: Installation, theo: Someone
) -> None:
    """Asked again where the rows are written, however the page came to offer it."""
    now, course = installation.clock(), course_of(installation, "noor")
    change(
        installation,
        "update care_team set since = :now where person_id = :wren and until > :now",
        now=now,
        wren=CAST_IDS["wren"],
    )
    hand_over = str(
        installation.value("select hand_over_id from care_team where person_id = :wren and until > :now",
                           wren=CAST_IDS["wren"], now=now)
    )  # fmt: skip
    given = HandOver(
        id=str(uuid4()), from_id=CAST_IDS["wren"], to_id=CAST_IDS["otto"], since=now, until=now + timedelta(days=2)
    )

    async def both() -> str:
        async with installation.house.db.writing() as tx:
            wren = await person_of(tx, CAST_IDS["wren"])
            await end_hand_over(tx, wren, hand_over, now)
            return await stand_in(tx, course, str(uuid4()), given, now)

    assert installation.run(both) == "refused"
    assert installation.someone("wren").get(team_of(installation)).status_code == 200
