"""The clinic's name, phone, clock and crisis lines, as an administrator changes them and patients then see them."""

from uuid import uuid4

import pytest

from server.demo_people import HARBOUR
from tests.review.set_up import latest, typed
from tests.someone import Installation, Someone

HERE = "/clinic/about"
FACTS = {"name": "Harbour House", "phone": "+1 (416) 555-0188", "zone": "America/Winnipeg"}


def facts(installation: Installation, **more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "number": latest(installation, "clinic_change", HARBOUR)} | FACTS | more


def test_what_is_changed_is_what_patients_see_and_it_says_who_changed_it(
    installation: Installation, ada: Someone, mara: Someone
) -> None:
    sent = facts(installation)
    for _time in range(2):
        assert ada.send(HERE, sent).path == HERE
    seen = mara.open("/help")
    assert "Harbour House" in seen.words
    assert "tel:+14165550188" in seen.values("a.call", "href")
    assert "Open now, until 5:00 pm." in seen.words
    assert "Phone: +14165550142 became +14165550188." in ada.open(HERE).words
    assert latest(installation, "clinic_change", HARBOUR) == "2"


def test_another_clock_moves_the_hours_and_no_session(installation: Installation, ada: Someone, mara: Someone) -> None:
    planned = "select planned_at from session order by planned_at desc limit 1"
    before = installation.value(planned)
    ada.send(HERE, facts(installation, zone="Asia/Tokyo"))  # past midnight there
    assert "Closed now. Next, Thursday from 9:00 am." in mara.open("/help").words
    assert installation.value(planned) == before


WRONG = [
    ("name", "", "A clinic has a name."),
    ("phone", "416 555 0188", "Please write the number as it is dialled from abroad"),
    ("phone", "+1416", "Please write the number as it is dialled from abroad"),
    ("phone", "+1 416 CALL US", "Please write the number as it is dialled from abroad"),
    ("zone", "Toronto", "This is no time zone that is known."),
    ("zone", "", "This is needed."),
]


@pytest.mark.parametrize(("field", "text", "said"), WRONG)
def test_what_cannot_be_is_refused_beside_its_field_and_kept(
    installation: Installation, ada: Someone, field: str, text: str, said: str
) -> None:
    refused = ada.send(HERE, facts(installation, **{field: text}))
    assert refused.status_code == 422
    assert said in refused.one(f"#{field}-error")
    others = {name: refused.values(f"#{name}")[0] for name in FACTS}
    assert others == FACTS | {field: text}
    assert latest(installation, "clinic_change", HARBOUR) == "1"


def test_the_crisis_lines_are_one_of_those_there_are_numbers_for(
    installation: Installation, ada: Someone, mara: Someone
) -> None:
    page = ada.open(HERE)
    assert page.values("[name=region]") == ["CA-ON", "CA", "US-NY", "US"]
    chosen = typed(ada, HERE, f"{HERE}/region")
    refused = ada.send(f"{HERE}/region", chosen | {"region": "FR"})
    assert refused.status_code == 422
    assert "Please choose one of the answers shown." in refused.one("#region-error")
    assert ada.send(f"{HERE}/region", chosen | {"region": "CA"}).status_code == 200
    assert "Lines in Canada" in mara.open("/help").words
    assert "Crisis lines: Ontario became Canada." in ada.open(HERE).words


def test_what_was_changed_after_the_page_was_opened_is_said_and_nothing_is_written_over(
    installation: Installation, ada: Someone
) -> None:
    seen = facts(installation, phone="+14165550100")
    ada.send(HERE, facts(installation))
    told = ada.send(HERE, seen)
    assert told.status_code == 409
    assert "Ada changed something meanwhile" in told.words
    assert "Name: Harbour Clinic became Harbour House." in told.one(".flag")
    assert told.values("#phone") == ["+14165550100"]
    assert ada.open(HERE).values("#phone") == ["+14165550188"]
    sent = {name: told.values(f"form[action='{HERE}'] [name={name}]")[0] for name in ("id", "number", *FACTS)}
    assert ada.send(HERE, sent).status_code == 200
    assert ada.open(HERE).values("#phone") == ["+14165550100"]


@pytest.mark.parametrize("who", ["theo", "pria", "mara", "otto"])
def test_nobody_but_an_administrator_sees_or_changes_it(installation: Installation, who: str) -> None:
    person = installation.someone(who)
    for path in (HERE, "/clinic/setup"):
        assert person.get(path).status_code == 403
    for path in (HERE, f"{HERE}/region", "/clinic/setup/sharing"):
        assert person.send(path, facts(installation), follow=False).status_code == 403
    assert latest(installation, "clinic_change", HARBOUR) == "1"
