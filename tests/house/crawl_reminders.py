"""Reminders in all their ways, with what is sent twice, wrong and too late; and rounds that find and send some."""

from datetime import datetime, timedelta
from uuid import uuid4

from server.pages.times import local
from server.reminders import sending
from server.reminders.addresses import code_of
from server.reminders.choices import SWITCHES
from server.reminders.mail import NotSent
from server.reminders.rounds import remind
from server.reminders.sending import send_waiting
from tests.house.forms_reminders import reminder_forms
from tests.someone import Installation


def remind_everybody(installation: Installation) -> None:
    house = installation.house
    installation.clock.move(timedelta(hours=20))  # the rest after her session is over
    noor, theo = installation.someone("noor"), installation.someone("theo")
    choice = {"tomorrow": "1", "after": "1", "quiet_since": "21:00", "quiet_until": "08:00"}
    for form in ({}, choice, choice):
        noor.send("/reminders/choices", form)
    feed = {"id": str(uuid4())}
    for _time in range(2):
        noor.send("/reminders/calendar", feed)
    (address,) = [text for text in noor.open("/reminders").all("said") if text.endswith(".ics")]
    noor.get(address.removeprefix(house.settings.base_url))
    noor.send("/reminders/mail/confirm", {"code": "1"})
    push = reminder_forms(installation, "noor")["/reminders/push"]
    for form in ({}, push, push, push | {"id": str(uuid4())}):
        noor.send("/reminders/push", form)
    noor.send("/reminders/push/end")
    noor.send("/reminders/push", push | {"id": str(uuid4())})
    new = {"id": str(uuid4()), "address": "noor@mail.test"}
    for form in ({}, new, new):
        noor.send("/reminders/mail", form)
    installation.run(lambda: send_waiting(house))
    for code in ("wrong", code_of(house.keys, new["id"])):
        noor.send("/reminders/mail/confirm", {"code": code})
    installation.clock.move(timedelta(hours=5))
    installation.run(lambda: remind(house))
    installation.run(lambda: _lose_one(installation))
    installation.clock.move(timedelta(minutes=2))
    begun = local(house.clock(), "America/Toronto") - timedelta(hours=1)
    noor.send("/reminders/choices", dict.fromkeys(SWITCHES, "1") | _hour_from(begun))
    installation.run(lambda: send_waiting(house))  # it is quiet for a while
    noor.send("/reminders/choices", choice)
    installation.clock.move(timedelta(hours=2))
    installation.run(lambda: send_waiting(house))
    noor.open("/today")
    noor.open("/reminders")
    noor.open("/reminders?before=2027-01-01T00:00:00.000Z~x")
    theo.open("/clinic/reminders")
    noor.send("/reminders/push", push | {"id": str(uuid4())})
    noor.send("/reminders/push/end")
    noor.send("/reminders/mail/end")
    noor.send("/reminders/calendar/end")


def _hour_from(begun: datetime) -> dict[str, str]:
    return {"quiet_since": f"{begun:%H:%M}", "quiet_until": f"{begun + timedelta(minutes=90):%H:%M}"}


async def _lose_one(installation: Installation) -> None:
    """The mail server is down just now, and a phone is gone for good."""

    async def down(*_anything: object) -> None:
        raise NotSent("down", again=True)

    async def gone(*_anything: object) -> None:
        raise NotSent("gone", again=False)

    mail, push = sending.send_mail, sending.send_push
    sending.send_mail, sending.send_push = down, gone
    await send_waiting(installation.house)
    sending.send_mail, sending.send_push = mail, push
