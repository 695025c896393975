"""The brief on top of the patient's page: since when it tells, that opening it marks the moment, who may have it."""

import asyncio
from datetime import timedelta
from uuid import uuid4

from tests.journal.shown import write
from tests.measures.filled import phq9
from tests.session_day.days import at, change, course_of, session_of, take, together
from tests.someone import Installation, Opened, Someone

QUIET = "Nothing new since"


def brief(installation: Installation, reader: Someone, patient: str = "mara", query: str = "") -> Opened:
    return reader.open(f"/courses/{course_of(installation, patient)}{query}")


def since(page: Opened) -> list[str]:
    return [" ".join(one.text_content().split()) for one in page.tree.cssselect(".since li")]


def heading(page: Opened) -> str:
    return page.one("h2#since")


def later(installation: Installation, **by: float) -> None:
    installation.clock.move(timedelta(**by))


def test_mara_as_theo_finds_her(installation: Installation, theo: Someone) -> None:
    page = brief(installation, theo)

    assert page.all("quietly")[0] == (
        "Wednesday 25 November. Session three on Friday 4 December, 11:00 am. Opened at 10:00 am;"
        " Mara can see that you did."
    )
    assert heading(page) == "Since you last looked, 15 November"
    said = since(page)
    assert said[0].startswith("Mara pinned this for your talk: “How ordinary the hard part was.")
    assert said[1] == "Session two took place on 20 November. Discharged by Pria at 1:41 pm. Record 2"
    assert said[2].startswith("PHQ-9: 14, five points lower than at the start (19). It came before session two.")
    assert any("Changed: “The walk to the water before breakfast”." in one for one in said)
    assert [href for href in page.values(".since a", "href") if not href.startswith("/")] == []


def test_opening_it_marks_the_moment_and_a_reload_empties_nothing(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    write(mara, "The sea came back.", share="1")
    first = since(brief(installation, theo))
    later(installation, minutes=9)
    assert since(brief(installation, theo)) == first

    later(installation, minutes=2)
    page = brief(installation, theo)
    assert since(page)[0].startswith(f"{QUIET} 10:00 am.")
    assert heading(page) == "Since you last looked, 10:00 am today"
    assert since(brief(installation, theo))[0].startswith(f"{QUIET} 10:00 am."), "nor does a reload of that one"


def test_what_came_after_the_look_is_told_at_the_next_and_no_more_after_it(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    brief(installation, theo)
    later(installation, minutes=1)
    write(mara, "The sea came back.", share="1")
    later(installation, days=1)
    assert any("Mara shared one entry with you." in one for one in since(brief(installation, theo)))

    later(installation, days=1)
    assert not any("shared one entry" in one for one in since(brief(installation, theo)))


def test_since_the_last_session_is_one_link_away_and_marks_the_same_moment(
    installation: Installation, theo: Someone
) -> None:
    assert brief(installation, theo).values("section[aria-labelledby=since] p a", "href") == [
        f"/courses/{course_of(installation, 'mara')}?since=visit"
    ]
    page = brief(installation, theo, query="?since=visit")
    assert heading(page) == "Since the last session, 20 November"
    assert any("Mara shared two entries with you." in one for one in since(page))
    assert not any(one.startswith("PHQ-9") for one in since(page)), "it was answered before that session"


def test_a_form_that_was_wrong_comes_back_with_what_was_told_and_marks_no_moment(
    installation: Installation, theo: Someone
) -> None:
    before = brief(installation, theo)
    later(installation, hours=1)
    page = theo.send(f"/courses/{course_of(installation, 'mara')}/fasting-plan", {"plan": ""})
    assert page.status_code == 422
    assert heading(page) == heading(before)

    later(installation, hours=1)
    assert heading(brief(installation, theo)) == "Since you last looked, 10:00 am today"


def test_two_at_once_mark_one_moment(installation: Installation, theo: Someone) -> None:
    path = f"/courses/{course_of(installation, 'mara')}"

    async def at_once() -> None:
        await asyncio.gather(*(theo.client.get(path) for _time in range(3)))

    installation.run(at_once)
    assert heading(theo.open(path)) == "Since you last looked, 15 November"


def test_a_first_look_tells_of_the_whole_course(installation: Installation, otto: Someone) -> None:
    change(installation, "update brief_look set before_at = null, at = :now", now="2026-11-25T14:59:00.000Z")
    page = brief(installation, otto, "sol")
    assert heading(page).startswith("Since the course began")
    assert any(one.startswith("Session one took place") for one in since(page))


def test_a_questionnaire_answered_is_told_with_its_total(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    brief(installation, theo, "noor")
    later(installation, minutes=30)
    noor.send("/measures/phq9", phq9(9))

    later(installation, minutes=30)
    assert any(
        one.startswith("PHQ-9: 9, eight points lower than at the start (17). It came before session three.")
        for one in since(brief(installation, theo, "noor"))
    )


def test_a_session_that_was_held_is_told_with_who_discharged(
    installation: Installation, noor: Someone, theo: Someone, pria: Someone
) -> None:
    brief(installation, theo, "noor")
    at(installation, "2026-11-26T11:00")
    session = session_of(installation, "noor", 3)
    take(theo, session)
    later(installation, hours=2)

    assert any(
        one.startswith("Session three took place on 26 November. Discharged by Theo at 11:00 am.")
        for one in since(brief(installation, theo, "noor"))
    )


def test_what_another_medicine_means_is_left_to_the_reader_and_the_change_is_told(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    mara.send("/intake/medicines", {"id": str(uuid4()), "typed": "Ativan"})
    said = next(one for one in since(brief(installation, theo)) if one.startswith("Medicines since Pria"))
    assert said == "Medicines since Pria went through them on 14 October: Ativan added. Intake"


def test_the_trail_says_that_it_was_opened(installation: Installation, mara: Someone, theo: Someone) -> None:
    brief(installation, theo)
    assert "Theo opened your page" in mara.open("/course/access").words


def test_two_answers_at_once_are_both_told(installation: Installation, mara: Someone, theo: Someone) -> None:
    brief(installation, theo)
    later(installation, minutes=30)
    forms = [{"id": str(uuid4()), "body": f"Wave {n}.", "written_at": "", "share": "1"} for n in range(2)]
    assert together(installation, *((mara, "/journal/entries", form) for form in forms)) == [303, 303]
    later(installation, minutes=30)
    assert any("Mara shared two entries with you." in one for one in since(brief(installation, theo)))
