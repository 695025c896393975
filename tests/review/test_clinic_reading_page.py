"""Who reads and how fast, as an administrator signs it: patients are told at once, and nobody writes over another."""

from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from server.demo_people import HARBOUR
from tests.review.set_up import latest, typed
from tests.someone import Installation, Someone

HERE = "/clinic/reading"
THEO, PRIA = CAST_IDS["theo"], CAST_IDS["pria"]


def rule(installation: Installation, **more: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "number": latest(installation, "reading_rule", HARBOUR),
        "protocol": latest(installation, "protocol", HARBOUR), "within": "2", "out_of_hours": "Nobody reads at night.",
    } | more  # fmt: skip


def days(installation: Installation, person: str, *ticked: str, **more: str) -> dict[str, str]:
    return {
        "days_id": str(uuid4()), "days_number": latest(installation, "reading_days", HARBOUR, person),
        "person": person, "minutes": "", **dict.fromkeys(ticked, "1"),
    } | more  # fmt: skip


def told(mara: Someone) -> str:
    return mara.open("/journal/write").one(".preview")


def test_how_fast_signs_a_version_of_the_protocol_and_patients_are_told_it_at_once(
    installation: Installation, ada: Someone, mara: Someone
) -> None:
    sent = rule(installation, within="4")
    for _time in range(2):
        assert ada.send(HERE, sent).path == HERE
    said = "Theo reads on Tuesdays and Fridays, usually within 4 working days. Nobody reads at night."
    assert said in told(mara)
    assert latest(installation, "protocol", HARBOUR) == "2"
    assert ada.send(HERE, rule(installation, within="4", out_of_hours="Nobody.")).status_code == 200
    assert latest(installation, "protocol", HARBOUR) == "2"
    assert "usually within 4 working days. Nobody." in told(mara)


def test_days_are_said_wherever_a_patient_is_told_who_reads(
    installation: Installation, ada: Someone, mara: Someone
) -> None:
    sent = days(installation, THEO, "wed", minutes="90")
    for _time in range(2):
        assert ada.send(f"{HERE}/days", sent).status_code == 200
    said = "Theo reads on Wednesdays, usually within 5 working days."
    entry = mara.open("/journal").values("a[href^='/journal/entries/']", "href")[0]
    for path in ("/journal/write", entry, "/course", f"/team/{THEO}"):
        assert said in mara.open(path).words, path
    assert "With these days an entry can wait longer than the clinic’s number." in ada.open(HERE).words
    assert ada.send(f"{HERE}/days", days(installation, THEO)).status_code == 200
    assert "Theo usually reads within 2 working days." in told(mara)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [("within", "0", "from 1 to 14"), ("within", "soon", "from 1 to 14"), ("out_of_hours", "", "Write what a patient")],
)
def test_a_rule_that_cannot_be_is_refused_beside_its_field(
    installation: Installation, ada: Someone, field: str, text: str, said: str
) -> None:
    refused = ada.send(HERE, rule(installation, **{"within": "5", field: text}))
    assert refused.status_code == 422
    assert said in refused.one(f"#{field}-error")
    assert latest(installation, "reading_rule", HARBOUR) == "1"


def test_minutes_that_cannot_be_are_refused_and_the_ticks_are_kept(installation: Installation, ada: Someone) -> None:
    refused = ada.send(f"{HERE}/days", days(installation, PRIA, "mon", "sun", minutes="9999"))
    assert refused.status_code == 422
    assert "from 1 to 2400" in refused.one("#minutes-error")
    assert refused.values("#days [type=checkbox][checked]", "name") == ["mon", "sun"]
    assert refused.values("#days [name=person]") == [PRIA]


@pytest.mark.parametrize("who", ["mara", "ada", "otto", "nobody"])
def test_days_are_set_for_the_clinics_own_clinicians_alone(installation: Installation, ada: Someone, who: str) -> None:
    person = CAST_IDS.get(who, str(uuid4()))
    refused = ada.send(f"{HERE}/days", days(installation, person, "mon"))
    assert refused.status_code == 422
    assert "Please choose one." in refused.one("#person-error")
    assert latest(installation, "reading_days", HARBOUR, person) == "0"


def test_the_later_of_two_is_told_what_the_first_signed_and_writes_over_nothing(
    installation: Installation, ada: Someone
) -> None:
    first, second = rule(installation, out_of_hours="Call in the morning."), rule(installation, out_of_hours="Wait.")
    ada.send(HERE, first)
    late = ada.send(HERE, second)
    assert late.status_code == 409
    assert "Ada signed it meanwhile. Now it says: Call in the morning." in late.words
    assert late.one("#out_of_hours") == "Wait."
    assert ada.open(HERE).one("#out_of_hours") == "Call in the morning."

    one, other = days(installation, THEO, "mon"), days(installation, THEO, "thu")
    ada.send(f"{HERE}/days", one)
    late = ada.send(f"{HERE}/days", other)
    assert late.status_code == 409
    assert "Now it says: Theo reads on Mondays" in late.words
    assert late.values("#days [type=checkbox][checked]", "name") == ["thu"]
    assert "Theo reads on Mondays" in ada.open(HERE).words


def test_a_protocol_that_was_signed_meanwhile_is_not_signed_over(installation: Installation, ada: Someone) -> None:
    seen = rule(installation, within="7")
    ada.send(HERE, rule(installation, within="3"))
    again = seen | {"number": latest(installation, "reading_rule", HARBOUR)}
    assert ada.send(HERE, again).status_code == 409
    assert latest(installation, "reading_rule", HARBOUR) == "2"
    assert latest(installation, "protocol", HARBOUR) == "2"


def test_the_form_stands_filled_for_whoever_is_chosen(ada: Someone) -> None:
    theo = typed(ada, f"{HERE}?person={THEO}", f"{HERE}/days")
    assert (theo["person"], theo.get("tue"), theo.get("fri"), theo.get("mon"), theo["minutes"]) == (
        THEO, "1", "1", None, "180",
    )  # fmt: skip
    assert typed(ada, f"{HERE}?person={PRIA}", f"{HERE}/days")["person"] == PRIA


@pytest.mark.parametrize("who", ["theo", "pria", "mara", "otto"])
def test_nobody_but_an_administrator_sees_or_signs_it(installation: Installation, who: str) -> None:
    person = installation.someone(who)
    assert person.get(HERE).status_code == 403
    assert person.send(HERE, rule(installation), follow=False).status_code == 403
    assert person.send(f"{HERE}/days", days(installation, THEO), follow=False).status_code == 403
    assert latest(installation, "reading_rule", HARBOUR) == "1"
