"""A message is taken back until the other side has opened it, and not after: the same rule for both sides."""

from uuid import uuid4

from server.demo_cast import CAST_IDS
from tests.messages.written import HERE, answer, bodies, count, desk_subject, message, on_desk, thread_of
from tests.session_day.days import together
from tests.someone import Installation, Someone


def back(person: Someone, page: str) -> str:
    """Where the button of the newest message leads."""
    return person.open(page).values("form[action$='/take-back']", "action")[0]


def test_unopened_it_goes_with_its_words_and_the_other_side_sees_nothing_of_it(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    form = message("I did not mean this.")
    iris.send(HERE, form)
    page = iris.send(back(iris, HERE))

    assert "You took this back before anybody had opened it." in page.words
    assert bodies(page) == []
    assert on_desk(installation, "iris") == 0
    shown = theo.open(thread_of(installation, "iris"))
    assert "Nothing is written yet." in shown.words
    assert "mean this" not in shown.words
    kept = installation.value("select length(body_locked) from message where id = :id", id=form["id"])
    assert kept == 0


def test_a_late_replay_brings_nothing_back(installation: Installation, iris: Someone) -> None:
    form = message("I did not mean this.")
    iris.send(HERE, form)
    path = back(iris, HERE)
    for _time in range(2):
        assert iris.send(path).status_code == 200

    assert iris.outbox(HERE, form).status_code == 200
    assert bodies(iris.open(HERE)) == []
    assert on_desk(installation, "iris") == 0
    assert iris.outbox(HERE, form | {"body": "I meant this."}).status_code == 200
    assert bodies(iris.open(HERE)) == ["I meant this."]


def test_opened_it_stays_and_it_is_said_who_has_opened_it(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    iris.send(HERE, message("Now it is said."))
    path = back(iris, HERE)
    theo.open(thread_of(installation, "iris"))

    page = iris.send(path)
    assert page.status_code == 409
    assert page.one("h1") == "Theo has opened it meanwhile."
    assert bodies(theo.open(thread_of(installation, "iris"))) == ["Now it is said."]
    assert iris.open(HERE).values("form[action$='/take-back']", "action") == []


def test_taking_back_and_opening_at_once_never_shows_what_is_gone(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    """Whichever comes first: taken back there is no reading, and read there is no taking back."""
    thread = thread_of(installation, "iris")
    for _time in range(6):
        form = message("Said, or not said.")
        iris.send(HERE, form)
        statuses = together(installation, (iris, f"{HERE}/{form['id']}/take-back", {}), (theo, thread, {}))
        read = installation.value("select count(*) from message_reading where message_id = :id", id=form["id"])
        gone = installation.value("select count(taken_back_at) from message where id = :id", id=form["id"])
        assert (read, gone) in {(0, 1), (1, 0)}
        assert statuses[0] == (303 if gone else 409)


def test_of_several_the_next_one_goes_on_waiting(installation: Installation, iris: Someone) -> None:
    first, second = message("One."), message("Two.")
    iris.send(HERE, first)
    iris.send(HERE, second)
    assert desk_subject(installation, "iris") == first["id"]

    iris.send(f"{HERE}/{first['id']}/take-back")
    assert desk_subject(installation, "iris") == second["id"]


def test_an_answer_that_is_taken_back_leaves_the_question_waiting_as_before(
    installation: Installation, iris: Someone, theo: Someone
) -> None:
    thread = thread_of(installation, "iris")
    form = message("May I?")
    iris.send(HERE, form)
    answer(theo, thread, "No.")
    assert on_desk(installation, "iris") == 0

    page = theo.send(back(theo, thread))
    assert "You took this back before anybody had opened it." in page.words
    assert desk_subject(installation, "iris") == form["id"]
    seen = iris.open(HERE)
    assert bodies(seen) == ["May I?"]
    assert "Answered" not in seen.words
    assert "wrote to you" not in iris.open("/today").words


def test_nobody_takes_back_what_another_wrote(
    installation: Installation, iris: Someone, mara: Someone, theo: Someone, pria: Someone, sol: Someone, otto: Someone
) -> None:
    thread = thread_of(installation, "mara")
    mine = message("Mine.")
    mara.send(HERE, mine)
    his = {"id": str(uuid4()), "body": "His.", "seen": "0"}
    theo.send(thread, his)
    for person, path in (
        (iris, f"{HERE}/{mine['id']}"), (sol, f"{HERE}/{mine['id']}"), (mara, f"{HERE}/{his['id']}"),
        (theo, f"{thread}/{mine['id']}"), (pria, f"{thread}/{his['id']}"), (otto, f"{thread}/{his['id']}"),
        (theo, f"{thread_of(installation, 'noor')}/{his['id']}"),
    ):  # fmt: skip
        assert person.send(f"{path}/take-back").status_code == 404, path
    taken = installation.value("select count(taken_back_at) from message where by_id in (:mara, :theo)",
                               mara=CAST_IDS["mara"], theo=CAST_IDS["theo"])  # fmt: skip
    assert taken == 0
    assert count(installation, "mara") == 6
