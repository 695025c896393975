"""Notes as their forms send them, and where each side has them."""

from uuid import uuid4

from tests.session_day.days import course_of
from tests.someone import Installation, Opened, Someone


def place(installation: Installation, drawer: str = "mine", patient: str = "mara") -> str:
    return f"/courses/{course_of(installation, patient)}/notes{'' if drawer == 'mine' else '/' + drawer}"


def begin(staff: Someone, path: str, body: str) -> str:
    """The address of a note that is kept now."""
    note = str(uuid4())
    assert staff.send(path, {"id": note, "body": body}).status_code == 200
    return f"{path.removesuffix('/team').removesuffix('/patient')}/{note}"


def write_on(staff: Someone, note: str, body: str, parent: str | None = None) -> Opened:
    """From the page as it stands, or as it stood when `parent` was read."""
    return staff.send(note, {"version": str(uuid4()), "parent": standing(staff, note) if parent is None else parent,
                             "body": body})  # fmt: skip


def standing(staff: Someone, note: str) -> str:
    return staff.open(note).values("[name=parent]")[0]


def strike(staff: Someone, note: str, reason: str = "It was about somebody else.") -> Opened:
    return staff.send(f"{note}/strike", {"parent": standing(staff, note), "reason": reason})


def id_of(note: str) -> str:
    return note.rpartition("/")[2]
