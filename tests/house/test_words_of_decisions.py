"""Every outcome of an intake is read: each state of consents and referral, each decision, and two that disagree."""

from itertools import product
from uuid import uuid4

import pytest

from server.intake.consent import PURPOSES, document_now
from tests.house.reading import OWN, WORDS, post, read
from tests.house.words import forbidden_in, read_out
from tests.intake.clinic_side import decide, heads, new_form, place
from tests.intake.signing import consent_form, newer_text, sign
from tests.someone import Installation

HERE = "/intake/consent/{}"


def test_e_15_no_state_of_a_consent_brings_it_out(clinic: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unread, refused, signed, taken back, signed on an earlier text; each text with every wrong answer explained."""
    iris, pria = clinic.someone("iris"), clinic.someone("pria")
    pages = ("/intake/consent", *(HERE.format(one) for one in PURPOSES))
    seen = read(iris, *pages)
    for purpose in PURPOSES:
        wrong = {one.field: next(it.value for it in one.options if it.value != one.right)
                 for one in document_now(purpose).questions}  # fmt: skip
        refused = sign(iris, purpose, **wrong)
        assert forbidden_in(read_out(refused.text)) == []
        for path, form in (
            (HERE, consent_form(purpose, agreed="0", name="")), (HERE, consent_form(purpose)),
            (HERE + "/withdraw", new_form(words=WORDS)), (HERE, consent_form(purpose)),
        ):  # fmt: skip
            post(iris, path.format(purpose), form)
            here = HERE.format(purpose)
            seen += read(iris, "/intake/consent", "/intake", here, f"{here}/withdraw", f"{here}/copy")
            seen += read(pria, place(clinic))
    newer_text(monkeypatch)
    seen += read(iris, *pages) + read(pria, place(clinic))

    states = ("Not read yet", "Signed", "Does not agree", "Taken back", "An earlier text is signed")
    assert [one for one in states if one not in seen] == []


def test_e_03_no_step_of_a_referral_brings_it_out(clinic: Installation) -> None:
    iris, pria = clinic.someone("iris"), clinic.someone("pria")
    seen = ""
    by_self = {"way": "self", "sources": "The hospital by the lake", "agree": "1", "agreed_as": "Iris"}
    for told in ({"way": "clinician", "role": "nurse practitioner", "name": "The practice"}, by_self):
        post(iris, "/intake/referral", new_form() | told)
        for step, day in product(("asked", "sent", "missing", "received"), ("2026-11-20", "2026-12-20", "")):
            noted = {"id": str(uuid4()), "step": step, "chase_on": day, "words": WORDS}
            post(pria, f"{place(clinic)}/referral", noted)
            seen += read(iris, "/intake/referral") + read(pria, "/intake-board")
        seen += read(iris, "/intake") + read(pria, place(clinic))
    assert [one for one in ("Asked for", "Sent", "Received", "A page is missing") if one not in seen] == []


def test_e_05_no_decision_brings_it_out(clinic: Installation) -> None:
    """Each outcome, two unseen of each other, and what is told after one."""
    iris, pria = clinic.someone("iris"), clinic.someone("pria")
    seen = ""
    for outcome in ("not here", "not yet", "proceed"):
        stands = heads(pria.open(place(clinic)))
        decide(pria, outcome=outcome, seen=stands, conditions="A log.", again_on="2026-12-10")
        seen += read(iris, *OWN) + read(pria, place(clinic), "/intake-board", "/caseload")
    decide(pria, outcome="not here")
    seen += read(iris, *OWN) + read(pria, place(clinic), "/intake-board")
    post(iris, "/intake/answers/heart-avm", new_form(value="unsure"))
    seen += read(iris, *OWN) + read(pria, place(clinic), "/intake-board")

    said = ("Not at this clinic", "Not yet", "Go on with planning", "Planning can go on", "Two decisions stand")
    assert [one for one in said if one not in seen] == []
