"""Whoever leaves the clinic is out at once, with all they gave out, and no patient is left with nobody."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from tests.accounts.leaving import account_of, end, give_role, id_of, second_administrator, take_up
from tests.accounts.people import accept, give_passphrase, invite, sign_in
from tests.session_day.days import course_of
from tests.someone import Installation, Someone

WREN = CAST_IDS["wren"]
LATER = timedelta(minutes=6)


def test_what_follows_is_told_before_it_is_done(ada: Someone, theo: Someone) -> None:
    invite(theo, "Heron")  # who comes to the three of the demo
    words = ada.open(account_of("theo")).words
    assert "One login ends" in words
    assert "One code or invitation that they made, and nobody has used, ends." in words
    assert "4 patients read that this place on the care team ended" in words
    assert "4 patients would have nobody of this profession" in words
    for patient in ("Noor", "Mara", "Iris", "Heron"):
        assert patient in words


def test_a_clinician_who_left_is_out_at_the_next_request(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    name = give_passphrase(installation, "theo")
    code = invite(theo, "Heron").code
    assert theo.get("/review").status_code == 200

    assert end(ada, "theo", to=WREN).status_code == 200

    assert theo.get("/review").headers["location"].startswith("/sign-in")
    assert sign_in(installation.someone(), name).status_code == 422
    assert accept(installation.someone(), code).status_code == 422, "what they gave out ends with them"
    assert installation.value("select count(*) from known_device where person_id = :id", id=CAST_IDS["theo"]) == 0
    assert "Theo" in ada.open("/clinic/staff").one("section[aria-labelledby='ended']")
    assert "Theo" not in ada.open("/clinic").one("section[aria-labelledby='staff']")


def test_no_patient_is_left_with_nobody(installation: Installation, ada: Someone, theo: Someone) -> None:
    for to in ("", CAST_IDS["pria"], CAST_IDS["theo"], CAST_IDS["otto"], CAST_IDS["noor"]):
        refused = end(ada, "theo", to=to)
        assert refused.status_code == 422
        assert "Please choose who takes over, or a patient would have nobody." in refused.words
    assert theo.get("/review").status_code == 200
    assert installation.value("select count(*) from account_change") == 0
    assert installation.value("select count(*) from trail where deed = 'ended account'") == 0


def test_the_patient_reads_who_left_who_came_and_who_did_it(
    installation: Installation, ada: Someone, noor: Someone
) -> None:
    end(ada, "theo", to=WREN)
    page = noor.open("/course")
    assert "Wren" in page.one("section[aria-labelledby='team'] dl")
    assert "Theo" in page.one("section[aria-labelledby='team'] details")
    assert "Ada changed who is on your care team" in noor.open("/course/access").words
    wren = installation.someone("wren")
    assert wren.get(f"/courses/{course_of(installation, 'noor')}").status_code == 200


def test_where_nobody_could_take_over_somebody_is_invited_first(installation: Installation, ada: Someone) -> None:
    page = ada.open(account_of("pria"))
    assert "Nobody could take over" in page.words
    assert not page.tree.cssselect("form[action$='/end']")
    assert end(ada, "pria", "prescriber").status_code == 422

    invite(ada, "Sage", role="prescriber")

    assert end(ada, "pria", "prescriber", to=id_of(installation, "Sage")).status_code == 200
    assert "ended the account of Pria" in ada.open(account_of("pria")).words


def test_who_ended_by_mistake_is_taken_up_again_without_old_logins_or_patients(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    name = give_passphrase(installation, "theo")
    end(ada, "theo", to=WREN)
    assert take_up(ada, "theo").status_code == 200

    assert theo.get("/review").status_code == 303, "no earlier login comes back"
    again = installation.someone()
    assert sign_in(again, name).status_code == 303
    told = again.open("/account/told").words
    assert "Ada ended your account." in told
    assert "Ada took your account up again." in told
    theo = installation.someone("theo")
    assert theo.get(f"/courses/{course_of(installation, 'noor')}").status_code == 404


def test_a_new_role_counts_at_the_next_request_and_opens_nothing_of_the_old(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    assert theo.get("/review").status_code == 200
    assert give_role(ada, "theo", "therapist", "admin", to=WREN).status_code == 200

    assert theo.get("/review").headers["location"].startswith("/sign-in")
    theo = installation.someone("theo")
    assert theo.get("/review").status_code == 403
    assert theo.get("/clinic").status_code == 200
    assert "Ada changed your role from therapist to administrator." in theo.open("/account/told").words
    assert give_role(theo, "theo", "admin", "therapist").status_code == 200
    theo = installation.someone("theo")
    assert theo.get(f"/courses/{course_of(installation, 'noor')}").status_code == 404, "places do not come back"


def test_the_last_administrator_stays(installation: Installation, ada: Someone) -> None:
    page = ada.open(account_of("ada"))
    assert "A clinic is never without one." in page.words
    assert not page.tree.cssselect("form[action$='/end']")
    invite(ada, "Bo", role="admin")
    for refused in (end(ada, "ada", "admin"), give_role(ada, "ada", "admin", "therapist")):
        assert refused.status_code == 409, "who was invited and never came in is none yet"
        assert "This is the only administrator who has come in." in refused.words


def test_with_a_second_one_an_administrator_may_go_and_the_other_is_told(
    installation: Installation, ada: Someone
) -> None:
    bo = second_administrator(installation, ada)
    assert end(ada, "ada", "admin").status_code == 200
    assert ada.get("/clinic").status_code == 303
    assert "There is something to know about how you sign in." in bo.open("/clinic").words
    told = bo.open("/account/told")
    assert "Ada ended the account of Ada." in told.words
    bo.send("/account/told/known", {"until": told.values("[name=until]")[0]})
    assert "There is nothing to know now." in bo.open("/account/told").words
    assert "There is something to know" not in bo.open("/clinic").words


def test_of_two_who_end_each_other_at_once_one_stays(installation: Installation, ada: Someone) -> None:
    bo = second_administrator(installation, ada)
    bo_account = f"/clinic/staff/{id_of(installation, 'Bo')}/account/end"

    async def both() -> list[int]:
        answers = await asyncio.gather(
            ada.client.post(bo_account, data={"id": str(uuid4()), "was": "admin"}),
            bo.client.post(f"{account_of('ada')}/end", data={"id": str(uuid4()), "was": "admin"}),
        )
        return [one.status_code for one in answers]

    statuses = installation.run(both)
    assert isinstance(statuses, list)
    assert statuses.count(303) == 1, statuses
    left = "select count(*) from person where role = 'admin' and ended_at is null and clinic_id = :clinic"
    assert installation.value(left, clinic=installation.value("select clinic_id from person where name = 'Bo'")) == 1


def test_the_same_sent_again_does_nothing_more_and_a_stale_page_is_told(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    once = str(uuid4())
    for _time in range(2):
        assert end(ada, "theo", id=once, to=WREN).status_code == 200
    assert installation.value("select count(*) from account_change") == 1
    stale = end(ada, "theo", to=WREN)
    assert stale.status_code == 409
    assert "Somebody changed this account meanwhile" in stale.words
    assert take_up(ada, "theo", was="prescriber").status_code == 409
    assert take_up(ada, "wren").status_code == 409


def test_it_asks_whether_it_is_you(installation: Installation, theo: Someone) -> None:
    ada = installation.someone("ada")
    ada.keeps_at_it = False
    installation.clock.move(LATER)
    asked = end(ada, "theo", to=WREN)
    assert asked.status_code == 403
    assert "Is it you?" in asked.words
    assert theo.get("/review").status_code == 200


@pytest.mark.parametrize("name", ["theo", "otto", "noor", None])
def test_nobody_but_an_administrator_of_this_clinic_does_it(installation: Installation, name: str | None) -> None:
    person = installation.someone(name)
    assert person.get(account_of("wren")).status_code == (403 if name else 303)
    assert end(person, "wren").status_code == (403 if name else 401)


def test_patients_and_people_of_another_clinic_are_no_staff_of_ours(ada: Someone) -> None:
    for name in ("noor", "otto"):
        assert ada.get(account_of(name)).status_code == 404
        assert end(ada, name).status_code == 404


def test_a_way_back_in_that_they_began_ends_with_them(
    installation: Installation, ada: Someone, theo: Someone, noor: Someone
) -> None:
    theo.send(f"/recovery/{CAST_IDS['noor']}/begin")
    assert "begun a new way in" in noor.open("/today").words
    end(ada, "theo", to=WREN)
    assert "begun a new way in" not in noor.open("/today").words
    assert installation.value("select count(*) from recovery where ended_at is null") == 0
