"""Small steps are private: the care team sees them only while the patient's latest word is that it may."""

from uuid import uuid4

import pytest

from tests.journal.test_actions import ids, mark, step
from tests.session_day.days import course_of
from tests.someone import Installation, Opened, Someone

NOTHING = "Nothing is shared with you here just now."


def let(person: Someone, shared: str, share_id: str = "") -> Opened:
    return person.send("/journal/actions/sharing", {"id": share_id or str(uuid4()), "shared": shared})


@pytest.fixture
def path(installation: Installation, iris: Someone) -> str:
    step(iris, "Wading to the buoy.", value="Salt")
    mark(iris, ids(iris)[0], "done", "It was colder than it looked.")
    return f"/courses/{course_of(installation, 'iris')}"


def read_by(person: Someone, path: str) -> str:
    return person.open(path).words + person.open(f"{path}/steps").words


def test_nobody_reads_them_until_they_are_shared(theo: Someone, pria: Someone, path: str) -> None:
    for reader in (theo, pria):
        words = read_by(reader, path)
        assert NOTHING in words
        assert not any(word in words for word in ("buoy", "Salt", "colder"))


def test_shared_they_stand_in_the_brief_and_on_their_page(
    iris: Someone, theo: Someone, pria: Someone, path: str
) -> None:
    page = let(iris, "1")
    assert "Your care team (Theo, Pria) may read your steps" in page.words

    for reader in (theo, pria):
        assert "Done: “Wading to the buoy”. “It was colder than it looked.”" in reader.open(path).words
        assert "Salt" in reader.open(f"{path}/steps").words


def test_stopped_it_ends_at_the_next_request(iris: Someone, theo: Someone, path: str) -> None:
    let(iris, "1")
    read_by(theo, path)
    assert "Nobody at the clinic can open this" in let(iris, "0").words

    words = read_by(theo, path)
    assert NOTHING in words
    assert "buoy" not in words


def test_sent_again_late_it_changes_nothing(
    installation: Installation, iris: Someone, theo: Someone, path: str
) -> None:
    first = str(uuid4())
    let(iris, "1", first)
    let(iris, "1")
    let(iris, "0")
    let(iris, "1", first)

    assert "buoy" not in read_by(theo, path)
    path = course_of(installation, "iris")
    assert installation.value("select count(*) from small_action_share where course_id = :id", id=path) == 2


@pytest.mark.parametrize("who", ["otto", "ada", "mara"])
def test_nobody_else_has_their_page(installation: Installation, iris: Someone, path: str, who: str) -> None:
    let(iris, "1")
    answer = installation.someone(who).get(f"{path}/steps")
    assert answer.status_code in (403, 404)
    assert "buoy" not in answer.text


def test_staff_cannot_share_them_for_a_patient(theo: Someone) -> None:
    assert let(theo, "1").status_code == 403


def test_a_word_that_is_none_is_refused(iris: Someone) -> None:
    assert let(iris, "perhaps").status_code == 404
