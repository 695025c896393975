"""Help: one tap from every page, without signing in, with the people of where one is (R-03, Y-21)."""

from argparse import Namespace
from datetime import timedelta
from pathlib import Path

import pytest

from server.beginning import make_clinic
from tests.someone import Installation, Opened, Someone

REGIONS = {"CA-ON": "Ontario", "CA": "Canada", "US-NY": "New York", "US": "United States"}


def shown(page: Opened) -> str:
    """The region whose lines are on the page."""
    return page.one("#lines").removeprefix("Lines in ")


def numbers(page: Opened) -> list[str]:
    return page.values("a.call", "href")


def test_help_needs_no_sign_in_and_no_form(anyone: Someone) -> None:
    page = anyone.open("/help")

    assert not page.tree.cssselect("main form, main input")
    assert {"tel:911", "tel:988"} <= set(numbers(page))
    assert page.values(".dock a", "href") == ["tel:911", "tel:988"]


def test_every_link_to_call_is_one(anyone: Someone) -> None:
    for region in REGIONS:
        page = anyone.open(f"/help?region={region}")
        for link in numbers(page):
            assert link.startswith(("tel:", "sms:")) or link == "https://988lifeline.org/", link


def test_a_region_can_be_chosen_and_the_others_are_offered(anyone: Someone) -> None:
    for region, name in REGIONS.items():
        page = anyone.open(f"/help?region={region}")
        assert shown(page) == name
        offered = page.values("details a", "href")
        assert sorted(offered) == sorted(f"/help?region={other}" for other in REGIONS if other != region)
        assert "call the emergency number of the place where you are" in page.words


def test_a_region_that_is_unknown_falls_back_to_ones_own(anyone: Someone, sol: Someone) -> None:
    for region in ("", "XX", "ca-on", "../index", "index", "CA-ON.json", "%00"):
        assert shown(anyone.open(f"/help?region={region}")) == "Ontario"
        assert shown(sol.open(f"/help?region={region}")) == "New York"


def test_signed_in_the_region_is_that_of_ones_clinic(noor: Someone, sol: Someone, otto: Someone) -> None:
    assert [shown(person.open("/help")) for person in (noor, sol, otto)] == ["Ontario", "New York", "New York"]
    assert shown(sol.open("/help?region=CA-ON")) == "Ontario"


def test_signed_in_ones_own_clinic_comes_first(noor: Someone, sol: Someone) -> None:
    clinics = ((noor, "Harbour Clinic", "tel:+14165550142"), (sol, "Cedar Clinic", "tel:+12125550117"))
    for person, name, number in clinics:
        page = person.open("/help")
        assert page.values("main a.call", "href")[0] == number
        assert page.one("section[aria-labelledby=clinic] b") == name


def test_signed_out_no_clinic_is_named_where_there_are_two(anyone: Someone) -> None:
    """Which clinic a phone belongs to is nobody's business."""
    page = anyone.open("/help")

    assert "Your clinic" not in page.words
    for name in ("Harbour", "Cedar", "416", "212"):
        assert name not in page.words


def test_signed_out_the_clinic_is_shown_where_there_is_one_alone(empty_installation: Installation) -> None:
    about = Namespace(name="Sea Clinic", phone="+14165550199", zone="America/Toronto", region="US-NY", admin="Ada")

    async def make() -> object:
        return await make_clinic(empty_installation.house, about)

    assert "Your clinic" not in empty_installation.someone().open("/help").words
    empty_installation.run(make)
    page = empty_installation.someone().open("/help")
    assert page.values("main a.call", "href")[0] == "tel:+14165550199"
    assert shown(page) == "New York"


def test_the_clinics_hours_are_true_at_every_hour(installation: Installation) -> None:
    for hours, said in (
        (0, "Open now, until 5:00 pm."),
        (6.9, "Open now, until 5:00 pm."),
        (7, "Closed now. Next, Thursday from 9:00 am."),
        (22.9, "Closed now. Next, Thursday from 9:00 am."),
        (23, "Open now, until 5:00 pm."),
        (24 * 2 + 7, "Closed now. Next, Monday from 9:00 am."),
        (24 * 4, "Closed now. Next, Monday from 9:00 am."),
    ):
        start = installation.clock.now
        installation.clock.move(timedelta(hours=hours))
        assert said in installation.someone("noor").open("/help").words, hours
        installation.clock.now = start


def test_the_hours_are_on_the_clinics_clock_wherever_the_patient_is(installation: Installation) -> None:
    noor = installation.someone("noor")

    async def travel() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run("update person set zone = 'Asia/Tokyo' where name = 'Noor'")

    installation.run(travel)
    assert "Open now, until 5:00 pm." in noor.open("/help").words


def test_a_clinic_without_hours_claims_none(installation: Installation) -> None:
    async def forget() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run("delete from cover_hours")

    installation.run(forget)
    page = installation.someone("noor").open("/help")
    assert "Open now" not in page.words
    assert "Closed now" not in page.words
    assert page.values("main a.call", "href")[0] == "tel:+14165550142"


def test_help_is_one_tap_from_every_page(installation: Installation) -> None:
    for name, pages in {
        "": ("/sign-in", "/join", "/hard", "/offline"),
        "noor": ("/today", "/prepare", "/journal", "/journal/write", "/course", "/account", "/hard"),
        "theo": ("/review", "/caseload", "/invitations", "/account"),
        "ada": ("/clinic", "/invitations", "/account"),
    }.items():
        person = installation.someone(name or None)
        for path in pages:
            assert "/help" in person.open(path).values("a", "href"), path
    for path in ("/nowhere", "/review"):
        assert "/help" in installation.someone("noor").get(path).values("a", "href")


def test_while_breathing_one_tap_leads_to_words_and_numbers(noor: Someone, anyone: Someone) -> None:
    for person in (noor, anyone):
        assert "/hard" in person.open("/breathe").values("a", "href")
        page = person.open("/hard")
        assert "tel:911" in numbers(page)
        assert "/help" in page.values("a", "href")


def test_help_is_kept_on_the_phone_and_asks_nothing_of_others(anyone: Someone) -> None:
    page = anyone.open("/help")
    worker = Path(__file__).parents[2] / "web" / "static" / "service_worker.js"

    assert "'/help'" in worker.read_text()
    ours = ("/", "tel:", "sms:", "https://988lifeline.org/", "#")
    assert all(link.startswith(ours) for link in page.values("a", "href"))
    assert all(source.startswith("/static/") for source in page.values("[src]", "src"))


def test_a_copy_fetched_for_keeping_never_says_open_now(mara: Someone) -> None:
    """It may be read at night; the week's hours stay true."""
    seen = mara.get("/help", sec_fetch_dest="document").words
    kept = mara.get("/help", sec_fetch_dest="empty").words

    assert "Open now, until 5:00 pm." in seen
    assert "Open now" not in kept
    assert "Monday" in kept
    assert "9:00 am to 5:00 pm" in kept


@pytest.mark.parametrize("path", ["/help", "/safety-plan", "/not-safe"])
def test_the_numbers_are_heard_before_the_page_is(noor: Someone, path: str) -> None:
    links = noor.open(path).values("a", "href")
    assert links.index("tel:911") < links.index("tel:988") < len(links)
    assert all(one.startswith(("#main", "/")) for one in links[: links.index("tel:911")])
    assert noor.open(path).tree.cssselect("section.reach ~ main"), "in the order of the page, before what it says"
