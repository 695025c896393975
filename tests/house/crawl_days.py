"""Two days of the cast, deed by deed: a session in the clinic, and one at home with a sitter."""

from uuid import uuid4

from tests.house.forms import coming_session, form_for
from tests.someone import Installation, Someone


def hold_a_session(people: dict[str, Someone], session: str) -> None:
    """A session of the clinic, from its opening to the discharge, with everything that can be written down."""
    noor, theo, pria = people["noor"], people["theo"], people["pria"]
    record = f"/sessions/{session}/record"
    theo.send(record, {"step": "opened"})
    reading = {"id": str(uuid4()), "checkpoint": "-10", "systolic": "128", "diastolic": "82"}
    theo.send(f"{record}/reading", reading)
    theo.send(f"{record}/reading", reading | {"id": str(uuid4()), "about": reading["id"], "why": "A slip"})
    theo.send(f"{record}/reading", {"id": str(uuid4()), "systolic": "400", "diastolic": "20"})
    dose = {"id": str(uuid4()), "amount": "As ordered"}
    pria.send(f"{record}/dose", dose)
    earlier = {"about": dose["id"], "why": "A slip", "at": "00:01", "sure": "1"}
    pria.send(f"{record}/dose", dose | {"id": str(uuid4())} | earlier)
    theo.send(record, {"step": "started"})
    noor.send(f"/sessions/{session}/hard", {"id": str(uuid4())})
    theo.open("/review")
    hard = theo.open(record).values("form[action$='/seen'] [name=about]", "value")[0]
    theo.send(f"{record}/seen", {"id": str(uuid4()), "about": hard})
    theo.open(f"{record}?correct={reading['id']}")
    for step in ("ended", "discharged"):
        theo.send(record, {"step": step, "words": "Steady, and walks."})
    noor.send(f"/sessions/{session}/morning", {"id": str(uuid4()), "clear": "1"})


def stay_at_home(installation: Installation, mara: Someone, theo: Someone) -> str:
    """A day at home with a sitter; answers a page to go on from."""
    session = coming_session(installation, "mara")
    mara.send("/prepare/checklist/P-14", {"session": session, "done": "1", "words": "Sam"})
    mara.send(f"/sessions/{session}/sitter")
    link = mara.open(f"/sessions/{session}/sitter").values("[data-copy]", "data-copy")[0]
    code = mara.open(f"/sessions/{session}/sitter").one("#the-code")
    sitter = installation.someone()
    sitter.send("/sitter", {"code": "NOSUCH"})
    sitter.send("/sitter", {"code": code})
    token = link.rpartition("/")[2]
    mara.send(f"/sessions/{session}/pressure", {"id": str(uuid4()), "systolic": "128", "diastolic": "82"})
    mara.open(f"/sessions/{session}/begin")
    mara.send(f"/sessions/{session}/taken", {"id": str(uuid4())})
    sitter.send(f"/sitter/{token}/check", {"id": str(uuid4()), "well": "1"})
    sitter.send(f"/sitter/{token}/handover", {"id": str(uuid4())})
    steady = dict.fromkeys(("awake", "talks", "walks", "drinks", "company"), "1")
    sitter.send(f"/sitter/{token}/handover", {"id": str(uuid4())} | steady)
    theo.open(f"/sessions/{session}/record/sitter")
    theo.send(f"/sessions/{session}/record/sitter/end")
    sitter.get(f"/sitter/{token}")
    mara.send(f"/sessions/{session}/sitter/end")
    return "/"


def breathe(installation: Installation, theo: Someone, noor: Someone) -> None:
    ours = form_for(installation, "/patterns", "theo", {})
    theo.send("/patterns", ours | {"exhale": "60"})
    theo.send("/patterns", ours)
    assert ours["id"] in noor.open("/breathe").values("[name=pattern]")
    theo.send(theo.open("/patterns").values("form[action$='/withdraw']", "action")[0])
