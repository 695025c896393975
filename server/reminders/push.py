"""Web Push: the same few words to every phone, sealed for it (RFC 8291) and signed by this installation (VAPID).

The key is derived from the master key, so that every process has the same one and a backup needs no further file.
"""

import asyncio
import base64
import json
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server.access.house import House
from server.access.keys import Keys
from server.pages.language import gettext as _
from server.reminders.devices import Subscription
from server.reminders.mail import NotSent
from server.settings import Settings

IN_ALL, SIGNED_FOR = 8.0, 12 * 3600  # seconds
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256


def signing_key(keys: Keys) -> ec.EllipticCurvePrivateKey:
    raw = HKDF(SHA256(), 48, salt=None, info=b"tidemark vapid 1").derive(keys.codes)
    return ec.derive_private_key(int.from_bytes(raw, "big") % (ORDER - 1) + 1, ec.SECP256R1())


def public_key(keys: Keys) -> str:
    """As a browser takes it: applicationServerKey."""
    point = signing_key(keys).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return text_of(point)


def text_of(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def payload(base_url: str) -> bytes:
    """Declarative (8030): Safari shows it without a worker, the others through ours."""
    notification = {"title": _("You have a message"), "navigate": f"{base_url}/today"}
    return json.dumps({"web_push": 8030, "notification": notification, "app_badge": "1"}).encode()


class Handing:
    """Whether anything of a message has left: until then it may be tried again."""

    begun = False

    async def over(self, *_what: object) -> None:
        self.begun = True


async def send_push(house: House, to: Subscription, until: datetime) -> None:
    """Raises NotSent; "gone" where the phone is no more. One that is off gets it until then, and never in the quiet."""
    import aiohttp  # 36 MB with what comes along: only where something is sent

    body, headers = await asyncio.to_thread(seal, house.settings, house.keys, to, int(house.clock().timestamp()))
    headers["TTL"] = str(max(0, int((until - house.clock()).total_seconds())))
    handing, watch = Handing(), aiohttp.TraceConfig()
    watch.on_request_headers_sent.append(handing.over)
    options: dict[str, Any] = {"cookie_jar": aiohttp.DummyCookieJar(), "trace_configs": [watch]}
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=IN_ALL), **options) as client,
            client.post(to.endpoint, data=body, headers=headers, allow_redirects=False) as answer,
        ):
            status = answer.status
    except (TimeoutError, aiohttp.ClientError, OSError):
        raise NotSent("unknown" if handing.begun else "down", again=not handing.begun) from None
    if status in (404, 410):
        raise NotSent("gone", again=False)
    if not 200 <= status < 300:
        raise NotSent("refused", again=status == 429 or status >= 500)


def seal(settings: Settings, keys: Keys, to: Subscription, now: int) -> tuple[bytes, dict[str, str]]:
    """The service is told the address that the phone's browser has told it already, and no mailbox of the clinic."""
    import http_ece
    from py_vapid import Vapid02

    parts = urlsplit(to.endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": now + SIGNED_FOR,
        "sub": settings.base_url if settings.secure else "mailto:app@localhost",
    }
    signed: dict[str, str] = Vapid02(signing_key(keys)).sign(claims)
    body: bytes = http_ece.encrypt(
        payload(settings.base_url),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=_bytes(to.keys.p256dh),
        auth_secret=_bytes(to.keys.auth),
        version="aes128gcm",
    )
    return body, signed | {"Content-Encoding": "aes128gcm", "Urgency": "normal"}


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
