"""At home the patient writes that it is taken: refused while something is missing, and D-07 after it."""

import pytest

from server.clinics.protocol import Protocol
from tests.session_day.days import at, kept, line_form, newest, session_of, use_numbers
from tests.session_day.test_home import measure, said, taken
from tests.session_day.test_home import session as session
from tests.someone import Installation, Someone

TIMES = "select opened_at || ' ' || started_at from session where id = :id"


def test_n_07_what_is_taken_opens_and_starts_the_record(
    installation: Installation, noor: Someone, theo: Someone, session: str
) -> None:
    measure(noor, session, 128, 82)

    assert taken(noor, session).path == f"/sessions/{session}"

    stands = "2026-11-26T15:50:00.000Z"
    assert installation.value(TIMES, id=session) == f"{stands} {stands}"
    assert "The medicine was taken" in theo.open(f"/sessions/{session}/record").one("#lines ~ ul")
    assert noor.open("/today").one("h1") == "Your third session is under way."


def test_sent_again_it_is_kept_once(installation: Installation, noor: Someone, session: str) -> None:
    measure(noor, session, 128, 82)
    form = line_form(written_at="2026-11-26T15:50:00.000Z")
    for _try in range(2):
        assert noor.outbox(f"/sessions/{session}/taken", form).status_code == 200
        installation.clock.now = installation.clock.now.replace(minute=55)

    assert kept(installation, "taken") == 1
    assert str(installation.value(TIMES, id=session)).endswith("15:50:00.000Z")


@pytest.mark.parametrize(("ago", "status"), [("15:49", 409), ("15:40", 200)])
def test_pressed_while_something_is_missing_it_is_refused_but_what_a_phone_kept_offline_is_a_fact(
    installation: Installation, noor: Someone, session: str, ago: str, status: int
) -> None:
    form = line_form(written_at=f"2026-11-26T{ago}:00.000Z")

    answered = noor.outbox(f"/sessions/{session}/taken", form)

    assert answered.status_code == status
    assert kept(installation, "taken") == (1 if status == 200 else 0)
    began = f"2026-11-26T{ago}:00.000Z" if status == 200 else None
    assert installation.value("select started_at from session where id = :id", id=session) == began


def test_p_40_a_wrong_clock_is_no_way_around_it(installation: Installation, noor: Someone, session: str) -> None:
    """Sent at once by a phone that is an hour behind: it was pressed now, while the gate is shut."""
    measure(noor, session, 160, 100)
    form = line_form(written_at="2026-11-26T14:50:00.000Z")

    refused = noor.send(f"/sessions/{session}/taken", form, tidemark_sent="2026-11-26T14:50:01.000Z")

    assert refused.status_code == 409
    assert kept(installation, "taken") == 0


@pytest.mark.parametrize(
    ("upper", "lower", "again"), [(179, 119, False), (180, 90, True), (150, 120, True), (150, 95, False)]
)
def test_d_07_after_the_dose_a_high_reading_asks_for_a_second_and_a_call(
    installation: Installation, noor: Someone, session: str, upper: int, lower: int, again: bool
) -> None:
    measure(noor, session, 128, 82)
    taken(noor, session)
    at(installation, "2026-11-26T11:40")

    page = measure(noor, session, upper, lower)

    assert page.path == f"/sessions/{session}/pressure"
    (notice,) = page.tree.cssselect("[data-when=again]")
    assert (notice.get("hidden") is None) is again
    assert "Measure again after five minutes, and call your clinic" in notice.text_content()
    assert "Chest pain" in notice.text_content()
    assert [link.get("href") for link in notice.cssselect("a.call")] == ["tel:+14165550142", "tel:911"]


def test_d_07_the_clinics_own_numbers_are_used(installation: Installation, noor: Someone, session: str) -> None:
    use_numbers(installation, Protocol(home_routes=True, again_systolic=170))
    measure(noor, session, 128, 82)
    taken(noor, session)
    at(installation, "2026-11-26T11:40")

    assert measure(noor, session, 170, 90).tree.cssselect("[data-when=again]")[0].get("hidden") is None


def test_a_reading_after_the_dose_is_besides_the_plan_and_leaves_the_checklist_as_it_is(
    installation: Installation, noor: Someone, theo: Someone, session: str
) -> None:
    measure(noor, session, 128, 82)
    taken(noor, session)
    at(installation, "2026-11-26T11:40")
    measure(noor, session, 150, 95)

    page = theo.open(f"/sessions/{session}/record")

    assert "128/82" in page.one("section[aria-labelledby=points] ol.board")
    assert "150/95" not in page.one("section[aria-labelledby=points] ol.board")
    assert "150/95" in page.one("section[aria-labelledby=points]")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"systolic": "400", "diastolic": "20"}, "systolic"),
        ({"systolic": "82", "diastolic": "128"}, "diastolic"),
        ({"systolic": "", "diastolic": "82"}, "systolic"),
        ({"systolic": "128", "diastolic": "82", "pulse": "5"}, "pulse"),
    ],
)
def test_a_reading_that_cannot_be_is_refused_beside_its_field_and_closes_nothing(
    installation: Installation, noor: Someone, session: str, fields: dict[str, str], field: str
) -> None:
    refused = noor.send(f"/sessions/{session}/pressure", line_form(**fields))

    assert refused.status_code == 422
    assert refused.one(f"#{field}-error")
    assert refused.values("#systolic") == [fields["systolic"]]
    assert kept(installation, "reading") == 0
    assert said(noor.open(f"/sessions/{session}/begin")) == ["pressure"]


def test_sent_again_a_reading_is_kept_once_and_its_id_is_no_way_into_another_session(
    installation: Installation, noor: Someone, mara: Someone, session: str
) -> None:
    form = line_form(systolic="128", diastolic="82")
    for _try in range(2):
        assert noor.outbox(f"/sessions/{session}/pressure", form).status_code == 200

    stolen = mara.send(f"/sessions/{session_of(installation, 'mara', 3)}/pressure", form | {"systolic": "139"})

    assert stolen.status_code == 404
    assert kept(installation, "reading") == 1
    assert newest(installation, "source") == "patient"


def test_p_28_what_makes_the_room_ready_stands_on_the_page_until_it_is_marked(noor: Someone, session: str) -> None:
    path = f"/sessions/{session}/begin"
    room = [f"/prepare/checklist/{item}" for item in ("P-25", "P-26", "P-27", "P-28", "P-29")]
    assert noor.open(path).values("ul.board form", "action") == room

    noor.send(room[3], {"session": session, "done": "1", "words": ""})

    assert noor.open(path).values("ul.board form", "action") == [*room[:3], room[4]]


def test_r_07_what_is_known_about_taking_it_at_home_is_told_there(noor: Someone, session: str) -> None:
    page = noor.open(f"/sessions/{session}/begin")

    assert "knows of no evidence" in page.one("details")
    assert "nobody does this alone" in page.one("details")
