"""What is asked of a patient as the form sends it, and where each side has it."""

from uuid import uuid4

from tests.session_day.days import course_of
from tests.someone import Installation, Opened, Someone


def place(installation: Installation, patient: str = "iris") -> str:
    return f"/courses/{course_of(installation, patient)}/assigned"


def ask(staff: Someone, path: str, what: str, **more: str) -> Opened:
    return staff.send(path, {"id": str(uuid4()), "what": what, "line": "", "by": ""} | more)


def states(page: Opened) -> list[str]:
    """As the care team reads them, newest first, without their days."""
    return [one.partition(",")[0] for one in page.all("state")]


def waiting(patient: Someone) -> list[str]:
    """The ways in that the patient's own page offers."""
    return patient.open("/asked").values("main li a.go", "href")


def let_go(patient: Someone, number: int = 0) -> Opened:
    return patient.send(patient.open("/asked").values("main form[action$=let-go]", "action")[number])
