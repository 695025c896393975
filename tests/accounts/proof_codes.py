"""Somebody who signs in by a device alone, and the code that proves that it is them."""

from server.demo_cast import CAST_IDS
from tests.accounts.asked import FIVE, SECOND
from tests.accounts.people import invite, join, recovery_of
from tests.someone import Installation, Opened, Someone

NOTICE = "There is something to know about how you sign in."
NOOR = f"/recovery/{CAST_IDS['noor']}/proof"


def joined_by_device(installation: Installation, staff: Someone, name: str = "Robin") -> Someone:
    """A patient of theirs who joined more than five minutes ago."""
    person = join(installation, invite(staff, name).code)
    installation.clock.move(FIVE + SECOND)
    return person


def code_for(staff: Someone, name: str = "Robin") -> str:
    page = staff.open(recovery_of(staff, name))
    made = staff.send(page.values("form[action$='/proof']", "action")[0])
    assert made.status_code == 201, made.words
    return made.one("#the-code")


def asked(person: Someone) -> Opened:
    page = person.get("/journal/export")
    assert (page.status_code, page.values("button[name=proof-way]")) == (403, ["code"])
    return page
