"""P-05: with diabetes, a GLP-1 medicine, pregnancy or kidney disease, a plan of one's own replaces the clock."""

from tests.session_day.days import course_of
from tests.someone import Installation, Opened, Someone

ASK = {"id": "0199c000-0000-7000-8000-00000000f001"}


def clock_times(page: Opened) -> list[str]:
    return page.all("clock")


def test_p_05_the_page_names_the_four_conditions(noor: Someone) -> None:
    said = noor.open("/prepare/fasting").words

    for condition in ("Diabetes", "GLP-1", "Pregnancy", "Kidney disease"):
        assert condition in said


def test_p_05_once_asked_for_no_page_shows_the_usual_times(noor: Someone) -> None:
    noor.send("/prepare/fasting/own-plan", ASK)

    for path in ("/today", "/prepare/fasting"):
        page = noor.open(path)
        assert clock_times(page) == []
        assert "Your clinic must give you a personal fasting plan" in page.words
        assert "until 5" not in page.words
    assert noor.open("/prepare/fasting").values(".needs a.call", "href") == ["tel:+14165550142"]


def test_p_05_the_board_says_who_writes_the_plan(noor: Someone) -> None:
    noor.send("/prepare/fasting/own-plan", ASK)

    fasting = next(line for line in noor.open("/today").all("open") if line.startswith("Fasting"))

    assert "Pria can turn this green by writing your plan." in fasting


def test_p_05_asking_twice_asks_once(installation: Installation, noor: Someone) -> None:
    assert noor.send("/prepare/fasting/own-plan", ASK).status_code == 200
    assert noor.send("/prepare/fasting/own-plan", ASK).status_code == 200

    assert installation.value("select count(*) from fasting_plan") == 1


def test_p_05_the_desk_sees_that_a_plan_is_needed_and_the_patient_reads_it(
    installation: Installation, noor: Someone, pria: Someone
) -> None:
    course = course_of(installation, "noor")
    noor.send("/prepare/fasting/own-plan", ASK)
    assert "needs a plan from you" in pria.open(f"/courses/{course}").words

    pria.send(f"/courses/{course}/fasting-plan", {"plan": "Half your evening dose.\n\nBroth until six."})

    for path in ("/today", "/prepare/fasting"):
        page = noor.open(path)
        assert "Half your evening dose." in page.words
        assert "Broth until six." in page.words
        assert "Pria" in page.words
        assert "until 5" not in page.words
        assert clock_times(page) == []
    assert "needs a plan from you" not in pria.open(f"/courses/{course}").words


def test_p_05_a_new_plan_replaces_the_old_one_and_the_old_one_is_kept(
    installation: Installation, noor: Someone, pria: Someone
) -> None:
    path = f"/courses/{course_of(installation, 'noor')}/fasting-plan"
    pria.send(path, {"plan": "Broth until six."})
    installation.clock.now = installation.clock.now.replace(minute=5)
    pria.send(path, {"plan": "Water until seven."})

    said = noor.open("/prepare/fasting").words

    assert "Water until seven." in said
    assert "Broth until six." not in said
    assert installation.value("select count(*) from fasting_plan") == 2


def test_an_empty_plan_is_refused_and_a_long_one_is_kept_in_the_form(
    installation: Installation, noor: Someone, pria: Someone
) -> None:
    path = f"/courses/{course_of(installation, 'noor')}/fasting-plan"
    long = "Broth. " * 100

    assert pria.send(path, {"plan": " \n "}).status_code == 422
    refused = pria.send(path, {"plan": long})

    assert refused.status_code == 422
    assert "Please shorten it by 100" in refused.one("#plan-error")
    assert refused.one("textarea#plan") == " ".join(long.split())
    assert installation.value("select count(*) from fasting_plan") == 0


def test_p_05_another_patients_plan_id_is_not_theirs_to_ask_with(noor: Someone, mara: Someone) -> None:
    noor.send("/prepare/fasting/own-plan", ASK)

    assert mara.send("/prepare/fasting/own-plan", ASK).status_code == 404
    assert clock_times(mara.open("/prepare/fasting"))


def test_p_06_morning_tablets_are_a_question_for_the_clinic(noor: Someone) -> None:
    assert "Ask your clinic which to take with a sip of water." in noor.open("/prepare/fasting").words
