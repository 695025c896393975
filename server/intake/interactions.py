"""What the list says of a medicine, in fixed sentences (M-02 to M-06). Pure; unknown is never harmless."""

import csv
from collections.abc import Sequence
from functools import lru_cache
from io import StringIO
from typing import Literal

import msgspec
from rapidfuzz.distance import OSA

from server.clinics.protocol import Route
from server.pages.content import read_json
from server.pages.language import CONTENT, language, later
from server.pages.language import gettext as _

Tier = Literal["avoid", "prescriber must review", "note"]
TIERS: tuple[Tier, ...] = ("avoid", "prescriber must review", "note")
GENERAL = "general knowledge"
MISSPELT = 2  # letters
SWALLOWED: frozenset[Route] = frozenset({"PO", "SLc", "SLh"})  # M-06: a lozenge is partly swallowed

WORDING: dict[Tier, str] = {
    "avoid": later(
        "Your prescriber must know about this before any session. Wait for their answer before booking or taking a "
        "dose of ketamine."
    ),
    "prescriber must review": later("Make sure your prescriber has reviewed this with you."),
    "note": later("No strong concern is recorded here. Keep it on the list your clinic sees."),
}
TITLES: dict[Tier, str] = {
    "avoid": later("Wait for your prescriber’s answer"),
    "prescriber must review": later("To review with your prescriber"),
    "note": later("Kept on your list"),
}
SHORT: dict[Tier, str] = {
    "avoid": later("Must be known first"),
    "prescriber must review": later("To review"),
    "note": later("No strong concern"),
}
ICONS: dict[Tier, str] = {"avoid": "open", "prescriber must review": "read", "note": "journal"}
LEAVE_OUT = later("Leave this out around sessions as your clinic instructs.")
NO_NOTE = later("We have no note on this one. Show it to your pharmacist or prescriber.")
FOOTER = (
    later("Keep taking your prescribed medicines exactly as prescribed unless your prescriber tells you otherwise."),
    later("Suddenly going without some of them can be dangerous."),
)  # M-03
LIMITED = {
    "partly": later("Limited evidence: part of this rests on general knowledge."),
    "wholly": later("Limited evidence: this rests on general knowledge alone."),
}  # M-10


class Interaction(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the list. `source` names where each part comes from, and says what is general knowledge."""

    generic: str
    brands: tuple[str, ...]
    drug_class: str
    severity: Tier
    effect: str
    mechanism: str
    source: str

    @property
    def evidence(self) -> Literal["named", "partly", "wholly"]:
        if GENERAL not in self.source.lower():
            return "named"
        return "wholly" if self.source.lower().startswith(f"(from {GENERAL}") else "partly"

    @property
    def by_enzymes(self) -> bool:
        return "pharmacokinetic" in self.mechanism.lower()


class About(msgspec.Struct, frozen=True, kw_only=True):
    """`of` is the day of the list in ISO form; `left_out` are no medicines, but for the names in `prescribed`.

    `also` are further everyday names by which a row is found; `release` the letters that brands carry, and `noise`
    the words that people write around a name.
    """

    number: int
    of: str
    sha256: str
    left_out: frozenset[str]
    prescribed: frozenset[str]
    also: dict[str, tuple[str, ...]]
    release: frozenset[str]
    noise: frozenset[str]


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of one line of somebody's list; `short` to its clinic. `tier` is empty when nothing was found."""

    tier: Tier | Literal[""]
    title: str
    said: str
    short: str
    icon: str
    effect: str = ""
    limited: str = ""
    route: str = ""
    source: str = ""


def interactions() -> dict[str, Interaction]:
    """By generic name, in the order of the list."""
    return _interactions(language())


def about_list() -> About:
    return msgspec.convert(read_json("intake/interactions.json"), About)


def data_version() -> str:
    """Changes with any change of the list; kept with each result (M-11)."""
    about = about_list()
    return f"{about.number} {about.sha256[:12]}"


@lru_cache
def _interactions(language: str) -> dict[str, Interaction]:
    raw = (CONTENT / language / "intake" / "ketamine_interactions.csv").read_text()
    rows = [row | {"brands": split_names(row["brands"])} for row in csv.DictReader(StringIO(raw))]
    return {row.generic: row for row in msgspec.convert(rows, list[Interaction])}


def split_names(text: str) -> list[str]:
    return [name.strip() for name in text.split("|") if name.strip()]


def note_on(generic: str, written: str = "", routes: Sequence[Route] = ()) -> Note:
    """`generic` as the patient confirmed it, `written` as they typed it; `routes` of the sessions ahead, if planned."""
    found = interactions().get(generic)
    if found is None:
        return Note(tier="", title=_("Nothing found"), said=_(NO_NOTE), short=_("No note on it"), icon="search")
    left_out = _left_out(found, written)
    return Note(
        tier=found.severity,
        title=_("Leave out around sessions") if left_out else _(TITLES[found.severity]),
        said=_(LEAVE_OUT) if left_out else _(WORDING[found.severity]),
        short=_(SHORT[found.severity]),
        icon=ICONS[found.severity],
        effect=found.effect,
        limited=_(LIMITED[found.evidence]) if found.evidence != "named" else "",
        route=_route_words(routes) if found.by_enzymes else "",
        source=found.source,
    )


def _left_out(found: Interaction, written: str) -> bool:
    """What a prescriber gives is never to be left out, also where its name is misspelt (N-04)."""
    about, whole = about_list(), written.casefold()
    by_prescriber = any(
        name in whole or any(OSA.distance(word, name) <= MISSPELT for word in whole.split())
        for name in about.prescribed
    )
    return found.generic in about.left_out and not by_prescriber


def _route_words(routes: Sequence[Route]) -> str:
    """M-06: what enzymes change is changed most when ketamine is swallowed."""
    if any(route in SWALLOWED for route in routes):
        return _("It matters most when ketamine is swallowed, as part of a lozenge is, and yours is planned that way.")
    if routes:
        return _("It matters most when ketamine is swallowed, and less the way yours is planned.")
    return _("It matters most when ketamine is swallowed, as part of a lozenge is.")
