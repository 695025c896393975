"""A day at home with a lozenge: no network on the patient's phone, a second phone as sitter, and P-40 without one."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Clinic, sign_in
from tests.browser.days import KEPT_CARD, Day, Device, arrive, breathe, come_back, coming, desk, reach_the_clinic
from tests.browser.line import Line
from tests.browser.waits import settle


def test_a_lozenge_day_at_home_without_a_network_arrives_whole_and_once(clinic: Clinic, device: Device) -> None:
    phone, theirs = device(), Line(clinic.port)
    other = device(base_url=theirs.url)
    mara = sign_in(phone, "mara")
    day = coming(clinic, "Mara", phone, other)
    day.at("10:10")
    code = _prepare(mara, day)
    sam = _open_card(other.new_page(), code)
    clinic.line.cut()

    arrive(mara, day)
    mara.wait_for_url(f"**/sessions/{day.session}/begin")
    expect(mara.get_by_role("button", name="I have taken it now")).to_be_hidden()
    _measure(mara, "128", "82")
    mara.get_by_role("button", name="I have taken it now").click()
    mara.wait_for_url(f"**/sessions/{day.session}")
    _sit(sam, day, theirs)
    breathe(mara)
    come_back(mara, day, "The kettle sang in another room.")
    reach_the_clinic(mara, clinic)

    assert day.count("select count(*) from arrival where session_id = :session") == 1
    assert [day.lines(kind) for kind in ("reading", "taken", "check", "handover")] == [1, 2, 2, 1]
    assert day.count("select count(*) from journal_entry where session_id = :session and kind = 'line'") == 1
    theo = desk(clinic, device, "theo")
    theo.goto(f"/sessions/{day.session}/record")
    for said in ("128/82", "The medicine was taken", "Looked: well", "Steady again", "the sitter"):
        expect(theo.locator("main")).to_contain_text(said)
    _take_card_back(theo, sam, day)
    theirs.stop()


def test_a_high_reading_without_a_network_says_wait_and_nothing_on_the_phone_changes_that_p_40(
    clinic: Clinic, device: Device
) -> None:
    phone = device()
    mara = sign_in(phone, "mara")
    day = coming(clinic, "Mara", phone)
    day.at("10:10")
    _prepare(mara, day)
    clinic.line.cut()
    mara.goto(f"/sessions/{day.session}/begin")
    _measure(mara, "151", "84")
    _waits(mara)
    _measure(mara, "122", "80")
    _waits(mara)

    reach_the_clinic(mara, clinic)
    mara.goto(f"/sessions/{day.session}/begin")
    _waits(mara)
    theo = desk(clinic, device, "theo")
    theo.goto(f"/sessions/{day.session}/record")
    theo.click("label:has(input[name=choice][value='go on'])")
    theo.fill("#decision-words", "We spoke; it was the stairs.")
    theo.get_by_role("button", name="Write the decision").click()
    expect(theo.locator("main")).to_contain_text("After talking: go on")
    mara.goto(f"/sessions/{day.session}/begin")
    expect(mara.get_by_role("button", name="I have taken it now")).to_be_visible()


def _prepare(mara: Page, day: Day) -> str:
    mara.goto("/prepare/checklist")
    mara.fill("#words-P-14", "Sam, my brother")
    mara.locator("#P-14 button").click()
    expect(mara.locator("#P-14")).to_contain_text("Sam, my brother")
    mara.goto(f"/sessions/{day.session}/sitter")
    mara.get_by_role("button", name="Make the card").click()
    code = mara.locator("#the-code").inner_text()
    mara.goto("/today")
    settle(mara)
    return code


def _open_card(sam: Page, code: str) -> Page:
    sam.goto("/sitter")
    sam.fill("#code", code.lower())
    sam.get_by_role("button", name="Open the card").click()
    expect(sam.locator("h1")).to_have_text("You are sitting with Mara.")
    for _try in range(50):
        if sam.evaluate(KEPT_CARD, sam.evaluate("location.pathname")):
            return sam
        sam.wait_for_timeout(100)
    raise AssertionError("the card was not kept for a time without a network")


def _measure(mara: Page, upper: str, lower: str) -> None:
    mara.goto(mara.url.replace("/begin", "/pressure"))
    mara.fill("#systolic", upper)
    mara.fill("#diastolic", lower)
    mara.get_by_role("button", name="Keep this reading").click()
    mara.wait_for_url("**/begin")


def _waits(mara: Page) -> None:
    expect(mara.get_by_role("heading", name="Wait. Call your clinic before taking your dose.")).to_be_visible()
    expect(mara.get_by_role("button", name="I have taken it now")).to_be_hidden()
    expect(mara.locator("[data-when=gate] a[href^='tel:']")).to_be_visible()


def _sit(sam: Page, day: Day, theirs: Line) -> None:
    day.at("10:31")
    sam.get_by_role("button", name="It is taken now").click()
    expect(sam.locator("[data-since]")).to_have_text("0 min since the medicine")
    theirs.cut()
    day.at("10:47")
    sam.reload()
    expect(sam.locator("h1")).to_have_text("You are sitting with Mara.")
    expect(sam.locator("[data-next]")).to_have_text("It is time to look.")
    for name in ("Looks well", "Looks well"):
        sam.get_by_role("button", name=name).click()
        sam.wait_for_timeout(300)
    expect(sam.locator("[data-looks] li")).to_have_count(2)
    theirs.mend()
    day.at("14:40")
    for tick in sam.locator("form[action$='/handover'] label").all():
        if tick.locator("input[type=checkbox]").count():
            tick.click()
    sam.locator("form[action$='/handover'] button").click()
    expect(sam.get_by_text("You have said that Mara is steady again.")).to_be_visible()


def _take_card_back(theo: Page, sam: Page, day: Day) -> None:
    theo.goto(f"/sessions/{day.session}/record/sitter")
    theo.get_by_role("button", name="End this card now").click()
    sam.reload()
    expect(sam.locator("h1")).to_have_text("This card has ended")
