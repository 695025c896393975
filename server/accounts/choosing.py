"""Choosing the name and the passphrase that one signs in with: what is wrong with either, and how often one may ask."""

from server.access.passphrases import SHORTEST
from server.clinics.people import sign_in_name_taken
from server.db.connection import Reader
from server.pages.language import gettext as _
from server.pages.language import later

TAKEN = later("Please choose another name; this one cannot be used.")


async def wrong_choice(
    db: Reader, entered: dict[str, str], person_id: str, *, unreadable: bool = False
) -> dict[str, str]:
    """`unreadable` when the name cannot be kept as it is, so that nobody is asked whose it is."""
    errors: dict[str, str] = {}
    if len(entered["name"].strip()) < 3:
        errors["name"] = _("Please choose a name of at least three characters to sign in with.")
    elif not unreadable and await sign_in_name_taken(db, entered["name"], person_id):
        errors["name"] = _(TAKEN)
    if len(entered["passphrase"]) < SHORTEST:
        errors["passphrase"] = _("Please use at least %(n)s characters. A few plain words are good.", n=SHORTEST)
    return errors


def tells_of_another(errors: dict[str, str]) -> bool:
    """That a name is somebody else's says that they are here: such an answer counts as a guess (P19)."""
    return errors.get("name") == _(TAKEN)
