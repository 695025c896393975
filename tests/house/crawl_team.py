"""What is done with care teams in a day: joining and leaving, a leave planned and taken back, an emergency."""

from datetime import timedelta
from uuid import uuid4

from server.demo_cast import CAST_IDS
from tests.house.forms_team import REASON
from tests.someone import Installation, Someone

COURSE = "select id from course where patient_id = :patient"


def care_in_a_team(installation: Installation, people: dict[str, Someone]) -> None:
    theo, wren, noor, ada = (people[name] for name in ("theo", "wren", "noor", "ada"))
    course = str(installation.value(COURSE, patient=CAST_IDS["noor"]))
    team = f"/courses/{course}/team"
    for form in ({}, {"id": str(uuid4()), "colleague": CAST_IDS["ada"]}, *[_joining()] * 2, _joining()):
        theo.send(team, form)
    wren.open(team)
    theo.open(f"/courses/{course}")
    for place in theo.open(team).tree.cssselect("li:has(form)"):
        if "Wren" in place.text_content():
            theo.send(place.cssselect("form")[0].get("action"))
    (mine,) = [one for one in theo.open(team).tree.cssselect("details") if "your place" in one.text_content()]
    theo.send(mine.cssselect("form")[0].get("action"))  # the last therapist stays
    _break_the_glass(installation, (theo, wren, noor), course)
    ada.open("/clinic/emergencies")
    ada.open("/clinic/emergencies?before=2026-11-24T12:00:00.000Z~0199c000-0000-7000-8000-000000000001")
    _go_on_leave(theo, wren, course)


def _joining() -> dict[str, str]:
    return {"id": str(uuid4()), "colleague": CAST_IDS["wren"]}


def _break_the_glass(installation: Installation, who: tuple[Someone, Someone, Someone], course: str) -> None:
    theo, wren, noor = who
    for typed in ("", "n", "noor", "nobody at all", "a", "or"):
        wren.send("/emergency/find", {"name": typed})
    opening = {"id": str(uuid4()), "course": course, "reason": REASON}
    for form in ({}, opening | {"reason": "Short."}, opening, opening, opening | {"id": str(uuid4())}):
        wren.send("/emergency/open", form)
    theo.send("/emergency/open", opening | {"id": str(uuid4())})
    wren.send("/emergency/open", opening | {"id": str(uuid4()), "course": str(uuid4())})
    for page in ("/today", "/course", "/course/access"):
        noor.open(page)
    wren.open(f"/courses/{course}/team")
    wren.open("/emergency")
    noor.send(f"/course/emergencies/{opening['id']}/seen")
    wren.send(f"/emergency/{opening['id']}/end")
    for _time in range(11):
        wren.send("/emergency/find", {"name": "mara"})
    installation.clock.move(timedelta(minutes=1))


def _go_on_leave(theo: Someone, wren: Someone, course: str) -> None:
    leave = {"id": str(uuid4()), "colleague": CAST_IDS["wren"], "since": "2027-02-01", "until": "2027-02-10"}
    wrong = {"since": "2026-01-01"}, {"until": "2027-01-01"}, {"until": "2028-06-01"}, {"colleague": CAST_IDS["ada"]}
    for form in ({}, *({**leave, "which": "all", **one} for one in wrong), leave | {"which": "some"}):
        theo.send("/leave", form)
    some = leave | {"id": str(uuid4()), "which": "some", f"course-{course}": "1"}
    for form in (some, leave | {"which": "all"}, leave | {"which": "all", "id": str(uuid4())}):
        theo.send("/leave", form)
    for person in (theo, wren):
        person.open("/leave")
    theo.send(f"/leave/{leave['id']}/end")
    theo.send(f"/leave/{leave['id']}/end")
    theo.open("/leave")
