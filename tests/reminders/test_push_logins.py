"""Notifications on a phone end with the sign-in they were switched on in, and begin again with the next one there."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from server.access.lifetimes import OWN_PHONE
from server.access.logins import token_hash
from server.demo_cast import CAST_IDS
from tests.accounts.people import come_in, give_passphrase, join, recover
from tests.reminders.phones import Service, another_evening, begin, evening
from tests.reminders.planned import at
from tests.reminders.post import fresh
from tests.session_day.days import change
from tests.someone import Installation, Someone

Deed = Callable[[Installation, Someone, Someone], object]
SECOND = timedelta(seconds=1)
HERS = """
    select trouble from reminder_sending join course on course.id = reminder_sending.course_id
    where channel = 'push' and patient_id = :noor
"""
EVENING = at("2026-11-25 17:05")


def end_it_there(_installation: Installation, phone: Someone, other: Someone) -> None:
    (mine,) = other.open("/account/devices").values("form[action$='/end']:not([action*=others])", "action")
    assert other.send(mine).status_code == 200
    assert phone.get("/today").status_code == 303


def change_the_passphrase(installation: Installation, _phone: Someone, other: Someone) -> None:
    give_passphrase(installation, "noor")
    new = {"name": "noor@example.org", "passphrase": "another calm sea"}
    assert other.send("/account/passphrase", new).status_code == 200


def recover_her(installation: Installation, _phone: Someone, _other: Someone) -> None:
    theo, pria = (installation.someone(name) for name in ("theo", "pria"))
    join(installation, recover(theo, pria, f"/recovery/{CAST_IDS['noor']}"))


def set_login(installation: Installation, phone: Someone, column: str, value: object) -> None:
    mine = token_hash(phone.client.cookies.get("tidemark") or "")
    change(installation, f"update login set {column} = :value where token_hash = :hash", value=value, hash=mine)


def last_used(before: timedelta) -> Deed:
    return lambda installation, phone, _other: set_login(installation, phone, "seen_at", EVENING - before)


def runs_out(at_last: timedelta) -> Deed:
    return lambda installation, phone, _other: set_login(installation, phone, "expires_at", EVENING + at_last)


ENDS: dict[str, Deed] = {
    "signed out on it": lambda _house, phone, _other: phone.send("/sign-out"),
    "signed out from another device": end_it_there,
    "all others signed out from another": lambda _house, _phone, other: other.send("/account/devices/others/end"),
    "signed out everywhere": lambda _house, _phone, other: other.send("/sign-out", {"everywhere": "1"}),
    "not used for 30 days": last_used(OWN_PHONE.idle),
    "its 90 days are over": runs_out(timedelta(0)),
    "somebody else signed in there": lambda _house, phone, _other: phone.send("/demo/sign-in", {"person": "mara"}),
    "another passphrase": change_the_passphrase,
    "let in again in person": recover_her,
}
GOES_ON: dict[str, Deed] = {
    "nothing happened": lambda _house, _phone, _other: None,
    "another device signed out": lambda _house, _phone, other: other.send("/sign-out"),
    "a second before the 30 days": last_used(OWN_PHONE.idle - SECOND),
    "a second before the 90 days": runs_out(SECOND),
    "signed out and in again": lambda _house, phone, _other: (
        phone.send("/sign-out"),
        phone.send("/demo/sign-in", {"person": "noor"}),
    ),
    "somebody else signed in there, and she again": lambda _house, phone, _other: (
        phone.send("/demo/sign-in", {"person": "mara"}),
        phone.send("/demo/sign-in", {"person": "noor"}),
    ),
}


def told(installation: Installation, service: Service, deed: Deed) -> int:
    """How many notifications came to her phone in the evening, after what was done in the morning."""
    phone, other = installation.someone("noor"), installation.someone("noor")
    assert begin(installation, phone, service.subscription()) == 200
    deed(installation, phone, other)
    evening(installation)
    return len(service.taken)


@pytest.mark.parametrize("way", ENDS)
def test_no_phone_is_told_after_its_login_has_ended(installation: Installation, service: Service, way: str) -> None:
    assert told(installation, service, ENDS[way]) == 0


@pytest.mark.parametrize("way", GOES_ON)
def test_a_phone_is_told_while_its_owner_is_signed_in_there(
    installation: Installation, service: Service, way: str
) -> None:
    assert told(installation, service, GOES_ON[way]) == 1


def test_a_phone_that_missed_one_while_signed_out_is_told_of_the_next(
    installation: Installation, service: Service, noor: Someone, theo: Someone
) -> None:
    begin(installation, noor, service.subscription())
    noor.send("/sign-out")
    evening(installation)
    assert not service.taken
    assert "Notifications on a phone" not in theo.open("/clinic/reminders").words  # no trouble of the clinic's
    noor.send("/demo/sign-in", {"person": "noor"})
    another_evening(installation)
    assert len(service.taken) == 1


def test_what_she_stopped_herself_does_not_begin_again_by_a_sign_in(
    installation: Installation, service: Service, noor: Someone
) -> None:
    begin(installation, noor, service.subscription())
    noor.send("/reminders/push/end")
    noor.send("/sign-out")
    noor.send("/demo/sign-in", {"person": "noor"})
    evening(installation)
    assert not service.taken


def test_a_sign_in_for_a_short_time_is_offered_none_and_gets_none(installation: Installation, service: Service) -> None:
    borrowed = installation.someone()
    come_in(borrowed, give_passphrase(installation, "noor"))
    page = borrowed.open("/reminders")
    assert not page.values("form[action='/reminders/push']", "action")
    assert "sign in again and tick “This phone is my own”" in page.words
    assert begin(installation, borrowed, service.subscription()) == 404
    evening(installation)
    assert not service.taken


@pytest.mark.parametrize("who", ["mara", "sol"])
def test_whoever_switches_it_on_last_on_a_phone_has_it(
    installation: Installation, service: Service, noor: Someone, who: str
) -> None:
    """Of the same clinic or another: the phone is one, and its owner is who said so last."""
    begin(installation, noor, service.subscription())
    assert begin(installation, installation.someone(who), service.subscription()) == 200
    evening(installation)
    assert installation.value(HERS, noor=CAST_IDS["noor"]) == "off"


def test_of_two_who_name_one_phone_in_the_same_moment_one_has_it(
    installation: Installation, service: Service, noor: Someone, mara: Someone
) -> None:
    async def press() -> None:
        form = {"subscription": service.subscription()}
        both = (one.client.post("/reminders/push", data=form | {"id": fresh(installation)}) for one in (noor, mara))
        assert [answer.status_code for answer in await asyncio.gather(*both)] == [303, 303]

    installation.run(press)
    assert sum("One device shows" in one.open("/reminders").words for one in (noor, mara)) == 1


def test_who_comes_back_to_a_phone_that_another_took_takes_it_back_by_a_press(
    installation: Installation, service: Service, noor: Someone
) -> None:
    begin(installation, noor, service.subscription())
    noor.send("/demo/sign-in", {"person": "mara"})
    begin(installation, noor, service.subscription())
    noor.send("/demo/sign-in", {"person": "noor"})
    assert "One device shows" not in noor.open("/reminders").words
    begin(installation, noor, service.subscription())
    assert "One device shows" in noor.open("/reminders").words
    evening(installation)
    assert len(service.taken) == 1


def test_a_refused_form_takes_no_phone_from_anybody(
    installation: Installation, service: Service, noor: Someone, mara: Someone, theo: Someone
) -> None:
    form = {"id": fresh(installation), "subscription": service.subscription()}
    assert noor.send("/reminders/push", form).status_code == 200
    assert mara.send("/reminders/push", form).status_code == 404  # the id is hers
    assert theo.send("/reminders/push", form | {"id": fresh(installation)}).status_code == 403
    visitor = installation.someone()
    assert visitor.send("/reminders/push", form | {"id": fresh(installation)}, follow=False).status_code in (303, 401)
    evening(installation)
    assert len(service.taken) == 1


def test_a_form_that_comes_twice_changes_nothing_the_second_time(
    installation: Installation, service: Service, noor: Someone, mara: Someone
) -> None:
    form = {"id": fresh(installation), "subscription": service.subscription()}
    noor.send("/reminders/push", form)
    begin(installation, mara, service.subscription())
    assert noor.send("/reminders/push", form).status_code == 200
    evening(installation)
    assert not service.taken
