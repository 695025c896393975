"""A clinic's set-up as an administrator walks it, and what was written down last."""

from uuid import uuid4

from server.safety.policy import RULES
from tests.accounts.people import PASSPHRASE, invite, join
from tests.someone import Installation, Someone

WEEK = {f"day-{day}": "9:00–17:00" if day < 5 else "" for day in range(7)}


def latest(installation: Installation, table: str, clinic: str, person: str = "") -> str:
    """The number of the last change, as the page carries it; 0 where there is none."""
    column = "version" if table == "protocol" else "number"
    of = " and person_id = :person" if person else ""
    params = {"clinic": clinic} | ({"person": person} if person else {})
    return str(installation.value(f"select max({column}) from {table} where clinic_id = :clinic{of}", **params) or 0)


def typed(page: Someone, path: str, form: str, **more: str) -> dict[str, str]:
    """The fields of a form as the page brings them, with what somebody types in their place."""
    opened = page.open(path)
    fields = {}
    for field in opened.tree.cssselect(f"form[action='{form}'] :is(input, textarea, select)"):
        kind = field.get("type", "text")
        if kind in ("checkbox", "radio") and field.get("checked") is None:
            continue
        if field.tag == "select":
            chosen = field.cssselect("option[selected]") or field.cssselect("option")
            fields[field.get("name")] = chosen[0].get("value", "") if chosen else ""
        else:
            fields[field.get("name")] = (field.text or "") if field.tag == "textarea" else field.get("value", "")
    return fields | more


def staff_come(installation: Installation, ada: Someone, *roles: str) -> list[Someone]:
    form = {"way": "passphrase", "passphrase": PASSPHRASE}
    names = {"therapist": "Theo", "prescriber": "Pria"}
    return [
        join(installation, invite(ada, names[role], role=role).code, name=f"{role}@example.org", **form)
        for role in roles
    ]


def sign_flags(installation: Installation, ada: Someone) -> None:
    version = ada.open("/clinic/flags").values("[name=version]")[0]
    paces = {
        f"{level}-{name}": "60" for level in ("urgent", "same_day") for name in ("in_hours", "out_of_hours", "to_close")
    }
    form = {
        "id": str(uuid4()), "version": version, "on": "1", "unseen": "15", "owner-1": "therapist",
        "out_of_hours": "Nobody reads at night.", "because": "As the team agreed.", "on-not-safe": "1",
        **paces, **{f"level-{one}": "urgent" for one in RULES},
    }  # fmt: skip
    assert ada.send("/clinic/flags", form).status_code == 200


def finish_steps(installation: Installation, ada: Someone) -> None:
    """Every step but the staff, who come by their own invitations."""
    sign_flags(installation, ada)
    for path, form, more in (
        ("/clinic/hours", "/clinic/hours", {}),
        ("/clinic/about", "/clinic/about/region", {}),
        ("/clinic/reading", "/clinic/reading", {"out_of_hours": "At night nobody reads."}),
    ):
        assert ada.send(form, typed(ada, path, form, **more)).status_code == 200


def switch_on(installation: Installation, ada: Someone) -> list[Someone]:
    """The whole way; answers the therapist and the prescriber."""
    people = staff_come(installation, ada, "therapist", "prescriber")
    finish_steps(installation, ada)
    assert "Sharing is on." in ada.send("/clinic/setup/sharing").words
    return people
