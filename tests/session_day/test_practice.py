"""Practice before the day (P-17): private until shared, kept once, counted and never scored."""

import pytest

from tests.session_day.days import at, course_of, line_form, session_of, together
from tests.someone import Installation, Someone

PRACTICE = {"pattern": "B-02", "seconds": "300", "before": "4", "after": "6"}


def held(installation: Installation) -> object:
    return installation.value("select count(*) from practice")


def test_five_minutes_with_a_mark_before_and_after_are_kept(installation: Installation, noor: Someone) -> None:
    at(installation, "2026-11-25T20:00")

    assert noor.send("/practice", line_form(**PRACTICE)).path == "/practice/so-far"

    page = noor.open("/practice/so-far").words
    assert "You have practised once." in page
    assert "Counted breath, today, 8:00 pm" in page
    assert "Before: 4. After: 6." in page


def test_p_17_practice_turns_the_line_of_the_checklist_green(installation: Installation, noor: Someone) -> None:
    at(installation, "2026-11-25T20:00")
    session = session_of(installation, "noor", 3)
    marked = "select count(*) from prepared where session_id = :session and item = 'P-17'"
    assert noor.send("/prepare/checklist/P-17", {"session": session, "done": "1"}).status_code == 404

    noor.send("/practice", line_form(**PRACTICE))

    assert installation.value(marked, session=session) == 1


def test_sent_twice_and_at_once_it_is_kept_once(installation: Installation, noor: Someone) -> None:
    form = line_form(**PRACTICE)

    noor.send("/practice", form)
    together(installation, (noor, "/practice", form), (noor, "/practice", form))

    assert held(installation) == 1


def test_marks_are_left_out_as_one_likes(installation: Installation, noor: Someone) -> None:
    assert noor.send("/practice", line_form(pattern="B-01")).status_code == 200

    assert held(installation) == 1
    assert "Before:" not in noor.open("/practice/so-far").words


@pytest.mark.parametrize(
    ("field", "value"), [("before", "11"), ("after", "-1"), ("seconds", "a while"), ("pattern", "")]
)
def test_a_mark_that_is_none_is_refused_beside_its_field(
    installation: Installation, noor: Someone, field: str, value: str
) -> None:
    refused = noor.send("/practice", line_form(**(PRACTICE | {field: value})))

    assert refused.status_code == 422
    assert held(installation) == 0


def test_nobody_writes_over_the_practice_of_another(installation: Installation, noor: Someone, mara: Someone) -> None:
    form = line_form(**PRACTICE)
    noor.send("/practice", form)

    assert mara.send("/practice", form).status_code == 404
    assert "Nothing yet" in mara.open("/practice/so-far").words


def test_the_care_team_sees_practice_only_while_it_is_shared(
    installation: Installation, noor: Someone, theo: Someone, pria: Someone
) -> None:
    noor.send("/practice", line_form(**PRACTICE))
    path = f"/courses/{course_of(installation, 'noor')}/practice"
    nothing = "Nothing is shared with you here just now."
    assert nothing in theo.open(path).words

    noor.send("/practice/sharing", line_form(shared="1"))
    assert "4 before, 6 after, of 10." in theo.open(path).words
    assert "Counted breath" in pria.open(path).words

    noor.send("/practice/sharing", line_form(shared="0"))
    assert nothing in theo.open(path).words


def test_another_clinic_and_the_administrator_never_see_it(
    installation: Installation, noor: Someone, otto: Someone, ada: Someone
) -> None:
    noor.send("/practice", line_form(**PRACTICE))
    noor.send("/practice/sharing", line_form(shared="1"))
    path = f"/courses/{course_of(installation, 'noor')}/practice"

    assert otto.get(path).status_code == 404
    assert ada.get(path).status_code == 403


def test_sharing_said_twice_is_one_row_and_every_change_is_kept(installation: Installation, noor: Someone) -> None:
    for shared in ("1", "1", "0", "1"):
        noor.send("/practice/sharing", line_form(shared=shared))

    assert installation.value("select count(*) from practice_share") == 3


def test_practice_has_no_streak_no_score_and_no_reproach(installation: Installation, noor: Someone) -> None:
    for day in ("20", "21", "25"):
        at(installation, f"2026-11-{day}T20:00")
        noor.send("/practice", line_form(**PRACTICE))

    page = noor.open("/practice/so-far").words.lower()
    assert "you have practised three times. missing a day means nothing." in page
    assert not any(word in page for word in ("streak", "in a row", "score", "goal", "%", "well done", "missed"))


def test_b_14_in_a_session_no_held_breath_is_offered_for_practice_either(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    assert "B-04" in noor.open("/practice").values("[name=pattern]", "value")
    at(installation, "2026-11-26T11:00")
    theo.send(f"/sessions/{session_of(installation, 'noor', 3)}/record", {"step": "opened"})

    offered = noor.open("/practice").values("[name=pattern]", "value")

    assert not {"B-04", "B-05", "B-06"} & set(offered)
    assert "B-02" in offered


def test_b_17_the_stop_line_stands_before_the_breath(noor: Someone) -> None:
    words = noor.open("/practice").words

    assert words.index("let go of the count") < words.index("How you feel before")
