"""P8: no staff answer about a patient without an audit row; while none can be written, staff are refused."""

import pytest

from tests.house.asking import ask, check_words
from tests.house.who_may import Keys, Visit, visits
from tests.house_rules import check_page
from tests.promises.conftest import Figure
from tests.promises.form import seconds
from tests.someone import Installation

STAFF = ("theo", "pria", "otto", "ada", "wren")
# Staff routes that tell nothing of any patient's record, each with the reason why.
TELL_NOTHING = {
    "/account": "one's own logins",
    "/account/devices": "one's own logins",
    "/account/devices/others/end": "one's own logins",
    "/account/devices/{login_id:uuid}/end": "one's own logins",
    "/account/codes": "how one signs in oneself",
    "/account/devices/{login_id:uuid}/mine": "one's own logins",
    "/account/devices/{login_id:uuid}/not-mine": "one's own logins",
    "/account/one-time": "how one signs in oneself",
    "/account/one-time/begin": "how one signs in oneself",
    "/account/one-time/remove": "how one signs in oneself",
    "/account/passkeys": "how one signs in oneself",
    "/account/passkeys/new": "how one signs in oneself",
    "/account/passkeys/{passkey_id:uuid}/name": "how one signs in oneself",
    "/account/passkeys/{passkey_id:uuid}/remove": "how one signs in oneself",
    "/account/passphrase": "how one signs in oneself",
    "/account/prove": "whether it is oneself",
    "/account/prove/passkey": "whether it is oneself",
    "/account/recovery": "whether one is being let in anew oneself",
    "/account/recovery/stop": "whether one is being let in anew oneself; stopping it leaves a row",
    "/account/second": "how one signs in oneself",
    "/account/told": "how one signs in oneself",
    "/account/told/known": "how one signs in oneself",
    "/account/told/stop": "a code about oneself; stopping it leaves a row",
    "/caseload/views": "a view of one's own list; opening it leaves a row",
    "/caseload/views/{view_id:uuid}/remove": "a view of one's own list",
    "/clinic": "the clinic's own settings",
    "/clinic/about": "the clinic's own settings",
    "/clinic/about/region": "the clinic's own settings",
    "/clinic/conditions": "the clinic's own settings",
    "/clinic/flags": "the clinic's own settings, and how often a rule would have raised a flag",
    "/clinic/flags/away": "who of the staff is away",
    "/clinic/hours": "the clinic's own settings",
    "/clinic/hours/closed": "the clinic's own settings",
    "/clinic/hours/closed/{day_id:uuid}/open": "the clinic's own settings",
    "/clinic/reading": "the clinic's own settings, and sums of minutes and of what waits",
    "/clinic/reading/days": "the clinic's own settings",
    "/clinic/setup": "the clinic's own settings",
    "/clinic/setup/sharing": "the clinic's own settings",
    "/clinic/staff": "names of staff, and what they may do",
    "/clinic/staff/{person_id:uuid}": "what one of the staff may do",
    "/clinic/staff/{person_id:uuid}/{credential_id:uuid}/end": "what one of the staff may do",
    "/clinic/reminders": "how many reminders went out, and how many could not",
    "/clinic/rooms": "the clinic's rooms",
    "/clinic/rooms/{room_id:uuid}": "the clinic's rooms",
    "/clinic/rooms/{room_id:uuid}/retire": "the clinic's rooms",
    "/clinic/protocol": "the clinic's own numbers, and how many people go by which version",
    "/clinic/protocol/compare": "the clinic's own numbers",
    "/clinic/protocol/edit": "the clinic's own numbers",
    "/clinic/protocol/edit/sign": "the clinic's own numbers",
    "/clinic/protocol/versions": "the clinic's own numbers",
    "/clinic/protocol/versions/{protocol_version:int}": "the clinic's own numbers, and counts of people",
    "/flags/away": "whether one is away oneself",
    "/invitations": "names of people who were invited",
    "/invitations/{invitation_id:uuid}/again": "an invitation",
    "/invitations/{invitation_id:uuid}/withdraw": "an invitation",
    "/live": "that there may be something to look at, in no word",
    "/medicines": "the list of medicines itself",
    "/patterns": "breathing patterns of the clinic",
    "/patterns/{pattern_id:uuid}/withdraw": "breathing patterns of the clinic",
    "/reading": "one's own minutes, and how many wait",
    "/recovery": "names of people who are being let in anew",
    "/recovery/{person_id:uuid}": "a name, and how far letting them in has come; each step leaves a row",
    "/recovery/{person_id:uuid}/begin": "letting somebody in anew; it leaves a row",
    "/recovery/{person_id:uuid}/code": "a code; making one leaves a row",
    "/recovery/{person_id:uuid}/confirm": "letting somebody in anew; it leaves a row",
    "/recovery/{person_id:uuid}/proof": "a code; making one leaves a row",
    "/recovery/{person_id:uuid}/stop": "letting somebody in anew; it leaves a row",
    "/review/{entry_id:uuid}/still": "that what is open is still shared, in no word; that it ended leaves a row",
    "/sign-out": "one's own login",
}
PATIENTS_PAGES = ("/today", "/journal", "/prepare", "/help", "/course/access")
pytestmark = pytest.mark.timeout(seconds(120, 600))


def about_patients(installation: Installation, keys: Keys, who: str) -> list[Visit]:
    found = []
    for visit in visits(installation, keys, who):
        staff = visit.audience in ("clinician", "therapist", "prescriber", "staff", "anyone signed in", "admin")
        if staff and visit.allowed and visit.route not in TELL_NOTHING:
            found.append(visit)
    return found


def test_p8_every_staff_answer_has_its_row(in_use: Installation, keys: Keys, figure: Figure) -> None:
    unaudited, answered = [], 0
    for who in STAFF:
        person = in_use.someone(who)
        for visit in about_patients(in_use, keys, who):
            if visit.method != "GET":
                continue
            before = rows(in_use)
            answer = ask(person, visit)
            if answer.status_code == 200:
                answered += 1
                if rows(in_use) <= before:
                    unaudited.append(f"{who} at {visit.path}")
    figure(f"{in_use.house.db.kind}: {answered} staff answers, {len(unaudited)} unaudited")
    assert answered >= 10
    assert not unaudited


def test_p8_while_the_trail_cannot_be_written_staff_are_refused_and_patients_go_on(
    in_use: Installation, keys: Keys, kind: str, figure: Figure
) -> None:
    asked = {who: about_patients(in_use, keys, who) for who in STAFF}
    people = {who: in_use.someone(who) for who in (*STAFF, "noor")}
    in_use.run(lambda: make_unwritable(in_use, kind))
    shown, refused = [], 0
    for who, ways in asked.items():
        for visit in ways:
            answer = ask(people[who], visit)
            if answer.status_code not in (500, 503):
                shown.append(f"{who} {visit.method} {visit.path}: {answer.status_code}")
                continue
            refused += 1
            check_page(answer.text)
            assert answer.one("[role=alert]")
            check_words(None, visit, answer)
    for path in PATIENTS_PAGES:
        assert people["noor"].open(path).status_code == 200
    routes = {visit.route for ways in asked.values() for visit in ways}
    figure(f"{kind}: {refused} of {refused + len(shown)} requests to {len(routes)} staff routes refused")
    assert not shown
    assert len(routes) >= 10


def rows(installation: Installation) -> int:
    return int(str(installation.value("select count(*) from trail")))


async def make_unwritable(installation: Installation, kind: str) -> None:
    makes = (
        ["create trigger no_trail before insert on trail begin select raise(abort, 'no'); end"]
        if kind == "sqlite"
        else [
            "create function no_trail() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$",
            "create trigger no_trail before insert on trail for each row execute function no_trail()",
        ]
    )
    async with installation.house.db.migrating() as tx:
        for statement in makes:
            await tx.run(statement)
