"""Guessing is slow: ten tries an account and sixty an address in a quarter of an hour, then 429 (P19)."""

from collections.abc import Callable
from datetime import timedelta

from tests.accounts.people import at_once, give_passphrase, invite, join, sign_in
from tests.someone import Installation, Someone

QUARTER = timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 60


def test_the_eleventh_guess_is_refused_even_when_it_is_right(installation: Installation, anyone: Someone) -> None:
    name = give_passphrase(installation)
    for _ in range(PER_ACCOUNT):
        assert sign_in(anyone, name, "a guess").status_code == 422

    refused = sign_in(anyone, name)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "900")
    assert "set-cookie" not in refused.headers
    assert "quarter of an hour" in refused.words


def test_after_the_quarter_of_an_hour_the_right_one_is_let_in(installation: Installation, anyone: Someone) -> None:
    name = give_passphrase(installation)
    for _ in range(PER_ACCOUNT):
        sign_in(anyone, name, "a guess")

    installation.clock.move(QUARTER - timedelta(seconds=1))
    assert sign_in(anyone, name).status_code == 429
    installation.clock.move(timedelta(seconds=2))
    assert sign_in(anyone, name).status_code == 303


def test_trying_while_refused_does_not_lengthen_the_wait(installation: Installation, anyone: Someone) -> None:
    name = give_passphrase(installation)
    for _ in range(PER_ACCOUNT):
        sign_in(anyone, name, "a guess")
    for _ in range(5):
        installation.clock.move(timedelta(minutes=3))
        for _ in range(PER_ACCOUNT // 2):
            sign_in(anyone, name, "a guess")

    installation.clock.move(timedelta(seconds=1))
    assert sign_in(anyone, name).status_code == 303


def test_the_guesses_at_one_name_do_not_lock_out_another(installation: Installation, anyone: Someone) -> None:
    give_passphrase(installation, "mara")
    name = give_passphrase(installation)
    for _ in range(PER_ACCOUNT):
        sign_in(anyone, "mara@example.org", "a guess")

    assert sign_in(anyone, name).status_code == 303


def test_an_unknown_name_is_limited_like_a_known_one(anyone: Someone) -> None:
    answers = [sign_in(anyone, "nora@example.org", "a guess").status_code for _ in range(PER_ACCOUNT + 1)]

    assert answers == [422] * PER_ACCOUNT + [429]


def test_a_right_answer_makes_the_account_start_anew(installation: Installation, anyone: Someone) -> None:
    name = give_passphrase(installation)
    for _ in range(3):
        for _ in range(PER_ACCOUNT - 1):
            assert sign_in(anyone, name, "a guess").status_code == 422
        assert sign_in(anyone, name).status_code == 303


def test_guesses_sent_in_the_same_moment_are_counted_too(installation: Installation, anyone: Someone) -> None:
    name = give_passphrase(installation)

    answers = at_once(anyone, "/sign-in", [{"name": name, "passphrase": f"guess {n}"} for n in range(40)])

    looked_at = [answer for answer in answers if answer.status_code != 429]
    assert len(looked_at) <= PER_ACCOUNT


def test_a_clinic_full_of_people_can_sign_in_from_one_address(installation: Installation) -> None:
    name = give_passphrase(installation)
    person = installation.someone()

    assert {sign_in(person, name).status_code for _ in range(PER_ADDRESS + 5)} == {303}


def test_one_address_cannot_guess_at_many_names(installation: Installation, anyone: Someone) -> None:
    name = give_passphrase(installation)
    answers = [sign_in(anyone, f"person{n}", "a guess").status_code for n in range(PER_ADDRESS)]

    assert set(answers) == {422}
    assert sign_in(anyone, name).status_code == 429
    assert sign_in(_elsewhere(installation), name).status_code == 303


def test_codes_cannot_be_guessed_from_one_address(installation: Installation, theo: Someone, anyone: Someone) -> None:
    right = invite(theo)
    guesses: list[Callable[[str], int]] = [
        lambda code: anyone.send("/join", {"code": code}).status_code,
        lambda code: anyone.get(f"/join/{code}").status_code,
        lambda code: anyone.send("/join/accept", {"secret": code, "way": "device"}).status_code,
    ]
    answers = [guesses[n % 3](f"GUESS{n:03}") for n in range(PER_ADDRESS)]

    assert set(answers) == {422}
    assert anyone.send("/join", {"code": right.code}).status_code == 429
    assert anyone.get(right.path).status_code == 429
    assert anyone.send("/join/accept", {"secret": right.code, "way": "device"}).status_code == 429
    installation.clock.move(QUARTER + timedelta(seconds=1))
    join(installation, right.code)


def test_the_table_of_guesses_names_nobody(installation: Installation, anyone: Someone) -> None:
    sign_in(anyone, "noor@example.org", "a guess")
    subjects = installation.value("select count(*) from attempt")

    assert subjects == 2
    for word in ("noor", "203.0.113.9", "example"):
        assert installation.value("select count(*) from attempt where subject like :word", word=f"%{word}%") == 0


def _elsewhere(installation: Installation) -> Someone:
    """From another address."""
    person = installation.someone()
    transport = person.client._transport
    transport.client = ("198.51.100.7", 40000)  # type: ignore[attr-defined]
    return person
