"""What waited for another try asks again before it goes: choices, rest, pauses and plans may have changed meanwhile."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from server.demo_cast import CAST_IDS
from server.reminders.rounds import tidy
from tests.house.forms import coming_session
from tests.reminders.phones import Service, begin
from tests.reminders.phones import evening as push_evening
from tests.reminders.planned import at
from tests.reminders.post import FIVE, Handler, confirmed, evening, fresh, go_round, send, state
from tests.session_day.days import change, course_of
from tests.someone import Installation, Someone

HERS = "noor@mail.test"
TICKED = ("fasting", "tomorrow", "today", "ride", "sitter", "measures", "after", "between")
Change = Callable[[Installation, Someone, Someone], object]


def put_off_once(installation: Installation, post: Handler, noor: Someone) -> None:
    """The server puts the evening's mail off by a minute."""
    confirmed(installation, post, noor, HERS)
    post.answers = ["451 later, please", "250 OK"]
    evening(installation)
    send(installation)
    assert state(installation) == "refused 1 waits"
    installation.clock.move(timedelta(minutes=2))


def choose(noor: Someone, *off: str, since: str = "21:00", until: str = "08:00") -> None:
    form = {name: "1" for name in TICKED if name not in off} | {"quiet_since": since, "quiet_until": until}
    assert noor.send("/reminders/choices", form).status_code == 200


def pause(installation: Installation, theo: Someone) -> None:
    form = {"id": fresh(installation), "from": "2026-11-26", "until": "2026-11-30", "reason": "A calm week"}
    answer = theo.send(f"/courses/{course_of(installation, 'noor')}/arc/pause", form)
    assert answer.status_code == 200


def move_session(installation: Installation, theo: Someone) -> None:
    session = coming_session(installation, "noor")
    form = {"day": "2026-12-01", "at": "13:00", "reason": "Calmer"}
    path = f"/courses/{course_of(installation, 'noor')}/sessions/{session}/move"
    assert theo.send(path, form).status_code == 200


def stop(installation: Installation, theo: Someone) -> None:
    path = f"/courses/{course_of(installation, 'noor')}/arc/stop"
    assert theo.send(path, {"reason": "She asked for it", "sure": "1"}).status_code == 200


NO_MORE: dict[str, Change] = {
    "all kinds switched off": lambda _i, noor, _t: choose(noor, *TICKED),
    "the course pauses": lambda here, _n, theo: pause(here, theo),
    "the session was moved": lambda here, _n, theo: move_session(here, theo),
    "the course was stopped": lambda here, _n, theo: stop(here, theo),
}


@pytest.mark.parametrize("what", NO_MORE)
def test_what_is_wanted_no_more_is_not_sent_at_the_next_try(
    installation: Installation, post: Handler, noor: Someone, theo: Someone, what: str
) -> None:
    put_off_once(installation, post, noor)
    NO_MORE[what](installation, noor, theo)
    for _time in range(3):
        send(installation)
        installation.clock.move(timedelta(minutes=20))
    assert (state(installation).split()[-2:], len(post.taken)) == (["given", "up"], 1)


def test_a_phone_whose_message_nobody_wants_any_more_is_told_the_next_one(
    installation: Installation, service: Service, noor: Someone
) -> None:
    begin(installation, noor, service.subscription())
    service.status = 503
    push_evening(installation)
    choose(noor, *TICKED)
    service.status = 201
    installation.clock.move(timedelta(minutes=2))
    send(installation)
    assert (state(installation), len(service.taken)) == ("off 2 given up", 1)
    assert "One device shows" in noor.open("/reminders").words


def test_one_of_several_that_is_still_of_use_is_enough(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    """The evening before and the fast are one message. One of them switched off, the other goes."""
    put_off_once(installation, post, noor)
    kinds = "select count(*) from reminder where made_at = (select max(made_at) from reminder)"
    assert int(str(installation.value(kinds))) > 1
    choose(noor, "tomorrow")
    send(installation)
    assert (state(installation), len(post.taken)) == (" 2 sent", 2)


def test_quiet_hours_chosen_meanwhile_are_kept_and_it_goes_at_their_end(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    put_off_once(installation, post, noor)
    choose(noor, since="17:00", until="19:30")
    went: list[datetime] = []
    for _minute in range(240):
        send(installation)
        if len(post.taken) > 1 and not went:
            went.append(installation.clock())
        installation.clock.move(timedelta(minutes=1))
    assert (len(post.taken), state(installation)) == (2, " 2 sent")
    assert went
    assert at("2026-11-25 19:30") <= went[0] < at("2026-11-25 19:35")


def test_quiet_that_lasts_until_it_helps_no_more_lets_it_go(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    put_off_once(installation, post, noor)
    choose(noor, since="17:00", until="08:00")
    send(installation)
    assert (state(installation), len(post.taken)) == ("late 2 given up", 1)


def test_the_rest_after_a_session_that_was_held_meanwhile_is_kept(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    put_off_once(installation, post, noor)
    change(
        installation,
        "update session set opened_at = :day, started_at = :day, ended_at = :now where id = :id",
        day=FIVE - timedelta(hours=3), now=installation.clock(), id=coming_session(installation, "noor"),
    )  # fmt: skip
    for _time in range(4):
        send(installation)
        installation.clock.move(timedelta(minutes=30))
    assert len(post.taken) == 1


def test_a_clock_that_runs_ahead_for_a_minute_gives_up_nothing_that_is_still_in_time(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    put_off_once(installation, post, noor)
    now = installation.clock()
    installation.clock.now = now + timedelta(days=1)
    send(installation)
    assert state(installation) == "late 2 given up"
    installation.clock.now = now + timedelta(minutes=1)
    send(installation)
    assert (state(installation), len(post.taken)) == (" 3 sent", 2)


def test_a_clock_that_runs_ahead_by_years_makes_nothing_come_twice(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    put_off_once(installation, post, noor)
    now = installation.clock()
    installation.clock.now = now + timedelta(days=2000)
    installation.run(lambda: tidy(installation.house))
    installation.clock.now = now + timedelta(minutes=1)
    go_round(installation)
    for _time in range(3):
        send(installation)
        installation.clock.move(timedelta(minutes=1))
    assert (state(installation), len(post.taken)) == (" 2 sent", 2)


def test_what_is_long_over_is_forgotten(installation: Installation, post: Handler, noor: Someone) -> None:
    put_off_once(installation, post, noor)
    send(installation)
    change(installation, "update course set closed_at = :now where patient_id = :noor",
           now=installation.clock(), noor=CAST_IDS["noor"])  # fmt: skip
    hers = "select (select count(*) from reminder where course_id = :course) + (select count(*) from reminder_sending)"
    assert int(str(installation.value(hers, course=course_of(installation, "noor")))) > 1
    installation.clock.move(timedelta(days=401))
    installation.run(lambda: tidy(installation.house))
    assert int(str(installation.value(hers, course=course_of(installation, "noor")))) == 0
