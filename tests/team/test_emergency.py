"""Break-glass: with a reason, for four hours, and everybody whom it concerns reads of it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from server.demo_words import TELLTALES
from tests.house.forms_team import REASON
from tests.session_day.days import change, course_of
from tests.someone import Installation, Opened, Someone

FIRST = "Wren opened your page in an emergency"
TICK, LASTS = timedelta(milliseconds=1), timedelta(hours=4)


@pytest.fixture
def wren(installation: Installation) -> Someone:
    return installation.someone("wren")


def opening(installation: Installation, name: str = "mara", **more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "course": course_of(installation, name), "reason": REASON} | more


def page_of(installation: Installation, name: str = "mara") -> str:
    return f"/courses/{course_of(installation, name)}"


def found(page: Opened) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.tree.cssselect("#course label")]


def test_it_opens_at_once_and_ends_by_itself(installation: Installation, wren: Someone) -> None:
    page = page_of(installation)
    assert wren.get(page).status_code == 404

    assert wren.send("/emergency/open", opening(installation)).path == page

    installation.clock.move(LASTS - TICK)
    assert installation.someone("wren").get(page).status_code == 200
    installation.clock.move(TICK)
    assert installation.someone("wren").get(page).status_code == 404


@pytest.mark.parametrize(
    ("reason", "said"),
    [("", "Please use at least 20 characters."), ("She rang just now.", "Please use at least 20 characters."),
     ("x" * 601, "This is 601 characters, and 600 fit.")],
)  # fmt: skip
def test_without_a_reason_nothing_opens_and_what_was_typed_is_kept(
    installation: Installation, wren: Someone, reason: str, said: str
) -> None:
    page = wren.send("/emergency/open", opening(installation, reason=reason))

    assert page.status_code == 422
    assert page.one("#reason-error").startswith(said)
    assert page.one("#reason") == reason
    assert page.values("#course input[checked]") == [course_of(installation, "mara")]
    assert wren.get(page_of(installation)).status_code == 404


def test_the_patient_reads_it_first_until_they_say_so_and_always_on_their_course(
    installation: Installation, wren: Someone, mara: Someone
) -> None:
    form = opening(installation)
    wren.send("/emergency/open", form)

    today = mara.open("/today")
    assert today.one("#opened-1") == FIRST
    assert today.one(".notice").startswith(
        "Wren opened your page in an emergency 25 November, 10:00 am, until 2:00 pm."
    )
    assert f"“{REASON}”" in today.one(".notice")
    assert today.text.index("opened-1") < today.text.index("<h2", today.text.index("opened-1") + 40)
    for _time in range(2):
        mara.send(f"/course/emergencies/{form['id']}/seen")
    assert mara.open("/today").tree.cssselect("#opened-1") == []
    assert REASON in mara.open("/course").one("section[aria-labelledby=team]")
    assert "Wren opened your page in an emergency" in mara.open("/course/access").words


def test_the_administrator_reads_who_whose_when_and_why_and_no_word_of_the_patient(
    installation: Installation, wren: Someone, ada: Someone
) -> None:
    wren.send("/emergency/open", opening(installation))

    page = ada.open("/clinic/emergencies")

    newest = page.all("rows")[0]
    assert newest.startswith("Wren opened the page of Mara open now 25 November, 10:00 am, until 2:00 pm")
    assert "not read by the patient yet" in newest
    assert f"“{REASON}”" in newest
    assert not [word for words in TELLTALES.values() for word in words if word in page.text.lower()]
    assert "/clinic/emergencies" in ada.open("/clinic").values("main a", "href")


@pytest.mark.parametrize("who", ["theo", "pria", "wren", "noor", None])
def test_the_list_is_the_administrators(installation: Installation, who: str | None) -> None:
    assert installation.someone(who).get("/clinic/emergencies").status_code == (303 if who is None else 403)


def test_another_clinics_administrator_reads_nothing_of_it(installation: Installation, wren: Someone) -> None:
    wren.send("/emergency/open", opening(installation))
    change(installation, "update person set role = 'admin' where id = :otto", otto=CAST_IDS["otto"])

    assert "Nothing has been opened in an emergency." in installation.someone("otto").open("/clinic/emergencies").words


def test_who_is_on_the_team_needs_none(installation: Installation, theo: Someone) -> None:
    page = theo.send("/emergency/find", {"name": "mara"})
    assert page_of(installation) in page.values("#course a", "href")
    assert found(page) == []

    refused = theo.send("/emergency/open", opening(installation))

    assert refused.status_code == 409
    assert refused.one("#course-error") == "You are on this care team: the page opens without an emergency."


def test_sent_twice_it_is_one_opening_and_a_second_one_is_refused(installation: Installation, wren: Someone) -> None:
    form = opening(installation)
    again = opening(installation)

    statuses = [wren.send("/emergency/open", one, follow=False).status_code for one in (form, form, again)]

    assert statuses == [303, 303, 409]
    mine = "select count(*) from care_team where kind = 'emergency' and course_id = :mara"
    assert installation.value(mine, mara=course_of(installation, "mara")) == 1


def test_it_ends_earlier_by_whoever_opened_it_or_by_the_team(
    installation: Installation, wren: Someone, theo: Someone
) -> None:
    first = opening(installation)
    wren.send("/emergency/open", first)
    for who, status in (("pria", 404), ("otto", 404), ("ada", 403), ("mara", 403)):
        assert installation.someone(who).send(f"/emergency/{first['id']}/end").status_code == status
    assert wren.send(f"/emergency/{first['id']}/end").path == "/emergency"
    assert wren.get(page_of(installation)).status_code == 404

    second = opening(installation)
    wren.send("/emergency/open", second)
    theo.send(f"{page_of(installation)}/team/{second['id']}/end")

    assert wren.get(page_of(installation)).status_code == 404
    assert "ended by Theo" in theo.open(f"{page_of(installation)}/team").words


@pytest.mark.parametrize(("who", "status"), [("otto", 404), ("ada", 403), ("noor", 403), (None, 401)])
def test_nobody_of_another_clinic_or_role_opens_anything(
    installation: Installation, who: str | None, status: int
) -> None:
    before = installation.value("select count(*) from care_team")

    assert installation.someone(who).send("/emergency/open", opening(installation)).status_code == status

    assert installation.value("select count(*) from care_team") == before


@pytest.mark.parametrize("who", ["noor", "sol"])
def test_another_patient_cannot_say_to_have_read_it(installation: Installation, wren: Someone, who: str) -> None:
    form = opening(installation)
    wren.send("/emergency/open", form)

    assert installation.someone(who).send(f"/course/emergencies/{form['id']}/seen").status_code == 404

    assert installation.value("select seen_at from care_team where id = :id", id=form["id"]) is None


def test_it_gives_no_code_into_the_patients_account_and_no_flag_to_own(
    installation: Installation, wren: Someone, mara: Someone
) -> None:
    wren.send("/emergency/open", opening(installation))
    assert "Mara" not in wren.open("/invitations").words

    mara.send("/not-safe", {"id": str(uuid4()), "safe": "no"})

    assert installation.value("select owner_id from flag") == CAST_IDS["theo"]


def test_the_reason_is_locked_in_the_database(installation: Installation, wren: Someone) -> None:
    form = opening(installation)
    wren.send("/emergency/open", form)

    kept = installation.value("select reason_locked from care_team where id = :id", id=form["id"])

    assert REASON.encode() not in bytes(kept)  # type: ignore[call-overload]
    assert len(bytes(kept)) > len(REASON)  # type: ignore[call-overload]
