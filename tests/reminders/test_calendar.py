"""The calendar's private address: a file that names nobody, follows the plan, and answers who has no address alike."""

from datetime import timedelta
from uuid import uuid4

import pytest
from icalendar import Calendar, Event

from server.demo_people import CLINICS
from tests.house.forms import coming_session
from tests.session_day.days import change, course_of
from tests.someone import Installation, Opened, Someone


def address(person: Someone) -> str:
    (found,) = [text for text in person.open("/reminders").all("said") if text.endswith(".ics")]
    return found.removeprefix("http://clinic.test")


def made(person: Someone) -> str:
    assert person.send("/reminders/calendar", {"id": str(uuid4())}).status_code == 200
    return address(person)


def events(opened: Opened) -> dict[str, Event]:
    calendar = Calendar.from_ical(opened.text)
    return {str(one["uid"]): one for one in calendar.walk("VEVENT") if isinstance(one, Event)}


def coming(opened: Opened, start: str) -> Event:
    (one,) = [one for one in events(opened).values() if one.decoded("dtstart").isoformat() == start]
    return one


NEXT = "2026-11-26T16:00:00+00:00"


def test_whoever_has_the_address_sees_appointments_and_nothing_else(noor: Someone, anyone: Someone) -> None:
    opened = anyone.get(made(noor))
    assert opened.status_code == 200
    assert opened.headers["content-type"] == "text/calendar; charset=utf-8"
    assert opened.headers["cache-control"] == "private, no-cache"
    assert "set-cookie" not in opened.headers
    found = events(opened)
    assert len(found) >= 3
    assert {str(one["summary"]) for one in found.values()} == {"Appointment"}
    assert not {"location", "description", "organizer", "attendee", "url"} & {
        name.lower() for one in found.values() for name in one
    }
    text = opened.text.lower()
    assert not [word for word in ("ketamin", "noor", "session", "theo", "therap") if word in text]
    assert not [one.name for one in CLINICS if one.name.lower() in text]


def test_the_address_is_long_and_stored_nowhere(installation: Installation, noor: Someone) -> None:
    token = made(noor).removeprefix("/calendar/").removesuffix(".ics")
    assert len(token) >= 32  # of 64 letters each: 192 bits
    stored = installation.value("select token_hash from reminder_feed")
    assert token not in str(stored)


def test_a_session_that_moves_keeps_its_id_and_its_number_grows(
    installation: Installation, noor: Someone, theo: Someone, anyone: Someone
) -> None:
    here = made(noor)
    before = coming(anyone.get(here), NEXT)
    move = f"/courses/{course_of(installation, 'noor')}/sessions/{coming_session(installation, 'noor')}/move"
    seen = [int(str(before["sequence"]))]
    for at, start in (("13:00", "2026-11-27T18:00:00+00:00"), ("14:00", "2026-11-27T19:00:00+00:00")):
        assert theo.send(move, {"day": "2026-11-27", "at": at, "reason": "Calmer"}).status_code == 200
        after = coming(anyone.get(here), start)
        assert after["uid"] == before["uid"]
        seen.append(int(str(after["sequence"])))
    assert seen == sorted(set(seen))


def test_what_is_taken_out_or_paused_is_cancelled_and_comes_back(
    installation: Installation, noor: Someone, anyone: Someone
) -> None:
    here, session = made(noor), coming_session(installation, "noor")
    before = coming(anyone.get(here), NEXT)
    assert before["status"] == "CONFIRMED"
    change(
        installation,
        "insert into course_pause (id, course_id, from_at, until_at, reason_locked, by_id, at)"
        " select :id, course_id, :now, null, :none, by.id, :now from session, (select id from person"
        " where role = 'therapist' limit 1) as by where session.id = :session",
        id=str(uuid4()), now=installation.clock(), none=b"", session=session,
    )  # fmt: skip
    paused = coming(anyone.get(here), NEXT)
    change(installation, "update course_pause set resumed_at = :now", now=installation.clock())
    again = coming(anyone.get(here), NEXT)
    change(
        installation, "update session set taken_out_at = :now where id = :id", now=installation.clock(), id=session
    )  # fmt: skip
    out = coming(anyone.get(here), NEXT)
    assert [one["status"] for one in (paused, again, out)] == ["CANCELLED", "CONFIRMED", "CANCELLED"]
    numbers = [int(str(one["sequence"])) for one in (before, paused, again, out)]
    assert numbers == sorted(set(numbers))
    assert {one["uid"] for one in (before, paused, again, out)} == {before["uid"]}


def test_a_course_that_is_stopped_and_taken_up_again_never_counts_backwards(
    installation: Installation, noor: Someone, theo: Someone, anyone: Someone
) -> None:
    here, course = made(noor), course_of(installation, "noor")
    seen = [coming(anyone.get(here), NEXT)]
    for turn, form in (("stop", {"reason": "A pause of months", "sure": "1"}), ("again", {})) * 2:
        assert theo.send(f"/courses/{course}/arc/{turn}", form).status_code == 200
        installation.clock.move(timedelta(minutes=1))
        seen.append(coming(anyone.get(here), NEXT))
    numbers = [int(str(one["sequence"])) for one in seen]
    assert numbers == sorted(set(numbers))
    stamps = [one["dtstamp"].dt for one in seen]
    assert stamps == sorted(set(stamps))


def test_a_new_address_ends_the_old_one_and_ended_it_answers_nobody(noor: Someone, anyone: Someone) -> None:
    first = made(noor)
    second = made(noor)
    assert first != second
    assert (anyone.get(first).status_code, anyone.get(second).status_code) == (404, 200)
    noor.send("/reminders/calendar/end")
    assert anyone.get(second).status_code == 404
    assert not noor.open("/reminders").values("a[href^=webcal]")


def test_making_it_twice_by_one_press_makes_one(noor: Someone, mara: Someone) -> None:
    form = {"id": str(uuid4())}
    noor.send("/reminders/calendar", form)
    first = address(noor)
    noor.send("/reminders/calendar", form)
    assert address(noor) == first
    assert mara.send("/reminders/calendar", form).status_code == 404


def test_unknown_ended_and_no_address_at_all_are_answered_alike_by_the_same_work(
    noor: Someone, anyone: Someone
) -> None:
    ended = made(noor)
    made(noor)
    asked = (ended, "/calendar/no-such-address-at-all-in-this-house.ics", "/calendar/x.ics", "/calendar/%20.ics")
    answers = [anyone.get(path) for path in asked]
    assert {one.status_code for one in answers} == {404}
    assert len({one.text for one in answers}) == len({one.queries.count for one in answers}) == 1


def test_a_calendar_that_has_it_already_is_told_so(noor: Someone, theo: Someone, installation: Installation) -> None:
    here = made(noor)
    anyone = installation.someone()
    tag = anyone.get(here).headers["etag"]
    same = anyone.get(here, if_none_match=tag)
    assert (same.status_code, same.text) == (304, "")
    move = f"/courses/{course_of(installation, 'noor')}/sessions/{coming_session(installation, 'noor')}/move"
    theo.send(move, {"day": "2026-11-27", "at": "13:00", "reason": "Calmer"})
    assert anyone.get(here, if_none_match=tag).status_code == 200


def test_the_address_is_in_no_log(noor: Someone, anyone: Someone, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    here = made(noor)
    for path in (here, here + "x"):
        anyone.get(path)
    token = here.removeprefix("/calendar/").removesuffix(".ics")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("tidemark", "uvicorn"))]
    assert not [line for line in ours if token in line]
