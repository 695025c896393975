"""What a page shows, character by character: read by an HTML parser that changes nothing, unlike lxml."""

from uuid import uuid4
from xml.etree.ElementTree import Element

import html5lib

from tests.someone import Opened, Someone


def elements(page: Opened, wanted: str, tag: str = "p") -> list[str]:
    """The exact texts of the elements of a class."""
    tree: Element = html5lib.parse(page.text, namespaceHTMLElements=False)
    found = (one for one in tree.iter(tag) if wanted in one.get("class", "").split())
    return ["".join(one.itertext()) for one in found]


def field(page: Opened, name: str) -> str:
    """What a textarea holds."""
    tree: Element = html5lib.parse(page.text, namespaceHTMLElements=False)
    return next("".join(one.itertext()) for one in tree.iter("textarea") if one.get("name") == name)


def write(person: Someone, body: str, **more: str) -> str:
    """Sends an entry as a page without scripts does, and answers its id."""
    form = {"id": str(uuid4()), "body": body, "written_at": "2026-11-25T14:58:00.000Z"} | more
    answered = person.send("/journal/entries", form, follow=False)
    assert answered.status_code == 303, answered.status_code
    return form["id"]


def share(person: Someone, entry: str, on: str = "1", **more: str) -> Opened:
    return person.send(f"/journal/entries/{entry}/sharing", {"share": on, "event": ""} | more, follow=False)


def receipt(person: Someone, entry: str) -> str:
    return elements(person.open(f"/journal/entries/{entry}"), "receipt")[0].strip()
