"""A clinic is set up and changed, with what is sent twice, late and wrong; a clinician sees their reading."""

from uuid import uuid4

from server.demo_cast import CAST_IDS
from tests.house.forms_setup import setup_forms
from tests.someone import Installation, Someone

TWICE = (
    "/clinic/about", "/clinic/about/region", "/clinic/hours", "/clinic/hours/closed", "/clinic/reading",
    "/clinic/reading/days",
)  # fmt: skip


def set_up(installation: Installation, people: dict[str, Someone]) -> None:
    ada, theo, mara = people["ada"], people["theo"], people["mara"]
    for path in TWICE:
        form = setup_forms(installation)[path]
        own = next(name for name in form if name == "id" or name.endswith("_id"))
        for sent in ({}, form, form, form | {own: str(uuid4())}):
            ada.send(path, sent)
    faster = setup_forms(installation)["/clinic/reading"]
    ada.send("/clinic/reading", faster | {"within": "3"})
    ada.send("/clinic/setup/sharing")
    _credentials(installation, ada)
    closed = ada.open("/clinic/hours").values("form[action^='/clinic/hours/closed/']", "action")[-1]
    ada.send(closed)
    for path in ("/clinic/setup", "/clinic/reading", "/clinic/staff", "/clinic"):
        ada.open(path)
    for path in ("/reading", "/review"):
        theo.open(path)
    mara.open(f"/team/{CAST_IDS['theo']}")


def _credentials(installation: Installation, ada: Someone) -> None:
    theo = f"/clinic/staff/{CAST_IDS['theo']}"
    form = setup_forms(installation)["/clinic/staff/{person_id:uuid}"]
    for sent in ({}, form, form, form | {"id": str(uuid4()), "replaces": form["id"]}):
        ada.send(theo, sent)
    ada.send(theo, form | {"id": str(uuid4()), "replaces": form["id"]})
    ada.send(f"{theo}/{form['id']}/end")
