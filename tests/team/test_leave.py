"""Leave: a colleague reaches one's patients from the first day to the last, by the clinic's clock, and no longer."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from tests.session_day.days import change, course_of, together
from tests.someone import Installation, Someone

TICK = timedelta(milliseconds=1)
FIRST = datetime.fromisoformat("2026-12-01T00:00:00-05:00")  # at the clinic
AFTER = datetime.fromisoformat("2026-12-05T00:00:00-05:00")


def leave(**more: str) -> dict[str, str]:
    form = {"id": str(uuid4()), "colleague": CAST_IDS["wren"], "since": "2026-12-01", "until": "2026-12-04"}
    return form | {"which": "all"} | more


@pytest.fixture(autouse=True)
def nothing_planned(installation: Installation) -> None:
    """The leave that the demo has planned is taken back."""
    change(installation, "update care_team set until = since where since > :now", now=installation.clock.now)


def reaches(installation: Installation, who: str, patient: str) -> bool:
    status = installation.someone(who).get(f"/courses/{course_of(installation, patient)}").status_code
    assert status in (200, 404)
    return status == 200


@pytest.mark.parametrize(
    ("moment", "reached"),
    [(FIRST - TICK, False), (FIRST, True), (AFTER - TICK, True), (AFTER, False), (AFTER + timedelta(days=90), False)],
)
def test_the_colleague_reaches_them_from_the_first_moment_to_the_last(
    installation: Installation, theo: Someone, moment: datetime, reached: bool
) -> None:
    assert theo.send("/leave", leave()).path == "/leave"

    installation.clock.now = moment

    assert [reaches(installation, "wren", name) for name in ("mara", "noor", "iris")] == [reached] * 3
    assert reaches(installation, "theo", "noor")


def test_it_is_said_to_who_goes_to_who_comes_and_to_each_patient(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    page = theo.send("/leave", leave())

    assert "Wren stands in for you" in page.one("section[aria-labelledby=standing]")
    assert "from 1 December until the end of 4 December · 3 patients" in page.one("section[aria-labelledby=standing]")
    held = installation.someone("wren").open("/leave").one("section[aria-labelledby=held]")
    assert held == "Handed over to you Theo from 1 December until the end of 4 December · 3 patients"
    told = "Theo will be away from 1 December until the end of 4 December; Wren stands in then."
    assert told in noor.open("/course").words
    installation.clock.now = FIRST
    course = installation.someone("noor").open("/course").words
    assert "Theo is away until the end of 4 December; Wren stands in." in course
    assert "Stands in for Theo" in course
    installation.clock.now = AFTER
    assert "is away" not in installation.someone("noor").open("/course").words


def test_today_begins_now(installation: Installation, theo: Someone) -> None:
    theo.send("/leave", leave(since="2026-11-25", until="2026-11-25"))
    assert reaches(installation, "wren", "noor")

    installation.clock.now = datetime.fromisoformat("2026-11-26T00:00:00-05:00")

    assert not reaches(installation, "wren", "noor")


def test_only_those_that_are_ticked(installation: Installation, theo: Someone) -> None:
    noor = course_of(installation, "noor")
    theo.send("/leave", leave(which="some", since="2026-11-25", **{f"course-{noor}": "1"}))

    assert [reaches(installation, "wren", name) for name in ("mara", "noor", "iris")] == [False, True, False]


@pytest.mark.parametrize(
    ("form", "field", "said"),
    [
        ({"colleague": ""}, "colleague", "Please choose a colleague."),
        ({"colleague": CAST_IDS["pria"]}, "colleague", "Please choose one of the colleagues shown."),
        ({"colleague": CAST_IDS["otto"]}, "colleague", "Please choose one of the colleagues shown."),
        ({"since": "2026-11-24"}, "since", "This day has passed. Please choose today or a later one."),
        ({"since": ""}, "since", "This is needed."),
        ({"until": "2026-11-30"}, "until", "The last day comes before the first. Please choose a later one."),
        ({"until": "2027-12-20"}, "until", "This is longer than a year."),
        ({"which": "some"}, "which", "Please choose at least one patient."),
        ({"which": ""}, "which", "Please choose one."),
    ],
)
def test_a_wrong_field_is_named_beside_it_and_what_was_typed_is_kept(
    installation: Installation, theo: Someone, form: dict[str, str], field: str, said: str
) -> None:
    before = installation.value("select count(*) from care_team")

    page = theo.send("/leave", leave(**form))

    assert page.status_code in (409, 422)
    assert page.one(f"#{field}-error").startswith(said)
    assert page.values("#until") == [form.get("until", "2026-12-04")]
    assert installation.value("select count(*) from care_team") == before


def test_days_the_wrong_way_round_are_named_also_where_nobody_is_chosen_yet(theo: Someone) -> None:
    page = theo.send("/leave", leave(colleague="", until="2026-11-30"))

    assert page.one("#colleague-error") == "Please choose a colleague."
    assert page.one("#until-error") == "The last day comes before the first. Please choose a later one."
    assert theo.send("/leave", leave(colleague="", until="soon")).one("#until-error").startswith("Please write the day")


def test_sent_twice_it_is_planned_once(installation: Installation, theo: Someone) -> None:
    form, before = leave(), int(str(installation.value("select count(*) from care_team")))

    assert [theo.send("/leave", form, follow=False).status_code for _time in range(2)] == [303, 303]

    assert installation.value("select count(*) from care_team") == before + 3


def test_a_colleague_who_is_there_already_is_said(installation: Installation, theo: Someone) -> None:
    theo.send(f"/courses/{course_of(installation, 'noor')}/team", leave())

    page = theo.send("/leave", leave())

    assert page.status_code == 200
    assert page.one(".notice").startswith("Planned, but for those named here: this colleague is on their care team")
    assert page.all("notice li") == [] or page.one(".notice li") == "Noor"
    again = theo.send("/leave", leave())
    assert again.status_code == 409
    assert again.one("#colleague-error").startswith(
        "Nothing was planned: this colleague is on each of these care teams"
    )


def test_it_ends_earlier_and_what_was_planned_never_begins(installation: Installation, theo: Someone) -> None:
    begun, planned = leave(since="2026-11-25"), leave(since="2026-12-20", until="2026-12-22")
    theo.send("/leave", begun)
    theo.send("/leave", planned)

    installation.clock.move(timedelta(hours=1))
    for form in (begun, planned, begun):
        assert theo.send(f"/leave/{form['id']}/end", follow=False).status_code == 303

    assert not reaches(installation, "wren", "noor")
    installation.clock.now = datetime.fromisoformat("2026-12-21T12:00:00-05:00")
    assert not reaches(installation, "wren", "noor")
    past = installation.someone("theo").open("/leave").one("section[aria-labelledby=past]")
    assert "taken back before it began" in past
    assert "on 25 November" in past


@pytest.mark.parametrize(("who", "status"), [("wren", 404), ("pria", 404), ("otto", 404), ("ada", 403), ("noor", 403)])
def test_nobody_else_ends_it(installation: Installation, theo: Someone, who: str, status: int) -> None:
    form = leave(since="2026-11-25")
    theo.send("/leave", form)

    assert installation.someone(who).send(f"/leave/{form['id']}/end").status_code == status

    assert reaches(installation, "wren", "noor")


def test_where_there_is_no_colleague_or_no_patient_it_is_said(installation: Installation) -> None:
    assert "There is no colleague of your profession" in installation.someone("pria").open("/leave").words
    assert "No patient is yours to hand over." in installation.someone("wren").open("/leave").words
    assert [installation.someone(who).get("/leave").status_code for who in ("ada", "mara")] == [403, 403]


def test_the_same_patients_handed_over_twice_at_once_are_handed_over_once(
    installation: Installation, theo: Someone
) -> None:
    other = installation.someone("theo")

    statuses = together(installation, (theo, "/leave", leave()), (other, "/leave", leave()))

    assert sorted(statuses) == [303, 409]
    planned = "select count(*) from care_team where person_id = :wren and since > :now and until > since"
    assert installation.value(planned, wren=CAST_IDS["wren"], now=installation.clock.now) == 3
