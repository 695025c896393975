"""What a push service is told of who sends: the address that the browser has told it already, and no mailbox."""

import base64
import json

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server.reminders.devices import Keys, Subscription
from server.reminders.push import seal, text_of
from tests.someone import Installation


def test_it_is_told_the_app_and_not_the_clinics_mailbox(installation: Installation) -> None:
    settings = msgspec.structs.replace(
        installation.house.settings, base_url="https://app.example", mail_from="app@harbour.example"
    )
    raw = (
        ec.generate_private_key(ec.SECP256R1()).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    )
    phone = Subscription("https://push.test/phone", Keys(p256dh=text_of(raw), auth=text_of(bytes(16))))
    _body, headers = seal(settings, installation.house.keys, phone, 0)
    claims = headers["Authorization"].removeprefix("vapid t=").split(".")[1]
    said = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    assert (said["sub"], said["aud"]) == ("https://app.example", "https://push.test")
    assert "harbour" not in str(headers).lower()
