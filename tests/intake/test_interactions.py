"""M-01 to M-12: what the list says, in its fixed sentences; and that the list cannot change without a new version."""

import re
from collections import Counter
from hashlib import sha256

import pytest

from server.intake.interactions import (
    FOOTER,
    Interaction,
    Note,
    about_list,
    data_version,
    interactions,
    note_on,
)
from server.pages.language import CONTENT

LIST = CONTENT / "en" / "intake" / "ketamine_interactions.csv"
AVOID = (
    "Your prescriber must know about this before any session. Wait for their answer before booking or taking a dose of "
    "ketamine."
)
REVIEW = "Make sure your prescriber has reviewed this with you."
NOTE = "No strong concern is recorded here. Keep it on the list your clinic sees."
LEAVE_OUT = "Leave this out around sessions as your clinic instructs."
UNKNOWN = "We have no note on this one. Show it to your pharmacist or prescriber."
KEEP_TAKING = (
    "Keep taking your prescribed medicines exactly as prescribed unless your prescriber tells you otherwise. Suddenly "
    "going without some of them can be dangerous."
)
ONLY_SWALLOWED = "It matters most when ketamine is swallowed"
NEVER = re.compile(r"\b(eligible|approved|cleared|safe|stop taking|harmless|no interactions?)\b|!", re.IGNORECASE)


def by_source() -> Counter[str]:
    return Counter(one.evidence for one in interactions().values())


def a_row(evidence: str) -> str:
    return next(one.generic for one in interactions().values() if one.evidence == evidence)


def test_m_01_the_list_is_the_one_whose_digest_its_version_names() -> None:
    assert sha256(LIST.read_bytes()).hexdigest() == about_list().sha256
    assert data_version() == f"{about_list().number} {about_list().sha256[:12]}"


def test_m_01_the_list_holds_181_rows_each_with_its_seven_columns_filled() -> None:
    assert len(interactions()) == 181
    assert LIST.read_text().splitlines()[0] == "generic,brands,drug_class,severity,effect,mechanism,source"
    for one in interactions().values():
        assert all((one.generic, one.drug_class, one.severity, one.effect, one.mechanism, one.source)), one


@pytest.mark.parametrize(
    ("generic", "tier", "said"),
    [
        ("theophylline", "avoid", AVOID), ("alprazolam", "prescriber must review", REVIEW), ("lithium", "note", NOTE),
        ("alcohol", "avoid", LEAVE_OUT), ("no such name", "", UNKNOWN), ("", "", UNKNOWN),
    ],
)  # fmt: skip
def test_m_02_each_tier_has_its_fixed_sentence(generic: str, tier: str, said: str) -> None:
    assert (note_on(generic).tier, note_on(generic).said) == (tier, said)


def test_m_02_every_row_says_the_sentence_of_its_tier_and_no_other() -> None:
    of_tier = {"avoid": AVOID, "prescriber must review": REVIEW, "note": NOTE}
    for one in interactions().values():
        own = LEAVE_OUT if one.generic in about_list().left_out else of_tier[one.severity]
        assert note_on(one.generic).said == own, one.generic


@pytest.mark.parametrize(
    "generic",
    [
        "alcohol", "cannabis", "cocaine", "methamphetamine", "MDMA", "phencyclidine", "psilocybin or LSD",
        "non-prescribed ketamine", "kratom", "grapefruit", "dextromethorphan (over the counter)",
    ],
)  # fmt: skip
def test_m_02_what_is_no_medicine_is_left_out_around_sessions(generic: str) -> None:
    assert note_on(generic, generic).said == LEAVE_OUT
    assert about_list().left_out <= set(interactions())


@pytest.mark.parametrize(
    ("generic", "typed"),
    [
        ("cannabis", "Marinol"), ("cannabis", "MARINOL 5 mg, from Dr. Li"), ("cannabis", "marinal"),
        ("cannabis", "dronabinol"),
        ("methamphetamine", "Desoxyn"), ("methamphetamine", "desoxin 5mg"), ("methamphetamine", "Désoxyn"),
    ],
)  # fmt: skip
def test_m_02_what_a_prescriber_gives_is_not_to_be_left_out_also_misspelt(generic: str, typed: str) -> None:
    note = note_on(generic, typed)

    assert note.said == AVOID
    assert note.title != note_on(generic, generic).title


def test_m_03_the_footer_word_for_word() -> None:
    assert " ".join(FOOTER) == KEEP_TAKING


def test_m_04_what_is_not_listed_has_no_tier_and_is_never_called_harmless() -> None:
    unknown = note_on("amoxicillin", "amoxicillin")

    assert unknown == Note(tier="", title="Nothing found", said=UNKNOWN, short="No note on it", icon="search")
    assert not NEVER.search(str(unknown))


def test_no_row_and_no_sentence_clears_or_tells_to_do_without() -> None:
    for one in interactions().values():
        note = note_on(one.generic)
        assert not NEVER.search(f"{note.title} {note.said} {note.effect} {note.short} {note.limited}"), one.generic


@pytest.mark.parametrize(
    ("routes", "said"),
    [
        (("SLc",), "as part of a lozenge is, and yours is planned that way."),
        (("SLh",), "as part of a lozenge is, and yours is planned that way."),
        (("PO", "IV"), "as part of a lozenge is, and yours is planned that way."),
        (("IV",), "is swallowed, and less the way yours is planned."),
        (("IM", "IN"), "is swallowed, and less the way yours is planned."),
        ((), "is swallowed, as part of a lozenge is."),
    ],
)
def test_m_06_what_enzymes_change_says_how_much_the_way_of_giving_matters(routes: tuple[str, ...], said: str) -> None:
    note = note_on("grapefruit", routes=routes)  # type: ignore[arg-type]

    assert note.route.startswith(ONLY_SWALLOWED)
    assert note.route.endswith(said)
    assert note_on("theophylline", routes=routes).route == ""  # type: ignore[arg-type]


@pytest.mark.parametrize("generic", ["rifampin", "grapefruit", "ticlopidine", "St John's wort"])
def test_m_06_the_measured_pairs_of_swallowed_ketamine_are_told_by_route(generic: str) -> None:
    assert interactions()[generic].by_enzymes


FACTS: list[tuple[str, str, str, str]] = [
    ("M-07", "theophylline", "avoid", "not to give the two together"),
    ("M-07", "aminophylline", "avoid", "not to give the two together"),
    ("M-07", "lorazepam", "prescriber must review", "may also shorten or weaken the antidepressant benefit"),
    ("M-07", "lamotrigine", "prescriber must review", ""),
    ("M-07", "levothyroxine", "prescriber must review", ""),
    ("M-07", "phenelzine", "prescriber must review", ""),
    ("M-07", "methylphenidate", "prescriber must review", ""),
    ("M-07", "memantine", "avoid", "hallucinations"),
    ("M-08", "naltrexone", "prescriber must review", "findings are disputed"),
    ("M-09", "lithium", "note", "No significant interaction reported"),
    ("M-09", "sertraline", "note", ""),
    ("M-12", "semaglutide", "prescriber must review", "Food may stay in the stomach even after fasting"),
]


@pytest.mark.parametrize(("fact", "generic", "tier", "says"), FACTS, ids=[f"{one[0]}-{one[1]}" for one in FACTS])
def test_facts_of_m_07_m_08_m_09_and_m_12_stand_in_the_list(fact: str, generic: str, tier: str, says: str) -> None:
    row: Interaction = interactions()[generic]

    assert row.severity == tier
    assert says in row.effect
    assert row.source


def test_m_08_the_disputed_trial_is_named_and_leaves_it_to_the_prescriber() -> None:
    assert "Williams 2018" in interactions()["naltrexone"].source
    assert "only the prescriber weighs this" in interactions()["naltrexone"].effect


def test_m_12_a_glp_1_medicine_is_flagged_and_never_to_be_held() -> None:
    rows = [one for one in interactions().values() if "GLP-1" in one.drug_class]

    assert "semaglutide" in {one.generic for one in rows}
    assert not [one.generic for one in rows if re.search(r"\b(hold|skip|pause)\b", one.effect)]


def test_m_10_87_rows_rest_on_named_sources_59_partly_and_35_wholly_on_general_knowledge() -> None:
    assert by_source() == {"named": 87, "partly": 59, "wholly": 35}


def test_m_10_limited_evidence_is_said_of_the_last_two_and_of_them_alone() -> None:
    assert note_on(a_row("named")).limited == ""
    assert note_on(a_row("partly")).limited == "Limited evidence: part of this rests on general knowledge."
    assert note_on(a_row("wholly")).limited == "Limited evidence: this rests on general knowledge alone."
    for one in interactions().values():
        assert bool(note_on(one.generic).limited) == ("general knowledge" in one.source.lower()), one.generic
