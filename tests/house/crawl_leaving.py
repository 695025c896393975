"""What is done with accounts of the staff: looked at, ended, taken up again, another role."""

from argparse import Namespace
from uuid import uuid4

from server.demo_cast import CAST_IDS
from server.parting import end_account
from tests.accounts.people import invite
from tests.someone import Installation, Someone


def leave_the_clinic(installation: Installation, people: dict[str, Someone]) -> None:
    """Somebody new, so that everybody else is still there afterwards."""
    ada = people["ada"]
    invite(ada, "Reed", role="therapist")
    links = ada.open("/clinic/staff").tree.cssselect("a[href^='/clinic/staff/']")
    (reed,) = [one.get("href").split("/")[3] for one in links if "Reed" in one.text_content()]
    invite(ada, "Fern", therapist=reed)
    here = f"/clinic/staff/{reed}/account"
    ada.open(here)
    was = {"was": "therapist"}
    for form in (was, was | {"to": CAST_IDS["theo"]}):
        ada.send(f"{here}/end", form | {"id": str(uuid4())})
    for path in (here, "/clinic/staff"):
        ada.open(path)
    ada.send(f"{here}/again", was | {"id": str(uuid4())})
    ada.send(f"{here}/role", was | {"id": str(uuid4()), "role": "prescriber"})
    ada.open(here)
    about = Namespace(who=reed, by="Ada", to="", clinic="Harbour Clinic")
    installation.run(lambda: end_account(installation.house, about))
