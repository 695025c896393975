"""A device that knows its person, as Chromium plays it."""

from typing import Any

import msgspec
from playwright.sync_api import CDPSession, Page

from tests.browser.conftest import Clinic

KIND = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_a_name(clinic: Clinic) -> str:
    """The clinic's address with a name, as passkeys need one."""
    url = clinic.url.replace("127.0.0.1", "localhost")
    clinic.house.settings = msgspec.structs.replace(clinic.house.settings, base_url=url)
    return url


def authenticator(page: Page, **other: Any) -> tuple[CDPSession, str]:
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    made = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": KIND | other})
    return cdp, made["authenticatorId"]
