"""A code of the care team that only proves: for a patient who signs in by a device alone and is asked whether it is
them."""

from datetime import timedelta

import pytest

from tests.accounts.asked import carried
from tests.accounts.authenticator import Authenticator, enrol
from tests.accounts.people import at_once
from tests.accounts.proof_codes import NOOR, NOTICE, asked, code_for, joined_by_device
from tests.someone import Installation, Someone

WRONG = "This code does not prove it now. It may have been used, or be over; your care team can make another."


@pytest.fixture
def robin(installation: Installation, theo: Someone) -> Someone:
    return joined_by_device(installation, theo)


def test_it_proves_it_once_and_what_was_asked_goes_on(robin: Someone, theo: Someone) -> None:
    page, code = asked(robin), code_for(theo)
    before = robin.client.cookies["tidemark"]

    assert robin.send("/account/prove", carried(page, "code", code.lower().replace(" ", "-"))).status_code == 200

    assert robin.client.cookies["tidemark"] != before
    assert robin.get("/journal/export").status_code == 200
    again = robin.send("/account/prove", carried(page, "code", code))
    assert (again.status_code, again.all("error")) == (422, [WRONG])


def test_with_it_the_first_passkey_can_be_made(robin: Someone, theo: Someone) -> None:
    page = robin.send("/account/passkeys/new", {"name": "Blue phone"})
    robin.send("/account/prove", carried(page, "code", code_for(theo)), follow=False)
    assert enrol(robin, Authenticator(), "Blue phone").status_code == 303
    assert "Blue phone" in robin.open("/account/passkeys").words


def test_it_opens_nothing_by_itself(installation: Installation, robin: Someone, theo: Someone) -> None:
    code, anyone = code_for(theo), installation.someone()
    assert anyone.send("/join", {"code": code}).status_code == 422
    assert anyone.send("/join/accept", {"secret": code, "way": "device"}).status_code == 422
    assert anyone.get(f"/join/{code.replace(' ', '')}").status_code == 422
    assert anyone.send("/account/prove", {"proof-way": "code", "proof-word": code}).status_code == 401
    assert asked(robin)


def test_it_is_for_one_person_alone(installation: Installation, robin: Someone, theo: Someone) -> None:
    tern = joined_by_device(installation, theo, "Tern")
    page, code = asked(tern), code_for(theo)
    assert tern.send("/account/prove", carried(page, "code", code)).status_code == 422
    assert robin.send("/account/prove", carried(asked(robin), "code", code)).status_code == 200


def test_it_is_over_after_a_quarter_of_an_hour(installation: Installation, robin: Someone, theo: Someone) -> None:
    first, second = code_for(theo), ""
    installation.clock.move(timedelta(minutes=15))
    assert robin.send("/account/prove", carried(asked(robin), "code", first)).status_code == 422
    second = code_for(theo)
    installation.clock.move(timedelta(minutes=14, seconds=59))
    assert robin.send("/account/prove", carried(asked(robin), "code", second)).status_code == 200


def test_a_new_one_ends_the_one_before(robin: Someone, theo: Someone) -> None:
    first, second = code_for(theo), code_for(theo)
    page = asked(robin)
    assert robin.send("/account/prove", carried(page, "code", first)).status_code == 422
    assert robin.send("/account/prove", carried(page, "code", second)).status_code == 200


def test_sent_twice_at_once_it_proves_it_once(robin: Someone, theo: Someone) -> None:
    form = carried(asked(robin), "code", code_for(theo))
    answers = sorted(one.status_code for one in at_once(robin, "/account/prove", [form] * 2))
    assert answers in ([200, 422], [200, 401]), "the second one was wrong, or its login has another token by then"


def test_guesses_at_it_are_few(robin: Someone, theo: Someone) -> None:
    code, page = code_for(theo), asked(robin)
    wrong = carried(page, "code", "AAAA2222")
    assert [robin.send("/account/prove", wrong).status_code for _time in range(11)] == [422] * 10 + [429]
    assert robin.send("/account/prove", carried(page, "code", code)).status_code == 429


def test_each_device_says_that_it_was_made_and_by_whom(robin: Someone, theo: Someone) -> None:
    assert NOTICE not in robin.open("/today").words
    code = code_for(theo)
    for path in ("/today", "/journal", "/course", "/account"):
        assert NOTICE in robin.open(path).words, path
    assert "Theo made it for you" in robin.open("/account/told").words
    robin.send("/account/prove", carried(asked(robin), "code", code))

    told = robin.open("/account/told")
    assert "It was used" in told.words
    known = robin.send("/account/told/known", {"until": told.values("[name=until]")[0]})

    assert "There is nothing to know now." in known.words
    assert NOTICE not in robin.open("/today").words


def test_what_came_after_the_page_was_opened_is_told_too(
    installation: Installation, robin: Someone, theo: Someone
) -> None:
    code_for(theo)
    until = robin.open("/account/told").values("[name=until]")[0]
    installation.clock.move(timedelta(minutes=1))
    code_for(theo)
    robin.send("/account/told/known", {"until": until})
    assert NOTICE in robin.open("/today").words
    assert robin.open("/account/told").words.count("Theo made it for you") == 1


def test_its_owner_can_stop_it(robin: Someone, theo: Someone) -> None:
    code = code_for(theo)
    page = robin.send("/account/told/stop")
    assert "It was stopped, and opens nothing." in page.words
    assert not page.tree.cssselect("form[action='/account/told/stop']")
    assert robin.send("/account/prove", carried(asked(robin), "code", code)).status_code == 422
    assert robin.send("/account/told/stop").status_code == 200


def test_nobody_stops_or_answers_for_anothers(robin: Someone, theo: Someone, mara: Someone) -> None:
    code = code_for(theo)
    mara.send("/account/told/stop")
    mara.send("/account/told/known", {"until": "z"})
    assert NOTICE in robin.open("/today").words
    assert robin.send("/account/prove", carried(asked(robin), "code", code)).status_code == 200


def test_all_of_it_stands_in_the_patients_own_list(theo: Someone, noor: Someone) -> None:
    theo.send(NOOR)
    noor.send("/account/told/stop")
    noor.send("/account/prove", {"proof-way": "code", "proof-word": theo.send(NOOR).one("#the-code")})
    words = noor.open("/course/access").words
    for said in (
        "Theo made a code for you that proves that it is you", "Noor stopped the code that proves that it is you",
        "Noor used the code that proves that it is you",
    ):  # fmt: skip
        assert said in words, said
