"""Today says one next thing to each of the cast, and only what is true of them."""

from datetime import timedelta

import pytest

from server.demo_words import TELLTALES
from tests.measures.filled import gad7, phq9
from tests.someone import Installation, Opened, Someone


def dock(page: Opened) -> tuple[str, str]:
    (link,) = page.tree.cssselect(".dock a.button")
    return link.text_content(), link.get("href", "")


@pytest.mark.parametrize(
    ("who", "headline", "lead", "button", "leads_to"),
    [
        ("mara", "Day five after your second session.", "", "Write", "/journal/write"),
        (
            "iris",
            "Welcome. This is a slow beginning.",
            "Your clinic would like to know you a little. Stop whenever you like, and come back.",
            "Begin with a few questions",
            "/intake",
        ),
        (
            "noor",
            "Tomorrow at 11, your third session.",
            "At the clinic: Harbour room, with Pria and Theo.",
            "Answer your questionnaires",
            "/measures",
        ),
        ("sol", "Day nine after your first session.", "", "Write", "/journal/write"),
    ],
)
def test_today_of(installation: Installation, who: str, headline: str, lead: str, button: str, leads_to: str) -> None:
    page = installation.someone(who).open("/today")

    assert page.one("h1") == headline
    assert page.all("lead") == ([lead] if lead else [])
    assert dock(page) == (button, leads_to)


def test_noors_board_says_what_is_open_why_and_who_can_change_it(noor: Someone) -> None:
    page = noor.open("/today")

    assert page.one("#board") == "Three things are still open"
    questionnaires, ride, intention = (
        " ".join(" ".join(li.itertext()).split()) for li in page.tree.cssselect("li.open")
    )
    assert questionnaires == (
        "Two short questionnaires Open Not answered yet: PHQ-9, GAD-7. You can turn this green by answering."
        " Answer your questionnaires"
    )
    assert ride == (
        "Ride home Open Nobody is named for the ride home yet. You can turn this green by naming the person."
        " Who takes you home?"
    )
    assert intention.startswith("Intention Open There is no line for this session yet. You can turn this green")
    assert "This board is a list, not a verdict. Your clinic decides with you." in page.words


def test_when_noors_own_lines_are_done_the_next_thing_is_her_preparation(
    installation: Installation, noor: Someone
) -> None:
    session = noor.open("/prepare/checklist").values("input[name=session]")[0]
    noor.send("/prepare/checklist/P-13", {"session": session, "done": "1", "words": "My sister"})
    form = {"id": "0199c000-0000-7000-8000-00000000e001", "session": session, "body": "Unlatch the gate.", "prompt": ""}
    noor.send("/prepare/intention", form)
    noor.send("/measures/phq9", phq9())
    noor.send("/measures/gad7", gad7())

    page = noor.open("/today")

    assert page.one("#board") == "Nothing is open just now"
    assert dock(page) == ("Look through your preparation", "/prepare")


@pytest.mark.parametrize("who", ["mara", "iris", "sol"])
def test_those_without_a_near_session_have_no_board_and_no_clock(installation: Installation, who: str) -> None:
    page = installation.someone(who).open("/today")

    assert page.tree.cssselect("#board, #fast") == []
    assert page.one("blockquote.prompt")


def test_the_board_comes_back_three_days_before_the_next_session(installation: Installation) -> None:
    installation.clock.move(timedelta(days=1, hours=23))
    assert installation.someone("sol").open("/today").tree.cssselect("#board") == []

    installation.clock.move(timedelta(hours=3))

    assert installation.someone("sol").open("/today").one("h1") == "On Monday at 11, your second session."
    assert installation.someone("sol").open("/today").tree.cssselect("#board")


def test_ahead_are_the_next_sessions_with_their_own_times(noor: Someone, mara: Someone) -> None:
    def ahead(person: Someone) -> str:
        return person.open("/today").one("section[aria-labelledby=ahead] dl")

    assert ahead(noor) == "Thu 10 DecSession four, 11:00 amThu 24 DecSession five, 11:00 am"
    assert ahead(mara) == "Fri 4 DecSession three, 11:00 amFri 18 DecSession four, 11:00 am"


def test_a_missed_session_is_said_without_blame(installation: Installation) -> None:
    """All of Noor's sessions have passed unopened: the clinic finds a new day."""
    installation.clock.move(timedelta(days=80))

    page = installation.someone("noor").open("/today")

    assert page.one("h1") == "Your next session needs a new day."
    assert page.all("lead") == ["Your clinic finds one with you."]


def test_today_never_shows_another_patients_words(installation: Installation) -> None:
    for who in ("mara", "iris", "noor", "sol"):
        person = installation.someone(who)
        said = " ".join(person.open(path).words.lower() for path in ("/today", "/course", "/journal", "/prepare"))
        for other, telltales in TELLTALES.items():
            if other != who:
                assert not [word for word in telltales if word in said]


@pytest.mark.parametrize("who", ["theo", "pria", "ada", "otto"])
def test_staff_have_no_today(installation: Installation, who: str) -> None:
    person = installation.someone(who)

    assert person.get("/today").status_code == 403
    assert person.get("/course").status_code == 403
