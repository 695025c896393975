"""Phones from before logins were written down with them: each goes with one that its owner had at that time."""

from datetime import timedelta

import pytest

from server.db.migrate import FOLDER
from tests.reminders.phones import Service, begin, evening
from tests.session_day.days import change
from tests.someone import Installation, Someone

FILLS = (FOLDER / "0028_phones.sql").read_text()
FILLS = FILLS[FILLS.index("update reminder_device") :].partition(";")[0]


def as_before(installation: Installation) -> None:
    change(installation, "update reminder_device set login_id = null, endpoint_hash = null")


def goes_with(installation: Installation) -> object:
    change(installation, FILLS)
    return installation.value("select login_id from reminder_device")


def login_of(installation: Installation, person: Someone) -> object:
    return installation.value(
        "select id from login where device = :device order by created_at desc limit 1",
        device=person.client.headers["user-agent"],
    )


def on(installation: Installation, kind: str) -> Someone:
    person = installation.someone()
    person.keeps_at_it = True
    person.client.headers["user-agent"] = kind
    person.send("/demo/sign-in", {"person": "noor"})
    change(installation, "update login set device = :kind where device = 'Another device'", kind=kind)
    return person


def test_the_only_one_there_was(installation: Installation, service: Service) -> None:
    phone = on(installation, "phone")
    begin(installation, phone, service.subscription())
    installation.clock.move(timedelta(seconds=1))
    on(installation, "later")
    as_before(installation)
    assert goes_with(installation) == login_of(installation, phone)
    evening(installation)
    assert len(service.taken) == 1


@pytest.mark.parametrize("ended", [False, True])
def test_of_several_one_that_lives(installation: Installation, service: Service, ended: bool) -> None:
    phone, tablet = on(installation, "phone"), on(installation, "tablet")
    begin(installation, phone, service.subscription())
    as_before(installation)
    (tablet if ended else phone).send("/sign-out")
    assert goes_with(installation) == login_of(installation, phone if ended else tablet)
    evening(installation)
    assert len(service.taken) == 1


def test_where_she_is_signed_out_already_it_is_off(installation: Installation, service: Service) -> None:
    phone = on(installation, "phone")
    begin(installation, phone, service.subscription())
    as_before(installation)
    installation.clock.move(timedelta(seconds=1))
    phone.send("/sign-out")
    assert goes_with(installation) == login_of(installation, phone)
    evening(installation)
    assert not service.taken


def test_without_any_that_it_could_be_of_it_is_off(installation: Installation, service: Service) -> None:
    phone = on(installation, "phone")
    begin(installation, phone, service.subscription())
    as_before(installation)
    change(installation, "update reminder_device set made_at = '2026-01-01T00:00:00.000Z'")
    assert goes_with(installation) is None
    evening(installation)
    assert not service.taken
    assert "One device shows" not in phone.open("/reminders").words
