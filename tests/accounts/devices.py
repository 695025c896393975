"""Devices of one person: each comes ten minutes after the one before."""

from datetime import timedelta

from tests.accounts.people import come_in, give_passphrase
from tests.someone import Installation, Opened, Someone

TOLD = "A new device signed in as you."
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def comes(installation: Installation, name: str, agent: str = FIREFOX, **more: str) -> Someone:
    """Ten minutes later, on another device."""
    installation.clock.move(timedelta(minutes=10))
    person = installation.someone()
    person.client.headers["user-agent"] = agent
    come_in(person, give_passphrase(installation, name), **{"own": "1"} | more)
    return person


def is_told(page: Opened) -> bool:
    return TOLD in page.words


def address(page: Opened, end: str) -> str:
    return page.values(f"form[action$='/{end}']", "action")[0]
