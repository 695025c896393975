"""E-mail, through a real server: only to an address that was confirmed by its code, once, whatever the server does."""

import asyncio
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

from server.reminders import mail
from server.reminders.outbox import Sending, claim, list_waiting, next_try
from server.reminders.sending import send_waiting
from server.start import open_house
from tests.reminders.planned import at
from tests.reminders.post import (
    Handler,
    code_in,
    confirmed,
    free_port,
    fresh,
    go_round,
    send,
    sends_through,
)
from tests.someone import Installation, Someone

FIVE = at("2026-11-25 17:05")
HERS = "noor@mail.test"
STATE = """
    select coalesce(trouble, '') || ' ' || tries || ' ' || case when sent_at is not null then 'sent'
           when given_up_at is not null then 'given up' else 'waits' end
    from reminder_sending where what = 'reminder' order by id desc limit 1
"""


def evening(installation: Installation) -> None:
    """Noor's session is tomorrow: one reminder, and so one mail that waits."""
    installation.clock.now = FIVE
    go_round(installation)


def state(installation: Installation) -> str:
    return str(installation.value(STATE))


def test_a_reminder_goes_once_to_an_address_that_was_confirmed(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    confirmed(installation, post, noor, HERS)
    evening(installation)
    for _time in range(3):
        send(installation)
        go_round(installation)
    assert [to for to, _message in post.taken] == [[HERS], [HERS]]  # the code, and the reminder
    message = post.taken[1][1]
    assert (message["subject"], message["to"]) == ("You have a message", HERS)
    assert message.get_content().strip() == "You have a message in your app."
    assert state(installation) == " 1 sent"


def test_without_the_code_nothing_ever_goes_there(installation: Installation, post: Handler, noor: Someone) -> None:
    noor.send("/reminders/mail", {"id": fresh(installation), "address": HERS})
    send(installation)
    for code in ("000000", "111111"):
        refused = noor.send("/reminders/mail/confirm", {"code": code})
        assert "This is not the code that was sent." in refused.words
    evening(installation)
    send(installation)
    assert [message["subject"] for _to, message in post.taken] == ["Your code"]


def test_a_code_works_for_five_tries_and_half_an_hour(installation: Installation, post: Handler, noor: Someone) -> None:
    noor.send("/reminders/mail", {"id": fresh(installation), "address": HERS})
    send(installation)
    code = code_in(post.taken[0][1])
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _time in range(5):
        noor.send("/reminders/mail/confirm", {"code": wrong})
    late = noor.send("/reminders/mail/confirm", {"code": code})
    assert late.status_code == 409
    noor.send("/reminders/mail", {"id": fresh(installation), "address": HERS})
    send(installation)
    installation.clock.move(timedelta(minutes=31))
    assert noor.send("/reminders/mail/confirm", {"code": code_in(post.taken[1][1])}).status_code == 409


def test_five_codes_a_day_and_one_for_each_id(installation: Installation, post: Handler, noor: Someone) -> None:
    one = {"id": fresh(installation), "address": HERS}
    for form in (one, one, *({"id": fresh(installation), "address": HERS} for _time in range(4))):
        assert noor.send("/reminders/mail", form).status_code == 200
        send(installation)
    sixth = noor.send("/reminders/mail", {"id": fresh(installation), "address": "other@mail.test"})
    assert sixth.status_code == 422
    assert len(post.taken) == 5


def test_nobody_takes_over_anothers_address(
    installation: Installation, post: Handler, noor: Someone, mara: Someone
) -> None:
    hers = {"id": fresh(installation), "address": HERS}
    noor.send("/reminders/mail", hers)
    assert mara.send("/reminders/mail", hers | {"address": "mara@mail.test"}).status_code == 404
    send(installation)
    code = code_in(post.taken[0][1])
    assert mara.send("/reminders/mail/confirm", {"code": code}).status_code == 409
    assert HERS not in mara.open("/reminders").text


def test_two_processes_send_it_once(installation: Installation, post: Handler, noor: Someone) -> None:
    confirmed(installation, post, noor, HERS)
    evening(installation)

    async def both() -> None:
        house = installation.house
        other = await open_house(house.settings, clock=installation.clock, assets=house.assets)
        try:
            await asyncio.gather(*(send_waiting(one) for one in (house, other, house, other)))
        finally:
            await other.db.close()

    installation.run(both)
    assert len(post.taken) == 2


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
    assert page.values("dl dt") == [""]
    assert page.one("dl dt") == "1"
    assert "The other side would not take it." in page.words
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
    assert (state(installation), len(post.taken)) == ("gone 1 given up", 1)


def test_in_the_demo_mail_is_a_file(installation: Installation, noor: Someone) -> None:
    noor.send("/reminders/mail", {"id": fresh(installation), "address": HERS})
    send(installation)
    (path,) = Path(installation.house.settings.data / "mail").iterdir()
    assert "Subject: Your code" in path.read_text()
    assert path.stat().st_mode & 0o077 == 0


def test_tries_come_later_and_later_and_the_last_shortly_before_it_is_useless() -> None:
    one = Sending(
        id="", clinic_id="", course_id="", channel="mail", what="reminder", subject_id="", target_id="",
        next_at=FIVE, until_at=FIVE + timedelta(minutes=20), tries=0,
    )  # fmt: skip
    assert next_try(one, FIVE) == FIVE + timedelta(minutes=1)
    moment = FIVE + timedelta(minutes=10)
    assert next_try(_tried(one, 2), moment) == FIVE + timedelta(minutes=18)
    assert next_try(_tried(one, 3), FIVE + timedelta(minutes=18)) is None
    assert next_try(_tried(one, 5), FIVE) is None


def _tried(one: Sending, tries: int) -> Sending:
    return Sending(**{name: getattr(one, name) for name in one.__struct_fields__} | {"tries": tries})
