"""What is no answer of a passkey at all, and what is no challenge of ours: refused, in whatever way it is wrong."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.accounts import ceremony
from tests.accounts.authenticator import Authenticator, asked_by, challenge_of, enrol
from tests.accounts.people import alerts
from tests.accounts.test_passkey_refusals import NOT_OURS, send
from tests.someone import Installation, Someone


def broken(change: Callable[[dict[str, Any]], object]) -> Callable[[str], str]:
    def make(said: str) -> str:
        answer = json.loads(said)
        change(answer)
        return json.dumps(answer)

    return make


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _said: "",
        lambda _said: "null",
        lambda _said: "[1]",
        lambda said: said[:-9],
        broken(lambda one: one.pop("response")),
        broken(lambda one: one.update(rawId="\u00e9")),
        broken(lambda one: one.update(rawId=7)),
        broken(lambda one: one["response"].update(signature="AA")),
        broken(lambda one: one["response"].update(authenticatorData="AA")),
        broken(lambda one: one["response"].update(clientDataJSON="bnVsbA")),
    ],
    ids=["empty", "null", "list", "cut", "no response", "letters", "number", "signature", "data", "client"],
)
def test_what_is_no_answer_is_refused_in_the_same_words(
    installation: Installation, noor: Someone, spoil: Callable[[str], str]
) -> None:
    device, phone = Authenticator(), installation.someone()
    enrol(noor, device)
    answer = send(phone, spoil(device.sign(asked_by(phone, "/sign-in/passkey"))))
    assert (answer.status_code, alerts(answer)) == (422, [NOT_OURS])


@given(st.text(max_size=60) | st.dictionaries(st.text(max_size=12), st.text(max_size=20)).map(json.dumps))
@settings(max_examples=200, deadline=None)
def test_no_text_at_all_makes_the_reading_of_an_answer_fail(text: str) -> None:
    assert ceremony.read_answer(text) is None


def test_touching_any_byte_of_a_challenge_ends_it(installation: Installation, anyone: Someone) -> None:
    keys, now = installation.house.keys, installation.clock()
    whole = ceremony.make_challenge(keys, "sign-in browser b", now)
    assert ceremony.is_live(keys, "sign-in browser b", whole, now)
    for at in range(len(whole)):
        assert not ceremony.is_live(
            keys, "sign-in browser b", whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], now
        )
    assert not ceremony.is_live(keys, "enrol login b", whole, now)
    assert challenge_of(asked_by(anyone, "/sign-in/passkey")) != whole
