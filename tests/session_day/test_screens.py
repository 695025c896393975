"""The patient's screens of the day: the dark one with a breath to follow (4.4), hard moments (4.5), and aftercare."""

from uuid import uuid4

import pytest

from server.clinics.protocol import Protocol
from tests.session_day.days import at, change, session_of, take, use_numbers
from tests.someone import Installation, Opened, Someone

STOP_LINE = "If you feel dizzy, tingly, breathless or uneasy, let go of the count and breathe as you like."


def screen(installation: Installation, noor: Someone, page: str = "") -> Opened:
    return noor.open(f"/sessions/{session_of(installation, 'noor', 3)}{page}")


def test_b_17_the_stop_line_stands_on_every_screen_with_a_breath(installation: Installation, noor: Someone) -> None:
    assert screen(installation, noor).one(".stopline") == STOP_LINE
    assert noor.open("/breathe").one(".stopline") == STOP_LINE


def test_b_14_nothing_on_the_session_screen_holds_the_breath(installation: Installation, noor: Someone) -> None:
    page = screen(installation, noor)

    for attribute in ("data-hold", "data-rest"):
        assert {float(value) for value in page.values(f"[{attribute}]", attribute)} == {0.0}


def test_b_02_the_counted_breath_is_the_pattern_to_begin_with(installation: Installation, noor: Someone) -> None:
    for page in (screen(installation, noor), noor.open("/breathe")):
        (pacer,) = page.tree.cssselect("[data-behaviour=pacer]")
        assert pacer.get("data-pattern") == "B-02"
        assert [float(pacer.get(name)) for name in ("data-in", "data-out")] == [4, 6]


def test_b_15_the_pace_fades_after_the_protocols_minutes(installation: Installation, noor: Someone) -> None:
    assert screen(installation, noor).values(".pacer", "data-fade-minutes") == ["10"]

    use_numbers(installation, Protocol(fade_minutes=25))

    assert screen(installation, noor).values(".pacer", "data-fade-minutes") == ["25"]


def test_b_15_the_session_screen_asks_nothing_and_scores_nothing(installation: Installation, noor: Someone) -> None:
    page = screen(installation, noor)

    assert page.tree.cssselect("form, textarea, select, :not(details) > .choices") == []
    assert page.tree.cssselect("details[open]") == []
    assert "?" not in page.one("main")
    assert page.values("a.hard", "href") == [f"/sessions/{session_of(installation, 'noor', 3)}/hard"]
    assert len(page.tree.cssselect("button.stop")) == 1


@pytest.mark.parametrize(("route", "said"), [("SLc", True), ("SLh", True), ("IV", False), ("IN", False)])
def test_b_16_with_a_lozenge_one_breathes_through_the_nose(
    installation: Installation, noor: Someone, route: str, said: bool
) -> None:
    change(installation, "update session set route = :route", route=route)

    assert ("Breathe through your nose while the lozenge is in your mouth." in screen(installation, noor).words) is said


@pytest.mark.parametrize("page", ["", "/arrival", "/aftercare"])
def test_another_patients_session_has_no_screen(installation: Installation, noor: Someone, page: str) -> None:
    for session in (session_of(installation, "mara", 3), session_of(installation, "sol", 2), str(uuid4())):
        assert noor.get(f"/sessions/{session}{page}").status_code == 404
    assert noor.get(f"/sessions/nonsense{page}").status_code == 404


def test_b_11_breathing_promises_nothing(anyone: Someone) -> None:
    said = anyone.open("/breathe").words.lower()

    for claim in ("treats", "lowers your blood pressure", "work better", "cure"):
        assert claim not in said


def test_d_01_the_words_come_first_and_the_numbers_after(anyone: Someone) -> None:
    page = anyone.open("/hard")

    assert [line.text_content() for line in page.tree.cssselect(".slowly p")] == [
        "You have taken a medicine.",
        "This will pass.",
        "Let your out-breath be long.",
        "Feel what you are lying on.",
    ]
    assert page.text.index("This will pass.</p>") < page.text.index("tel:911")


def test_d_02_the_screen_says_that_it_does_not_ring(noor: Someone) -> None:
    assert "This screen does not ring for anyone by itself." in noor.open("/hard").words


def test_r_03_signed_out_the_hard_moments_screen_has_crisis_numbers(anyone: Someone, noor: Someone) -> None:
    assert anyone.open("/hard").values("a.call", "href") == ["tel:988", "tel:911"]
    assert noor.open("/hard").values("a.call", "href") == ["tel:+14165550142", "tel:911"]


def test_s_10_aftercare_is_rest_help_and_one_line(installation: Installation, noor: Someone) -> None:
    page = screen(installation, noor, "/aftercare")

    assert page.one("h1") == "Welcome back. There is nothing you have to do."
    assert page.values("form", "action") == ["/journal/entries"] * 2
    assert page.values("form [name=kind]", "value") == ["line", "entry"]  # one line, or a minute of words
    assert page.tree.cssselect("nav.tabs") == []
    assert page.values("a.help", "href") == ["/help"]


@pytest.mark.parametrize(
    "said",
    [
        "No driving before tomorrow, after a night’s sleep, and not within 24 hours of the medicine.",  # P-43
        "Big decisions can wait a day or longer.",  # I-10
        "A headache, or raised blood pressure, after four hours",  # D-05
        "Chest pain",  # D-06
        "One picture you do not want to forget, in a single line.",  # D0-04
    ],
)
def test_aftercare_says(installation: Installation, noor: Someone, said: str) -> None:
    assert said in screen(installation, noor, "/aftercare").words


def test_d_03_at_home_aftercare_speaks_of_the_sitter(installation: Installation, noor: Someone) -> None:
    assert "Staff decide with you when it is time to go" in screen(installation, noor, "/aftercare").words

    change(installation, "update session set route = 'SLh'")

    said = screen(installation, noor, "/aftercare").words
    assert "Your sitter stays until you are steady on your feet." in said
    assert "No more ketamine today, and no alcohol." in said


def test_the_line_of_the_day_is_kept_as_a_line_of_day_nought(installation: Installation, noor: Someone) -> None:
    at(installation, "2026-11-26T13:45")
    take(installation.someone("theo"), session_of(installation, "noor", 3))
    form = {"id": str(uuid4()), "body": "Moss on a wet roof.", "kind": "line", "prompt": "D0-04", "written_at": ""}

    assert noor.send("/journal/entries", form).path == "/today"

    assert installation.value("select kind from journal_entry where id = :id", id=form["id"]) == "line"
    at(installation, "2026-11-27T09:00")  # until then the journal rests too (S-10)
    newest = noor.open("/journal").tree.cssselect("ol.entries li")[0].text_content()
    assert newest.startswith("Day 026 Nov")
    assert "Moss on a wet roof." in newest


@pytest.mark.parametrize(("length", "status"), [(140, 200), (141, 422)])
def test_the_line_of_the_day_holds_140_characters(noor: Someone, length: int, status: int) -> None:
    line = "ü" * length

    answered = noor.send("/journal/entries", {"id": str(uuid4()), "body": line, "kind": "line", "written_at": ""})

    assert answered.status_code == status
    if status == 422:
        assert answered.one("textarea#body") == line
        assert "A single line of 140 characters fits here." in answered.one("#body-error")
