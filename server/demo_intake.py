"""What the demo's patients told at intake, and what their clinic made of it. Every text is invented."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

import msgspec

from server.access.people import Person
from server.courses.models import CaseloadCourse, OwnCourse
from server.db.connection import Transaction
from server.intake.checks import check_again, sign_review
from server.intake.consent import PURPOSES, document_now
from server.intake.consent_form import Signed
from server.intake.consent_form import Telling as Signing
from server.intake.consent_queries import keep_consent
from server.intake.content import asked
from server.intake.coverage import Told
from server.intake.decisions import DecisionForm, keep_decision
from server.intake.facts import Kind, Telling, keep_fact, list_facts
from server.intake.medicine_routes import Count
from server.intake.medicines import COMPLETE, Medicine, list_medicines
from server.intake.outcomes import BIRTH, Answer
from server.intake.referral import SUBJECT, Referral
from server.intake.referral_steps import NewStep, keep_step
from server.intake.staff_forms import TickForm
from server.intake.ticks import keep_tick
from server.intake.trials import Effect, Ended, Trial

NAMES = UUID("0199c000-0000-7000-8000-0000000000fd")
DAYS = {"mara": 43, "noor": 44}  # ago, when the intake was handed in
BORN = {"mara": "1984-02-11", "noor": "1991-09-30"}
CALM = ("no", "none", "yes", "never", "never-had", "na", "unsure")  # the first of these that a question offers
COMMON = {one: Answer(values=("yes",)) for one in ("substances-day-without", "day-ride", "day-fasting")}
SAID: dict[str, dict[str, Answer]] = {
    "mara": {
        "you-brings": Answer(words="Two winters that did not end in spring."),
        "heart-pressure": Answer(values=("steady",), words="One tablet in the morning for four years."),
    },
    "noor": {"you-brings": Answer(words="I would like to be able to look forward to a day.")},
}
TRIALS: dict[str, tuple[tuple[str, str, int, Effect, Ended], ...]] = {
    "mara": (
        ("Sertraline", "200 mg", 14, "some", "still"),
        ("Venlafaxine", "225 mg", 10, "none", "no-help"),
    ),
    "noor": (
        ("Escitalopram", "20 mg", 12, "some", "no-help"),
        ("Bupropion", "300 mg", 8, "none", "side-effects"),
    ),
}
MEDICINES: dict[str, tuple[Medicine, ...]] = {
    "mara": (
        Medicine(typed="sertraline", generic="sertraline", asked=True, dose="100 mg, each morning"),
        Medicine(
            typed="Norvasc", generic="amlodipine", asked=True, dose="5 mg, each morning", purpose="blood pressure"
        ),
    ),
    "noor": (Medicine(typed="Wellbutrin XL", generic="bupropion", asked=True, dose="300 mg, each morning"),),
}
REFERRED = Referral(
    way="clinician", role="physician", name="The family practice", practice="Lakeside", contact="By fax", day=""
)


async def tell_intake(tx: Transaction, course: OwnCourse, who: Person, at: datetime, *, like: str = "") -> None:
    """Everything that the patient told, on one evening; `like` names whose history it is, if not their own."""
    name = like or who.name.lower()
    tell = _Teller(tx, course, who, at)
    for question in asked().questions.values():
        await tell("answer", question.id, (COMMON | SAID[name]).get(question.id) or _calm(question.id, name))
    for number, (what, dose, weeks, effect, ended) in enumerate(TRIALS[name]):
        trial = Trial(kind="medicine", what=what, dose=dose, weeks=weeks, effect=effect, ended=ended, when="this")
        await tell("trial", _id(f"{course.id} trial {number}"), trial)
    for number, medicine in enumerate(MEDICINES[name]):
        await tell("medicine", _id(f"{course.id} medicine {number}"), medicine)
    await check_again(tx, course, list_medicines(await list_facts(tx, course)), ("list", None), at)
    await tell("handed in", COMPLETE, Count(len(MEDICINES[name])))
    for line in ("visits", "medicine", "room", "therapy"):
        await tell(
            "coverage", line, Told(payer="public" if line == "visits" else "private", source="The clinic’s desk")
        )
    await tell("referral", SUBJECT, REFERRED)
    for purpose in PURPOSES:
        document = document_now(purpose)
        answers = {question.id: question.right for question in document.questions}
        signed = Signed(document=document, name=who.name, drawing="", answers=answers)
        agreed = document.required or purpose == "touch"
        signing = Signing(id=_id(f"{course.id} {purpose}"), agreed=agreed, signed=signed, said_at=at)
        await keep_consent(tx, course, signing, at)
    await tell("handed in", "intake", Count(len(asked().questions)))


class _Teller:
    """One telling after another, a second apart."""

    def __init__(self, tx: Transaction, course: OwnCourse, who: Person, at: datetime) -> None:
        self.tx, self.course, self.who, self.at = tx, course, who, at

    async def __call__(self, kind: Kind, subject: str, body: msgspec.Struct) -> None:
        self.at += timedelta(seconds=1)
        fact_id = _id(f"{self.course.id} {kind} {subject}")
        told = Telling(id=fact_id, kind=kind, subject=subject, body=body, written_at=self.at)
        await keep_fact(self.tx, self.course, self.who, told, self.at)


def _calm(question_id: str, name: str) -> Answer:
    question = asked().questions[question_id]
    if question_id == BIRTH:
        return Answer(values=(BORN[name],))
    if question.kind == "words":
        return Answer(words="" if question.optional else "Depression, said by my family doctor.")
    offered = [option.value for option in question.options]
    value = next((one for one in CALM if one in offered), offered[0] if offered else "")
    return Answer(values=(value,) if value else ())


async def decide_intake(tx: Transaction, case: CaseloadCourse, by: Person, at: datetime) -> None:
    """What the prescriber did: ticks, the medicines gone through, and a decision with its reason."""
    step = NewStep(id=_id(f"{case.id} received"), step="received", words="", chase_on=None, at=at)
    await keep_step(tx, case, by, step, at)
    facts = await list_facts(tx, case)
    for fact in (one for one in facts if one.kind == "trial"):
        weeks = (fact.read(Trial).weeks or 0) >= 6
        tick = TickForm(id=_id(f"{fact.id} tick"), fact=fact.id, dose_enough="1", weeks_enough="1" if weeks else "0")
        await keep_tick(tx, case, fact.subject, tick, (by, at))
    await sign_review(tx, case, list_medicines(facts), (_id(f"{case.id} review"), "", by), at)
    form = DecisionForm(
        id=_id(f"{case.id} decision"), seen=(), outcome="proceed", again_on=None, conditions="",
        reason="Two trials of length and dose, nothing in the history that speaks against it, pressure steady.",
        message="We can plan your first day. Bring your questions; there is time for them.",
    )  # fmt: skip
    await keep_decision(tx, case, by, form, at)


def _id(name: str) -> str:
    return str(uuid5(NAMES, name))
