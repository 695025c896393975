"""People sign in on two devices, are told of the other one, prove who they are, and sign devices out."""

from datetime import timedelta

from tests.someone import Installation, Someone


def come_and_go(installation: Installation) -> None:
    for name, first in (("mara", "/today"), ("theo", "/review"), ("ada", "/clinic")):
        old, new = installation.someone(name), _later(installation, name)
        page = old.open(first)
        (mine, *_more) = page.values("form[action$='/mine']", "action")
        old.send(mine)
        strange = _later(installation, name)
        old.send(old.open("/account/devices").values("form[action$='/not-mine']", "action")[0])
        _prove(old)
        old.send("/account/devices/others/end")
        again = _later(installation, name)
        old.send(old.open("/account/devices").values("form[action$='/end']", "action")[0])
        assert [one.get("/account").status_code for one in (new, strange, again)] == [303, 303, 303]
    pria = installation.someone("pria")
    pria.keeps_at_it = False  # so that the door marks by itself that she was there
    installation.clock.move(timedelta(minutes=2))
    pria.open("/account")


def _later(installation: Installation, name: str) -> Someone:
    installation.clock.move(timedelta(minutes=2))
    return installation.someone(name)


def _prove(person: Someone) -> None:
    person.open("/account/prove")
    for form in ({}, {"proof-way": "passphrase"}, {"proof-way": "demo", "proof-then": "/account"}):
        person.send("/account/prove", form)
