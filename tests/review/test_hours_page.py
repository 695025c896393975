"""Hours of cover as an administrator changes them: everything wrong named at once, nothing of another written over."""

from uuid import uuid4

import pytest

from server.demo_people import HARBOUR
from tests.accounts.people import PASSPHRASE, invite, join
from tests.review.set_up import WEEK, latest, typed
from tests.someone import Installation, Someone

HERE = "/clinic/hours"


def form(installation: Installation, **more: str) -> dict[str, str]:
    return {"id": str(uuid4()), "number": latest(installation, "cover_change", HARBOUR)} | WEEK | more


def test_new_hours_are_those_that_patients_read_at_once(
    installation: Installation, ada: Someone, mara: Someone
) -> None:
    sent = form(installation, **{"day-0": "9-12, 1 pm to 5 pm", "day-2": "", "day-5": "10:00–14:00"})
    for _time in range(2):
        assert ada.send(HERE, sent).path == HERE
    page = ada.open(HERE)
    assert page.values("#day-0, #day-2, #day-5") == ["9:00–12:00, 13:00–17:00", "", "10:00–14:00"]
    assert "Monday: 9:00–17:00 became 9:00–12:00, 13:00–17:00." in page.words
    help_page = mara.open("/help").words
    assert "Saturday10:00 am to 2:00 pm" in help_page
    assert "Closed now. Next, Thursday from 9:00 am." in help_page  # it is Wednesday
    assert latest(installation, "cover_change", HARBOUR) == "2"


def test_everything_wrong_is_named_at_once_and_everything_typed_is_kept(
    installation: Installation, ada: Someone
) -> None:
    wrong = {"day-0": "17–9", "day-1": "soon", "day-3": "9–12, 11–13", "day-4": "8–12"}
    refused = ada.send(HERE, form(installation, **wrong))
    assert refused.status_code == 422
    assert refused.values("#wrong a", "href") == ["#day-0", "#day-1", "#day-3"]
    assert refused.values("#day-0, #day-1, #day-3, #day-4") == ["17–9", "soon", "9–12, 11–13", "8–12"]
    assert latest(installation, "cover_change", HARBOUR) == "1"


def test_a_week_without_any_hours_is_refused(installation: Installation, ada: Someone) -> None:
    refused = ada.send(HERE, form(installation, **dict.fromkeys(WEEK, "")))
    assert refused.status_code == 422
    assert "Somebody has to answer on one day at least." in refused.one("#day-0-error")


def test_of_two_administrators_the_later_is_told_what_changed_and_writes_over_nothing(
    installation: Installation, ada: Someone
) -> None:
    invited = invite(ada, "Ines", role="admin")
    ines = join(installation, invited.code, way="passphrase", name="ines@example.org", passphrase=PASSPHRASE)
    first, second = (typed(one, HERE, HERE) for one in (ines, ada))
    assert ines.send(HERE, first | {"day-4": "9:00–13:00"}).status_code == 200

    told = ada.send(HERE, second | {"day-1": "10:00–18:00"})
    assert told.status_code == 409
    assert "Ines changed the hours meanwhile" in told.words
    assert "Friday: 9:00–17:00 became 9:00–13:00." in told.one(".flag")
    assert told.values("#day-1, #day-4") == ["10:00–18:00", "9:00–17:00"]
    assert ada.open(HERE).values("#day-1, #day-4") == ["9:00–17:00", "9:00–13:00"]

    again = {field.get("name"): field.get("value", "") for field in told.tree.cssselect("form[action='/clinic/hours'] "
                                                                                        "input")}  # fmt: skip
    assert ada.send(HERE, again | {"day-4": "9:00–13:00"}).status_code == 200
    assert ada.open(HERE).values("#day-1, #day-4") == ["10:00–18:00", "9:00–13:00"]


def test_a_closed_day_is_said_to_patients_and_can_be_opened_again(
    installation: Installation, ada: Someone, mara: Someone
) -> None:
    """It is Wednesday, 10 in the morning."""
    closed = {"closed_id": str(uuid4()), "closed": "2026-11-25"}
    for sent in (closed, closed, closed | {"closed_id": str(uuid4())}):
        assert ada.send(f"{HERE}/closed", sent).status_code == 200
    page = mara.open("/help").words
    assert "Closed now. Next, Thursday from 9:00 am." in page
    assert "Closed on: 25 November 2026, 25 December 2026, 1 January 2027" in page
    path = ada.open(HERE).values("#closed-days form[action$='/open']", "action")[0]
    for _time in range(2):
        assert ada.send(path).status_code == 200
    assert "Open now, until 5:00 pm." in mara.open("/help").words
    assert ada.send(f"{HERE}/closed", closed | {"closed_id": str(uuid4())}).status_code == 200
    assert "Closed now." in mara.open("/help").words


@pytest.mark.parametrize(("day", "said"), [("2026-11-24", "This day is over."), ("soon", "Please write the day")])
def test_a_day_that_cannot_be_closed_is_refused(ada: Someone, day: str, said: str) -> None:
    refused = ada.send(f"{HERE}/closed", {"closed_id": str(uuid4()), "closed": day})
    assert refused.status_code == 422
    assert said in refused.one("#closed-error")
    assert refused.values("#closed") == [day]


@pytest.mark.parametrize("who", ["theo", "pria", "mara", "otto"])
def test_nobody_but_an_administrator_sees_or_changes_them(installation: Installation, who: str) -> None:
    person = installation.someone(who)
    assert person.get(HERE).status_code == 403
    assert person.send(HERE, form(installation, **{"day-0": ""}), follow=False).status_code == 403
    assert latest(installation, "cover_change", HARBOUR) == "1"
