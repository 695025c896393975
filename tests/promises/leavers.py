"""An administrator's part in random histories: accounts that end and are taken up again, and roles that change."""

from typing import TYPE_CHECKING
from uuid import uuid4

from server.demo_cast import CAST_IDS
from tests.promises.membership import ROLES

if TYPE_CHECKING:
    from tests.promises.test_p7_membership import Clinic


def end_account(clinic: "Clinic") -> str:
    who, to = clinic.chance.sample(list(ROLES), 2)
    clinic.before[who] = clinic.person(who)
    ask(clinic, who, "end", to=CAST_IDS[to])
    clinic.model.end_account(who, to, clinic.now)
    learn_ids(clinic)
    return f"ada ends the account of {who}, {to} takes over"


def take_up(clinic: "Clinic") -> str:
    """Nothing that they had comes back with it."""
    who = clinic.chance.choice(list(ROLES))
    ask(clinic, who, "again")
    clinic.model.gone.discard(who)
    return f"ada takes {who} up again"


def change_role(clinic: "Clinic") -> str:
    who, to = clinic.chance.sample(list(ROLES), 2)
    role = clinic.chance.choice(("therapist", "prescriber"))
    ask(clinic, who, "role", role=role, to=CAST_IDS[to])
    clinic.model.change_role(who, role, to, clinic.now)
    learn_ids(clinic)
    return f"ada makes {who} a {role}, {to} takes over"


def ask(clinic: "Clinic", who: str, what: str, **more: str) -> None:
    form = {"id": str(uuid4()), "was": clinic.model.roles[who]} | more
    clinic.send("ada", f"/clinic/staff/{CAST_IDS[who]}/account/{what}", form)


def learn_ids(clinic: "Clinic") -> None:
    """Of the places that the clinic gave by itself."""
    ids = {(one.who, one.course): one.id for one in clinic.as_it_is() if one.lasting}
    for one in clinic.model.spans:
        one.id = one.id or ids.get((one.who, one.course), "")
