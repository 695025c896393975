"""The record on a tablet that loses the network: what was measured is kept on it, and reaches the record once."""

from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, Clinic, sign_in
from tests.browser.days import Device, coming, reach_the_clinic


def test_readings_taken_without_a_network_stay_on_the_tablet_and_arrive_once(clinic: Clinic, device: Device) -> None:
    tablet = device(**(LAPTOP | {"viewport": {"width": 820, "height": 1180}}))
    theo = sign_in(tablet, "theo")
    day = coming(clinic, "Noor", tablet)
    day.at("10:50")
    theo.goto(f"/sessions/{day.session}/record")
    theo.get_by_role("button", name="Open the session").click()
    expect(theo.locator("#systolic")).to_be_visible()
    clinic.line.cut()
    for upper in ("128", "126"):
        theo.fill("#systolic", upper)
        theo.fill("#diastolic", "81")
        theo.get_by_role("button", name="Keep this reading").click()
        expect(theo.get_by_text(f"Noor: reading · {upper} · 81")).to_be_visible()
        expect(theo.locator("#systolic")).to_have_value("")
    expect(theo.get_by_text("Kept on this device, not yet at the clinic’s computer:")).to_be_visible()

    reach_the_clinic(theo, clinic)
    theo.wait_for_timeout(500)
    theo.goto(f"/sessions/{day.session}/record")
    assert day.lines("reading") == 2
    expect(theo.locator("main")).to_contain_text("128/81")
    expect(theo.locator("main")).to_contain_text("126/81")
    expect(theo.get_by_text("Kept on this device, not yet at the clinic’s computer:")).to_be_hidden()


def test_a_reading_that_is_refused_comes_back_with_what_was_typed(clinic: Clinic, device: Device) -> None:
    theo = sign_in(device(**LAPTOP), "theo")
    day = coming(clinic, "Noor")
    day.at("10:50")
    theo.goto(f"/sessions/{day.session}/record")
    theo.get_by_role("button", name="Open the session").click()
    theo.fill("#systolic", "400")
    theo.fill("#diastolic", "20")
    theo.get_by_role("button", name="Keep this reading").click()
    said = "Upper pressure: 400 is not between 50 and 280. Please look at the device again."
    expect(theo.locator("form.reading [role=status]")).to_contain_text(said)
    expect(theo.locator("#systolic")).to_have_value("400")
    theo.fill("#systolic", "140")
    theo.fill("#diastolic", "80")
    theo.get_by_role("button", name="Keep this reading").click()
    expect(theo.locator("main")).to_contain_text("140/80")
    assert day.lines("reading") == 1
