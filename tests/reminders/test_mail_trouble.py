"""A mail server that puts off, refuses, dawdles, hangs up or is down: nothing is doubled, and no page waits for it."""

import asyncio
from datetime import timedelta
from time import monotonic

import pytest

from server.reminders import mail
from server.reminders.outbox import Sending, claim, list_waiting, next_try
from server.reminders.sending import send_waiting
from tests.reminders.planned import at
from tests.reminders.post import FIVE, Handler, confirmed, evening, free_port, send, sends_through, state
from tests.someone import Installation, Someone

HERS = "noor@mail.test"


def test_a_server_that_puts_off_is_asked_again_later(installation: Installation, post: Handler, noor: Someone) -> None:
    confirmed(installation, post, noor, HERS)
    post.answers = ["451 later, please", "250 OK"]
    evening(installation)
    send(installation)
    send(installation)
    assert state(installation) == "refused 1 waits"
    installation.clock.move(timedelta(minutes=1, seconds=1))
    send(installation)
    assert (state(installation), len(post.taken)) == (" 2 sent", 2)


def test_a_server_that_refuses_for_good_is_not_asked_again_and_the_clinic_can_see_how_many(
    installation: Installation, post: Handler, noor: Someone, theo: Someone, otto: Someone
) -> None:
    confirmed(installation, post, noor, HERS)
    post.answers = ["550 no such mailbox"]
    evening(installation)
    send(installation)
    assert state(installation) == "refused 1 given up"
    page = theo.open("/clinic/reminders")
    facts = zip(page.tree.cssselect("dl dt"), page.tree.cssselect("dl dd"), strict=True)
    assert ("1", "The other side would not take it.") in [(number.text, reason.text) for number, reason in facts]
    assert HERS not in page.text
    assert "Noor" not in page.text
    assert "would not take it" not in otto.open("/clinic/reminders").words


def test_a_server_that_is_down_backs_off_with_a_last_try(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    confirmed(installation, post, noor, HERS)
    sends_through(installation, free_port())
    evening(installation)
    tries = []
    for _minute in range(240):
        send(installation)
        tries.append(state(installation))
        installation.clock.move(timedelta(minutes=1))
    assert tries[0] == "down 1 waits"
    assert tries[-1] == "down 6 given up"
    assert len(post.taken) == 1


def test_a_slow_server_is_left_and_delays_no_page(
    installation: Installation, post: Handler, noor: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(installation, post, noor, HERS)
    post.waits = 3.0
    monkeypatch.setattr(mail, "IN_ALL", 1.5)
    evening(installation)

    async def while_it_waits() -> float:
        sending = asyncio.create_task(send_waiting(installation.house))
        await asyncio.sleep(0.2)
        began = monotonic()
        answer = await noor.client.get("/reminders")
        took = monotonic() - began
        assert not sending.done()
        assert answer.status_code == 200
        await sending
        return took

    took = installation.run(while_it_waits)
    assert isinstance(took, float)
    assert took < 1.0
    assert state(installation) == "slow 1 waits"


def test_what_broke_off_after_it_was_handed_over_is_not_sent_twice(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    confirmed(installation, post, noor, HERS)
    post.hangs_up = True
    evening(installation)
    for _hour in range(3):
        send(installation)
        installation.clock.move(timedelta(minutes=30))
    assert state(installation) == "unknown 1 given up"
    assert len(post.taken) == 2


def test_a_process_that_dies_while_sending_leaves_it_unsent_rather_than_doubled(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    confirmed(installation, post, noor, HERS)
    evening(installation)

    async def claim_and_die() -> None:
        async with installation.house.db.writing() as tx:
            (one,) = await list_waiting(tx, installation.clock(), 8)
            assert await claim(tx, one, installation.clock())
            assert not await claim(tx, one, installation.clock())

    installation.run(claim_and_die)
    for _time in range(3):
        installation.clock.move(timedelta(minutes=6))
        send(installation)
    assert (state(installation), len(post.taken)) == ("unknown 1 given up", 1)


def test_nothing_goes_out_in_the_quiet_hours_even_after_trouble(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    confirmed(installation, post, noor, HERS)
    evening(installation)
    installation.clock.now = at("2026-11-25 21:01")
    send(installation)
    assert (state(installation), len(post.taken)) == ("late 1 given up", 1)


def test_who_wants_no_more_mail_gets_none_that_was_already_waiting(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    confirmed(installation, post, noor, HERS)
    evening(installation)
    noor.send("/reminders/mail/end")
    send(installation)
    assert (state(installation), len(post.taken)) == ("off 1 given up", 1)


def test_tries_come_later_and_later_and_the_last_shortly_before_it_is_useless() -> None:
    one = Sending(
        id="", clinic_id="", course_id="", channel="mail", errand="reminder", subject_id="", target_id="",
        next_at=FIVE, until_at=FIVE + timedelta(minutes=20), tries=0,
    )  # fmt: skip
    assert next_try(one, FIVE) == FIVE + timedelta(minutes=1)
    moment = FIVE + timedelta(minutes=10)
    assert next_try(_tried(one, 2), moment) == FIVE + timedelta(minutes=18)
    assert next_try(_tried(one, 3), FIVE + timedelta(minutes=18)) is None
    assert next_try(_tried(one, 5), FIVE) is None


def _tried(one: Sending, tries: int) -> Sending:
    return Sending(**{name: getattr(one, name) for name in one.__struct_fields__} | {"tries": tries})
