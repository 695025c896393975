"""The pages of the protocol as an administrator fills them in and as staff read them."""

from typing import Any
from uuid import uuid4

from server.clinics.protocol import Protocol, read_protocol
from server.demo_people import HARBOUR
from tests.someone import Installation, Opened, Someone

HERE = "/clinic/protocol"
EDIT, SIGN, OWN = f"{HERE}/edit", f"{HERE}/edit/sign", f"{HERE}/courses"
NEWEST = "select {} from protocol where clinic_id = :clinic order by version desc limit 1"
FIELDS = (
    "main form input:not([type=checkbox]), main form select, main form textarea, main form [type=checkbox][checked]"
)


def newest(installation: Installation, what: str = "version") -> Any:
    return installation.value(NEWEST.format(what), clinic=HARBOUR)


def numbers(installation: Installation) -> Protocol:
    return read_protocol(str(newest(installation, "numbers")))


def form_of(page: Opened) -> dict[str, str]:
    """As the page sends it when nothing is touched."""
    return {one.get("name"): one.value or "" for one in page.tree.cssselect(FIELDS)}


def look(admin: Someone, **fields: str) -> Opened:
    """Types into the editor, and looks at what would change. `__` stands for the hyphen of a route."""
    named = {name.replace("__", "-"): value for name, value in fields.items()}
    return admin.send(EDIT, form_of(admin.open(EDIT)) | named)


def sign(admin: Someone, because: str = "As the team agreed.", **fields: str) -> Opened:
    return admin.send(SIGN, form_of(look(admin, **fields)) | {"id": str(uuid4()), "because": because})


def differences(page: Opened, section: str = "changes") -> dict[str, str]:
    """What a page says that differs: was → now by title."""
    found = page.tree.cssselect(f"section[aria-labelledby={section}] dl.facts")
    return {
        title.text_content(): " ".join(said.text_content().split())
        for one in found
        for title, said in zip(one.cssselect("dt"), one.cssselect("dd"), strict=True)
    }


def course_of(installation: Installation, name: str) -> str:
    sql = "select course.id from course join person on person.id = course.patient_id where person.name = :name"
    return str(installation.value(sql, name=name.capitalize()))


def version_of(installation: Installation, name: str) -> int:
    sql = (
        "select protocol.version from course join protocol on protocol.id = course.protocol_id"
        " join person on person.id = course.patient_id where person.name = :name"
    )
    return int(str(installation.value(sql, name=name.capitalize())))
