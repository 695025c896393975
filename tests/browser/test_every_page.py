"""Every page of everybody: no barrier that axe finds, in light and dark, and nothing wider than a small phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.barriers import look_at
from tests.browser.conftest import LAPTOP, Clinic, sign_in

Device = Callable[..., BrowserContext]
TWO_VERSIONS = """async (id) => {
  const page = await (await fetch(`/journal/entries/${id}/edit`)).text();
  const parent = new DOMParser().parseFromString(page, 'text/html').querySelector('[name=parent]').value;
  for (const body of ['From the phone', 'From the laptop']) {
    const version = crypto.randomUUID();
    await fetch('/journal/entries', { method: 'POST', body: new URLSearchParams({ id, parent, version, body }) });
  }
}"""
PUBLIC = [
    "/sign-in",
    "/join",
    "/sitter",
    "/breathe",
    "/hard",
    "/help",
    "/help?region=US-NY",
    "/offline",
    "/nothing-here",
    "/ui",
]
NOOR = [
    "/today", "/prepare", "/prepare/lessons/safety", "/prepare/intention", "/prepare/checklist", "/prepare/fasting",
    "/journal", "/journal/write", "/journal/entries/{entry}", "/course", "/course/access", "/account",
    "/account/devices", "/account/prove",
    "/account/second", "/account/passkeys", "/account/one-time", "/account/codes", "/account/recovery",
    "/account/passphrase", "/account/told", "/account/lock",
    "/messages", "/messages/write", "/messages/write?about={entry}",
    "/sessions/{session}", "/sessions/{session}/arrival", "/sessions/{session}/aftercare", "/sessions/{session}/hard",
    "/sessions/{session}/usual", "/sessions/{session}/sitter", "/practice", "/practice/so-far", "/review", "/help",
    "/measures", "/measures/phq9", "/measures/phq9#item-9", "/measures/gad7?all=1",
    "/measures/day", "/measures/phq9/answers/{answer}",
    "/check-in", "/check-in#thoughts", "/check-in/whole", "/check-in/answers", "/check-in/earlier",
    "/not-safe", "/not-safe/now", "/not-safe/today", "/safety-plan", "/safety-plan/edit", "/safety-plan/history",
    "/team/{theo}",
    "/notes", "/notes/{note}", "/asked", "/reminders",
]  # fmt: skip
THEO = [
    "/review",
    "/review/{shared}",
    "/clinic/protocol/courses",
    "/courses/{course}/protocol",
    "/caseload",
    "/courses/{course}",
    "/courses/{course}?since=visit",
    "/courses/{course}/shared",
    "/courses/{course}/steps",
    "/courses/{course}/trail",
    "/courses/{course}/measures",
    "/courses/{course}/messages",
    "/courses/{course}/arc",
    "/courses/{course}/arc?day=2026-12-04#whole",
    "/sessions/{session}/record",
    "/invitations",
    "/sessions/{session}/record/sitter",
    "/courses/{course}/assigned",
    "/courses/{course}/notes",
    "/courses/{course}/notes/team",
    "/courses/{course}/notes/patient",
    "/courses/{course}/notes/{note}",
    "/flags",
    "/flags/{flag}",
    "/patterns",
    "/account",
    "/account/devices",
    "/account/prove",
    "/account/passkeys",
    "/account/second",
    "/account/one-time",
    "/account/codes",
    "/account/passphrase",
    "/account/told",
    "/recovery",
    "/recovery/{wren}",
    "/recovery/{noor}",
    "/help",
    "/reading",
    "/courses/{course}/team",
    "/leave",
    "/clinic/reminders",
]
WREN = ["/emergency", "/leave", "/account", "/account/devices", "/account/second", "/account/recovery"]
MARA = [
    "/today", "/sessions/{home}/begin", "/sessions/{home}/pressure", "/sessions/{home}/sitter",
    "/journal", "/journal/write", "/journal/write?prompt=own", "/journal/entries/{two}", "/journal/entries/{two}/edit",
    "/journal/entries/{two}/versions", "/journal/entries/{two}/delete", "/journal/entries/{shown}",
    "/intake", "/intake/medicines", "/intake/answers",
    "/journal/search", "/journal/yours", "/journal/actions", "/journal/waiting", "/course/access",
    "/account", "/account/devices", "/account/second",
]  # fmt: skip
IRIS = [
    "/today", "/course", "/journal", "/intake", "/intake/you", "/intake/heart", "/intake/body#body-pregnancy",
    "/intake/mind#mind-suicide-now", "/intake/answers", "/intake/copy", "/not-safe", "/intake/referral",
    "/intake/tried", "/intake/tried/new", "/intake/medicines", "/medicines?q=ativen", "/intake/coverage",
    "/intake/consent", "/intake/consent/treatment", "/intake/consent/touch/withdraw",
    "/account", "/account/second", "/account/passkeys",
]  # fmt: skip
PRIA = [
    "/intake-board",
    "/courses/{course}/intake",
    "/courses/{course}/check-ins",
    "/courses/{course}/safety-plan",
    "/clinic/conditions",
    "/account/second",
    "/recovery/{noor}",
]
ADA = [
    "/clinic", "/clinic/emergencies", "/clinic/flags", "/clinic/conditions", "/invitations", "/review", "/clinic/setup",
    "/clinic/hours", "/clinic/about", "/clinic/reading", "/clinic/rooms", "/clinic/staff", "/clinic/staff/{theo}",
    "/clinic/staff/{theo}/account", "/clinic/staff/{pria}/account", "/clinic/staff/{ada}/account",
    "/account", "/account/devices", "/account/second", "/recovery", "/recovery/{theo}", "/recovery/{noor}",
]  # fmt: skip
ADA += [f"/clinic/protocol{one}" for one in ("", "/edit", "/versions", "/versions/1", "/compare", "/compare?a=1&b=1")]
IDS = {
    "entry": "select entry.id from journal_entry as entry join share on share.entry_id = entry.id"
    " join course on course.id = entry.course_id join person on person.id = course.patient_id"
    " where person.name = 'Noor' order by share.granted_at limit 1",
    "session": "select session.id from session join course on course.id = session.course_id"
    " join person on person.id = course.patient_id where person.name = 'Noor' and session.number = 3",
    "home": "select session.id from session join course on course.id = session.course_id"
    " join person on person.id = course.patient_id where person.name = 'Mara' and session.number = 3",
    "answer": "select answer.id from measure_answer as answer join course on course.id = answer.course_id"
    " join person on person.id = course.patient_id"
    " where person.name = 'Noor' and answer.instrument = 'phq9' order by answer.answered_at desc limit 1",
    "two": "select entry_id from entry_version where parents <> '' group by entry_id, parents having count(*) > 1",
    "shown": "select entry.id from journal_entry as entry join share on share.entry_id = entry.id"
    " join course on course.id = entry.course_id join person on person.id = course.patient_id"
    " where person.name = 'Mara' order by share.granted_at desc limit 1",
    "shared": "select share.entry_id from share left join answer on answer.share_id = share.id"
    " where answer.id is null order by share.granted_at desc limit 1",
    "theo": "select id from person where name = 'Theo'",
    "noor": "select id from person where name = 'Noor'",
    "ada": "select id from person where name = 'Ada'",
    "pria": "select id from person where name = 'Pria'",
    "wren": "select id from person where name = 'Wren'",
    "note": "select note.id from note join course on course.id = note.course_id"
    " join person on person.id = course.patient_id where person.name = 'Noor' and note.drawer = 'patient'",
    "flag": "select id from flag order by received_at desc limit 1",
    "course": "select course.id from course join person on person.id = course.patient_id where person.name = 'Noor'",
}


@pytest.mark.parametrize(
    ("person", "paths", "size"),
    [(None, PUBLIC, {}), ("noor", NOOR, {}), ("theo", THEO, LAPTOP), ("ada", ADA, LAPTOP), ("mara", MARA, {}),
     ("iris", IRIS, {}), ("pria", PRIA, LAPTOP), ("wren", WREN, LAPTOP)],
    ids=["anyone", "noor", "theo", "ada", "mara", "iris", "pria", "wren"],
)  # fmt: skip
def test_every_page_is_without_barriers_in_light_and_dark(
    clinic: Clinic, device: Device, person: str | None, paths: list[str], size: dict[str, object]
) -> None:
    context = device(bypass_csp=True, service_workers="block", reduced_motion="reduce", **size)
    page = sign_in(context, person) if person else context.new_page()
    if person == "mara":
        page.evaluate(TWO_VERSIONS, str(clinic.value(IDS["shown"])))
    if person == "theo":  # with a flag on top of the desk
        told = (
            "fetch('/not-safe', { method: 'POST', body: new URLSearchParams({ id: crypto.randomUUID(), safe: 'no' }) })"
        )
        sign_in(device(), "noor").evaluate(f"{told}.then(({{ status }}) => status)")
        assert clinic.value("select count(*) from flag") == 1
    found: list[str] = []
    for path in paths:
        found += look_at(page, path.format(**{name: clinic.value(sql) for name, sql in IDS.items()}), desk=bool(size))
    assert not found, "\n".join(found)
