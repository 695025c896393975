"""The protocol is changed as a draft, looked at as a difference, and signed as a new version; nobody writes over it."""

from uuid import uuid4

import pytest

from tests.house.data import what_was_written
from tests.intake.tiered import sign as sign_tiers
from tests.review.protocol_forms import (
    EDIT,
    HERE,
    SIGN,
    course_of,
    differences,
    form_of,
    look,
    newest,
    numbers,
    sign,
    version_of,
)
from tests.session_day.days import together
from tests.someone import Installation, Someone


def test_what_changes_is_shown_number_by_number_and_nothing_is_signed_by_looking(
    installation: Installation, ada: Someone
) -> None:
    before = what_was_written(installation)

    page = look(ada, food_hours="8", liquid_hours="2,5", stay_minutes__IV="150", home_routes="0")

    assert differences(page) == {
        "No food before a session": "6 hours →becomes 8 hours",
        "No drink before a session": "6 hours →becomes 2.5 hours",
        "Stay after the dose: Infusion": "120 minutes, as it comes →becomes 150 minutes",
        "Sessions at home": "Allowed →becomes Not held",
    }
    assert "What waits for a decision, and who answers flags, go on as they are." in page.words
    assert what_was_written(installation) == before
    typed_on = ada.send(EDIT, form_of(page) | {"back": "1"})
    assert (form_of(typed_on)["food_hours"], form_of(typed_on)["liquid_hours"]) == ("8", "2.5")


def test_a_signed_version_says_who_why_and_what_and_carries_all_else_on(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    sign_tiers(ada, E_44="D", because="Our neurologist asked.")
    flags = numbers(installation).flags

    assert sign(ada, "<b>Fewer</b> felt faint.", food_hours="7").path == HERE

    line = ada.open(f"{HERE}/versions").tree.cssselect("main ul.rows > li")[0].text_content()
    assert "Version 3" in line
    assert "“<b>Fewer</b> felt faint.”" in line, "markup is read as letters"
    assert "No food before a session" in line
    assert "Epilepsy" not in line
    signed = numbers(installation)
    assert (signed.food_hours, signed.condition_tiers, signed.flags) == (7, {"E-44": "D"}, flags)
    second = theo.open(f"{HERE}/versions/2").words
    assert "Epilepsy or seizures: Wait for a decision." in second
    trail = "select count(*) from trail where deed = 'signed protocol' and subject_id = :id"
    assert installation.value(trail, id=newest(installation, "id")) == 1
    assert version_of(installation, "noor") == 1, "who has begun keeps their version"


def test_sent_twice_it_is_one_version(installation: Installation, ada: Someone) -> None:
    form = form_of(look(ada, food_hours="7")) | {"because": "As the team agreed."}
    for _time in range(2):
        assert ada.send(SIGN, form).path == HERE
    assert newest(installation) == 2


def test_the_second_of_two_reads_what_changed_and_keeps_what_they_typed(
    installation: Installation, ada: Someone
) -> None:
    first = form_of(look(ada, food_hours="7")) | {"because": "Mine, as agreed."}
    second = form_of(look(ada, fade_minutes="20")) | {"because": "And mine, as agreed.", "id": str(uuid4())}

    assert sorted(together(installation, (ada, SIGN, first), (ada, SIGN, second))) == [303, 409]
    assert newest(installation) == 2

    late = form_of(look(ada, check_minutes="10")) | {"version": "1", "food_hours": "6", "fade_minutes": "10"}
    refused = ada.send(SIGN, late | {"because": "The looks, as agreed.", "id": str(uuid4())})
    assert refused.status_code == 409
    assert "Version 2" in refused.one("section[aria-labelledby=meanwhile]")
    assert differences(refused) == {"A sitter looks every": "15 minutes →becomes 10 minutes"}
    kept = form_of(refused)
    assert (kept["because"], kept["version"]) == ("The looks, as agreed.", "2")
    before = numbers(installation)
    assert ada.send(SIGN, kept).path == HERE
    after = numbers(installation)
    assert (after.check_minutes, after.food_hours, after.fade_minutes) == (10, before.food_hours, before.fade_minutes)


WRONG = [
    ({"food_hours": "many"}, ["food_hours"]),
    ({"food_hours": "13"}, ["food_hours"]),
    ({"fade_minutes": "6,5"}, ["fade_minutes"]),
    ({"liquid_hours": "8"}, ["liquid_hours"]),
    ({"food_hours_by_route-IN": "2"}, ["food_hours_by_route-IN"]),
    ({"reading_minutes-IV": "20, 40"}, ["reading_minutes-IV"]),
    ({"reading_minutes-IV": "-10, 40, 20"}, ["reading_minutes-IV"]),
    ({"reading_minutes-IV": "-10, 40, 240"}, ["reading_minutes-IV"]),
    ({"stay_minutes-IV": "60"}, ["stay_minutes-IV"]),
    ({"stay_minutes-IN": "90", "reading_minutes-IN": "-10, 40, 80"}, ["stay_minutes-IN"]),
    ({"reading_minutes-IN": "-10, 80"}, ["reading_minutes-IN"]),
    ({"reading_grace_minutes": "30"}, ["reading_grace_minutes"]),
    ({"gate_systolic": "160", "again_systolic": "155"}, ["again_systolic"]),
    ({"measure_again_days": "6"}, ["measure_again_days"]),
    ({"measure_after_days": "7, 10"}, ["measure_after_days"]),
    ({"measure_days_before": "8"}, ["measure_days_before"]),
    ({"no_driving_hours": "12"}, ["no_driving_hours"]),
    ({"nasal": "at home"}, ["nasal"]),
    ({"version": "99"}, ["fasting"]),
    ({}, ["fasting"]),
]


@pytest.mark.parametrize(("fields", "named"), WRONG)
def test_what_does_not_fit_is_named_beside_it_and_all_that_was_typed_stays(
    installation: Installation, ada: Someone, fields: dict[str, str], named: list[str]
) -> None:
    before = what_was_written(installation)
    typed = form_of(ada.open(EDIT)) | ({"check_minutes": "10"} if fields else {}) | fields

    for path in (EDIT, SIGN) if fields else (EDIT,):
        page = ada.send(path, typed | {"because": "As the team agreed.", "id": str(uuid4())})
        assert page.status_code == 422
        assert [href[1:] for href in page.values("#wrong a", "href")] == named
        kept = form_of(page) | {name: fields[name] for name in fields if name == "nasal"}  # a list holds its own alone
        assert {name: kept[name] for name in typed} == typed | {"because": "As the team agreed."}
    assert what_was_written(installation) == before


@pytest.mark.parametrize("because", ["", "short", "x" * 301])
def test_without_a_reason_nothing_is_signed_and_the_numbers_stay(
    installation: Installation, ada: Someone, because: str
) -> None:
    page = sign(ada, because, food_hours="7")

    assert (page.status_code, newest(installation)) == (422, 1)
    assert page.values("#wrong a", "href") == ["#because"]
    assert (form_of(page)["food_hours"], form_of(page)["because"]) == ("7", because)


def test_going_back_is_a_new_version_with_old_numbers_and_nothing_else_of_it(
    installation: Installation, ada: Someone
) -> None:
    sign(ada, food_hours="8", measures__gad7="0")
    sign_tiers(ada, E_44="D", because="Our neurologist asked.")

    page = ada.open(f"{EDIT}?from=1")
    shown = ada.send(EDIT, form_of(page))
    assert differences(shown)["No food before a session"] == "8 hours →becomes 6 hours"
    ada.send(SIGN, form_of(shown) | {"because": "It was too long."})

    now = numbers(installation)
    assert (newest(installation), now.food_hours, now.condition_tiers) == (4, 6, {"E-44": "D"})
    compared = ada.open(f"{HERE}/compare?a=1&b=4")
    assert differences(compared, "found") == {}
    assert "Epilepsy or seizures: Wait for a decision." in compared.words
    assert "8 hours" in ada.open(f"{HERE}/versions/2").words, "it stands as it was signed"


@pytest.mark.parametrize("who", ["theo", "pria"])
def test_clinicians_read_and_have_nothing_to_change(installation: Installation, ada: Someone, who: str) -> None:
    form = form_of(look(ada, food_hours="7")) | {"because": "As the team agreed."}
    staff = installation.someone(who)

    page = staff.open(HERE)
    assert "Change numbers" not in page.words
    assert [staff.get(EDIT).status_code, staff.send(EDIT, form).status_code] == [403, 403]
    assert staff.send(SIGN, form).status_code == 403
    assert newest(installation) == 1


def test_no_patient_and_no_other_clinic_comes_to_it(
    installation: Installation, ada: Someone, noor: Someone, otto: Someone
) -> None:
    sign(ada, "For Harbour alone.", food_hours="7")

    assert noor.get(HERE).status_code == 403
    assert "For Harbour alone." not in otto.open(HERE).words
    assert otto.get(f"{HERE}/versions/2").status_code == 404
    assert otto.get(f"/courses/{course_of(installation, 'noor')}/protocol").status_code == 404


def test_versions_are_paged_and_each_is_compared_with_the_one_before(ada: Someone) -> None:
    for number in range(12):
        sign(ada, f"The change number {number}.", fade_minutes=str(20 + number))

    page = ada.open(f"{HERE}/versions")
    assert len(page.tree.cssselect("main ul.rows > li")) == 10
    older = ada.open(f"{HERE}/versions?before=4").tree.cssselect("main ul.rows > li")
    assert [one.cssselect("h2")[0].text_content() for one in older] == ["Version 3", "Version 2", "Version 1"]
    assert "20 minutes" in older[0].text_content()
    assert "21 minutes" in older[0].text_content()
    assert "As it came." in older[2].text_content()
