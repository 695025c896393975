"""What became of an account, in words: on its page, and to whoever is told. Pure."""

from server.accounts.standing import Changed
from server.pages.language import gettext as _


def said_of_change(one: Changed, me: str) -> str:
    """`me` is the id of whoever reads it."""
    if one.what == "let go":
        return _(
            "When you were let in again, the e-mail address, the calendar’s address and the devices for reminders were "
            "taken away, as somebody else may have set them. Set up anew what you want."
        )
    mine = one.person_id == me
    about = {"name": one.name, "by": one.by_name}
    if one.what == "ended":
        if mine:
            return _("%(by)s ended your account.", **about)
        return _("%(by)s ended the account of %(name)s.", **about)
    if one.what == "taken up":
        if mine:
            return _("%(by)s took your account up again.", **about)
        return _("%(by)s took the account of %(name)s up again.", **about)
    about |= {"before": _role(one.role_before), "role": _role(one.role)}
    if mine:
        return _("%(by)s changed your role from %(before)s to %(role)s.", **about)
    return _("%(by)s changed the role of %(name)s from %(before)s to %(role)s.", **about)


def _role(role: str) -> str:
    return {"therapist": _("therapist"), "prescriber": _("prescriber")}.get(role, _("administrator"))
