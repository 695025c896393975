"""What the tests of an arc send and look for. It is Wednesday 25 November, ten in the morning in Toronto."""

from uuid import uuid4

from server.demo_arc import room_id
from server.demo_cast import CAST_IDS
from tests.session_day.days import course_of, session_of
from tests.someone import Installation, Opened, Someone

HARBOUR, GARDEN, CORNER = (room_id(name) for name in ("Harbour room", "Garden room", "Corner room"))
PLANNED = "select count(*) from session join course on course.id = session.course_id where course.patient_id = :patient"
MARK = "input[name=anyway]"


def arc_of(installation: Installation, name: str) -> str:
    return f"/courses/{course_of(installation, name)}/arc"


def plan_form(day: str = "2027-02-02", *staff: str, **more: str) -> dict[str, str]:
    """One infusion on a Tuesday long after all others, as the page's second form sends it."""
    form = {"id": str(uuid4()), "day": day, "at": "11:00", "route": "IV", "count": "1", "days_between": "14"}
    there = {f"staff-{CAST_IDS[name]}": "1" for name in staff}
    return form | {"purpose": "arc", "room": ""} | there | more


def plan(installation: Installation, staff: Someone, name: str, form: dict[str, str]) -> Opened:
    return staff.send(f"/courses/{course_of(installation, name)}/sessions", form)


def path_to(installation: Installation, name: str, number: int, deed: str) -> str:
    return f"/courses/{course_of(installation, name)}/sessions/{session_of(installation, name, number)}/{deed}"


def seen(installation: Installation, staff: Someone, name: str, number: int, deed: str = "move") -> str:
    """What the form on the page has seen."""
    page, path = staff.open(arc_of(installation, name)), path_to(installation, name, number, deed)
    return page.values(f"form[action='{path}'] input[name=seen]")[0]


def do(installation: Installation, staff: Someone, name: str, number: int, deed: str, **form: str) -> Opened:
    return staff.send(path_to(installation, name, number, deed), form)


def turn(installation: Installation, staff: Someone, name: str, deed: str, **form: str) -> Opened:
    return staff.send(f"{arc_of(installation, name)}/{deed}", form)


def count_of(installation: Installation, name: str) -> int:
    return int(str(installation.value(PLANNED, patient=CAST_IDS[name])))


def planned_at(installation: Installation, name: str, number: int) -> str:
    found = "select planned_at from session where id = :id"
    return str(installation.value(found, id=session_of(installation, name, number)))
