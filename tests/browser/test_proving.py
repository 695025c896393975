"""In Chromium: the question whether it is you carries a form through, and an empty chair leaves no words in sight."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import LAPTOP, Clinic, sign_in

Device = Callable[..., BrowserContext]


def leave_alone(clinic: Clinic, by: timedelta) -> None:
    """Nobody keeps at it meanwhile."""
    clinic._ahead += by


def test_what_was_typed_goes_through_the_question(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(**LAPTOP), "ada")
    page.goto("/invitations")
    leave_alone(clinic, timedelta(minutes=6))
    page.fill("[name=name]", "Tern “Aalto” & co")
    page.locator("[name=role]").first.select_option("therapist")
    page.locator("form[action='/invitations'] button").click()
    expect(page.locator("h1")).to_have_text("Is it you?")
    assert clinic.value("select count(*) from person where name like 'Tern%'") == 0

    page.get_by_role("button", name="Yes, it is me").click()

    expect(page.locator("h1")).to_have_text("Invitation for Tern “Aalto” & co")
    assert clinic.value("select count(*) from person where name = 'Tern “Aalto” & co'") == 1


def test_the_journal_is_saved_after_the_question(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(accept_downloads=True), "mara")
    leave_alone(clinic, timedelta(minutes=6))
    page.goto("/journal/yours")
    page.click("text=Save my journal")
    expect(page.locator("h1")).to_have_text("Is it you?")

    with page.expect_download() as saved:
        page.get_by_role("button", name="Yes, it is me").click()

    assert saved.value.suggested_filename.startswith("journal-")
    expect(page.locator("h1")).to_have_text("It is being saved")


def test_a_desk_that_is_left_alone_goes_to_the_sign_in_by_itself(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(**LAPTOP), "theo")
    page.goto("/review")
    expect(page.locator("#waiting")).to_contain_text("Mara")

    leave_alone(clinic, timedelta(minutes=31))

    page.wait_for_url("**/sign-in?next=/review")
    expect(page.locator("body")).not_to_contain_text("How ordinary the hard part was")
    page.click("button[value=theo]")
    page.wait_for_url("**/review")


def test_two_devices_of_one_person_tell_each_other(clinic: Clinic, device: Device) -> None:
    old = sign_in(device(), "mara")
    new = sign_in(device(**LAPTOP), "mara")

    old.goto("/today")
    expect(old.locator(".notice", has_text="A new device signed in as you.")).to_be_visible()
    new.goto("/today")
    expect(new.locator("body")).not_to_contain_text("A new device signed in as you.")

    old.get_by_role("button", name="It was not me").click()
    expect(old.locator("body")).to_contain_text("All other devices are signed out.")
    new.goto("/today")
    new.wait_for_url("**/sign-in**")
