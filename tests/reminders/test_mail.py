"""E-mail, through a real server: only to an address that was confirmed by its code, once, whatever the server does."""

import asyncio
from datetime import timedelta
from pathlib import Path

from server.reminders.sending import send_waiting
from server.start import open_house
from tests.house.secrets import everything_stored, found_in
from tests.reminders.post import Handler, code_in, confirmed, evening, fresh, go_round, send, state
from tests.someone import Installation, Someone

HERS = "noor@mail.test"


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


def test_the_address_and_the_code_lie_nowhere_to_be_read(
    installation: Installation, post: Handler, noor: Someone
) -> None:
    confirmed(installation, post, noor, "quillfeather@mail.test")
    assert not found_in(everything_stored(installation), ["quillfeather", code_in(post.taken[0][1])])


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


def test_in_the_demo_mail_is_a_file(installation: Installation, noor: Someone) -> None:
    noor.send("/reminders/mail", {"id": fresh(installation), "address": HERS})
    send(installation)
    (path,) = Path(installation.house.settings.data / "mail").iterdir()
    assert "Subject: Your code" in path.read_text()
    assert path.stat().st_mode & 0o077 == 0
