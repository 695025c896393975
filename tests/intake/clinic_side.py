"""Intake from both ends, as its pages send it: what a patient tells, what the clinic writes, a second prescriber."""

from datetime import timedelta
from uuid import uuid4

from server.demo_cast import CAST_IDS
from server.demo_people import HARBOUR
from server.ids import new_id
from tests.session_day.days import change, course_of
from tests.someone import Installation, Opened, Someone

A_MOMENT = timedelta(seconds=1)  # nobody does two things in the same millisecond
REASON = "Two trials of length and dose; pressure steady."
MESSAGE = "We can plan your first day."


def place(installation: Installation, name: str = "iris") -> str:
    """Of the summary of this patient's intake."""
    return f"/courses/{course_of(installation, name)}/intake"


def new_form(**fields: str) -> dict[str, str]:
    return {"id": str(uuid4()), "written_at": ""} | fields


def _send(person: Someone, path: str, form: dict[str, str]) -> Opened:
    person.installation.clock.move(A_MOMENT)
    return person.send(path, form)


def reply(patient: Someone, question: str, value: str = "no", **more: str) -> Opened:
    return _send(patient, f"/intake/answers/{question}", new_form(value=value) | more)


def hand_in(patient: Someone) -> Opened:
    return _send(patient, "/intake/hand-in", new_form())


def add_medicine(patient: Someone, typed: str, generic: str = "", **more: str) -> str:
    """Answers the id of its line."""
    form = new_form(medicine=str(uuid4()), typed=typed, generic=generic) | more
    assert _send(patient, "/intake/medicines", form).status_code == 200
    return form["medicine"]


def take_out(patient: Someone, medicine: str) -> Opened:
    return _send(patient, f"/intake/medicines/{medicine}/remove", new_form())


def decision_form(**fields: str) -> dict[str, str]:
    return {
        "id": str(uuid4()), "seen": "", "outcome": "proceed", "reason": REASON, "conditions": "", "message": MESSAGE,
        "again_on": "",
    } | fields  # fmt: skip


def decide(staff: Someone, name: str = "iris", **fields: str) -> Opened:
    """Unseen of any other, unless `seen` names it."""
    return _send(staff, f"{place(staff.installation, name)}/decision", decision_form(**fields))


def heads(page: Opened) -> str:
    """What the form of the page names as read."""
    return page.values("form[action$=decision] [name=seen]")[0]


def decisions_kept(installation: Installation, name: str = "iris") -> int:
    sql = "select count(*) from intake_decision where course_id = :course"
    return int(str(installation.value(sql, course=course_of(installation, name))))


def decisions(page: Opened, kind: str) -> list[str]:
    """The decisions of the summary that stand ("notice"), or those whose place was taken ("quietly")."""
    found = page.tree.cssselect(f"section[aria-labelledby=decision] > div.{kind}")
    return [" ".join(one.text_content().split()) for one in found]


def review(staff: Someone, name: str = "noor", **fields: str) -> Opened:
    """For the list as it is on the page, unless `list` names another."""
    here = place(staff.installation, name)
    seen = staff.open(here).values("form[action$=medicines] [name=list]") or ["none"]
    return _send(staff, f"{here}/medicines", {"id": str(uuid4()), "list": seen[0], "words": ""} | fields)


def note_step(staff: Someone, step: str, name: str = "iris", **fields: str) -> Opened:
    form = {"id": str(uuid4()), "step": step, "words": "", "chase_on": ""} | fields
    return _send(staff, f"{place(staff.installation, name)}/referral", form)


def second_prescriber(installation: Installation, name: str = "iris", *, on_team: bool = True) -> Someone:
    """Otto comes to the other clinic as a prescriber, and joins the care team of this patient."""
    otto = CAST_IDS["otto"]
    change(
        installation, "update person set role = 'prescriber', clinic_id = :clinic where id = :otto", clinic=HARBOUR,
        otto=otto,
    )  # fmt: skip
    if on_team:
        change(
            installation, "insert into care_team (id, course_id, person_id, since) values (:id, :course, :otto, :now)",
            id=new_id(installation.clock.now),
            course=course_of(installation, name), otto=otto, now=installation.clock.now,
        )  # fmt: skip
    return installation.someone("otto")


def board_line(page: Opened, title: str) -> tuple[str, str]:
    """The state of one line of the ready board, and all that it says."""
    found = [one for one in page.tree.cssselect("ul.board > li") if one.cssselect("b")[0].text_content() == title]
    (line,) = found
    return line.get("class"), " ".join(line.text_content().split())


def asked_again(pria: Someone) -> str:
    """Why Noor waits, on the intake board; empty where she waits for nobody."""
    waiting = pria.open("/intake-board").tree.xpath("//main//div[@class='stack big'][1]/ul/li")
    return " ".join(one.text_content() for one in waiting if "Noor" in one.text_content())


def medicines_stand(noor: Someone) -> str:
    return board_line(noor.open("/today"), "Medicines reviewed")[0]
