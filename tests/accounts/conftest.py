"""Passphrases are hashed cheaply here; what a true hash costs is held in tests/access/test_passphrases.py."""

import pytest
from argon2 import PasswordHasher

from server.access import passphrases


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_cheaply(monkeypatch)


def hash_cheaply(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(passphrases, "_nobody", [])
