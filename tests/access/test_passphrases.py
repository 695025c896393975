"""What a passphrase's hash costs, and that an unknown name costs the same."""

import asyncio
import threading

import pytest

from server.access import passphrases
from server.access.passphrases import hash_passphrase, matches

COST = "$argon2id$v=19$m=19456,t=2,p=1$"


def test_a_hash_is_argon2id_at_the_promised_cost_with_its_own_salt() -> None:
    first, second = (asyncio.run(hash_passphrase("a calm grey sea")) for _ in range(2))

    assert first.startswith(COST)
    assert second.startswith(COST)
    assert first != second


def test_only_the_same_words_match() -> None:
    stored = asyncio.run(hash_passphrase("a calm grey sea"))

    assert asyncio.run(matches(stored, "a calm grey sea"))
    for other in ("a calm grey Sea", "a calm grey sea ", "", "a calm grey se\N{LATIN SMALL LETTER A WITH ACUTE}"):
        assert not asyncio.run(matches(stored, other))


@pytest.mark.parametrize("stored", [None, "", "no hash at all", "$argon2id$v=19$m=19456,t=2,p=1$cut"])
def test_nobody_is_matched_by_anything(stored: str | None) -> None:
    for words in ("", "nobody has this one", "None"):
        assert not asyncio.run(matches(stored, words))


def test_an_unknown_name_costs_a_whole_verification_off_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, bool]] = []
    verify = passphrases._verify

    def noted(stored: str, text: str) -> bool:
        asked.append((stored, threading.current_thread() is threading.main_thread()))
        return verify(stored, text)

    monkeypatch.setattr(passphrases, "_verify", noted)
    asyncio.run(matches(None, "a guess"))
    asyncio.run(matches(asyncio.run(hash_passphrase("a calm grey sea")), "a guess"))

    assert [(stored.startswith(COST), on_loop) for stored, on_loop in asked] == [(True, False)] * 2
