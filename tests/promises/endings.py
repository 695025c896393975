"""The ways in which a login ends: each is given somebody who is signed in, and answers the token that has to be dead,
where it is another than theirs."""

from collections.abc import Callable
from datetime import timedelta

from server.access.lifetimes import OF_STAFF, OWN_PHONE
from server.demo_cast import CAST_IDS
from tests.accounts.people import PASSPHRASE, accept, give_passphrase, invited, sign_in
from tests.someone import Installation, Someone

Ending = Callable[[Installation, Someone, str], str | None]


def signed_in(installation: Installation, name: str, **more: str) -> Someone:
    person = installation.someone()
    sign_in(person, give_passphrase(installation, name), **{"own": "1"} | more)
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
    _write(installation, "update person set role = 'prescriber' where id = :id", id=CAST_IDS[name])


def person_ended(installation: Installation, person: Someone, name: str) -> None:
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
    sign_in(person, f"{name}@example.org", own="1")


def proven(installation: Installation, person: Someone, name: str) -> None:
    person.send("/account/prove", {"proof-way": "passphrase", "proof-word": PASSPHRASE})


def factor_changed(installation: Installation, person: Someone, name: str) -> None:
    """A new code, as for a lost passphrase: whoever joins by it chooses another."""
    staff = installation.someone("theo" if name == "noor" else "ada")
    staff.send("/invitations", {"name": "x"} if name == "noor" else {"name": "x", "role": "therapist"})
    invitation = str(installation.value("select max(id) from invitation"))
    _write(installation, "update invitation set person_id = :of where id = :id", of=CAST_IDS[name], id=invitation)
    code = invited(staff.send(f"/invitations/{invitation}/again")).code
    joined = accept(installation.someone(), code, way="passphrase", name=f"{name} two", passphrase="another calm sea")
    assert joined.status_code == 303, joined.words


def fixed(installation: Installation, person: Someone, name: str) -> None:
    """A token that somebody planted before the sign-in is never adopted."""
    person.client.cookies.clear()
    person.client.cookies.set("tidemark", "p" * 43, domain="clinic.test", path="/")
    sign_in(person, f"{name}@example.org", own="1")


ENDINGS: tuple[Ending, ...] = (
    sign_out, sign_out_everywhere, ended_elsewhere, not_me, role_changed, person_ended, idle, lasted_long_enough,
    signed_in_again, proven, factor_changed,
)  # fmt: skip


def _write(installation: Installation, sql: str, **params: object) -> None:
    async def write() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run(sql, **params)

    installation.run(write)
