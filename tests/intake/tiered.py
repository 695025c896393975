"""The clinic's own tiers, as an administrator sets them and as a patient meets them."""

from typing import Any

from server.clinics.protocol import Protocol, read_protocol
from server.demo_people import HARBOUR
from tests.someone import Installation, Opened, Someone

HERE = "/clinic/conditions"
SIGN = f"{HERE}/sign"
NEWEST = "select {} from protocol where clinic_id = :clinic order by version desc limit 1"
DECIDE, TALK = "Your clinician must decide before anything is booked", "To discuss with your clinician"


def newest(installation: Installation, what: str = "version") -> Any:
    return installation.value(NEWEST.format(what), clinic=HARBOUR)


def numbers(installation: Installation) -> Protocol:
    return read_protocol(str(newest(installation, "numbers")))


def form_of(page: Opened) -> dict[str, str]:
    """As the page sends it when nothing is touched."""
    chosen = page.tree.cssselect("main select, main input[type=hidden], main [type=checkbox][checked], main textarea")
    return {one.get("name"): one.value or "" for one in chosen}


def sign(staff: Someone, **fields: str) -> Opened:
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return staff.send(SIGN, form_of(staff.open(HERE)) | {"because": "As we agreed."} | named)


def row(page: Opened, condition: str) -> str:
    """What one row says, beside its choices."""
    (found,) = page.tree.xpath(f"//main//ul[contains(@class,'tiers')]/li[contains(., '{condition}:')]/div[1]")
    return " ".join(" ".join(found.itertext()).split())


def outcome(patient: Someone) -> str:
    return patient.open("/intake/answers").tree.cssselect(".notice h2")[0].text_content()
