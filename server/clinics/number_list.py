"""Every number that a clinic can set, with its bounds and the id of clinical.md behind it. Pure.

What a line of clinical.md fixes is not among them; it stands in FIXED, so that nobody looks for it in vain.
"""

from server.clinics.number_kinds import Amount, Kind, Moments, OneOf, Several
from server.clinics.numbers import Number
from server.clinics.protocol import ROUTES
from server.pages.language import later

GROUPS: dict[str, str] = {
    "fasting": later("Fasting"),
    "session": later("The session"),
    "home": later("At home"),
    "breathing": later("Breathing"),
    "asking": later("Questionnaires"),
    "arc": later("The course"),
    "driving": later("Driving"),
    "reading": later("Reading and keeping"),
}
BY_ROUTE: dict[str, str] = {
    "food_hours_by_route": later("No food"),
    "liquid_hours_by_route": later("No drink"),
    "reading_minutes": later("Readings"),
    "stay_minutes": later("Stay"),
}


def _of_routes(field: str, name: str, about: str, source: str, kind: Kind) -> list[Number]:
    group = "fasting" if field.endswith("hours_by_route") else "session"
    return [
        Number(field=field, group=group, name=name, about=about, source=source, kind=kind, route=route)
        for route in ROUTES
    ]


FAST, SHORTER = Amount(1, 12, "hours", fine=True), Amount(0.5, 12, "hours", fine=True)
NUMBERS: tuple[Number, ...] = (
    Number(field="food_hours", group="fasting", kind=FAST, source="P-01, P-03",
           name=later("No food before a session"), felt=later("No food before a session"),
           about=later("Patients see the clock time of their last food, and are reminded an hour before it.")),
    Number(field="liquid_hours", group="fasting", kind=SHORTER, source="P-01, P-03",
           name=later("No drink before a session"), felt=later("No drink before a session"),
           about=later("Patients see the clock time of their last drink. It is never longer than that of food.")),
    *_of_routes("food_hours_by_route", later("No food before a session"),
                later("Instead of the number for all routes."), "P-03",
                Amount(1, 12, "hours", fine=True, optional=True)),
    *_of_routes("liquid_hours_by_route", later("No drink before a session"),
                later("Instead of the number for all routes."), "P-03",
                Amount(0.5, 12, "hours", fine=True, optional=True)),
    Number(field="nasal", group="session", source="4.1", name=later("The nasal product"),
           kind=OneOf((("esketamine", "esketamine", later("Esketamine")),
                       ("racemic", "racemic", later("Racemic, compounded")))),
           about=later("Staff and patients read how a session with the spray usually goes, for this product.")),
    *_of_routes("reading_minutes", later("When pressure is read"), later("The record asks staff for a reading then."),
                "S-06", Moments(-60, 480, 8, dose=True)),
    Number(field="reading_grace_minutes", group="session", kind=Amount(1, 30, "minutes"), source="S-06",
           name=later("A reading counts as in time"),
           about=later("So long before and after its moment, the record does not call a reading late.")),
    *_of_routes("stay_minutes", later("Stay after the dose"),
                later("Whoever discharges earlier is asked to write why; the patient rests as long."), "4.1, S-06",
                Amount(60, 720, "minutes", optional=True)),
    Number(field="home_routes", group="home", source="N-07, R-07", name=later("Sessions at home"),
           felt=later("Sessions at home"),
           kind=OneOf((("0", False, later("Not held")), ("1", True, later("Allowed")))),
           about=later("Whether a session at home can be planned, always with a sitter and a number to call.")),
    Number(field="gate_systolic", group="home", kind=Amount(120, 160, "mmHg"), source="P-40",
           name=later("Wait and call above, upper"), felt=later("At home, wait and call above (upper number)"),
           about=later("At home a higher reading says: wait, and call. Only a clinician’s word opens the way.")),
    Number(field="gate_diastolic", group="home", kind=Amount(70, 100, "mmHg"), source="P-40",
           name=later("Wait and call above, lower"), felt=later("At home, wait and call above (lower number)"),
           about=later("The same for the lower number of a reading.")),
    Number(field="pressure_counts_minutes", group="home", kind=Amount(15, 120, "minutes"), source="P-24",
           name=later("A reading counts for"), felt=later("A reading before a session at home counts for"),
           about=later("Patients at home measure again when their last reading before the dose is older.")),
    Number(field="again_systolic", group="home", kind=Amount(150, 200, "mmHg"), source="D-07",
           name=later("After the dose, measure again from, upper"),
           felt=later("At home after the dose, measure again and call from (upper number)"),
           about=later("At home, such a reading says: measure again after five minutes, and call the clinic.")),
    Number(field="again_diastolic", group="home", kind=Amount(95, 130, "mmHg"), source="D-07",
           name=later("After the dose, measure again from, lower"),
           felt=later("At home after the dose, measure again and call from (lower number)"),
           about=later("The same for the lower number of a reading.")),
    Number(field="check_minutes", group="home", kind=Amount(5, 30, "minutes"), source="P-14, D-03",
           name=later("A sitter looks every"), felt=later("Your sitter looks every"),
           about=later("The sitter’s phone asks for a look so often; staff see where looks are missing.")),
    Number(field="fade_minutes", group="breathing", kind=Amount(1, 60, "minutes"), source="B-15",
           name=later("Pacing fades to “just notice” after"), felt=later("In a session, pacing fades after"),
           about=later("So long the screen leads a patient’s breath in a session; one tap brings it back.")),
    Number(field="measures", group="asking", source="Q-01, Q-02", name=later("Questionnaires that are asked"),
           felt=later("Questionnaires"), kind=Several((("phq9", "PHQ-9"), ("gad7", "GAD-7"))),
           about=later("Patients are asked these; an answer to question nine of the PHQ-9 can raise a flag.")),
    Number(field="baseline_days", group="asking", kind=Amount(1, 28, "days"), source="Q-21",
           name=later("An answer belongs to a session from"), felt=later("Answers count for a session from, before it"),
           about=later("An answer that a patient gave at most so long before a session stands for it.")),
    Number(field="measure_days_before", group="asking", kind=Amount(0.5, 14, "days", fine=True), source="Q-21",
           name=later("Asked before a session"), felt=later("Questionnaires come before a session by"),
           about=later("Patients are asked so long before each session, always at the same distance.")),
    Number(field="measure_again_days", group="asking", kind=Amount(7, 60, "days"), source="Q-21",
           name=later("Not asked again within"),
           about=later("Nobody is asked twice within these days: the forms look back over two weeks.")),
    Number(field="measure_after_days", group="asking", kind=Moments(1, 730, 8), source="Q-21",
           name=later("Asked after the last session"), felt=later("Questionnaires come after the last session, after"),
           about=later("Patients are asked again so many days after their last session.")),
    Number(field="self_referral", group="arc", source="E-03", name=later("Patients can refer themselves"),
           felt=later("Referring yourself"),
           kind=OneOf((("1", True, later("Allowed")), ("0", False, later("Through a clinician alone")))),
           about=later("Whether a patient at intake may ask by themselves, with records released, or needs a letter.")),
    Number(field="sessions", group="arc", kind=Amount(1, 12, "sessions"), source="S-02",
           name=later("Sessions in a course"),
           about=later("Where planning begins. Staff choose for each person, and what is planned stays.")),
    Number(field="days_between", group="arc", kind=Amount(1, 60, "days"), source="S-02",
           name=later("Days between sessions"),
           about=later("Where planning begins. Staff choose for each person, and what is planned stays.")),
    Number(field="integration_days", group="arc", kind=Amount(7, 180, "days"), source="I-14, Q-21",
           name=later("Integration after the last session"), felt=later("Integration after the last session"),
           about=later("So long patients are offered the questions of integration; then follow-up begins.")),
    Number(field="no_driving_hours", group="driving", kind=Amount(24, 72, "hours", fine=True), source="P-44",
           name=later("No driving, beside a night’s sleep"),
           felt=later("No driving after a session, beside a night’s sleep"),
           about=later("Patients and sitters read it until both have passed: these hours and a night of rest.")),
    Number(field="reads_within_days", group="reading", kind=Amount(1, 14, "days"), source="I-31",
           name=later("Shared entries are read within"), felt=later("Shared entries are read within"),
           about=later("What patients are told where they share an entry. It is a promise of the therapists.")),
    Number(field="retention_years", group="reading", kind=Amount(6, 50, "years"), source="L-14, L-17",
           name=later("Words are kept after a course has closed"), felt=later("Your words are kept after your course"),
           about=later("After these years the key is deleted, and with it every word of the patient’s.")),
)  # fmt: skip

FIXED: tuple[tuple[str, str], ...] = (
    ("P-42", later("A nasal product is never taken at home.")),
    ("N-07", later("Nobody has a session at home without a sitter and a clinic to call.")),
    ("P-40", later("Above the pressure limit at home, only a clinician’s written word opens the way.")),
    ("B-14", later("While the medicine works no breath is held.")),
    ("P-43", later("The question about driving comes the next morning, whatever the hours say.")),
    ("E-60", later("No condition asked about at intake counts for less than “talk to the clinician”.")),
    ("N-02", later("No dose is computed.")),
    ("R-03", later("Help is one tap away on every page.")),
)


def numbers_in(group: str) -> list[Number]:
    return [one for one in NUMBERS if one.group == group]
