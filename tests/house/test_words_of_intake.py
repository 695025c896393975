"""Every outcome of what is told at intake is read: each answer, each row of the list, each treatment, each payer."""

from collections.abc import Iterator
from itertools import product
from uuid import uuid4

import pytest

from server.clinics.protocol import Protocol, Route, write_protocol
from server.intake.content import Question, Tier, asked
from server.intake.coverage import coverage
from server.intake.interactions import FOOTER, TIERS, Interaction, interactions, note_on
from server.intake.trials import EFFECTS_SAID, ENDS_SAID, KINDS_SAID, TIMES_SAID
from tests.house.reading import OWN, WORDS, post, read
from tests.house.words import forbidden_in
from tests.intake import paying, tried
from tests.intake.clinic_side import hand_in, new_form, place
from tests.session_day.days import change
from tests.someone import Installation

OUTCOMES = ("Nothing flagged so far", "To discuss with your clinician", "Your clinician must decide before anything")
ON_THE_SUMMARY = ("Nothing flagged so far", "To discuss", "Not to be booked before you decide", "Not sure")


def replies(question: Question) -> list[dict[str, str]]:
    """Each answer that can be given to it, and where it has choices its words alone."""
    if question.kind == "date":
        return [{"day": "1", "month": "3", "year": year} for year in ("1984", "2015", "1941")]
    if question.kind == "pressure":
        return [{"upper": "128", "lower": "82", "words": WORDS}]
    if question.kind == "words":
        return [{"words": WORDS}]
    name = {"choice": "value", "many": ""}[question.kind]
    given = [{name or f"pick-{one.value}": one.value if name else "1"} for one in question.options]
    return [*given, {"words": WORDS}]


def rounds() -> Iterator[list[tuple[str, dict[str, str]]]]:
    """The first answers of all questions, then the second …, so that a few readings see them all."""
    every = {one.id: replies(one) for one in asked().questions.values()}
    for at in range(max(map(len, every.values()))):
        yield [(question, given[at]) for question, given in every.items() if at < len(given)]


def with_tiers(clinic: Installation, tiers: dict[str, Tier]) -> None:
    change(clinic, "update protocol set numbers = :numbers", numbers=write_protocol(Protocol(condition_tiers=tiers)))


def test_e_05_no_answer_to_any_question_brings_it_out(clinic: Installation) -> None:
    """Every flag with its tier, in the patient's words and the clinic's; E-60: with every row raised and lowered."""
    iris, pria = clinic.someone("iris"), clinic.someone("pria")
    parts = [f"/intake/{one.id}" for one in asked().parts]
    seen = read(iris, *OWN, *parts) + read(pria, place(clinic), "/intake-board")
    for told in rounds():
        for question, form in told:
            post(iris, f"/intake/answers/{question}", new_form() | form)
        for tiers in (dict.fromkeys(asked().conditions, "D"), dict.fromkeys(asked().conditions, "T"), {}):
            with_tiers(clinic, tiers)
            seen += read(iris, "/intake/answers") + read(pria, place(clinic))
        seen += read(iris, *OWN, "/not-safe", *parts) + read(pria, "/intake-board")
    hand_in(iris)
    seen += read(iris, *OWN) + read(pria, place(clinic), "/intake-board", "/caseload")

    assert [said for said in (*OUTCOMES, *ON_THE_SUMMARY) if said not in seen] == []
    assert [one.title for one in asked().conditions.values() if one.title not in seen] == []
    labels = [one.label for question in asked().questions.values() for one in question.options]
    assert [label for label in labels if label not in seen] == []


@pytest.mark.parametrize("routes", [(), ("IV",), ("SLc",), ("PO",)], ids=lambda one: one[0] if one else "unplanned")
def test_m_02_no_row_of_the_list_brings_it_out_by_any_route(routes: tuple[Route, ...]) -> None:
    for row in interactions().values():
        for written in ("", row.generic, *row.brands):
            note = note_on(row.generic, written, routes)
            said = (row.generic, *row.brands, note.title, note.said, note.short, note.effect, note.limited, note.route)
            assert forbidden_in(" ".join((*said, note.source, *FOOTER))) == [], row.generic
    assert len(interactions()) == 181


def kind_of(row: Interaction) -> tuple[object, ...]:
    return row.severity, row.evidence, row.by_enzymes, note_on(row.generic, row.generic).said


def test_m_03_no_list_of_medicines_brings_it_out(clinic: Installation) -> None:
    """One of every kind that the list tells apart, one that it does not know, and none; by each way it is planned."""
    iris, noor, mara, pria = (clinic.someone(name) for name in ("iris", "noor", "mara", "pria"))
    seen = read(iris, "/intake/medicines", "/medicines?q=valium", "/medicines?q=zzzz", "/medicines")
    kinds = {kind_of(row): row.generic for row in interactions().values()}
    for name, patient in (("iris", iris), ("noor", noor), ("mara", mara)):
        for typed, generic in [(one, one) for one in kinds.values()] + [
            ("grandmother’s drops", ""),
            ("sertralene", ""),
        ]:
            line = {"medicine": str(uuid4()), "typed": typed, "generic": generic, "dose": "one", "purpose": WORDS}
            post(patient, "/intake/medicines", new_form() | line)
        seen += read(patient, "/intake/medicines", "/intake/copy", "/today") + read(pria, place(clinic, name))
    seen += read(pria, "/intake-board")

    assert {kind[0] for kind in kinds} == set(TIERS)
    assert {kind[1] for kind in kinds} == {"named", "partly", "wholly"}
    notes = [note_on(one, "", routes) for one in (*kinds.values(), "") for routes in ((), ("IV",), ("PO",))]
    said = {text for one in notes for text in (one.title, one.said, one.limited, one.route)}
    assert [one for one in (*said, *FOOTER) if one not in seen] == []


def test_e_01_no_treatment_that_was_tried_brings_it_out(clinic: Installation) -> None:
    iris, pria = clinic.someone("iris"), clinic.someone("pria")
    for effect, kind in zip(EFFECTS_SAID, [*KINDS_SAID, *KINDS_SAID], strict=False):
        post(iris, tried.HERE, tried.trial_form(effect=effect, kind=kind, words=WORDS))
    for ended, when in zip(ENDS_SAID, [*TIMES_SAID, *TIMES_SAID, *TIMES_SAID], strict=False):
        post(iris, tried.HERE, tried.trial_form(ended=ended, when=when, weeks="0"))
    page = pria.open(place(clinic))
    facts = page.values("form[action*='/trials/'] [name=fact]")
    paths = page.values("form[action*='/trials/']", "action")
    for path, fact, (dose, weeks) in zip(paths, facts, product("01", "01"), strict=False):
        post(pria, path, {"id": str(uuid4()), "fact": fact, "dose_enough": dose, "weeks_enough": weeks})
    seen = read(iris, "/intake/tried", "/intake/tried/new") + read(pria, place(clinic))

    for said in (EFFECTS_SAID, ENDS_SAID, TIMES_SAID):
        assert [one for one in said.values() if one not in seen] == []


def test_l_01_no_word_on_who_pays_brings_it_out(clinic: Installation) -> None:
    mara = clinic.someone("mara")
    seen = ""
    for payer in coverage().payers:
        for line in coverage().lines:
            post(mara, f"{paying.HERE}/{line.id}", paying.line_form(payer=payer.value))
        seen += read(mara, "/intake/coverage", "/intake")
    for purpose in coverage().health_card.purpose:
        post(mara, paying.CARD, paying.card_form(purpose=purpose.value))
        seen += read(mara, "/intake/coverage")
        post(mara, f"{paying.CARD}/remove", new_form())
    assert [one.label for one in (*coverage().payers, *coverage().health_card.purpose) if one.label not in seen] == []
