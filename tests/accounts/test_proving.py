"""Before what cannot be taken back: is it you? Then on with what was asked, under a new token, nothing typed lost."""

import pytest

from server.accounts.proving import MOST_CARRIED
from tests.accounts.asked import FIVE, STAFF_PAGE, both, by_both, carried, credential, credentials, late
from tests.accounts.people import PASSPHRASE, come_in, give_passphrase
from tests.accounts.second import code_on_paper
from tests.someone import Installation, Someone


@pytest.fixture
def late_ada(installation: Installation) -> Someone:
    return late(installation, "ada")


def test_for_five_minutes_after_signing_in_nobody_is_asked(installation: Installation) -> None:
    ada = installation.someone()
    come_in(ada, give_passphrase(installation, "ada"))
    installation.clock.move(FIVE)

    assert ada.send(STAFF_PAGE, credential()).path == STAFF_PAGE
    assert credentials(installation) == 1


def test_afterwards_it_asks_and_writes_nothing_and_then_goes_on_with_every_word(
    installation: Installation, late_ada: Someone
) -> None:
    form = credential(title="Two\nlines, “quotes” & <b>é</b>")
    page = late_ada.send(STAFF_PAGE, form)
    assert (page.status_code, page.one("h1"), credentials(installation)) == (403, "Is it you?", 0)
    assert "Change what one of the staff may do" in page.words
    sent = by_both(installation, page)
    assert {name: value for name, value in sent.items() if name in form} == form

    again = late_ada.send("/account/prove", sent, follow=False)
    assert (again.status_code, again.headers["location"]) == (307, STAFF_PAGE)
    assert late_ada.send(STAFF_PAGE, sent).status_code == 200
    assert credentials(installation) == 1


def test_a_wrong_word_is_said_and_the_form_still_carried(installation: Installation, late_ada: Someone) -> None:
    form = credential()
    page = late_ada.send(STAFF_PAGE, form)
    missing, wrong = (
        "Please write your passphrase, and a code.",
        "This passphrase and this code do not prove it together. Each code works once.",
    )
    code = code_on_paper(installation, "ada@example.org")
    for word, typed, said in (("", code, missing), (PASSPHRASE, "", missing), ("wrong", code, wrong),
                              (PASSPHRASE, "000000", wrong)):  # fmt: skip
        page = late_ada.send("/account/prove", carried(page, "both", word, **{"proof-code": typed}))
        assert (page.status_code, page.all("error")) == (422, [said])
        assert "wrong" not in page.values("input[name=proof-word]")
    sent = carried(page, "both", **{"proof-code": code})
    assert sent["number"] == "A-1"

    assert late_ada.send("/account/prove", sent).status_code == 200, "no code was used up by a wrong passphrase"
    assert credentials(installation) == 1


def test_a_proof_makes_a_new_token_and_the_old_one_is_dead_at_once(
    installation: Installation, late_ada: Someone
) -> None:
    before = late_ada.client.cookies["tidemark"]
    late_ada.send("/account/prove", both(installation))
    thief = installation.someone()
    thief.client.headers["cookie"] = f"tidemark={before}"

    assert late_ada.client.cookies["tidemark"] != before
    assert late_ada.get("/clinic").status_code == 200
    assert thief.get("/clinic").status_code == 303


def test_a_proof_does_not_make_the_login_last_longer(installation: Installation, late_ada: Someone) -> None:
    answer = late_ada.send("/account/prove", both(installation) | {"proof-then": "/clinic"}, follow=False)

    assert f"Max-Age={12 * 3600 - 301}" in answer.headers["set-cookie"]


def test_ten_wrong_words_and_the_right_one_waits_a_quarter_of_an_hour(
    installation: Installation, late_ada: Someone
) -> None:
    form = both(installation)
    answers = [late_ada.send("/account/prove", form | {"proof-word": "a guess"}).status_code for _ in range(10)]

    assert answers == [422] * 10
    assert late_ada.send("/account/prove", form).status_code == 429


def test_what_is_too_long_to_be_carried_is_said_and_is_not_sent_in_part(
    installation: Installation, late_ada: Someone
) -> None:
    for form in (credential(title="x" * MOST_CARRIED), credential(**{f"more-{n}": "" for n in range(250)})):
        page = late_ada.send(STAFF_PAGE, form)
        assert "What you filled in is too long to be carried through this page." in page.words
        assert "number" not in carried(page, "both")
    page = late_ada.send_file(STAFF_PAGE, b"a file")
    assert "too long to be carried" in page.words

    then = late_ada.send("/account/prove", by_both(installation, page), follow=False)
    assert (then.status_code, then.headers["location"]) == (303, STAFF_PAGE)


def test_a_form_cannot_send_the_proof_elsewhere(installation: Installation, late_ada: Someone) -> None:
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        form = both(installation) | {"proof-then": elsewhere}
        assert late_ada.send("/account/prove", form, follow=False).headers["location"] == "/clinic"


def test_whose_it_is_not_is_refused_before_any_proof(installation: Installation) -> None:
    for name, status in (("theo", 403), ("mara", 403)):
        person = late(installation, name, own="1")
        refused = person.send(STAFF_PAGE, credential())
        assert refused.status_code == status
        assert "Is it you?" not in refused.words
    assert installation.someone().send(STAFF_PAGE, credential()).status_code == 401
