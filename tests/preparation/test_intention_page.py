"""P-16 and P-52: one short open line, on the board, in front of the care team, and never lost to a newer one."""

from uuid import uuid4

import pytest

from tests.session_day.days import course_of, session_of, together
from tests.someone import Installation, Opened, Someone


def form_for(installation: Installation, body: str, **more: str) -> dict[str, str]:
    session = session_of(installation, "noor", 3)
    return {"id": str(uuid4()), "session": session, "body": body, "prompt": "PRP-13", "written_at": ""} | more


def write(installation: Installation, person: Someone, body: str, **more: str) -> Opened:
    return person.send("/prepare/intention", form_for(installation, body, **more))


def kept(installation: Installation) -> object:
    """How many lines there are for Noor's coming session, which has none in the beginning."""
    session = session_of(installation, "noor", 3)
    return installation.value("select count(*) from intention where session_id = :session", session=session)


def test_p_16_the_line_stands_on_prepare_on_the_board_and_in_front_of_the_care_team(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    write(installation, noor, "Unlatch the <gate>.")

    for page in (
        noor.open("/prepare"),
        noor.open("/today"),
        noor.open("/prepare/checklist"),
        theo.open(f"/courses/{course_of(installation, 'noor')}"),
    ):
        assert "“Unlatch the <gate>.”" in page.words


def test_the_line_of_an_entrys_session_stands_beside_it_in_review(installation: Installation, theo: Someone) -> None:
    """Noor's waiting entry was written after her second session, whose intention this is."""
    links = theo.open("/review?kind=entry").tree.cssselect(".queue ol a")
    entry = next(link.get("href") for link in links if "Noor" in link.text_content())

    assert "“Find the edge and sit down beside it.”" in theo.open(entry).words


def test_a_newer_line_counts_and_the_older_one_is_kept(installation: Installation, noor: Someone) -> None:
    write(installation, noor, "Unlatch the gate.")
    installation.clock.now = installation.clock.now.replace(minute=1)
    write(installation, noor, "Leave it open.")

    assert "Leave it open." in noor.open("/prepare").words
    assert noor.open("/prepare/intention").one("textarea#body") == "Leave it open."
    assert kept(installation) == 2


def test_the_lines_of_earlier_sessions_are_shown_below(noor: Someone) -> None:
    said = noor.open("/prepare/intention").one("section[aria-labelledby=earlier]")

    assert "“Find the edge and sit down beside it.”Session two" in said
    assert "“Knock first, then go in slowly.”Session one" in said


def test_the_same_line_sent_twice_is_kept_once(installation: Installation, noor: Someone) -> None:
    form = form_for(installation, "Unlatch the gate.")
    noor.send("/prepare/intention", form)
    noor.send("/prepare/intention", form)

    assert kept(installation) == 1


def test_a_late_replay_of_the_older_line_does_not_bring_it_back(installation: Installation, noor: Someone) -> None:
    older, newer = form_for(installation, "Unlatch the gate."), form_for(installation, "Leave it open.")
    for form in (older, newer, older):
        noor.send("/prepare/intention", form)
        installation.clock.now = installation.clock.now.replace(minute=installation.clock.now.minute + 1)

    assert "Leave it open." in noor.open("/prepare").words


def test_other_words_under_the_same_id_are_kept_too(installation: Installation, noor: Someone) -> None:
    """Without scripts, going back and sending the form again carries the same id."""
    form = form_for(installation, "Unlatch the gate.")
    for body in ("Unlatch the gate.", "Leave it open.", "Leave it open."):
        noor.send("/prepare/intention", form | {"body": body})
        installation.clock.now = installation.clock.now.replace(minute=installation.clock.now.minute + 1)

    assert "Leave it open." in noor.open("/prepare").words
    assert kept(installation) == 2


def test_280_characters_fit_and_281_are_refused_with_the_text_kept(installation: Installation, noor: Someone) -> None:
    fits, long = "é" * 280, "é" * 281

    refused = write(installation, noor, long)
    assert refused.status_code == 422
    assert refused.one("textarea#body") == long
    assert "Please shorten it by 1." in refused.one("#body-error")

    assert write(installation, noor, fits).status_code == 200
    assert noor.open("/prepare/intention").one("textarea#body") == fits


@pytest.mark.parametrize("body", ["", "  \n "])
def test_an_empty_line_is_refused_calmly(installation: Installation, noor: Someone, body: str) -> None:
    refused = write(installation, noor, body)

    assert (refused.status_code, refused.one("#body-error")) == (422, "There are no words yet. One is enough.")


def test_every_wrong_field_is_named(installation: Installation, noor: Someone) -> None:
    refused = write(
        installation, noor, "", id="nothing", session="x", prompt="y" * 21, written_at="2199-01-01T00:00:00Z"
    )

    assert refused.status_code == 422
    assert refused.values("[role=alert] a", "href") == ["#id", "#session", "#body", "#prompt", "#written_at"]


def test_another_patients_session_is_not_found(installation: Installation, noor: Someone) -> None:
    before = installation.value("select count(*) from intention")

    refused = write(installation, noor, "Mine.", session=session_of(installation, "mara", 3))

    assert refused.status_code == 404
    assert installation.value("select count(*) from intention") == before


def test_another_patients_intention_is_not_written_over(
    installation: Installation, noor: Someone, mara: Someone
) -> None:
    form = form_for(installation, "Unlatch the gate.")
    noor.send("/prepare/intention", form)

    stolen = form | {"session": session_of(installation, "mara", 3), "body": "Mine now."}

    assert mara.send("/prepare/intention", stolen).status_code == 404
    assert "Unlatch the gate." in noor.open("/prepare").words
    assert "Mine now." not in mara.open("/prepare").words


def test_two_lines_at_once_are_both_kept(installation: Installation, noor: Someone) -> None:
    together(installation, *((noor, "/prepare/intention", form_for(installation, body)) for body in ("One.", "Two.")))

    assert kept(installation) == 2


def test_only_the_id_of_a_question_is_stored_in_the_open(installation: Installation, noor: Someone) -> None:
    write(installation, noor, "Unlatch the gate.", prompt="my own secret")

    assert installation.value("select count(*) from intention where prompt = 'my own secret'") == 0
    assert installation.value("select count(*) from intention where prompt = 'PRP-13'") > 0


def test_another_question_can_be_chosen_to_begin_from(noor: Someone) -> None:
    page = noor.open("/prepare/intention?prompt=PRP-09")

    assert page.one("label.prompt") == "Name a place, real or not, where your body loosens. What is it like there?"
    assert len(page.tree.cssselect("details a[href*='prompt=']")) == 13
