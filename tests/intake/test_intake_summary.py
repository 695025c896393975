"""The intake on one page for who decides: flags in the patient's words, what is new to this reader, ticks, sources."""

from server.intake.content import asked
from server.intake.interactions import interactions
from tests.house.words import forbidden_in
from tests.intake.clinic_side import add_medicine, hand_in, place, reply
from tests.intake.signing import sign, withdraw
from tests.intake.tried import tell
from tests.someone import Installation, Opened, Someone

ANEURYSM, AVM, BLADDER, ELSEWHERE = "heart-aneurysm", "heart-avm", "body-bladder", "day-elsewhere"


def flags(page: Opened) -> list[str]:
    return [
        " ".join(one.text_content().split()) for one in page.tree.cssselect("section[aria-labelledby=flags] > ul > li")
    ]


def marked(page: Opened) -> list[str]:
    """What stands beside each mark "New", without the mark."""
    found = [one.getparent() for one in page.tree.cssselect("main mark")]
    return [" ".join(one.text_content().replace("New", "").split()) for one in found]


def rows(page: Opened, section: str) -> list[str]:
    found = page.tree.cssselect(f"section[aria-labelledby={section}] > .rows > li")
    return [" ".join(one.text_content().split()) for one in found]


def test_e_20_to_e_53_a_flag_has_the_answer_the_patients_own_words_and_its_basis(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    """D first, whatever was asked first; who is not sure is to be talked with (E-60)."""
    reply(iris, AVM, "unsure")
    reply(iris, BLADDER, "", **{"pick-pain": "1"}, words="Since the spring.")
    reply(iris, ELSEWHERE, "yes", words="At a clinic in Hamilton.")
    conditions = asked().conditions

    page = pria.open(place(installation))

    assert page.one("h2#flags") == "Not to be booked before you decide"
    first, second, third = flags(page)
    words = "“At a clinic in Hamilton.”"
    assert first == f"{conditions['E-48'].title}Before booking Yes {words}E-48: {conditions['E-48'].basis}"
    assert second.startswith(f"{conditions['E-21'].title}Not sure")
    assert third.startswith(f"{conditions['E-40'].title}To discuss")
    assert "“Since the spring.”" in third


def test_e_05_what_was_flagged_is_said_in_three_ways_and_none_of_them_is_a_verdict(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    headings, texts = [], []
    for question, value in ((AVM, "no"), (AVM, "unsure"), (ANEURYSM, "yes")):
        reply(iris, question, value)
        page = pria.open(place(installation))
        headings.append(page.one("h2#flags"))
        texts.append(page.words)

    assert headings == ["Nothing flagged so far", "To discuss", "Not to be booked before you decide"]
    assert not [text for text in texts if forbidden_in(text) or "approved" in text.lower()]


def test_an_answer_that_is_put_right_raises_no_flag_any_more(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    reply(iris, ANEURYSM, "yes", words="I read it wrong.")
    reply(iris, ANEURYSM, "no")

    page = pria.open(place(installation))

    assert flags(page) == []
    assert "I read it wrong." not in page.words


def test_only_what_came_after_this_reader_last_looked_is_marked_and_for_each_reader_apart(
    installation: Installation, iris: Someone, pria: Someone, theo: Someone
) -> None:
    here, avm = place(installation), asked().questions[AVM].short
    reply(iris, ANEURYSM, "no")
    first = pria.open(here)
    assert "You look at this for the first time." in first.words
    assert marked(first) == []

    reply(iris, AVM, "unsure")
    tell(iris)
    add_medicine(iris, "Gravol")
    assert marked(theo.open(here)) == []
    again = pria.open(here)
    assert "You last looked on 25 November, 10:00 am. What came since is marked." in again.words
    assert [one.split(" Not sure")[0].split(", up to")[0] for one in marked(again)] == [
        asked().conditions["E-21"].title, avm, "Sertraline", "“Gravol” No note on it",
    ]  # fmt: skip

    assert marked(pria.open(here)) == []
    reply(iris, AVM, "no")
    assert marked(theo.open(here)) == marked(pria.open(here)) == [avm]


def test_m_06_and_m_10_medicines_stand_with_their_sources_unfolded(
    installation: Installation, noor: Someone, pria: Someone
) -> None:
    """M-04: what nobody knows is said to be unknown. M-05: the patient's own words stay beside the match."""
    add_medicine(noor, "Grandmother’s drops", dose="50 mg", purpose="sleep")
    add_medicine(noor, "lorazepan")

    page = pria.open(place(installation, "noor"))

    known, unknown, unsure = sorted(rows(page, "medicines"))
    row = interactions()["bupropion"]
    assert known.startswith("BupropionNo strong concern Wrote “Wellbutrin XL”. 300 mg, each morning")
    assert row.effect in known
    assert known.endswith(row.source)
    assert not page.tree.xpath("//section[@aria-labelledby='medicines']//details")
    assert len(page.all("source")) == 1
    assert unknown == "“Grandmother’s drops”No note on it 50 mg For: sleep"
    assert unsure == "“lorazepan”No note on it Has not said yet whether it is lorazepam."


def test_what_is_missing_is_a_list_of_sentences_and_gone_when_all_is_there(
    installation: Installation, iris: Someone, noor: Someone, pria: Someone
) -> None:
    required = [one for one in asked().questions.values() if not one.optional]
    reply(iris, ANEURYSM, "no")

    assert rows(pria.open(place(installation)), "missing") == [
        f"{len(required) - 1} questions are open.",
        "The way of referral is not told.",
        "The referral or the records have not been received.",
        "No earlier treatment is recorded.",
        "The patient has not said that the list of medicines is whole.",
        "Not signed: Treatment, Who sees what.",
    ]

    assert rows(pria.open(place(installation, "noor")), "missing") == []
    withdraw(noor)
    assert rows(pria.open(place(installation, "noor")), "missing") == ["Not signed: Treatment."]


def test_e_15_each_consent_has_its_state_its_day_and_its_version(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    sign(iris)
    sign(iris, "sharing")
    withdraw(iris, "sharing")
    iris.send("/intake/consent/touch", {"id": "0199c000-0000-7000-8000-00000000c0de", "version": "1", "agreed": "0"})

    found = theo.open(place(installation)).tree.cssselect("section[aria-labelledby=consents] dd")
    said = [" ".join(one.text_content().split()) for one in found]

    assert said[0] == "Signed, 25 November, version 1"
    assert said[1].startswith("Taken back, 25 November")
    assert said[2].startswith("Does not agree, 25 November")
    assert said[3] == "Not read yet"


def test_markup_in_the_patients_words_is_read_as_letters(
    installation: Installation, iris: Someone, pria: Someone
) -> None:
    rude = "<script>alert(1)</script>"
    reply(iris, ANEURYSM, "yes", words=rude)
    tell(iris, what=rude, words=rude)
    add_medicine(iris, rude, dose=rude, purpose=rude)
    hand_in(iris)

    page = pria.open(place(installation))

    assert page.words.count(rude) >= 6
    assert "<script>alert" not in page.text
