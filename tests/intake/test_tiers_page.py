"""E-60: the clinic sets what waits for a decision; patients go by the version of its protocol that they are on."""

import pytest

from server.intake.content import asked
from tests.intake.clinic_side import decide, new_form, place, reply
from tests.intake.tiered import DECIDE, HERE, SIGN, TALK, form_of, newest, numbers, outcome, row, sign
from tests.someone import Installation, Someone


def test_e_60_every_row_is_shown_with_how_it_comes_and_where_sources_disagree(ada: Someone) -> None:
    page = ada.open(HERE)

    assert [one for one in asked().conditions if one not in page.values("main select", "id")] == []
    assert {one.id for one in asked().conditions.values() if one.differ} == {"E-30", "E-35", "E-36", "E-41", "E-44"}
    assert "from one month to one year" in row(page, "E-35")
    assert "Asked as: Seizures or epilepsy. E-44: NHS clinic" in row(page, "E-44")
    assert "Asked as: Date of birth." in row(page, "E-51")
    assert form_of(page) | {"id": "", "because": ""} == {one.id: one.tier for one in asked().conditions.values()} | {
        "id": "", "version": "1", "because": "", "also": "1",
    }  # fmt: skip
    assert all(len(one.cssselect("option")) == 2 for one in page.tree.cssselect("main select")), "nothing below T"


def test_e_60_a_raised_row_waits_for_a_decision_and_a_row_taken_back_to_t_is_to_be_talked_about(
    installation: Installation, ada: Someone, iris: Someone, pria: Someone
) -> None:
    reply(iris, "head-seizures", "past")
    assert outcome(iris) == TALK

    page = sign(ada, E_44="D")
    assert page.path == HERE
    assert "Your clinic’s own" in row(page, "E-44")
    assert "As it comes: Talk to the clinician." in row(page, "E-44")
    assert outcome(iris) == DECIDE
    assert "Not to be booked before you decide" in pria.open(place(installation)).words

    reply(iris, "head-seizures", "no")
    reply(iris, "day-elsewhere", "yes")
    assert outcome(iris) == DECIDE
    sign(ada, E_44="T", E_48="T", because="Looked at anew.")
    assert outcome(iris) == TALK
    assert numbers(installation).condition_tiers == {"E-48": "T"}


def test_e_61_a_row_raised_to_d_pauses_booking_and_says_so(
    installation: Installation, ada: Someone, iris: Someone
) -> None:
    theo = installation.someone("theo")
    reply(iris, "head-seizures", "past")
    arc = {"day": "2027-05-03", "at": "11:00", "route": "IV", "count": "1", "days_between": "14"}
    course = place(installation).removesuffix("/intake")
    sign(ada, E_44="D")

    refused = theo.send(f"{course}/sessions", arc)
    assert (refused.status_code, "Epilepsy or seizures" in refused.words) == (422, True)

    sign(ada, E_44="T", because="Taken back.")
    assert theo.send(f"{course}/sessions", arc).status_code == 200


@pytest.mark.parametrize("also", ["1", ""])
def test_who_nobody_has_decided_on_goes_over_only_where_it_is_ticked(
    installation: Installation, ada: Someone, iris: Someone, also: str
) -> None:
    reply(iris, "head-seizures", "past")

    sign(ada, E_44="D", also=also)

    assert outcome(iris) == (DECIDE if also else TALK)
    told = iris.open("/course/access").words
    assert ("Ada moved you to the clinic’s newest rules" in told) == bool(also)
    assert ("Also for the one person" in ada.open(HERE).words) is True
    if not also:  # later, without another version
        assert sign(ada, because="").status_code == 200
        assert (newest(installation), outcome(iris)) == (2, DECIDE)


def test_whoever_was_decided_on_or_had_a_session_keeps_the_version_they_began_with(
    installation: Installation, ada: Someone, iris: Someone, pria: Someone
) -> None:
    decide(pria, outcome="not yet")
    moved = "select count(*) from course where protocol_id = :newest"
    assert "Also for" not in ada.open(HERE).words

    sign(ada, E_44="D", also="1")

    assert installation.value(moved, newest=newest(installation, "id")) == 0


@pytest.mark.parametrize("who", ["theo", "pria"])
def test_clinicians_read_it_and_have_nothing_to_press(installation: Installation, ada: Someone, who: str) -> None:
    sign(ada, E_44="D")
    staff = installation.someone(who)
    page = staff.open(HERE)

    assert page.values("main select", "id") + page.all("button") == []
    assert "Your clinic’s own" in row(page, "E-44")
    assert HERE in staff.open("/intake-board").values("main a", "href")
    assert staff.send(SIGN, new_form(because="Mine.")).status_code == 403


def test_another_clinic_keeps_its_own(installation: Installation, ada: Someone, otto: Someone, sol: Someone) -> None:
    reply(sol, "head-seizures", "past")
    sign(ada, E_44="D")

    assert "Your clinic’s own" not in otto.open(HERE).words
    assert outcome(sol) == TALK
