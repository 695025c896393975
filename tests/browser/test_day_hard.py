"""A day with an injection that turns hard, without a network: words first, and once in the record (D-01, D-08)."""

from playwright.sync_api import expect

from tests.browser.conftest import Clinic, sign_in
from tests.browser.days import Device, arrive, breathe, come_back, coming, desk, reach_the_clinic
from tests.browser.waits import settle


def test_an_injection_day_that_turns_hard_without_a_network(clinic: Clinic, device: Device) -> None:
    phone = device(reduced_motion="reduce")
    sol = sign_in(phone, "sol")
    day = coming(clinic, "Sol", phone)
    day.at("10:40")
    sol.goto("/today")
    settle(sol)
    clinic.line.cut()
    arrive(sol, day)
    sol.wait_for_url("**/today")
    otto = desk(clinic, device, "otto")
    otto.goto(f"/sessions/{day.session}/record")
    otto.get_by_role("button", name="Open the session").click()
    otto.get_by_role("button", name="The medicine is given now").click()

    sol.goto(f"/sessions/{day.session}")
    breathe(sol)
    day.at("11:20")
    for _time in range(2):
        sol.get_by_role("link", name="This is hard").click()
        expect(sol.locator(".slowly p").first).to_have_text("You have taken a medicine.")
        expect(sol.get_by_text("This screen does not ring for anyone by itself.")).to_be_visible()
        expect(sol.locator("a[href='tel:911']")).to_be_visible()
        expect(sol.get_by_role("link", name="When to call 911")).to_be_visible()
        sol.get_by_role("link", name="Back to the breath").click()
        breathe(sol)
    come_back(sol, day, "Loud, and then not.")
    reach_the_clinic(sol, clinic)

    assert day.lines("hard") == 1
    assert day.count("select count(*) from arrival where session_id = :session") == 1
    assert day.count("select count(*) from journal_entry where session_id = :session and kind = 'line'") == 1
    otto.goto("/review")
    expect(otto.locator(".flag")).to_contain_text("Sol, a hard moment")
    otto.locator(".flag a").click()
    otto.get_by_role("button", name="I have seen this").click()
    otto.goto("/review")
    expect(otto.locator(".flag")).to_have_count(0)
