"""Passkeys as browsers speak of them (WebAuthn): challenges that are no row until they are answered, and what counts.

The address that passkeys belong to is the configured one, never the one that a request names. The library is read in
with the first passkey that is asked for: it would be a tenth of every start.
"""

import ipaddress
import json
import re
import secrets
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec

from server.access.keys import Keys
from server.access.people import Person
from server.settings import Settings

LASTS = timedelta(minutes=10)
RANDOM, MOMENT = 24, 8
NAME = "Tidemark"  # what a phone lists a passkey under: no clinic's name
KINDS = ("ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb")
# Of a key that nobody has: an answer by an unknown passkey is held against it, so that it costs as much as a known one.
NOBODYS_KEY = bytes.fromhex(
    "a50102032620012158206b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "2258204fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
)


class NewKey(msgspec.Struct, frozen=True, kw_only=True):
    credential_id: str
    public_key: bytes
    sign_count: int
    transports: str


def rp_id(settings: Settings) -> str:
    """The host that passkeys belong to; nothing where the clinic is reached by a number, which cannot have any."""
    host = urlsplit(settings.base_url).hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host
    return ""


def only_at(settings: Settings, host: str) -> str:
    """The address to open instead, when a browser on this machine calls it by a number (`host` as it was asked for).

    Over https a proxy is between, and may ask by a name of its own: there the configured address is taken to be it.
    """
    asked = re.sub(r":\d+$", "", host).lower()
    return settings.base_url if not settings.secure and rp_id(settings) not in ("", asked) else ""


def make_challenge(keys: Keys, of: str, now: datetime) -> bytes:
    """`of` names what it is for and which login or browser asks; in any other's hands it is worth nothing."""
    body = secrets.token_bytes(RANDOM) + int((now + LASTS).timestamp() * 1000).to_bytes(MOMENT, "big")
    return body + _mac(keys, of, body)


def is_live(keys: Keys, of: str, challenge: bytes, now: datetime) -> bool:
    body, mac = challenge[: RANDOM + MOMENT], challenge[RANDOM + MOMENT :]
    if len(body) != RANDOM + MOMENT or not secrets.compare_digest(mac, _mac(keys, of, body)):
        return False
    return int(now.timestamp() * 1000) < int.from_bytes(body[RANDOM:], "big")


def _mac(keys: Keys, of: str, body: bytes) -> bytes:
    return bytes.fromhex(keys.hash_code(f"passkey challenge {of} {body.hex()}"))


def ask_for_new(settings: Settings, person: Person, tag: str, taken: list[str], challenge: bytes) -> str:
    """What the browser is to make: found again without a name being typed, and only with the person's own unlock."""
    from webauthn import generate_registration_options, options_to_json
    from webauthn.helpers import base64url_to_bytes, structs

    return options_to_json(
        generate_registration_options(
            rp_id=rp_id(settings),
            rp_name=NAME,
            user_id=tag.encode(),
            user_name=person.name,
            user_display_name=person.name,
            challenge=challenge,
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.REQUIRED,
                require_resident_key=True,
                user_verification=structs.UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[structs.PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in taken],
        )
    )


def ask_for_known(settings: Settings, challenge: bytes) -> str:
    """Names nobody's passkeys: whoever asks learns nothing from it."""
    from webauthn import generate_authentication_options, options_to_json
    from webauthn.helpers.structs import UserVerificationRequirement

    return options_to_json(
        generate_authentication_options(
            rp_id=rp_id(settings), challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
        )
    )


def read_answer(text: str) -> tuple[str, bytes] | None:
    """The passkey that an answer names and the challenge it answers; None for what is no answer at all."""
    from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json

    try:
        answer = json.loads(text)
        challenge = parse_client_data_json(base64url_to_bytes(answer["response"]["clientDataJSON"])).challenge
        named = bytes_to_base64url(base64url_to_bytes(answer["rawId"]))
    except Exception:  # a stranger's bytes, in whatever way they are wrong
        return None
    return (named, challenge) if 0 < len(named) <= 1400 else None


def read_new(settings: Settings, text: str, challenge: bytes) -> NewKey | None:
    from webauthn import verify_registration_response
    from webauthn.helpers import bytes_to_base64url

    try:
        made = verify_registration_response(
            credential=text,
            expected_challenge=challenge,
            expected_rp_id=rp_id(settings),
            expected_origin=settings.base_url,
            require_user_verification=True,
        )
        ways: Any = json.loads(text)["response"].get("transports") or []
        transports = " ".join(sorted(kind for kind in KINDS if kind in ways))
    except Exception:  # as above
        return None
    return NewKey(
        credential_id=bytes_to_base64url(made.credential_id),
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        transports=transports,
    )


def count_of(settings: Settings, text: str, challenge: bytes, public_key: bytes | None) -> int | None:
    """How often the passkey says it was used, when it signed this; None when it did not."""
    from webauthn import verify_authentication_response

    try:
        verified = verify_authentication_response(
            credential=text,
            expected_challenge=challenge,
            expected_rp_id=rp_id(settings),
            expected_origin=settings.base_url,
            credential_public_key=public_key or NOBODYS_KEY,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception:  # as above
        return None
    return verified.new_sign_count if public_key else None
