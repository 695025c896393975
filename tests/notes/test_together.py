"""Two at the same moment, on both databases: both kept, or one refused with what changed, and never a third thing."""

from uuid import uuid4

from server.courses.asked import MOST_OPEN
from tests.assigned.asking import ask, let_go
from tests.assigned.asking import place as asked_of
from tests.notes.written import begin, id_of, place, standing
from tests.session_day.days import together
from tests.someone import Installation, Someone

FIRST, THEIRS, OURS = "The window.", "The window, half open.", "The window, and a blanket."


def version(parent: str, body: str) -> dict[str, str]:
    return {"version": str(uuid4()), "parent": parent, "body": body}


def test_two_who_write_on_one_note_in_the_same_moment_are_both_kept(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    note = begin(theo, place(installation, "team"), FIRST)
    read = standing(theo, note)
    calls = [(theo, note, version(read, THEIRS)), (pria, note, version(read, OURS))]
    assert together(installation, *calls, *calls) == [303] * 4
    assert sorted(theo.open(note).all("said")) == sorted([THEIRS, OURS])
    assert installation.value("select count(*) from note_version where note_id = :id", id=id_of(note)) == 3


def test_writing_on_and_taking_back_in_the_same_moment_leaves_no_words_that_nobody_had_read_struck(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    for _time in range(4):
        note = begin(theo, place(installation, "team"), FIRST)
        read = standing(theo, note)
        struck = {"parent": read, "reason": "It was about somebody else."}
        found = together(installation, (theo, note, version(read, THEIRS)), (pria, f"{note}/strike", struck))
        assert sorted(found) == [303, 409]
        page = theo.open(note)
        assert ("Taken back by Pria" in page.words) == (found[0] == 409)
        assert (THEIRS in page.words) == (found[0] == 303)


def test_two_who_take_it_back_in_the_same_moment_are_one(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    note = begin(theo, place(installation, "team"), FIRST)
    form = {"parent": standing(theo, note), "reason": "It was about somebody else."}
    both = together(installation, (theo, f"{note}/strike", form), (pria, f"{note}/strike", form))
    assert sorted(both) == [303, 409]


def test_two_who_ask_in_the_same_moment_stay_within_ten_and_ask_for_one_thing_once(
    installation: Installation, theo: Someone, pria: Someone, iris: Someone
) -> None:
    path = asked_of(installation)
    same = {"what": "lesson safety", "line": "", "by": ""}
    found = together(installation, *((one, path, same | {"id": str(uuid4())}) for one in (theo, pria)))
    assert sorted(found) == [303, 409]
    for number in range(1, MOST_OPEN - 1):
        ask(theo, path, f"prompt PRP-{number:02d}")
    last = [(theo, "prompt W1-01"), (pria, "prompt W1-02")]
    full = together(installation, *((one, path, same | {"id": str(uuid4()), "what": what}) for one, what in last))
    assert sorted(full) == [303, 409]
    let_go(iris)
    assert ask(theo, path, "prompt W1-03").status_code == 200
