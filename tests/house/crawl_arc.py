"""An arc from a proposal to its end, with what is refused, sent twice and read by its patient; and a clinic's rooms."""

from uuid import uuid4

from server.demo_arc import room_id
from server.demo_cast import CAST_IDS
from tests.someone import Someone

DAY = {"day": "2027-06-08", "at": "11:00"}


def arrange(people: dict[str, Someone], course: str) -> None:
    """`course` is the path of Iris's page; nothing is planned for her yet, and nothing is when this is over."""
    theo, pria, iris, ada = (people[name] for name in ("theo", "pria", "iris", "ada"))
    keep_rooms(ada)
    form = {"id": str(uuid4()), "route": "IV", "count": "3", "days_between": "7", "room": room_id("Garden room")}
    form |= DAY | {f"staff-{CAST_IDS['theo']}": "1", "purpose": "booster"}
    for more in (
        {},
        {"look": "1"},
        {"day": ""},
        {"day-1": "never", "at-1": "9"},
        {"route": "SLh"},
        {"room": str(uuid4())},
    ):
        asked = theo.send(f"{course}/sessions", form | more)
    (mark,) = theo.send(f"{course}/sessions", form).values("input[name=anyway]")
    for _again in range(2):
        theo.send(f"{course}/sessions", form | {"anyway": mark})
    page = theo.open(f"{course}/arc?from=2027-06-08")
    theo.open(f"{course}/arc?day=2027-06-08")
    paths = [path.removesuffix("/move") for path in page.values("form[action$='/move']", "action")]
    first, last = paths[0], paths[-1]
    _move(theo, pria, first, last)
    pause = {"id": str(uuid4()), "from": "2027-06-10", "until": "2027-06-30", "reason": "A summer away."}
    for more in ({}, {"from": "2020-01-01"}, {"id": str(uuid4())}, {"until": "2027-06-10"}):
        theo.send(f"{course}/arc/pause", pause | more)
    theo.send(f"{last}/take-out", {"reason": "One is enough."})
    theo.send(f"{last}/take-out", {"reason": "Another reason."})
    iris.open("/today")
    iris.open("/course")
    theo.open(f"{course}/arc")
    theo.send(f"{course}/arc/resume", {"id": pause["id"]})
    for more in ({"sure": ""}, {}, {"reason": "Another."}):
        theo.send(f"{course}/arc/stop", {"reason": "As you wished.", "sure": "1"} | more)
    for who, path in ((iris, "/today"), (iris, "/course"), (theo, f"{course}/arc")):
        who.open(path)
    theo.send(f"{course}/sessions", form | {"id": str(uuid4())})
    theo.send(f"{course}/arc/again")
    assert asked.status_code == 422


def _move(theo: Someone, pria: Someone, first: str, last: str) -> None:
    move = DAY | {"reason": "A calmer day", "seen": "2020-01-01"}
    for more in (
        {"at": "12:30"},
        {"day": "2020-01-01"},
        {"seen": "", "at": "12:00"},
        {"seen": "", "at": "13:00", "after": "1"},
    ):
        theo.send(f"{first}/move", move | more)
    here = {"room": "", "seen": " ".join([room_id("Garden room"), CAST_IDS["theo"]])}
    for more in ({"seen": "-"}, {"room": room_id("Corner room")}, {}):
        pria.send(f"{last}/place", here | more)
    for deed in ("move", "take-out"):
        theo.send(f"{last}/{deed}", {})


def keep_rooms(ada: Someone) -> None:
    room = {"id": str(uuid4()), "name": "Quiet room"}
    for form in ({}, room, room, room | {"id": str(uuid4())}):
        ada.send("/clinic/rooms", form)
    here = f"/clinic/rooms/{room['id']}"
    for was, name in (
        ("Quiet room", ""),
        ("Quiet room", "Still room"),
        ("Quiet room", "Calm room"),
        ("Still room", "x"),
    ):
        ada.send(here, {"was": was, "name": name})
    ada.send(f"{here}/retire")
    ada.send(here, {"was": "Still room", "name": "Calm room"})
    ada.open("/clinic/rooms")
