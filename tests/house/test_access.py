"""Each route, each id in its path, each person: what is not theirs they can neither open nor change."""

import pytest

from server.demo_words import TELLTALES
from tests.house.asking import ask, check_words
from tests.house.data import what_was_written
from tests.house.who_may import EVERYBODY, Keys, Visit, visits, words_kept_from
from tests.someone import Installation, Someone

# What a phone would answer is not known here.
NEEDS_A_DEVICE = ("/account/one-time", "/account/passkeys/new", "/account/lock", "/account/lock/key")
ENDS_THE_VISIT = ("/demo/sign-in", "/sign-out", "/account/devices/")


def refusal(who: str | None, visit: Visit) -> int:
    """409 to an answer, whatever its entry: the words that were typed are kept beside the list of what waits.

    503 to a piece of a recording that was not announced, whoever's it is: the phone keeps it and sends it again.
    """
    if visit.audience == "public":
        return 404
    if who is None:
        return 303 if visit.method == "GET" else 401
    if not visit.right_role:
        return 403
    if "/pieces/" in visit.route:
        return 503
    return 409 if visit.route.endswith("/answer") else 404


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_gets_past_a_refusal_and_nothing_is_changed_by_trying(
    in_use: Installation, keys: Keys, who: str | None
) -> None:
    person = in_use.someone(who)
    refused = [visit for visit in visits(in_use, keys, who) if not visit.allowed]
    before = what_was_written(in_use)

    for visit in refused:
        opened = ask(person, visit)
        assert opened.status_code == refusal(who, visit), f"{who} {visit.method} {visit.path}: {opened.status_code}"
        check_words(who, visit, opened)
        if opened.status_code == 303:
            assert opened.headers["location"].startswith("/sign-in")

    assert len(refused) > 25
    assert what_was_written(in_use) == before


def _in_order(visit: Visit) -> tuple[object, ...]:
    """Looking first, withdrawing an invitation before it is replaced by another, deleting, ending all logins last."""
    path = visit.path
    return visit.method, path.endswith("/others/end"), path.endswith("/delete"), not path.endswith("/withdraw")


@pytest.mark.parametrize("who", EVERYBODY)
def test_what_is_ones_own_opens_and_shows_nobody_elses_words(in_use: Installation, keys: Keys, who: str | None) -> None:
    person = in_use.someone(who)
    allowed = [visit for visit in visits(in_use, keys, who) if visit.allowed]

    for visit in sorted(allowed, key=_in_order):
        asks = in_use.someone(who) if visit.path.startswith(ENDS_THE_VISIT) else person
        opened = ask(asks, visit)
        right = (200, 201, 204, 303, 409) + (
            (422,) if visit.audience == "public" or visit.route in NEEDS_A_DEVICE else ()
        )
        assert opened.status_code in right, f"{who} {visit.method} {visit.path}: {opened.status_code}"
        check_words(who, visit, opened)

    assert len(allowed) > 15


def test_the_words_that_are_searched_for_can_be_found(mara: Someone, theo: Someone, otto: Someone) -> None:
    """Or the tests above would pass over any leak."""
    journal = mara.open("/journal").text.lower()
    assert all(word in journal for word in TELLTALES["mara"])
    assert "quince" in words_kept_from("theo")
    assert "escapement" not in words_kept_from("theo")
    assert "bandoneon" not in words_kept_from("otto")
    assert set(words_kept_from("ada")) == set(words_kept_from(None)) == {w for ws in TELLTALES.values() for w in ws}
