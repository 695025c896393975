"""A form for every route of reminders, right in every field."""

import json
from uuid import uuid4

SUBSCRIPTION = json.dumps({
    "endpoint": "https://fcm.googleapis.com/fcm/send/of-nobody",
    "keys": {"p256dh": "B" + "A" * 86, "auth": "A" * 22},
})  # fmt: skip


def reminder_forms() -> dict[str, dict[str, str]]:
    return {
        "/reminders/choices": {"tomorrow": "1", "quiet_since": "22:00", "quiet_until": "07:30"},
        "/reminders/calendar": {"id": str(uuid4())},
        "/reminders/calendar/end": {},
        "/reminders/push": {"id": str(uuid4()), "subscription": SUBSCRIPTION},
        "/reminders/push/end": {},
        "/reminders/mail": {"id": str(uuid4()), "address": "somebody@mail.test"},
        "/reminders/mail/confirm": {"code": "000000"},
        "/reminders/mail/end": {},
    }
