"""Who asks, who lets go, and what the patient's Today shows of it."""

from tests.assigned.asking import ask, place, waiting
from tests.notes.written import begin
from tests.notes.written import place as notes_of
from tests.someone import Installation, Someone


def test_nobody_else_asks_takes_back_or_lets_go(installation: Installation, theo: Someone, iris: Someone) -> None:
    path = place(installation)
    ask(theo, path, "lesson safety")
    one = theo.open(path).values("form[action$=take-back]", "action")[0]
    theirs = iris.open("/asked").values("main form[action$=let-go]", "action")[0]
    for who, staff, patient in (
        ("otto", 404, 403), ("ada", 403, 403), ("mara", 403, 404), ("sol", 403, 404), ("theo", 200, 403),
    ):  # fmt: skip
        person = installation.someone(who)
        assert person.get(path).status_code == staff
        assert person.send(theirs, follow=False).status_code == patient
        if who != "theo":
            assert person.send(one, follow=False).status_code == staff
            assert ask(person, path, "lesson intention").status_code == staff
    elsewhere = one.replace(path, place(installation, "mara"))
    assert theo.send(elsewhere, follow=False).status_code == 404
    assert waiting(iris) == ["/prepare/lessons/safety"]


def test_today_says_it_beside_a_note_and_asks_for_two_alone(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    begin(theo, notes_of(installation, "patient", "iris"), "Bring tea.")
    for what in ("lesson safety", "lesson intention", "breath B-02", "prompt PRP-01"):
        ask(theo, place(installation), what)
    today = iris.open("/today")
    assert len(today.tree.cssselect("section[aria-labelledby=for-you] li")) == 2
    assert "/asked" in today.values("section[aria-labelledby=for-you] a", "href")
    assert "Theo wrote a note for you." in today.words
    assert len(waiting(iris)) == 4
