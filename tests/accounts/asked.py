"""What is sent before and after the question whether it is you."""

from datetime import timedelta
from uuid import uuid4

from server.demo_cast import CAST_IDS
from tests.accounts.people import PASSPHRASE, come_in, give_passphrase
from tests.accounts.second import code_on_paper
from tests.someone import Installation, Opened, Someone

FIVE, SECOND = timedelta(minutes=5), timedelta(seconds=1)
STAFF_PAGE = f"/clinic/staff/{CAST_IDS['theo']}"


def credential(**more: str) -> dict[str, str]:
    form = {"kind": "licence", "title": "Registered “social” worker & <b>", "issuer": "Ontario", "number": "A-1"}
    return {"id": str(uuid4())} | form | {"until": "2027-05-03", "replaces": ""} | more


def late(installation: Installation, name: str, **more: str) -> Someone:
    """Signed in by a passphrase, more than five minutes ago."""
    person = installation.someone()
    come_in(person, give_passphrase(installation, name), **more)
    installation.clock.move(FIVE + SECOND)
    return person


def carried(page: Opened, way: str = "passphrase", word: str = PASSPHRASE, **more: str) -> dict[str, str]:
    """What the browser sends from the form of one way."""
    (form,) = page.tree.cssselect(f"form:has(button[value={way}])")
    hidden = {one.get("name", ""): one.get("value", "") for one in form.cssselect("input[type=hidden]")}
    return hidden | {"proof-word": word, "proof-way": way} | more


def by_both(installation: Installation, page: Opened, name: str = "ada", word: str = PASSPHRASE) -> dict[str, str]:
    """As staff prove it: a passphrase, and one of the codes on their paper."""
    return carried(page, "both", word, **{"proof-code": code_on_paper(installation, f"{name}@example.org")})


def both(installation: Installation, name: str = "ada") -> dict[str, str]:
    """The same without a page before it."""
    code = code_on_paper(installation, f"{name}@example.org")
    return {"proof-way": "both", "proof-word": PASSPHRASE, "proof-code": code}


def credentials(installation: Installation) -> object:
    return installation.value("select count(*) from credential where number = 'A-1'")
