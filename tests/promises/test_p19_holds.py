"""P19: guesses are few, whoever guesses keeps nobody out, and no answer tells whether a name is known."""

import time
from datetime import timedelta
from statistics import median

import pytest

from server.access.attempts import PER_ACCOUNT, PER_ADDRESS, WINDOW
from server.accounts.wrong_codes import FREE
from server.demo_cast import CAST_IDS
from tests.accounts.people import PASSPHRASE, give_passphrase, sign_in
from tests.accounts.second import prove, set_up_second
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.someone import Installation, Opened, Someone

APART = 0.005  # seconds that the medians of known and unknown names may differ
A_DAY = FREE + 10  # wrong codes that are looked at, and what the waits that grow still let through
WRONG = "select count(*) from wrong_code"
pytestmark = pytest.mark.timeout(seconds(120, 3600))


def from_address(installation: Installation, number: int) -> Someone:
    person = installation.someone()
    person.client._transport.client = (f"198.51.{number // 256 % 256}.{number % 256}", 40000)  # type: ignore[attr-defined]
    return person


def guess(person: Someone, name: str, number: int) -> int:
    return sign_in(person, name, f"a guess, the {number}th").status_code


def test_p19_one_account_is_tried_ten_times_whatever_comes(installation: Installation, figure: Figure) -> None:
    """From as many addresses as there are guesses, over the whole quarter of an hour."""
    name, many = give_passphrase(installation), size(150, 10_000)
    answers = []
    for number in range(many):
        answers.append(guess(from_address(installation, number), name, number))
        installation.clock.move((WINDOW - timedelta(seconds=1)) / many)

    assert answers.count(422) == PER_ACCOUNT
    assert answers.count(429) == many - PER_ACCOUNT
    figure(f"{many} guesses at one account: {answers.count(422)} were looked at in a quarter of an hour")


def test_p19_the_owner_is_let_in_by_a_device_that_is_known(installation: Installation, figure: Figure) -> None:
    """Even from the very address that guesses; a device that is not known waits."""
    name = give_passphrase(installation)
    phone = installation.someone()
    sign_in(phone, name, own="1")
    let_in, times = 0, size(20, 1000)
    for number in range(times):
        phone.send("/sign-out")
        for at in range(PER_ACCOUNT + 1 if number < 3 else 1):
            guess(installation.someone(), name, at)
        assert sign_in(installation.someone(), name).status_code == 429
        let_in += sign_in(phone, name, own="1").status_code == 303

    assert let_in == times
    figure(f"while others guessed, its owner's known device was let in {let_in} times of {times}")


def test_p19_a_known_device_is_no_way_to_guess_more(installation: Installation) -> None:
    name = give_passphrase(installation)
    phone = installation.someone()
    sign_in(phone, name, own="1")
    phone.send("/sign-out")

    answers = [guess(phone, name, number) for number in range(3 * PER_ACCOUNT)]

    assert answers.count(422) == PER_ACCOUNT


def test_p19_being_known_to_one_opens_no_tries_at_another(installation: Installation) -> None:
    """Whoever has an account of their own guesses at others like any stranger."""
    name, own = give_passphrase(installation), give_passphrase(installation, "mara")
    mara = installation.someone()
    sign_in(mara, own, own="1")
    for number in range(PER_ACCOUNT):
        guess(from_address(installation, number), name, number)

    assert guess(mara, name, 1) == 429


def test_p19_guesses_spread_over_many_accounts_are_few_too(installation: Installation, figure: Figure) -> None:
    """From one address at many names, and from many addresses at many names, each name ten times."""
    many = size(100, 10_000)
    names = [give_passphrase(installation, who) for who in CAST_IDS]
    names += [f"person{number}@example.org" for number in range(min(many // 10, 1000) - len(names))]
    here = installation.someone()
    one = [guess(here, names[number % len(names)], number) for number in range(many)]
    assert one.count(422) == min(PER_ADDRESS, many)

    installation.clock.move(WINDOW + timedelta(seconds=1))
    looked_at = dict.fromkeys(names, 0)
    for number in range(2 * PER_ACCOUNT * len(names)):
        name = names[number % len(names)]
        looked_at[name] += guess(from_address(installation, number), name, number) == 422
    assert set(looked_at.values()) == {PER_ACCOUNT}
    figure(
        f"{many} guesses at {len(names)} accounts from one address: {one.count(422)} were looked at; "
        f"from everywhere: {PER_ACCOUNT} an account"
    )


def test_p19_no_answer_tells_whether_a_name_is_known(installation: Installation) -> None:
    """By status, words, length and headers, from the first try to those that are refused."""
    known, unknown = give_passphrase(installation), "nono@example.org"
    assert len(known) == len(unknown)
    here = [from_address(installation, number) for number in (1, 2)]
    for person in here:
        person.client.headers["accept-encoding"] = "identity"  # compressed, the name itself is longer or shorter

    for number in range(PER_ACCOUNT + 3):
        answers = [
            sign_in(person, name, f"a guess {number}") for person, name in zip(here, (known, unknown), strict=True)
        ]
        first, second = (_told(answer, name) for answer, name in zip(answers, (known, unknown), strict=True))
        assert first == second


@pytest.mark.usefixtures("true_hashes")
def test_p19_the_time_does_not_tell_whether_a_name_is_known(installation: Installation, figure: Figure) -> None:
    """Measured in the time that this process worked, so that a busy machine does not blur it; true hashes."""
    known, unknown, times = give_passphrase(installation), "nono@example.org", size(100, 1000)
    spent: dict[str, list[float]] = {known: [], unknown: []}
    for number in range(times):
        if number % (PER_ACCOUNT - 1) == 0:
            installation.clock.move(WINDOW + timedelta(seconds=1))
        for name in (known, unknown) if number % 2 else (unknown, known):
            person = from_address(installation, number)
            began = time.process_time()
            assert guess(person, name, number) == 422
            spent[name].append(time.process_time() - began)

    apart = abs(median(spent[known]) - median(spent[unknown]))
    figure(f"known and unknown names over {times} tries each: medians {apart * 1000:.1f} ms apart")
    assert apart < APART
    assert median(spent[unknown]) > APART, "no hash was worked out, so that this test tells nothing"
    assert sign_in(installation.someone(), known, PASSPHRASE).status_code in (303, 429)


def test_p19_codes_after_a_right_passphrase_are_few_and_told(installation: Installation, figure: Figure) -> None:
    """Somebody knows the passphrase and guesses codes as often as they may, from everywhere, day after day."""
    name, theo, days = give_passphrase(installation, "theo"), installation.someone("theo"), size(1, 14)
    _app, codes = set_up_second(theo)
    laptop = installation.someone()
    assert prove(laptop, sign_in(laptop, name), codes[0]).status_code == 303
    looked_at, let_in = 0, 0
    for day in range(days):
        laptop.send("/sign-out")
        for number in range(24 * 4):
            installation.clock.move(timedelta(minutes=15))
            thief = from_address(installation, number)
            while (step := sign_in(thief, name)).tree.cssselect("[name=code]"):
                before = installation.value(WRONG)
                if prove(thief, step, "000000").status_code == 429:
                    break
                looked_at += int(str(installation.value(WRONG))) - int(str(before))
        if day < len(codes) - 1:
            let_in += prove(laptop, sign_in(laptop, name), codes[day + 1]).status_code == 303

    assert looked_at <= A_DAY * days
    assert let_in == min(days, len(codes) - 1), "its owner's known device is never kept out"
    assert "wrong codes after it" in theo.open("/account/told").words
    figure(f"{days} days of codes guessed after a right passphrase: {looked_at / days:.0f} a day were looked at")


def _told(answer: Opened, name: str) -> tuple[int, str, dict[str, str]]:
    headers = {key: value for key, value in answer.headers.items() if key != "x-request-id"}
    return answer.status_code, answer.text.replace(name, "NAME"), headers
