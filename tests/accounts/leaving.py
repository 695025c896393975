"""Ending an account as an administrator does, and a second administrator who has come in."""

from uuid import uuid4

from server.demo_cast import CAST_IDS
from tests.accounts.people import PASSPHRASE, invite, join
from tests.someone import Installation, Opened, Someone


def account_of(name: str) -> str:
    return f"/clinic/staff/{CAST_IDS[name]}/account"


def end(by: Someone, name: str, was: str = "therapist", **more: str) -> Opened:
    return by.send(f"{account_of(name)}/end", {"id": str(uuid4()), "was": was} | more)


def take_up(by: Someone, name: str, was: str = "therapist") -> Opened:
    return by.send(f"{account_of(name)}/again", {"id": str(uuid4()), "was": was})


def give_role(by: Someone, name: str, was: str, role: str, **more: str) -> Opened:
    return by.send(f"{account_of(name)}/role", {"id": str(uuid4()), "was": was, "role": role} | more)


def second_administrator(installation: Installation, ada: Someone, name: str = "Bo") -> Someone:
    code = invite(ada, name, role="admin").code
    person = join(installation, code, way="passphrase", name=f"{name.lower()}@example.org", passphrase=PASSPHRASE)
    person.keeps_at_it = True
    return person


def id_of(installation: Installation, name: str) -> str:
    return str(installation.value("select id from person where name = :name", name=name))
