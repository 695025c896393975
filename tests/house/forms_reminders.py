"""A form for every route of reminders, right in every field."""

import json
from uuid import uuid4, uuid5

from server.demo_people import NAMES
from server.reminders.addresses import code_of
from tests.someone import Installation

SUBSCRIPTION = json.dumps({
    "endpoint": "https://fcm.googleapis.com/fcm/send/of-nobody",
    "keys": {"p256dh": "B" + "A" * 86, "auth": "A" * 22},
})  # fmt: skip


def reminder_forms(installation: Installation, who: str | None) -> dict[str, dict[str, str]]:
    address = str(uuid5(NAMES, f"address of {who}"))  # the same for asking and for its code
    return {
        "/reminders/choices": {"tomorrow": "1", "quiet_since": "22:00", "quiet_until": "07:30"},
        "/reminders/calendar": {"id": str(uuid4())},
        "/reminders/calendar/end": {},
        "/reminders/push": {"id": str(uuid4()), "subscription": SUBSCRIPTION},
        "/reminders/push/end": {},
        "/reminders/mail": {"id": address, "address": "somebody@mail.test"},
        "/reminders/mail/confirm": {"code": code_of(installation.house.keys, address)},
        "/reminders/mail/end": {},
    }
