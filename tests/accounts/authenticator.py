"""A passkey's device in software: it makes keys and signs with them, honestly or in each way that must be refused."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

from tests.someone import BASE, Opened, Someone

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    origin: str = BASE
    rp_id: str = "clinic.test"
    flags: int = PRESENT | VERIFIED
    counts: bool = True
    count: int = 0
    id: bytes = b"a passkey's own id"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, asked: dict[str, Any]) -> str:
        return self._said("webauthn.create", asked["challenge"], attestationObject=encode_cbor(
            {"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + self._attested()}
        ))  # fmt: skip

    def sign(self, asked: dict[str, Any]) -> str:
        if self.counts:
            self.count += 1
        data, client = self._data(), self._client("webauthn.get", asked["challenge"])
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._said("webauthn.get", asked["challenge"], authenticatorData=data, signature=signed)

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, more: int = 0) -> bytes:
        hashed = hashlib.sha256(self.rp_id.encode()).digest()
        return hashed + bytes([self.flags | more]) + self.count.to_bytes(4, "big")

    def _attested(self) -> bytes:
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        return bytes(16) + len(self.id).to_bytes(2, "big") + self.id + encode_cbor(cose)

    def _said(self, kind: str, challenge: str, **parts: bytes) -> str:
        response = {name: bytes_to_base64url(part) for name, part in parts.items()}
        response["clientDataJSON"] = bytes_to_base64url(self._client(kind, challenge))
        named = bytes_to_base64url(self.id)
        return json.dumps({"id": named, "rawId": named, "type": "public-key", "response": response})


def asked_by(person: Someone, path: str) -> dict[str, Any]:
    answer = person.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    found: dict[str, Any] = answer.response.json()
    return found


def enrol(person: Someone, device: Authenticator, name: str = "My phone") -> Opened:
    asked = asked_by(person, "/account/passkeys/new")
    return person.send("/account/passkeys/new", {"name": name, "answer": device.make(asked)}, follow=False)


def enter(person: Someone, device: Authenticator, **more: str) -> Opened:
    """Signs in on this browser with the passkey."""
    asked = asked_by(person, "/sign-in/passkey")
    return person.send("/sign-in/passkey", {"answer": device.sign(asked)} | more, follow=False)


def challenge_of(asked: dict[str, Any]) -> bytes:
    return base64url_to_bytes(asked["challenge"])
