"""A safety plan as its forms send it, and where each of the two sides has it."""

from uuid import uuid4

from tests.session_day.days import course_of
from tests.someone import Installation, Opened, Someone

HERE = "/safety-plan"


def plan_form(**fields: str) -> dict[str, str]:
    return {"version": str(uuid4()), "parent": "", "written_at": "", "shared": "0"} | fields


def write(patient: Someone, **fields: str) -> Opened:
    """From the page as it stands."""
    parent = patient.open(f"{HERE}/edit").values("[name=parent]")[0]
    return patient.send(HERE, plan_form(parent=parent, **fields))


def share(patient: Someone, shared: str = "1") -> Opened:
    return patient.send(f"{HERE}/sharing", {"id": str(uuid4()), "shared": shared})


def place(installation: Installation, name: str = "mara") -> str:
    return f"/courses/{course_of(installation, name)}{HERE}"


def parts(page: Opened) -> dict[str, str]:
    """What is read under each heading that has words, of one text or the last of several."""
    return {
        one.cssselect("h2")[0].text_content(): " ".join(one.cssselect(".said")[0].text_content().split())
        for one in page.tree.cssselect("section:has(> .said)")
    }
