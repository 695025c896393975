"""The ways in which a login ends: each is given somebody who is signed in, and answers the token that has to be dead,
where it is another than theirs."""

from collections.abc import Callable
from datetime import timedelta

from server.access.lifetimes import OF_STAFF, OWN_PHONE
from server.demo_cast import CAST_IDS
from tests.accounts.asked import both
from tests.accounts.authenticator import Authenticator, enrol
from tests.accounts.leaving import end, give_role, second_administrator
from tests.accounts.people import PASSPHRASE, accept, come_in, give_passphrase, recover
from tests.accounts.second import make_codes, set_up_app
from tests.someone import Installation, Someone

ROLES = {"theo": "therapist", "ada": "admin"}
Ending = Callable[[Installation, Someone, str], str | None]


def signed_in(installation: Installation, name: str, **more: str) -> Someone:
    person = installation.someone()
    come_in(person, give_passphrase(installation, name), **{"own": "1"} | more)
    return person


def sign_out(installation: Installation, person: Someone, name: str) -> None:
    person.send("/sign-out")


def sign_out_everywhere(installation: Installation, person: Someone, name: str) -> None:
    signed_in(installation, name).send("/sign-out", {"everywhere": "1"})


def ended_elsewhere(installation: Installation, person: Someone, name: str) -> None:
    other = signed_in(installation, name)
    for path in other.open("/account/devices").values("form[action$='/end']", "action"):
        other.send(path)


def not_me(installation: Installation, person: Someone, name: str) -> str:
    """Here the login that has to be dead is the other one, on a device that was new."""
    installation.clock.move(timedelta(minutes=1))
    new = signed_in(installation, name).client.cookies["tidemark"]
    person.send(person.open("/account/devices").values("form[action$='/not-mine']", "action")[0])
    return new


def role_changed(installation: Installation, person: Someone, name: str) -> None:
    """By an administrator's own deed. Of a patient there is none: theirs never changes but by hand."""
    if name == "noor":
        return _write(installation, "update person set role = 'prescriber' where id = :id", id=CAST_IDS[name])
    done = give_role(_administrator(installation, name), name, ROLES[name], "prescriber", to=CAST_IDS["wren"])
    assert done.status_code == 200, done.words


def person_ended(installation: Installation, person: Someone, name: str) -> None:
    if name != "noor":
        done = end(_administrator(installation, name), name, ROLES[name], to=CAST_IDS["wren"])
        assert done.status_code == 200, done.words
        return
    _write(
        installation, "update person set ended_at = :now where id = :id", id=CAST_IDS[name], now=installation.clock()
    )


def idle(installation: Installation, person: Someone, name: str) -> None:
    installation.clock.move((OWN_PHONE if name == "noor" else OF_STAFF).idle)


def lasted_long_enough(installation: Installation, person: Someone, name: str) -> None:
    """In use until the very end."""
    whole, used_every = OWN_PHONE.whole, timedelta(days=29)
    if name != "noor":
        whole, used_every = OF_STAFF.whole, timedelta(minutes=29)
    while whole:
        by = min(whole, used_every)
        installation.clock.move(by)
        whole -= by
        assert person.get("/account").status_code == (200 if whole else 303)


def signed_in_again(installation: Installation, person: Someone, name: str) -> None:
    come_in(person, f"{name}@example.org", own="1")


def proven(installation: Installation, person: Someone, name: str) -> None:
    way = {"proof-way": "passphrase", "proof-word": PASSPHRASE} if name == "noor" else both(installation, name)
    person.send("/account/prove", way)


def recovered(installation: Installation, person: Someone, name: str) -> None:
    """Let in again in person, which ends whatever proved them before."""
    begins = installation.someone("ada" if name == "theo" else "theo")
    code = recover(begins, installation.someone("pria"), f"/recovery/{CAST_IDS[name]}")
    joined = accept(installation.someone(), code, way="passphrase", name=f"{name} two", passphrase="another calm sea")
    assert joined.status_code == 303, joined.words


def passkey_removed(installation: Installation, person: Someone, name: str) -> None:
    other = signed_in(installation, name)
    assert enrol(other, Authenticator(id=f"that of {name}".encode())).status_code == 303
    assert person.get("/account").status_code == 200
    other.send(other.open("/account/passkeys").values("form[action$='/remove']", "action")[0])


def app_replaced(installation: Installation, person: Someone, name: str) -> None:
    other = signed_in(installation, name)
    if name == "noor":
        set_up_app(other)
    assert person.get("/account").status_code == 200
    set_up_app(other)


def codes_replaced(installation: Installation, person: Someone, name: str) -> None:
    other = signed_in(installation, name)
    if name == "noor":
        make_codes(other)
    assert person.get("/account").status_code == 200
    make_codes(other)


def factor_added(installation: Installation, person: Someone, name: str) -> str:
    """Here the token from before it has to be dead; the login goes on under another."""
    before = person.client.cookies["tidemark"]
    assert enrol(person, Authenticator(id=f"that of {name}".encode())).status_code == 303
    assert person.get("/account").status_code == 200
    return before


def fixed(installation: Installation, person: Someone, name: str) -> None:
    """A token that somebody planted before the sign-in is never adopted."""
    person.client.cookies.clear()
    person.client.cookies.set("tidemark", "p" * 43, domain="clinic.test", path="/")
    come_in(person, f"{name}@example.org", own="1")


ENDINGS: tuple[Ending, ...] = (
    sign_out, sign_out_everywhere, ended_elsewhere, not_me, role_changed, person_ended, idle, lasted_long_enough,
    signed_in_again, proven, recovered, passkey_removed, app_replaced, codes_replaced, factor_added,
)  # fmt: skip


def _administrator(installation: Installation, name: str) -> Someone:
    """A second one, as the last is never ended."""
    return second_administrator(installation, installation.someone("ada"), f"Bo{name}")


def _write(installation: Installation, sql: str, **params: object) -> None:
    async def write() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run(sql, **params)

    installation.run(write)
