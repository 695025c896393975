"""Two people at once: one has the room, one move counts, and whoever came second reads what changed."""

from server.demo_cast import CAST_IDS
from tests.review.arcs import GARDEN, count_of, do, path_to, plan_form, planned_at, seen
from tests.session_day.days import course_of, together
from tests.someone import Installation, Someone

TAKEN = "select count(*) from session_place where room_id = :room and until is null"


def test_two_who_book_one_room_at_once_do_not_both_have_it(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    ours, theirs = (f"/courses/{course_of(installation, name)}/sessions" for name in ("noor", "mara"))
    for day in ("2027-02-02", "2027-02-23", "2027-03-16"):
        calls = [(theo, ours, plan_form(day, room=GARDEN)), (pria, theirs, plan_form(day, at="12:30", room=GARDEN))]
        assert sorted(together(installation, *calls)) == [303, 409]

    assert installation.value(TAKEN, room=GARDEN) == 3
    assert count_of(installation, "noor") + count_of(installation, "mara") == 6 + 6 + 3


def test_two_who_move_one_session_at_once_the_second_reads_what_changed(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    path, here = path_to(installation, "noor", 6, "move"), seen(installation, theo, "noor", 6)
    before = int(str(installation.value("select count(*) from session_move")))
    forms = [{"day": day, "at": "11:00", "reason": "Snow.", "seen": here} for day in ("2027-01-12", "2027-01-14")]

    assert sorted(together(installation, (theo, path, forms[0]), (pria, path, forms[1]))) == [303, 409]
    assert installation.value("select count(*) from session_move") == before + 1
    assert planned_at(installation, "noor", 6)[:10] in ("2027-01-12", "2027-01-14")


def test_a_move_by_an_old_page_is_refused_with_who_and_whereto_and_the_words_stay(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    old = seen(installation, theo, "noor", 6)
    do(installation, pria, "noor", 6, "move", day="2027-01-12", at="14:00", reason="", seen=old)

    refused = do(installation, theo, "noor", 6, "move", day="2027-01-14", at="09:30", reason="Ice & snow", seen=old)
    assert refused.status_code == 409
    said = "Pria has moved this session meanwhile: it is now on Tue 12 Jan, 2:00 pm. Nothing of yours was changed."
    assert refused.one("#day-error") == said
    assert refused.values("details[open] input[name=reason]") == ["Ice & snow"]
    assert refused.values("details[open] input[name=day]") == ["2027-01-14"]
    assert planned_at(installation, "noor", 6) == "2027-01-12T19:00:00.000Z"


def test_two_who_place_a_session_are_told_of_each_other(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    old, there = seen(installation, theo, "noor", 6, "place"), {f"staff-{CAST_IDS['pria']}": "1"}
    do(installation, pria, "noor", 6, "place", room=GARDEN, seen=old, **there)

    refused = do(installation, theo, "noor", 6, "place", room="", seen=old)
    assert refused.status_code == 409
    said = "Pria has changed this meanwhile: it is now Garden room, Pria. Nothing of yours was changed."
    assert refused.one("#room-error") == said


def test_two_who_pause_or_stop_at_once_leave_one_reason(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    arc = f"/courses/{course_of(installation, 'noor')}/arc"
    pause = [{"id": CAST_IDS[who], "from": "2026-12-01", "reason": f"As {who} said."} for who in ("theo", "pria")]
    assert sorted(together(installation, (theo, f"{arc}/pause", pause[0]), (pria, f"{arc}/pause", pause[1]))) == [
        303,
        409,
    ]
    assert installation.value("select count(*) from course_pause") == 1

    stop = [{"sure": "1", "reason": f"As {who} said."} for who in ("theo", "pria")]
    assert sorted(together(installation, (theo, f"{arc}/stop", stop[0]), (pria, f"{arc}/stop", stop[1]))) == [303, 409]
