"""A whole day with an infusion: the phone has no network from arrival to aftercare, and everything arrives once."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Clinic, sign_in
from tests.browser.days import Day, Device, arrive, breathe, come_back, coming, desk, reach_the_clinic
from tests.browser.waits import settle


def test_an_infusion_day_without_a_network_on_the_phone_arrives_whole_and_once(clinic: Clinic, device: Device) -> None:
    phone = device()
    noor = sign_in(phone, "noor")
    day = coming(clinic, "Noor", phone)
    day.at("10:40")
    noor.goto("/today")
    settle(noor)
    clinic.line.cut()

    arrive(noor, day)
    noor.wait_for_url("**/today")
    expect(noor.get_by_text("One thing waits on this phone for a network.")).to_be_visible()
    theo, pria = desk(clinic, device, "theo"), desk(clinic, device, "pria")
    _open(theo, day)
    day.at("11:02")
    _dose(pria, day)
    noor.goto(f"/sessions/{day.session}")
    breathe(noor)
    _measure(theo, day, ["11:20", "11:42", "12:02", "12:32"])
    come_back(noor, day, "A harbour with its lights out.")
    _rest_offline(noor, day)
    _end(theo, day)

    reach_the_clinic(noor, clinic)
    assert day.count("select count(*) from arrival where session_id = :session") == 1
    assert day.count("select count(*) from journal_entry where session_id = :session and kind = 'line'") == 1
    assert [day.lines(kind) for kind in ("dose", "reading", "discharge", "hard")] == [1, 5, 1, 0]
    theo.goto(f"/sessions/{day.session}/record")
    expect(theo.locator("main")).to_contain_text("Nothing since the time")
    expect(theo.locator("main")).to_contain_text("As ordered, over forty minutes")
    noor.goto("/journal")
    expect(noor).to_have_url(f"{clinic.url}/sessions/{day.session}/aftercare")


def _open(theo: Page, day: Day) -> None:
    theo.goto(f"/sessions/{day.session}/record")
    theo.get_by_role("button", name="Open the session").click()
    _read(theo, "124", "78")
    expect(theo.locator("main")).to_contain_text("124/78, pulse 66, oxygen 98 %")


def _read(theo: Page, upper: str, lower: str) -> None:
    """Two taps beside the typing: the first field, which hands on to the next by itself, and the button."""
    before = theo.locator(".line-of").count()
    theo.locator("#systolic").click()
    theo.keyboard.type(f"{upper}{lower}6698", delay=20)
    theo.get_by_role("button", name="Keep this reading").click()
    expect(theo.locator(".line-of")).to_have_count(before + 1)


def _dose(pria: Page, day: Day) -> None:
    pria.goto(f"/sessions/{day.session}/record")
    pria.fill("#dose-amount", "As ordered, over forty minutes")
    pria.get_by_role("button", name="Write the dose").click()
    expect(pria.locator("main")).to_contain_text("since the medicine")


def _measure(theo: Page, day: Day, clocks: list[str]) -> None:
    for clock in clocks:
        day.at(clock)
        theo.goto(f"/sessions/{day.session}/record")
        _read(theo, "131", "82")
    expect(theo.locator("[aria-labelledby=points]")).not_to_contain_text("Late")


def _rest_offline(noor: Page, day: Day) -> None:
    """S-10: what else the phone has kept leads back to rest."""
    noor.goto("/journal")
    noor.wait_for_url(f"**/sessions/{day.session}/aftercare")
    noor.goto("/help")
    expect(noor.locator("h1")).to_have_text("You do not have to carry this alone.")


def _end(theo: Page, day: Day) -> None:
    day.at("13:10")
    theo.goto(f"/sessions/{day.session}/record")
    theo.get_by_role("button", name="The session ends now").click()
    theo.get_by_role("button", name="Discharge, by me").click()
    expect(theo.locator("main")).to_contain_text("The record of the steps is complete.")
