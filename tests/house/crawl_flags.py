"""What becomes of a flag, from the set-up step to the note that closes it, with what is sent twice and wrong."""

from datetime import timedelta
from uuid import uuid4

from server.demo_cast import CAST_IDS
from server.safety.escalation import escalate_due
from tests.house.forms import flag_forms
from tests.safety.flagged import tell
from tests.someone import Installation, Someone


def answer_flags(installation: Installation, people: dict[str, Someone]) -> None:
    mara, theo, pria, ada = (people[name] for name in ("mara", "theo", "pria", "ada"))
    for path, known in (("/not-safe", "no"), ("/not-safe", "maybe"), ("/not-safe", "yes")):
        mara.send(path, {"id": str(uuid4()), "safe": known})
    mara.send("/not-safe", {"id": tell(mara), "safe": "unsure"})
    for path in ("/flags", "/flags/news", "/review", "/caseload"):
        theo.get(path)
    flags = [one.rpartition("/")[2] for one in theo.open("/flags").values("#flags a", "href")]
    flag = f"/flags/{flags[0]}"
    theo.open(flag)
    for deed, form in (
        ("take", {}),
        ("hand-over", {"to": "?"}),
        ("hand-over", {"to": CAST_IDS["pria"]}),
        ("close", {}),
    ):
        theo.send(f"{flag}/{deed}", {"id": str(uuid4())} | form)
    away = {"id": str(uuid4()), "days": "1"}
    pria.send("/flags/away", away)
    pria.send("/flags/away", {"id": str(uuid4()), "days": "9999"})
    installation.clock.move(timedelta(minutes=3))
    installation.run(lambda: escalate_due(installation.house))
    installation.clock.move(timedelta(hours=1))
    theo.get("/flags")
    installation.clock.move(timedelta(hours=-1, minutes=-3))
    installation.run(lambda: escalate_due(installation.house))
    pria.send("/flags/away", away | {"id": str(uuid4()), "back": "1"})
    for one in flags:
        theo.send(f"/flags/{one}/close", {"id": str(uuid4()), "note": "We talked, and talk again on Friday."})
    theo.send(f"{flag}/close", {"id": str(uuid4()), "note": "Once more."})
    theo.open("/flags")
    mara.open("/not-safe/now")
    mara.open("/not-safe/today")
    ada.open("/clinic/flags")
    ada.send("/clinic/flags/away", {"id": str(uuid4()), "person": CAST_IDS["theo"], "days": "0"})
    signed = flag_forms(installation)["/clinic/flags"]
    for form in ({}, signed | {"count": "1"}, signed, signed | {"id": str(uuid4())}):
        ada.send("/clinic/flags", form)
    unsigned = installation.someone("sol")
    unsigned.open("/not-safe")
    unsigned.send("/not-safe", {"id": str(uuid4()), "safe": "no"})
