"""Choosing how to sign in: this phone, or a name and a passphrase, with every wrong field named at once."""

import pytest

from server.accounts.join import JoinController
from tests.accounts.people import (
    PASSPHRASE,
    accept,
    alerts,
    at_once,
    give_passphrase,
    invite,
    join,
    recover,
    recovery_of,
    sign_in,
)
from tests.someone import Installation, Someone

SHORT = "Please use at least 10 characters. A few plain words are good."
TAKEN = "Please choose another name; this one cannot be used."
SHORTEST, LONGEST = 10, 200
NAMELESS = "Please choose a name of at least three characters to sign in with."


def test_a_chosen_passphrase_opens_the_account_from_another_device(installation: Installation, theo: Someone) -> None:
    join(installation, invite(theo, "Wren").code, way="passphrase", name=" Wren Aalto ", passphrase=PASSPHRASE)

    elsewhere = installation.someone()
    assert sign_in(elsewhere, "wren  aalto").headers["location"] == "/today"
    assert "Wren" in elsewhere.open("/account").words


def test_ten_characters_are_enough_and_nine_are_not(installation: Installation, theo: Someone) -> None:
    made = invite(theo)
    form = {"way": "passphrase", "name": "wren"}

    short = accept(installation.someone(), made.code, **form, passphrase="x" * (SHORTEST - 1))
    assert (short.status_code, alerts(short)) == (422, [SHORT])
    join(installation, made.code, **form, passphrase="x" * SHORTEST)


def test_the_longest_passphrase_is_said_and_taken(installation: Installation, theo: Someone) -> None:
    made = invite(theo)
    form = {"way": "passphrase", "name": "wren"}

    long = accept(installation.someone(), made.code, **form, passphrase="x" * (LONGEST + 1))
    assert "Please shorten it by 1." in alerts(long)[0]
    join(installation, made.code, **form, passphrase="é" * LONGEST)
    assert sign_in(installation.someone(), "wren", "é" * LONGEST).status_code == 303


def test_a_wrong_name_and_a_wrong_passphrase_are_named_together(theo: Someone, anyone: Someone) -> None:
    made = invite(theo)

    for name, said in (("ab", NAMELESS), ("", NAMELESS), ("n" * 255, "This is 255 characters")):
        answer = accept(anyone, made.code, way="passphrase", name=name, passphrase="short")
        assert answer.status_code == 422
        assert [line[: len(said)] for line in alerts(answer)] == [said, SHORT[: len(said)]]
        assert answer.values("input[name=name]") == [name]
        assert answer.values("input[name=passphrase]") == [""]
        assert answer.values("input[name=way][checked]") == ["passphrase"]
        assert answer.values("input[name=secret]") == [made.code]


def test_a_wrong_choice_uses_nothing_up(installation: Installation, theo: Someone, anyone: Someone) -> None:
    made = invite(theo)
    for wrong in ({"way": "passphrase"}, {"way": "cookie"}, {"way": ""}):
        assert accept(anyone, made.code, **wrong).status_code == 422

    join(installation, made.code)


def test_a_taken_name_is_refused_in_any_spelling(installation: Installation, theo: Someone, anyone: Someone) -> None:
    give_passphrase(installation, "mara")
    made = invite(theo)

    for name in ("mara@example.org", "MARA@Example.org "):
        answer = accept(anyone, made.code, way="passphrase", name=name, passphrase=PASSPHRASE)
        assert (answer.status_code, alerts(answer)) == (422, [TAKEN])
    assert sign_in(installation.someone(), "mara@example.org").headers["location"] == "/today"


def test_two_who_choose_one_name_in_the_same_moment_are_told_apart(
    installation: Installation, theo: Someone, anyone: Someone
) -> None:
    codes = [invite(theo, name).code for name in ("Wren", "Tern")]
    form = {"way": "passphrase", "name": "bird", "passphrase": PASSPHRASE}

    answers = at_once(anyone, "/join/accept", [form | {"secret": code} for code in codes])

    assert sorted(answer.status_code for answer in answers) in ([303, 409], [303, 422])
    left = [code for code, answer in zip(codes, answers, strict=True) if answer.status_code != 303]
    join(installation, left[0], **form | {"name": "other bird"})


def test_a_new_code_replaces_the_passphrase_of_whoever_forgot_it(
    installation: Installation, theo: Someone, ada: Someone
) -> None:
    form = {"way": "passphrase", "name": "wren"}
    join(installation, invite(theo).code, **form, passphrase=PASSPHRASE)
    code = recover(theo, ada, recovery_of(theo))

    join(installation, code, **form, passphrase="another calm sea")

    assert sign_in(installation.someone(), "wren").status_code == 422
    assert sign_in(installation.someone(), "wren", "another calm sea").status_code == 303


def test_staff_cannot_keep_a_device_login(installation: Installation, ada: Someone, anyone: Someone) -> None:
    made = invite(ada, role="prescriber")

    assert anyone.open(made.path).values("input[name=way]") == ["passphrase"]
    answer = accept(anyone, made.code, way="device")
    assert answer.status_code == 422
    assert "Staff sign in with a passphrase." in answer.words
    assert installation.value("select count(*) from invitation where used_at is not null") == 0


def test_a_name_that_did_not_arrive_whole_is_named_and_the_rest_kept(theo: Someone, anyone: Someone) -> None:
    made = invite(theo)
    body = f"secret={made.code.replace(' ', '+')}&way=passphrase&zone=Europe/Oslo&passphrase=a+calm+sea&name=wr%FFn"

    answer = anyone.send_raw("/join/accept", body.encode())
    assert answer.status_code == 422
    assert alerts(answer) == ["Some characters did not arrive whole. Please check the words and send them again."]
    assert answer.values("input[name=name]") == ["wr\N{REPLACEMENT CHARACTER}n"]


@pytest.mark.parametrize("secret", ["", "\0", "x" * 5000, "%", "' or ''='", "\N{SNOWMAN}"])
def test_accepting_without_an_invitation_leads_to_the_code(anyone: Someone, secret: str) -> None:
    answer = accept(anyone, secret)

    assert answer.status_code == 422
    assert answer.one("h1") == "Type your code"
    assert "set-cookie" not in answer.headers


def test_the_routes_of_joining_are_public() -> None:
    assert JoinController.opt == {"audience": "public", "every_clinic": True}  # who joins is looked for in all of them
